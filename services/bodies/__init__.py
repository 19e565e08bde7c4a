"""Organisations and bodies, who sits in them, and what they answer for."""

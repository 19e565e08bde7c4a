"""Tests of the durable processes on real servers."""

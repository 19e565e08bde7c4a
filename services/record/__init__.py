"""The record: timelines, checkpoints, and what proves them."""

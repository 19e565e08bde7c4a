"""The record's checkpoints as they are read."""

from datetime import datetime

from pydantic import BaseModel


class CheckpointView(BaseModel):
    """A signed checkpoint; note `hash` elsewhere, and `veche audit verify --checkpoint` holds the record to it."""

    number: int
    at: datetime
    hash: str
    previous: str
    streams: int
    root: str
    key: str

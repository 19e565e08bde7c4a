"""The record's checkpoints and refused attempts as they are read."""

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


class RefusalView(BaseModel):
    """That an attempt to change something was refused: who, what, where ("section/ID"), how often within a minute.

    Without an operation it counts attempts beyond what is told apart. `seal` is the entry of the installation's
    stream that binds it, null until the next checkpoint.
    """

    id: str
    actor_id: str
    operation: str
    code: str
    place: str
    times: int
    first_at: datetime
    last_at: datetime
    seal: int | None

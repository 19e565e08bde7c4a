"""An exported timeline: JSON lines that a person can read and a program can check without any server.

The first line is a `TimelineTop`, then one `TimelineLine` an entry, then the `TimelineProof`; the last is the
signature file over all bytes before it.
"""

from datetime import datetime
from typing import Literal

from schemas.checkpoint import Head
from schemas.frozen import Frozen

TIMELINE_FORMAT = 1


class TimelineTop(Frozen):
    """What the file tells of; `entries` is how many there are."""

    kind: Literal["veche-timeline"] = "veche-timeline"
    format: int = TIMELINE_FORMAT
    installation_id: str
    stream_id: str
    title: str
    made_at: datetime
    entries: int


class TimelineReason(Frozen):
    """A typed reason with the salt that its hash in the entry was made with."""

    text: str
    salt: str


class TimelineLine(Frozen):
    """One entry: in words, and as it was hashed together with the hash of the one before."""

    seq: int
    sentence: str
    reason: TimelineReason | None = None
    previous: str
    hash: str
    body: str


class TimelineProof(Frozen):
    """The latest checkpoint that covers the stream: what it signed of it, and the way from there to its root.

    All are empty where no checkpoint covers the stream yet.
    """

    statement: str = ""
    signature: str = ""
    head: Head | None = None
    path: tuple[str, ...] = ()

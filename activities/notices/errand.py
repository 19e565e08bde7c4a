"""`Errand`: one message to one person by one channel, and what it is written from; plain values, no rows."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple


class Addressee(NamedTuple):
    """The person a message is for."""

    id: str
    name: str
    language: str
    email: str
    active: bool
    guest: bool = False


class Part(NamedTuple):
    """A delivery that is due, as its row has it."""

    id: str
    person_id: str
    notice_id: str | None
    proof_id: str | None
    channel: str
    rhythm: str
    letter_id: str | None
    due_at: datetime


class Told(NamedTuple):
    """What a notice's row tells."""

    id: str
    kind: str
    facts: dict[str, Any]
    made_at: datetime
    alarm_row_id: str | None


class Proof(NamedTuple):
    """An address that waits for its code."""

    id: str
    address: str
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Errand:
    """One message to one person by one channel: a notice, those of a digest, or the code that proves an address.

    `id` is the same for every attempt. `notes` are the reasons that somebody typed, by the id that facts name.
    It is ours until `claimed_until`.
    """

    id: str
    channel: str
    person: Addressee
    address: str = field(repr=False)
    deliveries: tuple[Part, ...]
    claimed_until: datetime
    notices: tuple[Told, ...] = ()
    notes: dict[str, str] = field(default_factory=dict, repr=False)
    proof: Proof | None = None
    key_number: int = 0

    @property
    def outward(self) -> bool:
        """Whether it is to leave; to those who were deactivated meanwhile the inbox is all there is."""
        return self.person.active

"""What a decision may know beside the state: the instant, the actor, the calendar, and what the ledger shows."""

from dataclasses import dataclass, field
from datetime import datetime

from schemas.calendar import Calendar


@dataclass(frozen=True)
class Facts:
    """The world as one transaction sees it.

    `now` is UTC. `told` are the voters whose invitation and at least one reminder of the open round
    have left; `up` is whether the service was up on the last working day before the deadline. Both are
    needed before silence may count.
    """

    now: datetime
    calendar: Calendar
    actor_id: str = ""
    told: frozenset[str] = field(default_factory=frozenset)
    up: bool = True

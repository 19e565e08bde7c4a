"""What a decision may know beside the state: the instant, the actor, the calendar, the people, and the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from schemas.calendar import Calendar
from schemas.remarks import Remark, Unanswered
from schemas.section import Elector, Part


@dataclass(frozen=True)
class People:
    """The people as one transaction sees them.

    `appointed` are those whom the matrix of responsibilities gives a part, with the bodies they have it through
    (none for who is named in person). `known` tells organisation and bodies, `inactive` whose account is closed,
    `absent` who is away today. `standing` are everybody's standing deputies in the order in which they are asked:
    whom the open absence names, then those of the seats in bodies. Deputies are among the inactive and the absent too.
    `speaking` are the bodies that review as one voice: their heads, then those who may speak where a head cannot.
    `guests` have no account: they vote where they were put among the reviewers, and do nothing else for anybody.
    """

    appointed: Mapping[Part, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    known: Mapping[str, Elector] = field(default_factory=dict)
    inactive: frozenset[str] = field(default_factory=frozenset)
    absent: frozenset[str] = field(default_factory=frozenset)
    standing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    speaking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    guests: frozenset[str] = field(default_factory=frozenset)

    @property
    def deputies(self) -> dict[str, str]:
        """The first of everybody's standing deputies who is there today, where one is."""
        there = ((one, self._there(standing)) for one, standing in self.standing.items())
        return {person: deputy for person, deputy in there if deputy is not None}

    def with_speakers(self, speaking: Mapping[str, tuple[str, ...]]) -> Self:
        """The same with who speaks for bodies; where a head is away, deputy chairs stand in last of all."""
        standing = dict(self.standing)
        for head, *others in speaking.values():
            standing[head] = tuple(dict.fromkeys((*standing.get(head, ()), *others)))
        return replace(self, standing=standing, speaking=speaking)

    def _there(self, standing: tuple[str, ...]) -> str | None:
        gone = self.inactive | self.absent
        return next((deputy for deputy in standing if deputy not in gone), None)

    def elector(self, person_id: str, through: tuple[str, ...] = (), speaks_for: str = "") -> Elector:
        """A person with what they stand for."""
        known = self.known.get(person_id, Elector(person_id=person_id))
        return known.model_copy(update={"through": through, "speaks_for": speaks_for})


@dataclass(frozen=True)
class Facts:
    """The world as one transaction sees it.

    `now` is UTC. `told` are the people whose invitation and at least one reminder of the open round
    have left; `up` is whether the service was up on the last working day before the deadline. Both are
    needed before silence may count. `unanswered` are the remarks of the current cycle without an answer, `remark` is
    the one that the command is about. `leaders` approve the whole document.
    """

    now: datetime
    calendar: Calendar
    actor_id: str = ""
    told: frozenset[str] = field(default_factory=frozenset)
    up: bool = True
    people: People = field(default_factory=People)
    unanswered: tuple[Unanswered, ...] = ()
    remark: Remark | None = None
    leaders: tuple[str, ...] = ()

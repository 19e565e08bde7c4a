"""What a decision about a document may know beside its state: how its sections stand, and who is there."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.section.facts import People
from schemas.calendar import Calendar
from schemas.section import Phase


@dataclass(frozen=True)
class SectionStanding:
    """How one section stands as the transaction sees it."""

    section_id: str
    phase: Phase
    revision_id: str | None
    text_hash: str | None


@dataclass(frozen=True)
class Facts:
    """The world as one transaction sees it: sections in the document's order, people of leadership; `now` is UTC.

    `administrators` are told where only they can help.
    """

    now: datetime
    calendar: Calendar
    sections: tuple[SectionStanding, ...] = ()
    actor_id: str = ""
    people: People = field(default_factory=People)
    administrators: tuple[str, ...] = ()

    @property
    def included(self) -> tuple[SectionStanding, ...]:
        """The sections that belong to the document still."""
        return tuple(section for section in self.sections if section.phase != Phase.WITHDRAWN)

    @property
    def waiting(self) -> tuple[SectionStanding, ...]:
        """The sections that are not approved yet."""
        return tuple(s for s in self.included if s.phase not in (Phase.APPROVED, Phase.PUBLISHED))

"""In whose hands a duty belongs while people are away: one rule for seats of sections, leaders and milestones."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from domain.section.facts import People
from schemas.section import Pass

Unable = Callable[[str], str | None]
"""The code that says why somebody does not take a duty over today; None for who does."""


@dataclass(frozen=True)
class ToDeputy:
    """The duty passes to a deputy; `relieves` is the one before, who went away too."""

    deputy_id: str
    relieves: str | None = None


@dataclass(frozen=True)
class BackToPerson:
    """The duty is its person's again, and the deputy is relieved."""

    deputy_id: str
    reason: Literal["absence_over", "deputy_away"]


@dataclass(frozen=True)
class NoDeputy:
    """The duty was to pass on and nobody takes it over; `reason` is why the first deputy does not."""

    reason: str


def next_deputy(people: People, person: str, unable: Unable, relieves: str | None = None) -> ToDeputy | NoDeputy:
    """A duty that is to pass on goes to the first standing deputy who is able; to nobody where none is."""
    why: list[str] = []
    for deputy in people.standing.get(person, ()):
        code = unable(deputy)
        if code is None:
            return ToDeputy(deputy, relieves)
        why.append(code)
    return NoDeputy(next(iter(why), "no_deputy"))


def in_right_hands(
    people: People, person: str, passed: Pass | None, unable: Unable
) -> ToDeputy | BackToPerson | NoDeputy | None:
    """What today's absences do to somebody's open duty; None where it is in the hands in which it should be.

    `passed` says to whom it passed before. A deputy's own deputy never takes over: a duty that a deputy who goes away
    leaves is the person's again if they are back, and otherwise goes to another standing deputy of the person.
    """
    deputy_away = passed is not None and passed.deputy_id in people.absent
    if person in people.absent:
        relieves = passed.deputy_id if passed is not None else None
        return next_deputy(people, person, unable, relieves) if passed is None or deputy_away else None
    if passed is None or not (passed.until_back or deputy_away):
        return None
    return BackToPerson(passed.deputy_id, "absence_over" if passed.until_back else "deputy_away")

"""What a rehearsal begins with: how the document and its sections stand, its people, and the table of days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.calendar import DAY
from domain.schedule import beginning_of
from domain.section import People
from schemas.calendar import Calendar
from schemas.document import DocumentState
from schemas.document_commands import LaunchDocument
from schemas.remarks import Unanswered
from schemas.section import Elector, Part, SectionState
from schemas.section_commands import Launch


@dataclass(frozen=True)
class Away:
    """An absence from its first to its last day, and the deputy that it names."""

    person_id: str
    since: date
    until: date
    deputy_id: str | None = None


@dataclass(frozen=True)
class Cast:
    """Everybody: what they stand for, whose account is closed, deputies of seats, absences, and the matrix by section.

    `speaking` are by section the bodies that review it as one voice, with who may speak for each.
    Seats and the matrix are those of the first day; absences come and go.
    """

    known: Mapping[str, Elector] = field(default_factory=dict)
    inactive: frozenset[str] = frozenset()
    deputies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absences: tuple[Away, ...] = ()
    appointed: Mapping[str, Mapping[Part, Mapping[str, tuple[str, ...]]]] = field(default_factory=dict)
    speaking: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def on(self, day: date, section_id: str = "") -> People:
        """The people as a decision on that day would know them."""
        away = [one for one in self.absences if one.since <= day <= one.until]
        standing: dict[str, tuple[str, ...]] = {}
        named = [*((one.person_id, (one.deputy_id,)) for one in away if one.deputy_id), *self.deputies.items()]
        for person, deputies in named:
            standing[person] = tuple(dict.fromkeys((*standing.get(person, ()), *deputies)))
        people = People(
            appointed=self.appointed.get(section_id, {}),
            known=self.known,
            inactive=self.inactive,
            absent=frozenset(one.person_id for one in away),
            standing=standing,
        )
        return people.with_speakers(self.speaking.get(section_id, {}))

    def turns(self, zone: str) -> Iterator[tuple[datetime, str]]:
        """The instants at which somebody's absence begins or is over, and who that is."""
        for one in self.absences:
            yield beginning_of(one.since, zone), one.person_id
            yield beginning_of(one.until + DAY, zone), one.person_id


@dataclass(frozen=True)
class SceneSection:
    """A section as it stands, how it is to be launched if it is not yet, and the sections it rests on.

    `told` are the notices (person and kind) that left in a round which is open, `unanswered` the remarks without an
    answer.
    """

    state: SectionState
    title: str
    position: int
    launch: Launch | None = None
    bases: tuple[str, ...] = ()
    told: frozenset[tuple[str, str]] = frozenset()
    unanswered: tuple[Unanswered, ...] = ()


@dataclass(frozen=True)
class SceneMilestone:
    """A milestone with its last day, and the section it is about if it is about one; `whole` if about the whole."""

    title: str
    day: date
    section_id: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Scene:
    """A document at `starts_at` (UTC), in a `zone` (IANA) by whose days people come and go; ends at `until` at most."""

    document: DocumentState
    sections: tuple[SceneSection, ...]
    cast: Cast
    calendar: Calendar
    zone: str
    starts_at: datetime
    until: datetime
    title: str = ""
    launch: LaunchDocument | None = None
    milestones: tuple[SceneMilestone, ...] = ()
    administrators: tuple[str, ...] = ()

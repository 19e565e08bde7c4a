"""A rehearsal of a document's timetable as data: how people are supposed to act, and what would come of it."""

from datetime import date, datetime
from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.deadline import Deadline
from schemas.frozen import Frozen
from schemas.policy import LONGEST_DAYS


class Behaviour(Frozen):
    """How somebody acts who is asked for something.

    `in_time` is at noon of the last day (or, where the limit is no whole days, when an eighth of the time is left),
    `late` so many working days after that day, at noon, `never` not at all. Who is asked after the deadline has
    passed acts in time at noon of the next working day.
    """

    acts: Literal["in_time", "late", "never"] = "in_time"
    working_days: int = Field(default=0, ge=0, le=LONGEST_DAYS)

    @model_validator(mode="after")
    def _days_belong_to_late(self) -> Self:
        if (self.working_days > 0) != (self.acts == "late"):
            raise ValueError("working_days is given with late, and only with it")
        return self


class Behaviours(Frozen):
    """How everybody acts, and who acts otherwise, by their ids."""

    everybody: Behaviour = Behaviour()
    people: dict[str, Behaviour] = Field(default_factory=dict, max_length=1000)

    def of(self, person_id: str) -> Behaviour:
        """How this person acts."""
        return self.people.get(person_id, self.everybody)


class SupposedAct(Frozen):
    """What somebody would do: hand a text in, give a verdict (in agreement), sign, or decide an undecided round.

    `instead_of` is in whose place; empty if it is their own. `refused` is the code by which the rules would refuse it,
    and `facts` what belongs to the code.
    """

    at: datetime
    stream_id: str
    what: Literal[
        "submit_revision",
        "give_verdict",
        "sign",
        "sign_document",
        "decide_round",
        "answer_remarks",
        "settle_disagreements",
    ]
    person_id: str
    instead_of: str = ""
    refused: str = ""
    facts: dict[str, str] = Field(default_factory=dict)


class Told(Frozen):
    """A notice that would go out: its kind, to whom, and until when what it asks for is due."""

    at: datetime
    stream_id: str
    kind: str
    people: tuple[str, ...]
    deadline: Deadline | None = None


class LedgerEntry(Frozen):
    """A planned reminder, deadline or step, and what would become of it; as the ledger has it."""

    stream_id: str
    cycle: int
    phase: str
    round: int
    alarm_id: str
    what: str
    planned_at: datetime
    state: str
    reason: str | None = None
    told: int = 0
    rung_at: datetime | None = None


class RehearsedPhase(Frozen):
    """One phase with a deadline, from its opening to what ended it.

    `deadline` is the one it opened with. `ended_at` is None where it stands still, waiting for `awaited`; `last` are
    those whose act ended it or, where `by` says that silence, the ladder or the coordinator did, who was silent; where
    it says that a `term` to uphold remarks did, their authors. Where it stands still, `by` may say that `answers` to
    remarks are waited for. `late` is by how many working days it ended after that deadline, or has not ended yet.
    """

    phase: str
    round: int
    opened_at: datetime
    deadline: Deadline
    ended_at: datetime | None = None
    outcome: str = ""
    by: str = ""
    last: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    late: int = 0


class RehearsedStream(Frozen):
    """A section, or the document as a whole (`section_id` empty).

    `ended_at` is when it would be approved, `in_time_at` when if all acted in time; `slips` by how many working days
    it would be later than that, None where it would never be. `stands_in` is the phase in which it stands still.
    """

    section_id: str = ""
    position: int = 0
    title: str = ""
    phases: tuple[RehearsedPhase, ...] = ()
    ended_at: datetime | None = None
    in_time_at: datetime | None = None
    slips: int | None = None
    stands_in: str = ""
    awaited: tuple[str, ...] = ()


class RehearsedMilestone(Frozen):
    """A milestone's last day, and how many sections would be approved by its end: as rehearsed, and all in time.

    `whole` says that the whole would be approved by then; `slips` by how many working days what it names would be
    late (None where it would never be done), if it names a section or the whole.
    """

    title: str
    day: date
    approved: int
    approved_in_time: int
    sections: int
    whole: bool
    of: str = ""
    slips: int | None = 0


class HoldingUp(Frozen):
    """What the whole waits for: a section, or the signing of the whole (`section_id` empty).

    `because` is why: it is never done, it is the last to be, or it is done late. `phase` and `people` are where most
    was lost, `by` as the phase has it, `late` how many working days there; `gains` by how many the sections would be
    ready earlier without it. `waiting` are the sections that rest on it.
    """

    because: Literal["never", "last", "late"]
    section_id: str = ""
    phase: str = ""
    people: tuple[str, ...] = ()
    by: str = ""
    late: int = 0
    gains: int = 0
    waiting: tuple[str, ...] = ()


class OutOfOrder(Frozen):
    """A section that would be approved before the section it rests on, whose text may change yet."""

    section_id: str
    basis_id: str


class StreamInWords(Frozen):
    """How a section, or the whole (`section_id` empty), is called, how it would end, and each of its phases."""

    section_id: str
    name: str
    end: str
    phases: tuple[str, ...]


class RehearsalInWords(Frozen):
    """A rehearsal in sentences: what is supposed, how all would end, what holds the whole up, and who would be told."""

    supposed: tuple[str, ...]
    streams: tuple[StreamInWords, ...]
    holding: tuple[str, ...]
    milestones: tuple[str, ...]
    notices: tuple[str, ...]
    provisional: str = ""


class Rehearsal(Frozen):
    """What would come of a document's timetable; `until` is where the rehearsal ended if it stands still by then.

    `without_part` are those of whom it was said how they act, though they have no part in the document.
    """

    starts_at: datetime
    zone: str
    whole: RehearsedStream
    sections: tuple[RehearsedStream, ...]
    acts: tuple[SupposedAct, ...]
    told: tuple[Told, ...]
    ledger: tuple[LedgerEntry, ...]
    milestones: tuple[RehearsedMilestone, ...] = ()
    holding_up: tuple[HoldingUp, ...] = ()
    out_of_order: tuple[OutOfOrder, ...] = ()
    without_part: tuple[str, ...] = ()
    provisional: bool = False
    text: str = ""

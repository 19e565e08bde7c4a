"""What somebody owes by a date: its state, the commands it takes and the events it makes; ids and codes only."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.deadline import Alarm, Deadline
from schemas.document import WholePart
from schemas.frozen import Frozen
from schemas.policy import Limit, PhaseRule, Step, Zone
from schemas.section import Note, Pass
from schemas.section_commands import Recount, Ring
from schemas.section_events import AlarmOvertaken, AlarmRang, DeadlineRecounted, PhaseOpened

DEFAULT_RULE = PhaseRule(
    limit=Limit(days=1),
    reminders=(Limit(working_days=10), Limit(working_days=3), Limit(days=0)),
    ladder=(
        Step(after=Limit(working_days=1), tell=("owner", "coordinator")),
        Step(after=Limit(working_days=5), tell=("coordinator", "approvers")),
    ),
)
"""How a plan reminds and escalates unless it says otherwise; its limit is not read, the milestones have days."""


class ObligationPhase(StrEnum):
    """Where an obligation stands."""

    PLANNED = "planned"
    OPEN = "open"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"


class Terms(Frozen):
    """Who owes it by which day, and how they are reminded: the rule's limit is not read, `day` stands for it.

    Without a day nothing rings. `owed_by` is whom the plan names, and empty where it names nobody who is there: then
    whoever coordinates the document owes it. `leaders` are those that a ladder calls approvers; its owner, editors
    and reviewers are those who owe it. `bound_by` is the hash of the approved text that says so.
    """

    coordinator_id: str
    owed_by: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    day: date | None = None
    rule: PhaseRule = DEFAULT_RULE
    zone: Zone = "Europe/Moscow"
    bound_by: str = ""


class ObligationState(Frozen):
    """Everything the rules need to decide about an obligation; the fold of its events.

    `owed_by` are those who owe it now; `passes` say which of them are deputies, and in whose place.
    """

    id: str
    document_id: str
    phase: ObligationPhase = ObligationPhase.PLANNED
    cycle: int = 1
    terms: Terms | None = None
    owed_by: tuple[str, ...] = ()
    passes: tuple[Pass, ...] = ()
    opened_at: datetime | None = None
    deadline: Deadline | None = None
    alarms: tuple[Alarm, ...] = ()
    extended: bool = False
    """Whether the ladder has extended it, which it does once."""

    @property
    def ended(self) -> bool:
        """Whether nothing more happens."""
        return self.phase in (ObligationPhase.FULFILLED, ObligationPhase.CANCELLED)


class Oblige(Frozen):
    """Owe this on these terms; sent when a plan comes into force, for a new obligation and for one there is."""

    type: Literal["oblige"] = "oblige"
    terms: Terms


class Fulfil(Frozen):
    """It is done; the note is the evidence."""

    type: Literal["fulfil"] = "fulfil"
    note: Note


class ExtendObligation(Frozen):
    """Move the deadline; `limit` is counted from the moment of the command."""

    type: Literal["extend_obligation"] = "extend_obligation"
    limit: Limit
    note: Note


class CancelObligation(Frozen):
    """It is owed no more; without a note because a new plan left it out."""

    type: Literal["cancel_obligation"] = "cancel_obligation"
    note: Note | None = None


class HandObligationOver(Frozen):
    """The document has another coordinator or leader: what is still owed has them from the same moment on."""

    type: Literal["hand_obligation_over"] = "hand_obligation_over"
    part: WholePart
    leaves: str
    joins: str


class LeaveObligation(Frozen):
    """Somebody's account was closed: they owe nothing any more, and what they stood in for is given back."""

    type: Literal["leave_obligation"] = "leave_obligation"
    person_id: str


class StandInForOwing(Frozen):
    """Somebody is away or back from now on: what they owe, or stand in for, is in the hands it belongs in again."""

    type: Literal["stand_in_for_owing"] = "stand_in_for_owing"
    person_id: str


ObligationCommand = Annotated[
    Oblige
    | Fulfil
    | ExtendObligation
    | CancelObligation
    | HandObligationOver
    | LeaveObligation
    | StandInForOwing
    | Recount
    | Ring,
    Field(discriminator="type"),
]
OBLIGATION_COMMAND: TypeAdapter[ObligationCommand] = TypeAdapter(ObligationCommand)


class Obliged(Frozen):
    """It is owed on these terms from now on; no `news` where another text says what the one before it said."""

    type: Literal["obliged"] = "obliged"
    terms: Terms
    news: bool = True


class ObligationDated(PhaseOpened):
    """It has a deadline, the first or a new one by the terms."""

    type: Literal["obligation_dated"] = "obligation_dated"


class ObligationUndated(Frozen):
    """New terms name no day: nothing rings any more."""

    type: Literal["obligation_undated"] = "obligation_undated"


class ObligationExtended(PhaseOpened):
    """The deadline was moved, by a person with a reason or by the ladder."""

    type: Literal["obligation_extended"] = "obligation_extended"
    by: Literal["coordinator", "ladder"] = "coordinator"
    note: Note | None = None


class ObligationPassed(Frozen):
    """A deputy owes it in somebody's place: by the ladder, or while the person is away.

    `relieves` is the deputy before, who went away too.
    """

    type: Literal["obligation_passed"] = "obligation_passed"
    leaves: str
    joins: str
    by: Literal["ladder", "absence"] = "ladder"
    relieves: str | None = None


class ObligationHandedOver(Frozen):
    """Another coordinator or leader stands behind it; `owes` says that who joins owes it from now on."""

    type: Literal["obligation_handed_over"] = "obligation_handed_over"
    part: WholePart
    leaves: str
    joins: str
    owes: bool = False


class ObligationLeft(Frozen):
    """Somebody whose account was closed owes it no more; `base` of those who owed it are left.

    Where nobody is, the coordinator owes it.
    """

    type: Literal["obligation_left"] = "obligation_left"
    person_id: str
    reason: Literal["deactivated"] = "deactivated"
    base: int


class ObligationReturned(Frozen):
    """It is somebody's own again: their deputy's account was closed, the deputy is away, or they are back."""

    type: Literal["obligation_returned"] = "obligation_returned"
    person_id: str
    deputy_id: str
    reason: Literal["deactivated", "absence_over", "deputy_away"] = "deactivated"


class ObligationFulfilled(Frozen):
    """It was done."""

    type: Literal["obligation_fulfilled"] = "obligation_fulfilled"
    person_id: str
    note: Note


class ObligationCancelled(Frozen):
    """It is owed no more."""

    type: Literal["obligation_cancelled"] = "obligation_cancelled"
    by: Literal["coordinator", "plan"]
    note: Note | None = None


ObligationEvent = Annotated[
    Obliged
    | ObligationDated
    | ObligationUndated
    | ObligationExtended
    | ObligationPassed
    | ObligationHandedOver
    | ObligationLeft
    | ObligationReturned
    | ObligationFulfilled
    | ObligationCancelled
    | DeadlineRecounted
    | AlarmRang
    | AlarmOvertaken,
    Field(discriminator="type"),
]
OBLIGATION_EVENT: TypeAdapter[ObligationEvent] = TypeAdapter(ObligationEvent)

"""The events of disagreements, on the chain of the section whose text is disputed; ids, codes and hashes only."""

from typing import Literal

from schemas.disagreement import Decision, OpenedBy, Outcome, Side
from schemas.frozen import Frozen
from schemas.instant import Instant
from schemas.section import Note


class OfDisagreement(Frozen):
    """What every event about one disagreement carries; `author_id` is the remark's author."""

    disagreement_id: str
    author_id: str


class DisagreementOpened(OfDisagreement):
    """A remark was referred to a meeting, or upheld with reasons; one that was referred may be upheld besides.

    `wording` is the text that its author wants.
    """

    type: Literal["disagreement_opened"] = "disagreement_opened"
    comment_id: str
    by: OpenedBy
    note: Note | None = None
    wording: Note | None = None


class MeetingHeld(OfDisagreement):
    """A reconciliation meeting was appointed or moved, or was held where there are minutes."""

    type: Literal["meeting_held"] = "meeting_held"
    meeting_id: str
    at: Instant
    participants: tuple[str, ...]
    place: Note
    minutes: Note | None = None


class SettlementProposed(OfDisagreement):
    """A text to settle it with; a party that proposes it agrees to it by that, the coordinator is none."""

    type: Literal["settlement_proposed"] = "settlement_proposed"
    wording: Note
    changes: bool = True
    side: Side | None = None


class SettlementAccepted(OfDisagreement):
    """A party agreed to the text."""

    type: Literal["settlement_accepted"] = "settlement_accepted"
    side: Side


class TakenToLeadership(OfDisagreement):
    """Somebody of leadership is to decide."""

    type: Literal["taken_to_leadership"] = "taken_to_leadership"
    decider_id: str
    note: Note


class DecisionPassed(OfDisagreement):
    """Who is to decide is away and `deputy_id` decides in their place; without one it is theirs again.

    `relieves` is the deputy before.
    """

    type: Literal["decision_passed"] = "decision_passed"
    decider_id: str
    deputy_id: str | None
    relieves: str | None = None


class DisagreementClosed(OfDisagreement):
    """It has its outcome; `wording` is what was agreed on or decided, and `changes` says that the text is to change.

    `deputy_id` decided in the place of who was to.
    """

    type: Literal["disagreement_closed"] = "disagreement_closed"
    outcome: Outcome
    decision: Decision | None = None
    note: Note | None = None
    wording: Note | None = None
    changes: bool = False
    deputy_id: str | None = None


DisagreementEvent = (
    DisagreementOpened
    | MeetingHeld
    | SettlementProposed
    | SettlementAccepted
    | TakenToLeadership
    | DecisionPassed
    | DisagreementClosed
)

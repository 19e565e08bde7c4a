"""The commands about disagreements; they go to the section whose text is disputed."""

from typing import Literal

from schemas.disagreement import Decision
from schemas.frozen import Frozen
from schemas.instant import Instant
from schemas.section import Note


class UpholdComment(Frozen):
    """The author stands by an answered remark; `wording` is the text that they want, where they say one.

    `guest_id` says by which link they came.
    """

    type: Literal["uphold_comment"] = "uphold_comment"
    comment_id: str
    disagreement_id: str
    note: Note
    wording: Note | None = None
    guest_id: str | None = None


class OnDisagreement(Frozen):
    """What every command about a disagreement that there is carries."""

    disagreement_id: str


class HoldMeeting(OnDisagreement):
    """A reconciliation meeting is appointed or moved; with `minutes` it was held, and these took part."""

    type: Literal["hold_meeting"] = "hold_meeting"
    meeting_id: str
    at: Instant
    participants: tuple[str, ...]
    place: Note
    minutes: Note | None = None


class ProposeSettlement(OnDisagreement):
    """A text to settle it with; `changes`: other words than the present ones are to stand in the section."""

    type: Literal["propose_settlement"] = "propose_settlement"
    wording: Note
    changes: bool = True


class AcceptSettlement(OnDisagreement):
    """A party agrees to exactly that text."""

    type: Literal["accept_settlement"] = "accept_settlement"
    wording_id: str


class TakeToLeadership(OnDisagreement):
    """Somebody of leadership is to decide."""

    type: Literal["take_to_leadership"] = "take_to_leadership"
    decider_id: str
    note: Note


class DecideDisagreement(OnDisagreement):
    """Who it was taken to decides, with grounds; `wording` is a third text."""

    type: Literal["decide_disagreement"] = "decide_disagreement"
    decision: Decision
    note: Note
    wording: Note | None = None


class RecordDissent(OnDisagreement):
    """The author lets the text stand and has their dissent recorded."""

    type: Literal["record_dissent"] = "record_dissent"
    note: Note


DisagreementCommand = (
    UpholdComment
    | HoldMeeting
    | ProposeSettlement
    | AcceptSettlement
    | TakeToLeadership
    | DecideDisagreement
    | RecordDissent
)

"""Recording what happens to a section's disagreements: the rows that are listed and shown."""

from activities.recording.kind import Moment
from schemas.disagreement_events import (
    DisagreementClosed,
    DisagreementOpened,
    MeetingHeld,
    SettlementProposed,
    TakenToLeadership,
)
from schemas.section import Note, SectionState
from schemas.section_events import SectionEvent
from storage.tables import Comment, Disagreement, Meeting


def keep_disagreement(moment: Moment, state: SectionState, event: SectionEvent) -> None:
    """Write what an event says of a disagreement."""
    match event:
        case DisagreementOpened():
            _open(moment, state, event)
        case MeetingHeld():
            _meet(moment, event)
        case SettlementProposed():
            row = _row(moment, event.disagreement_id)
            row.settlement_id, row.changes = event.wording.id, event.changes
        case TakenToLeadership():
            _row(moment, event.disagreement_id).decider_id = event.decider_id
        case DisagreementClosed():
            row = _row(moment, event.disagreement_id)
            row.outcome, row.decision, row.changes = event.outcome, event.decision, event.changes
            row.wording_id, row.grounds_id = _id(event.wording), _id(event.note)
            row.settlement_id, row.closed_at = None, moment.journal.now


def _open(moment: Moment, state: SectionState, event: DisagreementOpened) -> None:
    """A remark that is upheld stands so; one that was referred stays as it was answered."""
    session = moment.journal.session
    row = session.get(Disagreement, event.disagreement_id)
    if row is None:
        row = Disagreement(
            id=event.disagreement_id,
            section_id=state.id,
            comment_id=event.comment_id,
            author_id=event.author_id,
            cycle=state.cycle,
            opened_by=event.by,
            opened_at=moment.journal.now,
        )
        session.add(row)
    row.opened_by, row.reason_id, row.proposed_id = event.by, _id(event.note), _id(event.wording)
    if event.by == "upheld":
        session.get_one(Comment, event.comment_id).state = "upheld"


def _meet(moment: Moment, event: MeetingHeld) -> None:
    session = moment.journal.session
    row = session.get(Meeting, event.meeting_id)
    if row is None:
        row = Meeting(
            id=event.meeting_id,
            disagreement_id=event.disagreement_id,
            person_id=moment.act.actor_id,
            at=event.at,
            place_id=event.place.id,
            participants=[],
        )
        session.add(row)
    row.at, row.place_id, row.participants = event.at, event.place.id, list(event.participants)
    row.minutes_id = _id(event.minutes)


def _row(moment: Moment, disagreement_id: str) -> Disagreement:
    return moment.journal.session.get_one(Disagreement, disagreement_id)


def _id(note: Note | None) -> str | None:
    return note.id if note else None

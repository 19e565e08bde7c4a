"""Recording what commands do to a section's remarks: what their decision may know, and the rows they write."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select, update

from activities.recording.guests import has_link
from activities.recording.kind import Moment
from activities.recording.people import day_of, speaking_in
from activities.recording.positions import make_official, unmake_official, use_letter
from schemas.disagreement_commands import OnDisagreement
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.remark_events import CommentAnswered, CommentResolved, CommentWithdrawn
from schemas.remarks import LeftOut, Remark, TakenInto
from schemas.section import SectionState, Succession
from schemas.section_commands import SectionCommand
from schemas.section_events import LetterSetAside, Reopened, SectionEvent, VerdictGiven, VerdictTakenBack
from storage.tables import Answer, Comment, Disagreement, Event, Note, Person, Revision
from storage.unanswered import is_unanswered

TAKEN = "proposals_taken"
"""Why a draft that gathers proposals is set aside: until its editor hands it in."""


def remark_of(moment: Moment, state: SectionState, command: Any) -> Remark | None:
    """The remark of this section that a command, or its disagreement, is about, as it stands now."""
    session = moment.journal.session
    disputed = session.get(Disagreement, command.disagreement_id) if isinstance(command, OnDisagreement) else None
    comment_id = disputed.comment_id if disputed else getattr(command, "comment_id", "")
    row = session.get(Comment, comment_id) if comment_id else None
    if row is None or row.section_id != state.id or row.parent_id is not None:
        return None
    worded = row.kind != "question" or row.replacement is not None or (disputed and disputed.proposed_id) is not None
    author = session.get_one(Person, voice_of(session, row, state.document_id, day_of(moment)))
    unheard = not author.active or (author.guest and not has_link(session, state.id, author.id, moment.journal.now))
    return Remark(id=row.id, person_id=author.id, state=row.state, cycle=row.cycle, worded=worded, unheard=unheard)


def voice_of(session: Session, remark: Comment, document_id: str, day: date) -> str:
    """Who speaks for a remark on that day: its author, or who came in their place.

    For what a body said it is one of its officers: who said it, as long as they are one, else its head.
    """
    said = remark.voice_id or remark.person_id
    if remark.body_id is None:
        return said
    officers = speaking_in(session, document_id, remark.section_id, day).get(remark.body_id, ())
    return said if said in officers or not officers else officers[0]


def hand_remarks_over(session: Session, section_id: str, who: Succession) -> None:
    """Who comes in a reviewer's place speaks for what they remarked, until it has come to its end."""
    theirs = func.coalesce(Comment.voice_id, Comment.person_id) == who.leaves
    here = (col(Comment.section_id) == section_id, col(Comment.parent_id).is_(None), theirs)
    ended = col(Comment.state).in_(("resolved", "withdrawn"))
    session.exec(update(Comment).where(*here, ~ended).values(voice_id=who.joins))


def keep_remark(moment: Moment, state: SectionState, event: SectionEvent, command: SectionCommand) -> None:
    """Write what an event says of a remark: that there is one, its answer, its author's reaction."""
    match event:
        case VerdictGiven():
            _supersede(moment, event)
            if event.remark_id is not None:
                _add_remark(moment, state, event)
            make_official(moment, state, event, command)
        case LetterSetAside():
            use_letter(moment, event.letter_id, event.person_id)
        case VerdictTakenBack():
            _supersede(moment, event)
            unmake_official(moment, event)
        case CommentAnswered():
            _answer(moment, state, event)
        case CommentResolved():
            _close(moment, event.comment_id, "resolved")
        case CommentWithdrawn():
            _close(moment, event.comment_id, "withdrawn")
        case Reopened():
            _take_along(moment, state.id, event.cycle)


def _take_along(moment: Moment, section_id: str, cycle: int) -> None:
    """What was said after the approval and has no answer belongs to the cycle that begins: it is answered there."""
    approved = select(Event.at).where(Event.stream_id == f"section/{section_id}", Event.type == "approved")
    at = moment.journal.session.exec(approved.order_by(col(Event.seq).desc()).limit(1)).first()
    late = select(Comment).where(Comment.section_id == section_id, Comment.cycle == cycle - 1, *is_unanswered())
    for row in moment.journal.session.exec(late):
        if at is not None and row.at > at:
            row.cycle = cycle


def _add_remark(moment: Moment, state: SectionState, event: VerdictGiven) -> None:
    """The note of a verdict as a remark on the whole text."""
    assert event.note is not None
    assert event.remark_id is not None
    comment = Comment(
        id=event.remark_id,
        section_id=state.id,
        revision_id=event.revision_id,
        person_id=event.deputy_id or event.person_id,
        principal_id=event.person_id if event.deputy_id else None,
        cycle=state.cycle,
        verdict=str(event.verdict),
        body_id=event.body_id,
        note_id=event.note.id,
        address="",
        text=moment.journal.session.get_one(Note, event.note.id).text,
        at=moment.journal.now,
    )
    moment.journal.session.add(comment)


def _supersede(moment: Moment, event: VerdictGiven | VerdictTakenBack) -> None:
    for comment_id in event.supersedes:
        _close(moment, comment_id, "withdrawn")


def _close(moment: Moment, comment_id: str, state: str) -> None:
    """Of replies nothing is told: they follow the first comment of their thread."""
    row = moment.journal.session.get_one(Comment, comment_id)
    row.state, row.resolved_by, row.resolved_at = state, moment.act.actor_id, moment.journal.now


def _answer(moment: Moment, state: SectionState, event: CommentAnswered) -> None:
    session = moment.journal.session
    row = session.get_one(Comment, event.comment_id)
    row.state = event.answer
    if event.left is not None:
        _leave(moment, event.left)
    if event.taken is not None:
        _take(moment, state, row, event.taken)
    draft_id = event.taken.draft_id if event.taken else None
    if draft_id is None and event.answer == event.before == "accepted":
        before = last_answer(session, row.id)
        draft_id = before.draft_id if before else None
    session.add(
        Answer(
            id=new_id(),
            comment_id=row.id,
            kind=event.answer,
            person_id=moment.act.actor_id,
            note_id=event.note.id if event.note else None,
            draft_id=draft_id,
            uphold_until=event.uphold_until.model_dump(mode="json") if event.uphold_until else None,
            at=moment.journal.now,
        )
    )


def _take(moment: Moment, state: SectionState, comment: Comment, taken: TakenInto) -> None:
    """Put the text with the proposal into the editor's draft, unless that changed meanwhile: Refused("try_again")."""
    session = moment.journal.session
    draft = gathering_draft(session, moment.act.actor_id, state.id)
    if (draft.text_hash if draft else None) != taken.before:
        raise Refused("try_again")
    if draft is None:
        draft = _new_draft(moment, state, taken)
        session.add(draft)
    draft.text_hash, draft.words, draft.at = taken.text_hash, taken.words, moment.journal.now
    draft.proposers = list(dict.fromkeys([*draft.proposers, comment.person_id]))


def _leave(moment: Moment, left: LeftOut) -> None:
    """Put the text without a proposal into its draft, unless that changed meanwhile: Refused("try_again")."""
    draft = moment.journal.session.get_one(Revision, left.draft_id)
    if draft.state == "accepted" or draft.text_hash != left.before:
        raise Refused("try_again")
    draft.text_hash, draft.words, draft.at = left.text_hash, left.words, moment.journal.now
    draft.proposers = list(left.proposers)


def last_answer(session: Session, comment_id: str) -> Answer | None:
    """The answer to a remark that stands."""
    query = select(Answer).where(Answer.comment_id == comment_id).order_by(col(Answer.id).desc())
    return session.exec(query).first()


def gathering_draft(session: Session, editor_id: str, section_id: str) -> Revision | None:
    """The draft in which an editor gathers proposals."""
    query = select(Revision).where(
        Revision.section_id == section_id,
        Revision.person_id == editor_id,
        Revision.state == "set_aside",
        Revision.reason == TAKEN,
    )
    return session.exec(query.order_by(col(Revision.id).desc())).first()


def _new_draft(moment: Moment, state: SectionState, taken: TakenInto) -> Revision:
    """A draft made from the head."""
    assert state.head is not None
    head = moment.journal.session.get_one(Revision, state.head.revision_id)
    return Revision(
        id=taken.draft_id,
        act_id=f"{moment.act.id}:taking",
        section_id=state.id,
        person_id=moment.act.actor_id,
        state="set_aside",
        reason=TAKEN,
        base_id=head.id,
        text_hash=head.text_hash,
        original_hash=head.original_hash,
        filename=head.filename,
        format=head.format,
        at=moment.journal.now,
    )

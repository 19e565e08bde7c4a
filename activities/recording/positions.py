"""Recording an official position: the contributions that become remarks of a body, and the letter it came by."""

from sqlmodel import Session, col, update

from activities.recording.kind import Moment
from activities.searching import put_item
from domain.search.index import indexed
from schemas.problems import Refused
from schemas.section import SectionState
from schemas.section_commands import GiveVerdict, MadeOfficial, SectionCommand, SendReview
from schemas.section_events import VerdictGiven, VerdictTakenBack
from storage.tables import Comment, Contribution, Letter, Placement

_ANCHOR = ("quote", "prefix", "suffix", "block", "block_hash", "start", "end")


def make_official(moment: Moment, state: SectionState, event: VerdictGiven, command: SectionCommand) -> None:
    """Write the remarks that came with a position under the name of its body, and that its letter was entered.

    Nothing of who said it inside goes with it. Raises Refused: not_found for a contribution that is none to this
    body's position, letter_used.
    """
    given = command.verdict if isinstance(command, SendReview) else command
    assert isinstance(given, GiveVerdict)
    session = moment.journal.session
    for one in given.official:
        contribution = _contribution(session, event, one)
        comment = Comment(
            id=one.comment_id,
            section_id=state.id,
            revision_id=event.revision_id,
            person_id=event.deputy_id or event.person_id,
            body_id=event.body_id,
            kind=contribution.kind,
            cycle=state.cycle,
            address="",
            text=contribution.text,
            replacement=contribution.replacement,
            at=moment.journal.now,
            **contribution.model_dump(include=set(_ANCHOR)),
        )
        contribution.comment_id = comment.id
        session.add(comment)
        session.flush()
        _find_and_place(session, state, comment)
    if given.letter_id is not None:
        use_letter(moment, given.letter_id, event.person_id)


def use_letter(moment: Moment, letter_id: str, voter_id: str) -> None:
    """Write that a letter was entered, and for whom. Raises Refused("letter_used")."""
    letter = moment.journal.session.get_one(Letter, letter_id, with_for_update=True, populate_existing=True)
    if letter.used_at is not None:
        raise Refused("letter_used")
    letter.voter_id, letter.used_at = voter_id, moment.journal.now


def unmake_official(moment: Moment, event: VerdictTakenBack) -> None:
    """What went out of the body with a position that was taken back may go out again with the next one."""
    gone = col(Contribution.comment_id).in_(event.supersedes)
    moment.journal.session.exec(update(Contribution).where(gone).values(comment_id=None))


def _contribution(session: Session, event: VerdictGiven, one: MadeOfficial) -> Contribution:
    row = session.get(Contribution, one.contribution_id)
    if row is None or (row.body_id, row.revision_id) != (event.body_id, event.revision_id) or row.kind == "opinion":
        raise Refused("not_found")
    if row.comment_id is not None:
        raise Refused("contribution_official", contribution_id=row.id)
    return row


def _find_and_place(session: Session, state: SectionState, comment: Comment) -> None:
    put_item(
        session,
        "comment",
        comment.id,
        indexed("", "\n".join(filter(None, [comment.text, comment.replacement]))),
        document_id=state.document_id,
        section_id=state.id,
        source=comment.id,
    )
    where = {"block": comment.block, "start": comment.start, "end": comment.end}
    if comment.quote:
        session.add(
            Placement(comment_id=comment.id, revision_id=comment.revision_id, state="exact", score=1.0, **where)
        )

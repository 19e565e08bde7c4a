"""Recording a review that was gathered: its remarks become comments, and nothing is left of the gathering."""

from sqlmodel import Session, col, delete

from activities.recording.kind import Moment
from activities.searching import put_item
from domain.search.index import indexed
from domain.section.deputies import principal_of
from domain.section.electorate import body_of
from schemas.problems import Refused
from schemas.section import SectionState
from schemas.section_commands import SectionCommand, SendReview, SentRemark
from schemas.setup_events import CommentAdded
from storage.tables import Comment, Placement, UnsentRemark, UnsentReview

KEPT = ("section_id", "revision_id", "person_id", "kind", "text", "replacement", "quote", "prefix", "suffix")
PLACE = ("block", "block_hash", "start", "end")


def keep_review(moment: Moment, state: SectionState, command: SectionCommand) -> tuple[CommentAdded, ...]:
    """Make comments of what was gathered; the events that say so. Raises Refused("try_again") if that has changed.

    What comes along with a body's position stands in the body's name, as the position does.
    """
    if not isinstance(command, SendReview):
        return ()
    session = moment.journal.session
    author = moment.act.actor_id
    body_id = body_of(state, principal_of(state, author) or author) if command.verdict is not None else None
    sent = tuple(_added(moment, state, one, body_id) for one in command.remarks)
    of_author = (col(UnsentReview.section_id) == state.id, col(UnsentReview.person_id) == moment.act.actor_id)
    session.exec(delete(UnsentReview).where(*of_author))
    return sent


def comment_of(row: UnsentRemark, comment_id: str, address: str, cycle: int) -> Comment:
    """The comment that a gathered remark becomes, without the moment at which it does."""
    said = {name: getattr(row, name) for name in (*KEPT, *PLACE)}
    return Comment(id=comment_id, address=address, cycle=cycle, at=row.at, **said)


def _added(moment: Moment, state: SectionState, sent: SentRemark, body_id: str | None) -> CommentAdded:
    session = moment.journal.session
    row = session.get(UnsentRemark, sent.unsent_id)
    if row is None or row.version != sent.version or row.person_id != moment.act.actor_id:
        raise Refused("try_again")
    comment = comment_of(row, sent.comment_id, sent.address, state.cycle)
    comment.at, comment.body_id = moment.journal.now, body_id
    session.add(comment)
    session.flush()
    place = {"block": comment.block, "start": comment.start, "end": comment.end}
    session.add(Placement(comment_id=comment.id, revision_id=comment.revision_id, state="exact", score=1.0, **place))
    _have_found(session, state.document_id, comment)
    session.exec(delete(UnsentRemark).where(col(UnsentRemark.id) == row.id))
    return CommentAdded(comment_id=comment.id, revision_id=comment.revision_id, kind=comment.kind, typed=sent.typed)


def _have_found(session: Session, document_id: str, comment: Comment) -> None:
    text = indexed("", "\n".join(filter(None, [comment.text, comment.replacement])))
    where = {"document_id": document_id, "section_id": comment.section_id, "source": comment.address}
    put_item(session, "comment", comment.id, text, **where)

"""Answers to remarks, and what their authors make of them."""

from collections.abc import Callable, Sequence

from sqlalchemy import String, bindparam
from sqlmodel import Session, col, select

from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.disagreement_commands import UpholdComment
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.remark_commands import AnswerComment, RemarkCommand, ResolveComment, WithdrawComment
from schemas.section import Note
from schemas.views.answers import AnswerForm
from schemas.views.document_forms import ReasonForm
from services.house import House
from services.sections.comments import comment_for
from services.sections.gathering import left_out
from services.sections.uncounted import carry_in_section
from storage.tables import Comment

_SECTION = select(Comment.section_id).where(col(Comment.id) == bindparam("comment", type_=String))


async def answer(
    house: House, *, actor: Actor, act: Act, comment_id: str, form: AnswerForm, operation: str = "comments.answer"
) -> Receipt:
    """Answer a remark, or change its answer; one that is referred to a meeting is a disagreement by that.

    A proposal that was taken into a draft stands there only while it is accepted. Raises Refused: comment_resolved,
    comment_upheld, answer_final, reasons_required, proposal_overtaken (others in the draft cannot stand without it).
    """

    def command(thread: Comment, note: Note | None) -> AnswerComment:
        left = None if form.answer == "accepted" else left_out(house, thread)
        return AnswerComment(comment_id=thread.id, answer=form.answer, note=note, left=left, disagreement_id=new_id())

    return await act_on(house, operation, actor, act, comment_id, command, reason=form.text)


async def decline(house: House, *, actor: Actor, act: Act, comment_id: str, form: ReasonForm) -> Receipt:
    """Decline a remark, with grounds; raises as `answer` does."""
    answered = AnswerForm(answer="declined", text=form.reason)
    return await answer(house, actor=actor, act=act, comment_id=comment_id, form=answered, operation="comments.decline")


async def resolve(house: House, *, actor: Actor, act: Act, comment_id: str, guest_id: str | None = None) -> Receipt:
    """Be content with the answer: the thread is closed. Raises Refused: comment_unanswered, comment_resolved."""

    def command(thread: Comment, _note: Note | None) -> ResolveComment:
        return ResolveComment(comment_id=thread.id, guest_id=guest_id)

    return await act_on(house, "comments.resolve", actor, act, comment_id, command)


async def resolve_all(house: House, *, actor: Actor, act: Act, comment_ids: Sequence[str]) -> None:
    """Be content with several answers at once; what is no answer any more, or closed, is passed over.

    Raises Refused as `resolve` does otherwise.
    """
    for comment_id in dict.fromkeys(comment_ids):
        step = house.act_of(actor.id, f"comments.resolve.{comment_id}", act.id, "")
        try:
            await resolve(house, actor=actor, act=step, comment_id=comment_id)
        except Refused as refused:
            if refused.code not in ("comment_unanswered", "comment_resolved"):
                raise


async def withdraw(house: House, *, actor: Actor, act: Act, comment_id: str) -> Receipt:
    """Take a remark back before it is answered. Raises Refused("comment_answered")."""

    def command(thread: Comment, _note: Note | None) -> WithdrawComment:
        return WithdrawComment(comment_id=thread.id)

    return await act_on(house, "comments.withdraw", actor, act, comment_id, command)


async def act_on(
    house: House,
    operation: str,
    actor: Actor,
    act: Act,
    comment_id: str,
    command: Callable[[Comment, Note | None], RemarkCommand | UpholdComment],
    reason: str | None = None,
) -> Receipt:
    """Carry an act on a comment's thread to its section. Raises Refused("not_found") beside what it is refused with."""

    def admit(session: Session) -> Comment:
        row = comment_for(session, operation, actor, comment_id)
        return session.get_one(Comment, row.parent_id) if row.parent_id else row

    section_id = await house.database.briefly(_section_of, house, comment_id)
    return await carry_in_section(house, section_id, actor, act, admit=admit, command=command, reason=reason)


def _section_of(house: House, comment_id: str) -> str:
    row = house.database.row(_SECTION, comment=comment_id)
    if row is None:
        raise Refused("not_found")
    return str(row.section_id)

"""Routes of answers to remarks, and of what their authors make of them."""

from fastapi import APIRouter

from api.act import ThisAct
from edge.actor import Acting, AtHouse
from edge.path import Id
from schemas.views.answers import AnswerForm
from schemas.views.document_forms import ReasonForm
from schemas.views.documents import Recorded
from services.sections import answers

router = APIRouter(tags=["texts"])


@router.post("/comments/{comment_id}/answer", operation_id="comments.answer")
async def answer(house: AtHouse, actor: Acting, act: ThisAct, comment_id: Id, form: AnswerForm) -> Recorded:
    """Answer a remark, or change its answer; a section's round may go on to sign-off by that."""
    receipt = await answers.answer(house, actor=actor, act=act, comment_id=comment_id, form=form)
    return Recorded.of(receipt)


@router.post("/comments/{comment_id}/decline", operation_id="comments.decline")
async def decline(house: AtHouse, actor: Acting, act: ThisAct, comment_id: Id, form: ReasonForm) -> Recorded:
    """Decline a remark or a proposal, with the grounds."""
    return Recorded.of(await answers.decline(house, actor=actor, act=act, comment_id=comment_id, form=form))


@router.post("/comments/{comment_id}/resolve", operation_id="comments.resolve")
async def resolve(house: AtHouse, actor: Acting, act: ThisAct, comment_id: Id) -> Recorded:
    """Be content with the answer: the thread is closed."""
    return Recorded.of(await answers.resolve(house, actor=actor, act=act, comment_id=comment_id))


@router.post("/comments/{comment_id}/withdraw", operation_id="comments.withdraw")
async def withdraw(house: AtHouse, actor: Acting, act: ThisAct, comment_id: Id) -> Recorded:
    """Take a remark back before it is answered."""
    return Recorded.of(await answers.withdraw(house, actor=actor, act=act, comment_id=comment_id))

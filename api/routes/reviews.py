"""Routes of reviews that somebody gathers and sends as one."""

from fastapi import APIRouter

from api.act import ThisAct
from api.versions import ExpectedVersion
from edge.actor import Acting, AtHouse
from edge.path import Id
from schemas.views.form import Done
from schemas.views.made import Made
from schemas.views.reviews import KeptVerdictForm, ReviewSent, SendReviewForm, UnsentReviewView
from schemas.views.texts import CommentForm
from services.sections import reviews, unsent

router = APIRouter(tags=["reviews"])


@router.get("/sections/{section_id}/review", operation_id="reviews.read")
def read_review(house: AtHouse, actor: Acting, section_id: Id) -> UnsentReviewView:
    """What one gathered for a section and has not sent yet; nobody else sees it."""
    return unsent.read_review(house, actor=actor, section_id=section_id)


@router.post("/sections/{section_id}/review/verdict", operation_id="reviews.keep", status_code=204)
def keep_verdict(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: KeptVerdictForm) -> None:
    """Put down what one has of a verdict, without giving it."""
    unsent.keep_verdict(house, actor=actor, act=act, section_id=section_id, form=form)


@router.post("/sections/{section_id}/review/remarks", operation_id="reviews.add_remark", status_code=201)
def add_remark(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: CommentForm) -> Made:
    """Put a remark on exact words to the others of one's review."""
    receipt = unsent.add_remark(house, actor=actor, act=act, section_id=section_id, form=form)
    return Made(id=receipt.facts["remark_id"])


@router.put("/unsent-remarks/{remark_id}", operation_id="reviews.change_remark")
def change_remark(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, remark_id: Id, form: CommentForm
) -> Done:
    """Say a gathered remark otherwise; If-Match names its `version`."""
    receipt = unsent.change_remark(house, actor=actor, act=act, remark_id=remark_id, version=version, form=form)
    return Done(id=remark_id, version=receipt.facts["version"])


@router.delete("/unsent-remarks/{remark_id}", operation_id="reviews.remove_remark", status_code=204)
def remove_remark(house: AtHouse, actor: Acting, act: ThisAct, remark_id: Id) -> None:
    """Take a remark out of one's review."""
    unsent.remove_remark(house, actor=actor, act=act, remark_id=remark_id)


@router.post("/sections/{section_id}/review", operation_id="reviews.send", status_code=201)
async def send_review(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: SendReviewForm) -> ReviewSent:
    """Send all that was gathered as one review, with the verdict where one is given."""
    receipt = await reviews.send_review(house, actor=actor, act=act, section_id=section_id, form=form)
    return ReviewSent.model_validate({"at": receipt.at, **receipt.facts})

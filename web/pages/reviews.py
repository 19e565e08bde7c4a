"""Gathering a review beside the text, and sending it as one."""

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.views.reviews import KeptVerdictForm, SendReviewForm
from schemas.views.texts import CommentForm
from services.sections import reviews, unsent
from web.pages.section_acts import place_of
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/sections/{section_id}/review")


@router.post("", operation_id="reviews.send")
async def send_review(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Send what was gathered, with the verdict where one is chosen."""
    form = sent.read(SendReviewForm)
    await reviews.send_review(visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=form)
    return visit.go(f"/sections/{section_id}", said="sections.verdict_given" if form.verdict else "sections.sent")


@router.post("/verdict", operation_id="reviews.keep")
def keep_verdict(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Put down what one has of a verdict, without giving it."""
    unsent.keep_verdict(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(KeptVerdictForm)
    )
    return visit.go(f"/sections/{section_id}", said="sections.kept")


@router.post("/remarks", operation_id="reviews.add_remark")
def add_remark(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Put a remark to the others of one's review."""
    unsent.add_remark(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(CommentForm)
    )
    return visit.go(f"/sections/{section_id}#block-{place_of(sent.one('block'))}", said="sections.gathered")


@router.post("/remarks/{remark_id}", operation_id="reviews.change_remark")
def change_remark(visit: Visiting, sent: Sending, section_id: Id, remark_id: Id) -> Response:
    """Say a gathered remark otherwise."""
    unsent.change_remark(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        remark_id=remark_id,
        version=place_of(sent.one("version")),
        form=sent.read(CommentForm),
    )
    return visit.go(f"/sections/{section_id}#unsent-{remark_id}", said="sections.kept")


@router.post("/remarks/{remark_id}/removal", operation_id="reviews.remove_remark")
def remove_remark(visit: Visiting, sent: Sending, section_id: Id, remark_id: Id) -> Response:
    """Take a remark out of one's review."""
    unsent.remove_remark(visit.house, actor=visit.actor, act=visit.act(sent), remark_id=remark_id)
    return visit.go(f"/sections/{section_id}", said="sections.removed")

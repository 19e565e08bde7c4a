"""Routes of disagreements: upheld, listed, shown, talked over, settled, decided."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.act import ThisAct
from api.paging import paged
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.disagreements import (
    AcceptForm,
    DecisionForm,
    DisagreementView,
    LeadershipForm,
    MeetingForm,
    SettlementForm,
    UpholdForm,
)
from schemas.views.document_forms import ReasonForm
from schemas.views.documents import Recorded
from schemas.views.page import Items
from services.sections import disagreement_acts as acts
from services.sections import disagreements

router = APIRouter(tags=["disagreements"])

OnlyOpen = Annotated[bool, Query(alias="open", description="Only those without an outcome.")]


@router.get("/sections/{section_id}/disagreements", operation_id="disagreements.list")
def list_disagreements(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    section_id: Id,
    is_open: OnlyOpen = False,
) -> Items[DisagreementView]:
    """The disagreements of a section, in the order in which they arose."""
    found = disagreements.list_disagreements(house, actor=actor, section_id=section_id, page=page, is_open=is_open)
    return paged(request, response, found)


@router.get("/documents/{document_id}/disagreements", operation_id="disagreements.list_of_document")
def list_of_document(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    document_id: Id,
    is_open: OnlyOpen = False,
) -> Items[DisagreementView]:
    """The disagreements of all sections of a document."""
    found = disagreements.list_of_document(house, actor=actor, document_id=document_id, page=page, is_open=is_open)
    return paged(request, response, found)


@router.get("/disagreements/{disagreement_id}", operation_id="disagreements.read")
def read(house: AtHouse, actor: Acting, disagreement_id: Id) -> DisagreementView:
    """One disagreement, both wordings side by side."""
    return disagreements.read_disagreement(house, actor=actor, disagreement_id=disagreement_id)


@router.post("/comments/{comment_id}/uphold", operation_id="comments.uphold")
async def uphold(house: AtHouse, actor: Acting, act: ThisAct, comment_id: Id, form: UpholdForm) -> Recorded:
    """Stand by a remark of one's own in spite of its answer: it is a disagreement by that."""
    return Recorded.of(await acts.uphold(house, actor=actor, act=act, comment_id=comment_id, form=form))


@router.post("/disagreements/{disagreement_id}/meetings", operation_id="disagreements.meet")
async def meet(house: AtHouse, actor: Acting, act: ThisAct, disagreement_id: Id, form: MeetingForm) -> Recorded:
    """Call a reconciliation meeting, move the one that was called, or give its minutes."""
    return Recorded.of(await acts.meet(house, actor=actor, act=act, disagreement_id=disagreement_id, form=form))


@router.post("/disagreements/{disagreement_id}/settlement", operation_id="disagreements.propose_settlement")
async def propose(house: AtHouse, actor: Acting, act: ThisAct, disagreement_id: Id, form: SettlementForm) -> Recorded:
    """Propose a text that would settle it; it takes the place of one that was proposed before."""
    receipt = await acts.propose_settlement(house, actor=actor, act=act, disagreement_id=disagreement_id, form=form)
    return Recorded.of(receipt)


@router.post("/disagreements/{disagreement_id}/settlement/accept", operation_id="disagreements.accept_settlement")
async def accept(house: AtHouse, actor: Acting, act: ThisAct, disagreement_id: Id, form: AcceptForm) -> Recorded:
    """Agree to the proposed text; once both parties do, the disagreement is settled with it."""
    receipt = await acts.accept_settlement(house, actor=actor, act=act, disagreement_id=disagreement_id, form=form)
    return Recorded.of(receipt)


@router.post("/disagreements/{disagreement_id}/leadership", operation_id="disagreements.take_to_leadership")
async def take(house: AtHouse, actor: Acting, act: ThisAct, disagreement_id: Id, form: LeadershipForm) -> Recorded:
    """Take it to somebody of leadership, who decides it before the section is approved."""
    receipt = await acts.take_to_leadership(house, actor=actor, act=act, disagreement_id=disagreement_id, form=form)
    return Recorded.of(receipt)


@router.post("/disagreements/{disagreement_id}/decision", operation_id="disagreements.decide")
async def decide(house: AtHouse, actor: Acting, act: ThisAct, disagreement_id: Id, form: DecisionForm) -> Recorded:
    """Decide it, as who it was taken to; other words for the text send that back to its editors."""
    return Recorded.of(await acts.decide(house, actor=actor, act=act, disagreement_id=disagreement_id, form=form))


@router.post("/disagreements/{disagreement_id}/dissent", operation_id="disagreements.record_dissent")
async def dissent(house: AtHouse, actor: Acting, act: ThisAct, disagreement_id: Id, form: ReasonForm) -> Recorded:
    """Let the text stand, and have one's own dissent recorded; by the rules it is published with the text."""
    receipt = await acts.record_dissent(house, actor=actor, act=act, disagreement_id=disagreement_id, form=form)
    return Recorded.of(receipt)

"""Routes of the vote whether work on a document is to begin."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.act import ThisAct
from api.paging import paged
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.document_forms import ReasonForm
from schemas.views.documents import Recorded, TimelineEntry
from schemas.views.page import Items
from schemas.views.proposal import ProposalForm, ProposalVerdictForm, ProposalView, SettleForm
from services.planning import proposals
from services.record import history

router = APIRouter(prefix="/documents/{document_id}/proposal", tags=["documents"])

Number = Annotated[int | None, Query(ge=1, le=1_000_000, description="Which of the document's votes; else the last.")]


@router.post("", operation_id="proposals.open", status_code=201)
async def propose(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: ProposalForm) -> Recorded:
    """Begin a vote whether to begin, before the launch."""
    return Recorded.of(await proposals.propose(house, actor=actor, act=act, document_id=document_id, form=form))


@router.get("", operation_id="proposals.read")
def read_proposal(house: AtHouse, actor: Acting, document_id: Id) -> ProposalView:
    """The last vote whether to begin, and how it stands."""
    return proposals.read_proposal(house, actor=actor, document_id=document_id)


@router.post("/verdicts", operation_id="proposals.vote", status_code=201)
async def vote(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: ProposalVerdictForm) -> Recorded:
    """Give or change one's verdict whether to begin."""
    return Recorded.of(await proposals.vote(house, actor=actor, act=act, document_id=document_id, form=form))


@router.post("/settlement", operation_id="proposals.settle")
async def settle(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: SettleForm) -> Recorded:
    """Decide with reasons: to refuse, or to begin where the time ran out without a decision."""
    return Recorded.of(await proposals.settle(house, actor=actor, act=act, document_id=document_id, form=form))


@router.post("/recount", operation_id="proposals.recount")
async def recount(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: ReasonForm) -> Recorded:
    """Count the deadline of the vote anew by the calendar now in force."""
    return Recorded.of(await proposals.recount(house, actor=actor, act=act, document_id=document_id, form=form))


@router.get("/timeline", operation_id="proposals.timeline")
def timeline(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    document_id: Id,
    number: Number = None,
) -> Items[TimelineEntry]:
    """Everything that happened in a vote whether to begin."""
    found = history.proposal_timeline(house, actor=actor, document_id=document_id, number=number, page=page)
    return paged(request, response, found)

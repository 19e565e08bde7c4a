"""Routes of the vote whether work on a document is to begin."""

from fastapi import APIRouter

from api.act import ThisAct
from api.actor import Acting, AtHouse
from api.path import Id
from schemas.views.documents import Recorded
from schemas.views.proposal import ProposalForm, ProposalVerdictForm, ProposalView, SettleForm
from services.planning import proposals

router = APIRouter(prefix="/documents/{document_id}/proposal", tags=["documents"])


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

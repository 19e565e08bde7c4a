"""The vote whether work on a document is to begin: one's own vote, how it stands, and what its coordinator does."""

from typing import Any

from fastapi import APIRouter, Response

from domain.rights import Relation
from edge.path import Id
from schemas.problems import Refused
from schemas.proposal import DEFAULT_PROPOSAL
from schemas.views.document_forms import ReasonForm
from schemas.views.page import Page
from schemas.views.proposal import ProposalForm, ProposalVerdictForm, ProposalView, SettleForm
from services.documents import documents
from services.people.names import names_of
from services.planning import proposals
from services.record.told import proposal_told
from web.absent import if_there
from web.choosing import Options, active_people, all_bodies
from web.sending import Sending, Sent, Unfilled
from web.visit import Visit, Visiting

router = APIRouter(prefix="/documents/{document_id}/proposal")
VERDICTS = ("agree", "disagree", "abstain")
RULES = ("majority", "unanimity")
LONGEST = 365
"""Days."""


@router.get("", operation_id="proposals.read")
def show_proposal(visit: Visiting, document_id: Id) -> Response:
    """How the vote stands; where there was none, its coordinator's form to begin one."""
    document = documents.read_document(visit.house, actor=visit.actor, document_id=document_id)
    found = if_there(lambda: proposals.read_proposal(visit.house, actor=visit.actor, document_id=document_id))
    leads = visit.may("proposals.open", *([Relation.COORDINATOR] if document.coordinator_id == visit.actor.id else []))
    if found is None and not (leads and document.phase == "setup"):
        raise Refused("not_found")
    may_open = leads and document.phase == "setup" and (found is None or found.state == "refused")
    return visit.page(
        "proposals/show.html",
        document=document,
        found=found,
        **(_standing(visit, found, document_id) if found is not None else {}),
        may_vote=found is not None and found.state == "open" and visit.actor.id in found.voters,
        may_settle=leads and found is not None and found.state == "open",
        may_open=may_open,
        **(_choices(visit) if may_open else {}),
    )


@router.post("", operation_id="proposals.open")
async def propose(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Begin a vote."""
    form = ProposalForm.model_validate(
        {
            "voters": sent.many("voters"),
            "body_id": sent.one("body_id") or None,
            "vote": {"kind": sent.one("kind") if sent.one("kind") in RULES else RULES[0]},
            "rule": {**DEFAULT_PROPOSAL.model_dump(mode="json"), "limit": {"days": _days(sent)}},
        }
    )
    await proposals.propose(visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form)
    return visit.go(_place(document_id), said="proposals.opened")


@router.post("/vote", operation_id="proposals.vote")
async def vote(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Give or change one's vote."""
    form = sent.read(ProposalVerdictForm)
    await proposals.vote(visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form)
    return visit.go(_place(document_id), said="proposals.voted")


@router.post("/settlement", operation_id="proposals.settle")
async def settle(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Decide in place of the voters, with reasons."""
    form = sent.read(SettleForm)
    await proposals.settle(visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form)
    return visit.go(_place(document_id), said="proposals.settled")


@router.post("/recount", operation_id="proposals.recount")
async def recount(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Count the deadline anew by the calendar now in force."""
    form = sent.read(ReasonForm)
    await proposals.recount(visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form)
    return visit.go(_place(document_id), said="calendar.recounted")


def _place(document_id: str) -> str:
    return f"/documents/{document_id}/proposal"


def _standing(visit: Visit, found: ProposalView, document_id: str) -> dict[str, Any]:
    names = names_of(visit.house, actor=visit.actor, ids=found.voters)
    given = {one["person_id"]: one["verdict"] for one in found.votes}
    told = proposal_told(
        visit.house, actor=visit.actor, document_id=document_id, page=Page(limit=200), language=visit.language
    )
    return {
        "voters": sorted((names.get(one, ""), given.get(one, "")) for one in found.voters),
        "own": given.get(visit.actor.id, ""),
        "told": told.items,
        "is_late": found.deadline is not None and found.deadline.at <= visit.house.clock(),
    }


def _choices(visit: Visit) -> dict[str, Any]:
    bodies: Options = [("", "—"), *((one.id, one.name) for one in all_bodies(visit))]
    kinds = [(one, visit.speech.say(f"proposals.kind_{one}")) for one in RULES]
    return {"people": [(one.id, one.name) for one in active_people(visit)], "bodies": bodies, "kinds": kinds}


def _days(sent: Sent) -> int:
    given = sent.one("days")
    if not given.isdecimal() or not 1 <= int(given[:9]) <= LONGEST:
        raise Unfilled([{"loc": ("days",), "type": "int_parsing", "msg": "", "input": given}])
    return int(given)

"""A document's plan: its milestones as they are owed and as they are being written, and what contradicts itself."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.section import Phase
from schemas.views.document_forms import ReasonForm
from schemas.views.plan import MilestoneView
from schemas.views.plan_forms import DueForm, EvidenceForm, LayForm, MilestoneChange, MilestoneForm
from services.documents import documents
from services.documents.standing import read_standing
from services.pages import every
from services.people.names import names_of
from services.planning import contradictions, milestones, obligations, plans
from services.sections.allowed import allowed_in
from web.choosing import people_options
from web.sending import Sending, Sent
from web.visit import Visit, Visiting

router = APIRouter(prefix="/documents/{document_id}/plan")
_MILESTONE = "/milestones/{milestone_id}"


@router.get("", operation_id="plans.read")
def show_plan(visit: Visiting, document_id: Id) -> Response:
    """The plan in force with what one may do about it, the plan that is being written, and its contradictions."""
    house, actor = visit.house, visit.actor
    document = documents.read_document(house, actor=actor, document_id=document_id)
    plan = plans.read_plan_view(house, actor=actor, document_id=document_id)
    drafted = every(lambda page: milestones.list_milestones(house, actor=actor, document_id=document_id, page=page))
    found = every(
        lambda page: contradictions.list_contradictions(
            house, actor=actor, document_id=document_id, today=None, page=page
        )
    )
    sources = every(lambda page: contradictions.list_sources(house, actor=actor, document_id=document_id, page=page))
    is_mine = actor.role == "administrator" or actor.id == document.coordinator_id
    people = [
        *(one.person_id for one in drafted if one.person_id),
        *(who for one in plan.milestones for who in one.owed_by),
    ]
    people += [one.acknowledged.person_id for one in found if one.acknowledged]
    return visit.page(
        "documents/plan.html",
        document=document,
        plan=plan,
        drafted=drafted,
        needs=_needed(drafted),
        contradictions=found,
        sources=sources,
        is_mine=is_mine,
        names=names_of(house, actor=actor, ids=people),
        people=people_options(visit) if is_mine else [],
        laying=_layable(visit, document_id),
    )


@router.post("/milestones", operation_id="milestones.add")
def add_milestone(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Add a milestone at the end of the plan that is being written."""
    form = sent.read(MilestoneForm, needs=_needs(sent), due=DueForm(words=sent.one("words")))
    receipt = milestones.add_milestone(
        visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form
    )
    return _back(visit, document_id, "plan.added", receipt.facts["milestone_id"])


@router.post(_MILESTONE, operation_id="milestones.update")
def update_milestone(visit: Visiting, sent: Sending, document_id: Id, milestone_id: Id) -> Response:
    """Change a milestone; its day and what it needs stay as they are unless other words are given for them."""
    given: dict[str, Any] = {name: sent.one(name) for name in ("number", "details", "body")}
    given["person_id"] = sent.one("person_id") or None
    if sent.one("words") != sent.one("words_before"):
        given["due"] = DueForm(words=sent.one("words"))
    if sent.one("first") != sent.one("first_before"):
        given["needs"] = _needs(sent)
    milestones.update_milestone(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        document_id=document_id,
        milestone_id=milestone_id,
        version=sent.version,
        change=sent.read(MilestoneChange, **given),
    )
    return _back(visit, document_id, "plan.changed", milestone_id)


@router.post(f"{_MILESTONE}/removal", operation_id="milestones.remove")
def remove_milestone(visit: Visiting, sent: Sending, document_id: Id, milestone_id: Id) -> Response:
    """Take a milestone out of the plan that is being written."""
    milestones.remove_milestone(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        document_id=document_id,
        milestone_id=milestone_id,
        version=sent.version,
    )
    return _back(visit, document_id, "plan.removed")


@router.post(f"{_MILESTONE}/fulfilment", operation_id="milestones.fulfil")
async def fulfil(visit: Visiting, sent: Sending, document_id: Id, milestone_id: Id) -> Response:
    """Mark a milestone as done, with what shows it."""
    await obligations.fulfil(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        document_id=document_id,
        milestone_id=milestone_id,
        form=sent.read(EvidenceForm),
    )
    return _back(visit, document_id, "plan.fulfilled", milestone_id)


@router.post(f"{_MILESTONE}/cancellation", operation_id="milestones.cancel")
async def cancel(visit: Visiting, sent: Sending, document_id: Id, milestone_id: Id) -> Response:
    """Call off a milestone that is in force."""
    await obligations.cancel(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        document_id=document_id,
        milestone_id=milestone_id,
        form=sent.read(ReasonForm),
    )
    return _back(visit, document_id, "plan.called_off", milestone_id)


@router.post("/contradictions/{contradiction_id}", operation_id="plans.acknowledge")
def acknowledge(visit: Visiting, sent: Sending, document_id: Id, contradiction_id: Id) -> Response:
    """Say why a contradiction stands."""
    contradictions.acknowledge(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        document_id=document_id,
        contradiction_id=contradiction_id,
        form=sent.read(ReasonForm),
    )
    return _back(visit, document_id, "plan.acknowledged")


@router.post("/text", operation_id="plans.lay")
async def lay(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Hand the plan in as the text of a section; once that text is approved it comes into force."""
    form = sent.read(LayForm)
    submitted = await plans.lay_plan(
        visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form
    )
    if submitted.outcome == "merge_proposed":
        return visit.go(f"/sections/{form.section_id}/drafts/{submitted.draft_id}", said="sections.merge_proposed")
    return visit.go(f"/sections/{form.section_id}", said="plan.laid")


def _layable(visit: Visit, document_id: str) -> list[tuple[str, str]]:
    """The sections in drafting whose text one may hand in: a pair of id and title each."""
    standing = read_standing(visit.house, actor=visit.actor, document_id=document_id)
    return [
        (one.id, f"{one.position}. {one.title}")
        for one in standing.sections
        if one.phase == Phase.DRAFTING
        and allowed_in(visit.house, actor=visit.actor, section_id=one.id, operations=["plans.lay"])
    ]


def _needed(drafted: Sequence[MilestoneView]) -> dict[str, str]:
    """What each milestone needs, in words by its id."""
    called = {one.id: one.number or one.title for one in drafted}
    return {one.id: ", ".join(called.get(need, need) for need in one.needs) for one in drafted}


def _needs(sent: Sent) -> list[str]:
    return [need for given in sent.one("first").split(",") if (need := given.strip())]


def _back(visit: Visit, document_id: str, said: str, milestone_id: str = "") -> Response:
    place = f"#milestone-{milestone_id}" if milestone_id else ""
    return visit.go(f"/documents/{document_id}/plan{place}", said=said)

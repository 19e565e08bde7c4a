"""Routes of a plan's milestones: as the plan is being written, and as they are owed."""

from fastapi import APIRouter, Request, Response

from api.act import ThisAct
from api.paging import paged
from api.versions import ExpectedVersion, set_version
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.document_forms import ExtendForm, ReasonForm
from schemas.views.documents import Recorded, TimelineEntry
from schemas.views.form import Done
from schemas.views.made import Made
from schemas.views.page import Items
from schemas.views.plan import MilestoneView
from schemas.views.plan_forms import EvidenceForm, MilestoneChange, MilestoneForm
from services.planning import milestones, obligations
from services.record import history

router = APIRouter(prefix="/documents/{document_id}/milestones", tags=["plans"])


@router.get("", operation_id="milestones.list")
def list_milestones(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, document_id: Id
) -> Items[MilestoneView]:
    """The milestones of the plan that is being written."""
    found = milestones.list_milestones(house, actor=actor, document_id=document_id, page=page)
    return paged(request, response, found)


@router.post("", operation_id="milestones.add", status_code=201)
def add_milestone(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: MilestoneForm) -> Made:
    """Add a milestone at the end of the plan."""
    receipt = milestones.add_milestone(house, actor=actor, act=act, document_id=document_id, form=form)
    return Made(id=receipt.facts["milestone_id"])


@router.get("/{milestone_id}", operation_id="milestones.read")
def read_milestone(
    response: Response, house: AtHouse, actor: Acting, document_id: Id, milestone_id: Id
) -> MilestoneView:
    """One milestone; the ETag is what an edit names in If-Match."""
    found = milestones.read_milestone(house, actor=actor, document_id=document_id, milestone_id=milestone_id)
    set_version(response, found.version)
    return found


@router.patch("/{milestone_id}", operation_id="milestones.update")
def update_milestone(
    house: AtHouse,
    actor: Acting,
    act: ThisAct,
    version: ExpectedVersion,
    document_id: Id,
    milestone_id: Id,
    change: MilestoneChange,
) -> Done:
    """Change a milestone; what is in force changes only when a new text of the plan is approved."""
    receipt = milestones.update_milestone(
        house,
        actor=actor,
        act=act,
        document_id=document_id,
        milestone_id=milestone_id,
        version=version,
        change=change,
    )
    return Done(id=milestone_id, version=receipt.facts["version"])


@router.delete("/{milestone_id}", operation_id="milestones.remove", status_code=204)
def remove_milestone(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, document_id: Id, milestone_id: Id
) -> None:
    """Take a milestone out of the plan that is being written."""
    milestones.remove_milestone(
        house, actor=actor, act=act, document_id=document_id, milestone_id=milestone_id, version=version
    )


@router.post("/{milestone_id}/fulfilment", operation_id="milestones.fulfil", status_code=201)
async def fulfil(
    house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, milestone_id: Id, form: EvidenceForm
) -> Recorded:
    """Mark a milestone that is in force as done, with what shows it."""
    return Recorded.of(
        await obligations.fulfil(
            house, actor=actor, act=act, document_id=document_id, milestone_id=milestone_id, form=form
        )
    )


@router.post("/{milestone_id}/extend", operation_id="milestones.extend")
async def extend(
    house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, milestone_id: Id, form: ExtendForm
) -> Recorded:
    """Move the deadline of a milestone that is in force."""
    return Recorded.of(
        await obligations.extend(
            house, actor=actor, act=act, document_id=document_id, milestone_id=milestone_id, form=form
        )
    )


@router.post("/{milestone_id}/recount", operation_id="milestones.recount")
async def recount(
    house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, milestone_id: Id, form: ReasonForm
) -> Recorded:
    """Count the deadline of a milestone that is in force anew by the calendar now in force."""
    return Recorded.of(
        await obligations.recount(
            house, actor=actor, act=act, document_id=document_id, milestone_id=milestone_id, form=form
        )
    )


@router.get("/{milestone_id}/timeline", operation_id="milestones.timeline")
def timeline(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    document_id: Id,
    milestone_id: Id,
) -> Items[TimelineEntry]:
    """Everything that happened to a milestone since it came into force."""
    found = history.obligation_timeline(
        house, actor=actor, document_id=document_id, milestone_id=milestone_id, page=page
    )
    return paged(request, response, found)


@router.post("/{milestone_id}/cancel", operation_id="milestones.cancel")
async def cancel(
    house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, milestone_id: Id, form: ReasonForm
) -> Recorded:
    """Call off a milestone that is in force."""
    return Recorded.of(
        await obligations.cancel(
            house, actor=actor, act=act, document_id=document_id, milestone_id=milestone_id, form=form
        )
    )

"""Routes of a plan's milestones, as the plan is being written."""

from fastapi import APIRouter, Request, Response

from api.act import ThisAct
from api.actor import Acting, AtHouse
from api.paging import AskedPage, paged
from api.path import Id
from api.versions import ExpectedVersion, set_version
from schemas.views.form import Done
from schemas.views.made import Made
from schemas.views.page import Items
from schemas.views.plan import MilestoneView
from schemas.views.plan_forms import MilestoneChange, MilestoneForm
from services import milestones

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

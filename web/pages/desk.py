"""The coordinator's desk: what is open, overdue and escalated, and the deadlines that are moved from there."""

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.views.desk import MoveForm, OpenDeadline
from services.deadlines import desk, moving
from services.people.absences import today
from services.sections.helping import reminded_today
from web.load import load_of
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/desk")
GROUPS = ("decision", "overdue", "today", "this_week", "later")


@router.get("", operation_id="documents.list")
def show_desk(visit: Visiting) -> Response:
    """Everything that is open in the documents that one coordinates."""
    view = desk.read_desk(visit.house, actor=visit.actor)
    groups = [(group, [one for one in view.open if _group(one) == group]) for group in GROUPS]
    return visit.page(
        "desk/desk.html",
        view=view,
        reminded=reminded_today(visit.house, section_ids=[one.id for one in view.open]),
        groups=[group for group in groups if group[1]],
        load=load_of(view.open, today(visit.house, visit.house.clock())),
    )


@router.post("/sections/{section_id}/deadline", operation_id="sections.extend")
async def move_section(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Move the deadline of a section's open phase."""
    await moving.move_section(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(MoveForm)
    )
    return visit.go(f"/desk#{section_id}", said="desk.moved")


@router.post("/documents/{document_id}/deadline", operation_id="documents.extend")
async def move_signing(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Move the deadline of the signing of the whole."""
    await moving.move_signing(
        visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=sent.read(MoveForm)
    )
    return visit.go(f"/desk#{document_id}", said="desk.moved")


@router.post("/documents/{document_id}/milestones/{milestone_id}/deadline", operation_id="milestones.extend")
async def move_milestone(visit: Visiting, sent: Sending, document_id: Id, milestone_id: Id) -> Response:
    """Move the deadline of a milestone."""
    await moving.move_milestone(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        document_id=document_id,
        milestone_id=milestone_id,
        form=sent.read(MoveForm),
    )
    return visit.go(f"/desk#{milestone_id}", said="desk.moved")


def _group(one: OpenDeadline) -> str:
    return "decision" if one.is_coordinators else one.when

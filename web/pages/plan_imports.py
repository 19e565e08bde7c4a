"""A plan, or a letter with dates, from a file: read into a preview, of which one takes what one chooses."""

from collections.abc import Sequence
from typing import TypeVar

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.problems import Refused
from schemas.views.plan_forms import DueForm, PlanConfirmForm, StatementForm, TakenMilestone
from services.documents import documents
from services.pages import every
from services.planning import milestones, plan_imports
from web.sending import UPLOADING, Sending, Sent
from web.visit import Visiting

router = APIRouter(prefix="/documents/{document_id}/plan/imports")
Line = TypeVar("Line")


@router.post("", operation_id="plans.import", openapi_extra=UPLOADING)
async def read_file(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Read a file into a preview."""
    file = sent.files.get("file")
    if file is None:
        raise Refused("upload_empty")
    found = await plan_imports.import_plan(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        document_id=document_id,
        filename=file.name,
        year=None,
        content=file.content,
    )
    return visit.go(f"/documents/{document_id}/plan/imports/{found.id}")


@router.get("/{import_id}", operation_id="plans.import_read")
def show_preview(visit: Visiting, document_id: Id, import_id: Id) -> Response:
    """The milestones and the dates that were found in the file."""
    house, actor = visit.house, visit.actor
    document = documents.read_document(house, actor=actor, document_id=document_id)
    drafted = every(lambda page: milestones.list_milestones(house, actor=actor, document_id=document_id, page=page))
    return visit.page(
        "documents/plan_import.html",
        document=document,
        found=plan_imports.read_import(house, actor=actor, document_id=document_id, import_id=import_id),
        known={one.id: one for one in drafted},
    )


@router.post("/{import_id}", operation_id="plans.import_confirm")
def confirm(visit: Visiting, sent: Sending, document_id: Id, import_id: Id) -> Response:
    """Take what was chosen into the plan, or beside it as what another source says of its days."""
    house, actor = visit.house, visit.actor
    found = plan_imports.read_import(house, actor=actor, document_id=document_id, import_id=import_id)
    form = sent.read(
        PlanConfirmForm,
        milestones=[TakenMilestone(place=one.place) for one in _chosen(sent, "milestones", found.milestones)] or None,
        statements=[
            StatementForm(
                milestone_id=one.milestone_id,
                due=DueForm(words=one.due.words, first=one.due.first, last=one.due.last),
                quote=one.quote[:2000],
            )
            for one in _chosen(sent, "statements", found.mentions)
        ]
        or None,
    )
    plan_imports.confirm_import(
        house, actor=actor, act=visit.act(sent), document_id=document_id, import_id=import_id, form=form
    )
    return visit.go(f"/documents/{document_id}/plan", said="plan.taken")


def _chosen(sent: Sent, name: str, lines: Sequence[Line]) -> list[Line]:
    """The lines that were ticked, each named by its index. Raises Refused("plan_without_milestones") for none."""
    if name != sent.one("take"):
        return []
    ticked = set(sent.many(name))
    chosen = [line for index, line in enumerate(lines) if str(index) in ticked]
    if not chosen:
        raise Refused("plan_without_milestones")
    return chosen

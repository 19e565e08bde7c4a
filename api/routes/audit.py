"""Routes of the record's own care."""

from fastapi import APIRouter, Request, Response

from api.paging import paged
from api.routes.proposals import Number
from edge.actor import Acting, AtHouse
from edge.files import FileAnswer, file_response
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.audit import CheckpointView, RefusalView
from schemas.views.page import Items
from services.record import audit, timeline_export

router = APIRouter(tags=["service"])


@router.get(
    "/sections/{section_id}/timeline/export", operation_id="sections.export_timeline", response_class=FileAnswer
)
def export_section(request: Request, house: AtHouse, actor: Acting, section_id: Id) -> Response:
    """A section's timeline as a signed file that verifies offline."""
    return file_response(request, timeline_export.export_section(house, actor=actor, section_id=section_id))


@router.get(
    "/documents/{document_id}/timeline/export", operation_id="documents.export_timeline", response_class=FileAnswer
)
def export_document(request: Request, house: AtHouse, actor: Acting, document_id: Id) -> Response:
    """A document's timeline as a signed file that verifies offline."""
    return file_response(request, timeline_export.export_document(house, actor=actor, document_id=document_id))


@router.get(
    "/documents/{document_id}/milestones/{milestone_id}/timeline/export",
    operation_id="milestones.export_timeline",
    response_class=FileAnswer,
)
def export_obligation(request: Request, house: AtHouse, actor: Acting, document_id: Id, milestone_id: Id) -> Response:
    """The timeline of a milestone in force as a signed file that verifies offline."""
    found = timeline_export.export_obligation(house, actor=actor, document_id=document_id, milestone_id=milestone_id)
    return file_response(request, found)


@router.get(
    "/documents/{document_id}/proposal/timeline/export",
    operation_id="proposals.export_timeline",
    response_class=FileAnswer,
)
def export_proposal(
    request: Request, house: AtHouse, actor: Acting, document_id: Id, number: Number = None
) -> Response:
    """The timeline of a vote whether to begin as a signed file that verifies offline."""
    found = timeline_export.export_proposal(house, actor=actor, document_id=document_id, number=number)
    return file_response(request, found)


@router.get("/audit/checkpoints", operation_id="audit.list_checkpoints")
def list_checkpoints(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage
) -> Items[CheckpointView]:
    """The signed checkpoints over the whole record, first to last."""
    return paged(request, response, audit.list_checkpoints(house, actor=actor, page=page))


@router.get("/audit/refusals", operation_id="audit.list_refusals")
def list_refusals(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage
) -> Items[RefusalView]:
    """Refused attempts to change something, first to last."""
    return paged(request, response, audit.list_refusals(house, actor=actor, page=page))

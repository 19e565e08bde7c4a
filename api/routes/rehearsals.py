"""The route of rehearsals: what would come of a document's timetable if people behaved so."""

from fastapi import APIRouter, Request

from edge.actor import Acting, AtHouse
from edge.language import language_of
from edge.path import Id
from schemas.rehearsal import Rehearsal
from schemas.views.rehearsals import RehearsalForm
from services.documents import rehearsals

router = APIRouter(tags=["documents"])


@router.post("/documents/{document_id}/rehearsal", operation_id="documents.rehearse")
def rehearse(request: Request, house: AtHouse, actor: Acting, document_id: Id, form: RehearsalForm) -> Rehearsal:
    """When each section would end, who would be told what, and what holds the whole up; nothing is written."""
    return rehearsals.rehearse_document(
        house, actor=actor, document_id=document_id, form=form, language=language_of(request)
    )

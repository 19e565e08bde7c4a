"""Routes of the matrix of responsibility of a document."""

from fastapi import APIRouter, Response

from api.act import ThisAct
from api.versions import ExpectedVersion, set_version
from edge.actor import Acting, AtHouse
from edge.path import Id
from schemas.views.form import Done
from schemas.views.responsibilities import MatrixForm, MatrixView
from services.bodies import responsibilities

router = APIRouter(prefix="/documents/{document_id}/responsibilities", tags=["documents"])


@router.get("", operation_id="responsibilities.read")
def read_matrix(response: Response, house: AtHouse, actor: Acting, document_id: Id) -> MatrixView:
    """Who answers for which section and task; the ETag is that of the document."""
    matrix = responsibilities.read_matrix(house, actor=actor, document_id=document_id)
    set_version(response, matrix.version)
    return matrix


@router.put("", operation_id="responsibilities.set")
def set_matrix(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, document_id: Id, form: MatrixForm
) -> Done:
    """Replace the matrix; phases that are open stay as they are, the next ones open by it."""
    return responsibilities.set_matrix(house, actor=actor, act=act, document_id=document_id, version=version, form=form)

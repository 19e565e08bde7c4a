"""The matrix of responsibility: who answers for which task in which section, and what coordinators change in it."""

from typing import get_args

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.views.responsibilities import MatrixForm, MatrixView, ResponsibilityForm, Task
from services.bodies import responsibilities
from services.documents import documents
from web.choosing import Options, active_people, all_bodies
from web.sending import Sending, Sent
from web.visit import Visit, Visiting

router = APIRouter(prefix="/documents/{document_id}/responsibilities")
TASKS: tuple[Task, ...] = get_args(Task)


@router.get("", operation_id="responsibilities.read")
def show_matrix(visit: Visiting, document_id: Id) -> Response:
    """A row for all sections, then one for each."""
    house, actor = visit.house, visit.actor
    document = documents.read_document(house, actor=actor, document_id=document_id)
    is_mine = actor.role == "administrator" or actor.id == document.coordinator_id
    return visit.page(
        "documents/responsibilities.html",
        document=document,
        matrix=_matrix(visit, document_id),
        tasks=TASKS,
        is_mine=is_mine,
        holders=_holders(visit) if is_mine else [],
    )


@router.post("", operation_id="responsibilities.set")
def add_line(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Have a person or a body answer for a task, too."""
    kind, _, holder = sent.one("holder").partition(" ")
    line = sent.read(ResponsibilityForm, **{"body_id" if kind == "body" else "person_id": holder})
    _set(visit, sent, document_id, [*_lines(_matrix(visit, document_id)), line])
    return visit.go(f"/documents/{document_id}/responsibilities", said="responsibilities.added")


@router.post("/removal", operation_id="responsibilities.set")
def remove_line(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Have somebody answer for a task no more."""
    gone = sent.read(ResponsibilityForm)
    _set(visit, sent, document_id, [one for one in _lines(_matrix(visit, document_id)) if one != gone])
    return visit.go(f"/documents/{document_id}/responsibilities", said="responsibilities.removed")


def _holders(visit: Visit) -> Options:
    """All bodies, then everybody, each by kind and id."""
    bodies = [(f"body {one.id}", one.name) for one in all_bodies(visit)]
    return [*bodies, *((f"person {one.id}", one.name) for one in active_people(visit))]


def _matrix(visit: Visit, document_id: str) -> MatrixView:
    return responsibilities.read_matrix(visit.house, actor=visit.actor, document_id=document_id)


def _set(visit: Visit, sent: Sent, document_id: str, lines: list[ResponsibilityForm]) -> None:
    """Replace the matrix that the form was drawn from; one that is another by now is left alone."""
    responsibilities.set_matrix(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        document_id=document_id,
        version=sent.version,
        form=MatrixForm(rows=lines),
    )


def _lines(matrix: MatrixView) -> list[ResponsibilityForm]:
    return [
        ResponsibilityForm(
            section_id=row.section_id,
            task=task,
            person_id=holder.person_id,
            body_id=holder.body_id,
            as_one=holder.as_one,
        )
        for row in matrix.rows
        for task in TASKS
        for holder in getattr(row, task)
    ]

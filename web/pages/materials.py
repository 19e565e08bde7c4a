"""What belongs to a document beside its texts: the folder of materials, and looking for words in all of it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from edge.paging import AskedPage, cursor_of
from edge.path import Id
from schemas.problems import Refused
from schemas.views.materials import FoundView, MaterialChange
from services.documents import documents, materials, search
from services.documents.standing import read_standing
from services.pages import every
from services.people.names import names_of
from web.sending import UPLOADING, Sending
from web.texts import marked
from web.visit import Visiting

router = APIRouter()
_FOLDER = "/documents/{document_id}/materials"


@router.get(_FOLDER, operation_id="materials.list")
def list_materials(visit: Visiting, document_id: Id) -> Response:
    """What lies in the folder, and the form to put something into it."""
    house, actor = visit.house, visit.actor
    document = documents.read_document(house, actor=actor, document_id=document_id)
    listed = every(
        lambda page: materials.list_materials(house, actor=actor, document_id=document_id, section_id=None, page=page)
    )
    standing = read_standing(house, actor=actor, document_id=document_id)
    return visit.page(
        "documents/materials.html",
        document=document,
        materials=listed,
        sections={one.id: one for one in standing.sections},
        names=names_of(house, actor=actor, ids=[one.person_id for one in listed]),
    )


@router.post(_FOLDER, operation_id="materials.add", openapi_extra=UPLOADING)
def add_material(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Put a file into the folder; without a title it is called as the file is."""
    form, file = sent.read(MaterialChange), sent.files.get("file")
    if file is None:
        raise Refused("upload_empty")
    materials.add_material(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        document_id=document_id,
        section_id=form.section_id,
        title=form.title,
        filename=file.name,
        content=file.content,
    )
    return visit.go(f"/documents/{document_id}/materials", said="materials.added")


@router.post(f"{_FOLDER}/{{material_id}}/versions", operation_id="materials.add_version", openapi_extra=UPLOADING)
def add_version(visit: Visiting, sent: Sending, document_id: Id, material_id: Id) -> Response:
    """Put a newer file in the place of one; the earlier one is kept."""
    file = sent.files.get("file")
    if file is None:
        raise Refused("upload_empty")
    materials.add_version(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        material_id=material_id,
        filename=file.name,
        content=file.content,
    )
    return visit.go(f"/documents/{document_id}/materials", said="materials.added")


@router.post(f"{_FOLDER}/{{material_id}}/withdrawal", operation_id="materials.withdraw")
def withdraw(visit: Visiting, sent: Sending, document_id: Id, material_id: Id) -> Response:
    """Take a material out of the folder."""
    materials.withdraw_material(visit.house, actor=visit.actor, act=visit.act(sent), material_id=material_id)
    return visit.go(f"/documents/{document_id}/materials", said="materials.withdrawn")


@router.get("/documents/{document_id}/search", operation_id="search.find")
def find(
    visit: Visiting, page: AskedPage, document_id: Id, find: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Where words stand, in any form: in the latest texts, in comments, in materials; the best first."""
    house, actor = visit.house, visit.actor
    document = documents.read_document(house, actor=actor, document_id=document_id)
    standing = read_standing(house, actor=actor, document_id=document_id)
    found = None
    if find.strip():
        found = search.find(house, actor=actor, document_id=document_id, query=find.strip(), kinds=[], page=page)
    return visit.page(
        "documents/search.html",
        document=document,
        asked=find,
        sections={one.id: one.title for one in standing.sections},
        found=[_shown(one) for one in found.items] if found else [],
        next_page=cursor_of(found.next_after) if found and found.next_after is not None else "",
    )


def _shown(one: FoundView) -> dict[str, Any]:
    """What was found, with its page and its words marked."""
    pages = {
        "section": f"/sections/{one.id}",
        "comment": f"/sections/{one.section_id}#thread-{one.id}",
        "material": f"/api/v1/materials/{one.id}/file",
    }
    return {
        "kind": one.kind,
        "href": pages[one.kind],
        "section_id": one.section_id,
        "title": marked(one.title, one.title_marks),
        "words": marked(one.snippet.text, one.snippet.marks),
        "cut": one.snippet,
    }

"""Routes of the materials folder and of search in a document."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from activities.searching import SearchKind
from api.act import ThisAct
from api.paging import paged
from api.routes.imports import FileName
from api.uploads import UPLOAD
from api.versions import ExpectedVersion, set_version
from edge.actor import Acting, AtHouse
from edge.files import FileAnswer, file_response
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.form import Done, Line, Reference
from schemas.views.made import Made
from schemas.views.materials import FoundView, MaterialChange, MaterialVersionView, MaterialView, Uploaded
from schemas.views.page import Items
from services.documents import materials, search

router = APIRouter(tags=["materials"])

_BYTES = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
UPLOADED_FILE: dict[str, Any] = {
    **UPLOAD,
    "requestBody": {
        **UPLOAD["requestBody"],
        "description": "The file's bytes: docx, odt, xlsx, pdf, png, jpg, md, txt, csv or html by its name's ending.",
        "content": {**UPLOAD["requestBody"]["content"], "application/octet-stream": _BYTES},
    },
}
InSection = Annotated[Reference | None, Query(description="The section whose folder it is; none for the document's.")]


@router.get("/documents/{document_id}/materials", operation_id="materials.list")
def list_materials(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    document_id: Id,
    section_id: InSection = None,
) -> Items[MaterialView]:
    """The materials of a document, or of one of its sections."""
    found = materials.list_materials(house, actor=actor, document_id=document_id, section_id=section_id, page=page)
    return paged(request, response, found)


@router.post(
    "/documents/{document_id}/materials", operation_id="materials.add", status_code=201, openapi_extra=UPLOADED_FILE
)
async def add_material(
    request: Request,
    house: AtHouse,
    actor: Acting,
    act: ThisAct,
    document_id: Id,
    filename: FileName,
    title: Annotated[Line | None, Query(description="What it is called; without it, the file's name.")] = None,
    section_id: InSection = None,
) -> Uploaded:
    """Put a file into the folder; the answer says how search will find it."""
    content = await request.body()
    return await asyncio.to_thread(
        materials.add_material,
        house,
        actor=actor,
        act=act,
        document_id=document_id,
        section_id=section_id,
        title=title,
        filename=filename,
        content=content,
    )


@router.get("/materials/{material_id}", operation_id="materials.read")
def read_material(response: Response, house: AtHouse, actor: Acting, material_id: Id) -> MaterialView:
    """One material; the ETag is what an edit names in If-Match."""
    found = materials.read_material(house, actor=actor, material_id=material_id)
    set_version(response, found.version)
    return found


@router.patch("/materials/{material_id}", operation_id="materials.update")
def change_material(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, material_id: Id, change: MaterialChange
) -> Done:
    """Rename a material, or move it to another section."""
    return materials.change_material(
        house, actor=actor, act=act, material_id=material_id, version=version, change=change
    )


@router.post("/materials/{material_id}/withdraw", operation_id="materials.withdraw")
def withdraw(house: AtHouse, actor: Acting, act: ThisAct, material_id: Id) -> Made:
    """Take a material out of the folder; it is kept and hidden."""
    receipt = materials.withdraw_material(house, actor=actor, act=act, material_id=material_id)
    return Made(id=receipt.facts["material_id"])


@router.get("/materials/{material_id}/versions", operation_id="materials.list_versions")
def list_versions(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, material_id: Id
) -> Items[MaterialVersionView]:
    """Every upload of a material."""
    return paged(request, response, materials.list_versions(house, actor=actor, material_id=material_id, page=page))


@router.post(
    "/materials/{material_id}/versions",
    operation_id="materials.add_version",
    status_code=201,
    openapi_extra=UPLOADED_FILE,
)
async def add_version(
    request: Request, house: AtHouse, actor: Acting, act: ThisAct, material_id: Id, filename: FileName
) -> Uploaded:
    """Upload a new version; the earlier ones stay."""
    content = await request.body()
    return await asyncio.to_thread(
        materials.add_version,
        house,
        actor=actor,
        act=act,
        material_id=material_id,
        filename=filename,
        content=content,
    )


@router.get("/materials/{material_id}/file", operation_id="materials.file", response_class=FileAnswer)
def material_file(
    request: Request,
    house: AtHouse,
    actor: Acting,
    material_id: Id,
    number: Annotated[
        int | None, Query(ge=1, le=1_000_000, description="Which version; the latest without it.")
    ] = None,
) -> Response:
    """The file, to be saved."""
    found = materials.material_file(house, actor=actor, material_id=material_id, number=number)
    return file_response(request, found)


@router.get("/documents/{document_id}/search", operation_id="search.find")
def find(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    document_id: Id,
    query: Annotated[
        Line,
        Query(max_length=500, description="Words; every one must be there in some form.", examples=["землячества"]),
    ],
    kind: Annotated[list[SearchKind] | None, Query(description="Where to look; everywhere without it.")] = None,
) -> Items[FoundView]:
    """Find words in the materials, the latest texts of sections and the comments of a document, the best first."""
    found = search.find(house, actor=actor, document_id=document_id, query=query, kinds=kind or [], page=page)
    return paged(request, response, found)

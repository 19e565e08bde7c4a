"""Routes of what members of a body say among themselves, and of positions that come on paper."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.act import ThisAct
from api.paging import paged
from api.routes.imports import FileName
from api.routes.materials import UPLOADED_FILE
from edge.actor import Acting, AtHouse
from edge.files import FileAnswer, file_response
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.documents import Recorded
from schemas.views.form import Reference
from schemas.views.made import Made
from schemas.views.page import Items
from schemas.views.positions import (
    ContributionForm,
    ContributionView,
    LetterNumber,
    LetterVerdictForm,
    LetterView,
    SummaryView,
)
from services.sections import contributions, letters

router = APIRouter(tags=["sections"])
OfRevision = Annotated[Reference | None, Query(description="Only what was said of this revision.")]


@router.get("/sections/{section_id}/bodies/{body_id}/contributions", operation_id="contributions.list")
def list_contributions(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    section_id: Id,
    body_id: Id,
    revision_id: OfRevision = None,
) -> Items[ContributionView]:
    """What members of a body that has one voice said among themselves; for them alone."""
    found = contributions.list_contributions(
        house, actor=actor, section_id=section_id, body_id=body_id, page=page, revision_id=revision_id
    )
    return paged(request, response, found)


@router.post("/sections/{section_id}/bodies/{body_id}/contributions", operation_id="contributions.add", status_code=201)
def add_contribution(
    house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, body_id: Id, form: ContributionForm
) -> Made:
    """Say something inside the body, or give one's opinion there; nobody outside learns of it."""
    receipt = contributions.add_contribution(
        house, actor=actor, act=act, section_id=section_id, body_id=body_id, form=form
    )
    return Made(id=receipt.facts["contribution_id"])


@router.get("/sections/{section_id}/bodies/{body_id}/summary", operation_id="contributions.summary")
def read_summary(
    house: AtHouse, actor: Acting, section_id: Id, body_id: Id, revision_id: OfRevision = None
) -> SummaryView:
    """How the body stands inside: opinions by verdict, who is silent, and the position that was sent."""
    return contributions.read_summary(
        house, actor=actor, section_id=section_id, body_id=body_id, revision_id=revision_id
    )


@router.post("/sections/{section_id}/letters", operation_id="letters.add", status_code=201, openapi_extra=UPLOADED_FILE)
async def take_in(
    request: Request,
    house: AtHouse,
    actor: Acting,
    act: ThisAct,
    section_id: Id,
    filename: FileName,
    number: Annotated[LetterNumber, Query(description="The letter's own number.", examples=["12-3/45"])],
    dated: Annotated[date, Query(description="The letter's own date.", examples=["2026-11-20"])],
) -> Made:
    """Take in the scan of a letter by which a position came; it is entered as a verdict afterwards."""
    content = await request.body()
    made = await asyncio.to_thread(
        letters.take_in,
        house,
        actor=actor,
        act=act,
        section_id=section_id,
        number=number,
        dated=dated,
        filename=filename,
        content=content,
    )
    return Made(id=made)


@router.get("/sections/{section_id}/letters", operation_id="letters.list")
def list_letters(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, section_id: Id
) -> Items[LetterView]:
    """The letters that were taken in and are still to be entered, for who may enter them."""
    return paged(request, response, letters.list_taken_in(house, actor=actor, section_id=section_id, page=page))


@router.get("/letters/{letter_id}", operation_id="letters.read")
def read_letter(house: AtHouse, actor: Acting, letter_id: Id) -> LetterView:
    """A letter by which a position came."""
    return letters.read_letter(house, actor=actor, letter_id=letter_id)


@router.get("/letters/{letter_id}/file", operation_id="letters.file", response_class=FileAnswer)
def letter_file(request: Request, house: AtHouse, actor: Acting, letter_id: Id) -> Response:
    """The scan of a letter, to be saved."""
    return file_response(request, letters.letter_file(house, actor=actor, letter_id=letter_id))


@router.post("/letters/{letter_id}/verdict", operation_id="letters.enter", status_code=201)
async def enter(house: AtHouse, actor: Acting, act: ThisAct, letter_id: Id, form: LetterVerdictForm) -> Recorded:
    """Enter what the letter decides, on behalf of who wrote it; they are told, and may change it until the close."""
    return Recorded.of(await letters.enter(house, actor=actor, act=act, letter_id=letter_id, form=form))

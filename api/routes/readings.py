"""Routes of files that come back: read and shown first, applied after that; and proposals taken."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.act import ThisAct
from api.routes.imports import FileName
from api.uploads import UPLOAD
from edge.actor import Acting, AtHouse
from edge.path import Id
from schemas.views.form import Reference
from schemas.views.readings import Applied, ApplyForm, ReadingView, Taken
from services.sections import readings, taking

router = APIRouter(tags=["texts"])


@router.post("/sections/{section_id}/readings", operation_id="readings.add", status_code=201, openapi_extra=UPLOAD)
async def make_reading(
    request: Request,
    house: AtHouse,
    actor: Acting,
    act: ThisAct,
    section_id: Id,
    filename: FileName,
    revision_id: Annotated[Reference | None, Query(description="The revision that the file was made from.")] = None,
) -> ReadingView:
    """Send back a file that was worked on; what was understood of it is shown, and nothing is applied yet."""
    content = await request.body()
    return await readings.make_reading(
        house, actor=actor, act=act, section_id=section_id, filename=filename, revision_id=revision_id, content=content
    )


@router.get("/readings/{reading_id}", operation_id="readings.read")
def read_reading(house: AtHouse, actor: Acting, reading_id: Id) -> ReadingView:
    """What was understood of a file, and what of it is in the section by now."""
    return readings.read_reading(house, actor=actor, reading_id=reading_id)


@router.post("/readings/{reading_id}/apply", operation_id="readings.apply")
def apply_reading(house: AtHouse, actor: Acting, act: ThisAct, reading_id: Id, form: ApplyForm) -> Applied:
    """Make comments, replies and proposals of what was understood, or of a part of it."""
    return readings.apply_reading(house, actor=actor, act=act, reading_id=reading_id, form=form)


@router.post("/comments/{comment_id}/take", operation_id="comments.take")
async def take(house: AtHouse, actor: Acting, act: ThisAct, comment_id: Id) -> Taken:
    """Take a proposal into the next draft, under its author's name."""
    return await taking.take_proposal(house, actor=actor, act=act, comment_id=comment_id)

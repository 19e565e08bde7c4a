"""What the editor asks while somebody writes: the working text, a save of it, who else is there; and its files."""

from collections.abc import Mapping
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from edge.files import file_response
from edge.path import Id
from schemas.views.writings import PresenceForm, WritingForm
from services.people.names import names_of
from services.sections import presence, writing_files, writings
from services.sections.writing_handed_in import hand_in_writing
from web.sending import UPLOADING, Sending
from web.visit import Visit, Visiting

router = APIRouter(prefix="/sections/{section_id}/writing")

_NEVER_KEPT = {"Cache-Control": "no-store"}


@router.get("", operation_id="sections.text")
def read_working(visit: Visiting, section_id: Id) -> Response:
    """The working text for the editor."""
    working = writings.read_working(visit.house, actor=visit.actor, section_id=section_id)
    return _told(_working(visit, working))


@router.put("", operation_id="sections.submit", openapi_extra=UPLOADING)
def save(visit: Visiting, section_id: Id, form: WritingForm) -> Response:
    """Save it; 409 with the places where somebody has to choose."""
    saved = writings.save(
        visit.house,
        actor=visit.actor,
        section_id=section_id,
        document=form.document,
        seen=form.seen,
        choices=form.choices,
        against=form.against,
    )
    if isinstance(saved, writings.Collided):
        return _told(_collided(visit, saved), 409)
    return _told(_working(visit, saved))


@router.put("/presence", operation_id="sections.submit")
def look_in(visit: Visiting, section_id: Id, form: PresenceForm) -> Response:
    """Who else is at the text."""
    room = presence.look_in(visit.house, actor=visit.actor, section_id=section_id, is_typing=form.is_typing)
    beside = [{"name": one.name, "is_typing": one.is_typing} for one in room.beside]
    return _told({"tag": room.tag, "beside": beside})


@router.post("/hand-in", operation_id="sections.submit")
async def hand_in(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Send what was written for review."""
    done = await hand_in_writing(visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id)
    if done.outcome == "merge_proposed":
        return visit.go(f"/sections/{section_id}/drafts/{done.draft_id}", said="sections.merge_proposed")
    return visit.go(f"/sections/{section_id}", said="sections.handed_in")


@router.get("/files/{form}", operation_id="sections.text")
def read_file(visit: Visiting, request: Request, section_id: Id, form: Literal["docx", "redline"]) -> Response:
    """The working text in Word, as it stands or with its changes tracked."""
    read = writing_files.redline_of if form == "redline" else writing_files.text_of
    return file_response(request, read(visit.house, actor=visit.actor, section_id=section_id, language=visit.language))


def _working(visit: Visit, working: writings.Working) -> Mapping[str, Any]:
    return {
        "document": working.document,
        "tag": working.tag,
        "sent_tag": working.sent_tag,
        "is_merged": working.is_merged,
        "collided": _collided(visit, working.collided) if working.collided else None,
    }


def _collided(visit: Visit, collided: writings.Collided) -> Mapping[str, Any]:
    ids = [collided.person_id] if collided.person_id else []
    names = names_of(visit.house, actor=visit.actor, ids=ids)
    return {
        "places": [{"ours": one.ours, "theirs": one.theirs} for one in collided.places],
        "against": collided.against,
        "name": names.get(collided.person_id or "", ""),
    }


def _told(said: Mapping[str, Any], status: int = 200) -> Response:
    return JSONResponse(said, status, _NEVER_KEPT)

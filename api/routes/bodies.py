"""Routes of bodies and their members."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.act import ThisAct
from api.paging import paged
from api.versions import ExpectedVersion, set_version
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.reference import BodyKind
from schemas.views.form import Done
from schemas.views.organisations import BodyChange, BodyView, Membership, MemberView, NewBody
from schemas.views.page import Items
from services.bodies import bodies, members

router = APIRouter(prefix="/bodies", tags=["people"])

Day = Annotated[date | None, Query(description="Only those whose term holds this day.")]


@router.get("", operation_id="bodies.list")
def list_bodies(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    kind: BodyKind | None = None,
    parent_id: str | None = None,
) -> Items[BodyView]:
    """Bodies in the order they were added; of a kind, or the parts of one body."""
    found = bodies.list_bodies(house, actor=actor, page=page, kind=kind, parent_id=parent_id)
    return paged(request, response, found)


@router.post("", operation_id="bodies.add", status_code=201)
def add_body(house: AtHouse, actor: Acting, act: ThisAct, form: NewBody) -> Done:
    """Add a body without members."""
    return bodies.add_body(house, actor=actor, act=act, form=form)


@router.get("/{body_id}", operation_id="bodies.read")
def read_body(response: Response, house: AtHouse, actor: Acting, body_id: Id) -> BodyView:
    """One body; the ETag is what an edit names in If-Match."""
    body = bodies.read_body(house, actor=actor, body_id=body_id)
    set_version(response, body.version)
    return body


@router.patch("/{body_id}", operation_id="bodies.update")
def update_body(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, body_id: Id, form: BodyChange
) -> Done:
    """Change a body."""
    return bodies.update_body(house, actor=actor, act=act, body_id=body_id, version=version, form=form)


@router.get("/{body_id}/members", operation_id="bodies.list_members")
def list_members(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, body_id: Id, on: Day = None
) -> Items[MemberView]:
    """The members of a body, of all times or of one day."""
    return paged(request, response, members.list_members(house, actor=actor, body_id=body_id, page=page, on=on))


@router.put("/{body_id}/members/{person_id}", operation_id="bodies.set_member", status_code=204)
def set_member(house: AtHouse, actor: Acting, act: ThisAct, body_id: Id, person_id: Id, form: Membership) -> None:
    """Make somebody a member, or give a member another office, deputy or term."""
    members.set_member(house, actor=actor, act=act, body_id=body_id, person_id=person_id, form=form)


@router.delete("/{body_id}/members/{person_id}", operation_id="bodies.remove_member", status_code=204)
def remove_member(house: AtHouse, actor: Acting, act: ThisAct, body_id: Id, person_id: Id) -> None:
    """Take somebody out of a body."""
    members.remove_member(house, actor=actor, act=act, body_id=body_id, person_id=person_id)

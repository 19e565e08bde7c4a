"""Bodies: the list, the page of one with its members, and what administrators change about them."""

from typing import Any

from fastapi import APIRouter, Response

from domain.lookup import is_meant
from edge.path import Id
from schemas.views.organisations import BodyChange, Membership, NewBody
from services.bodies import bodies, members
from services.pages import every
from services.people.names import names_of
from web.choosing import Asked, all_bodies, named, options_of, people_options
from web.sending import Sending
from web.visit import Visit, Visiting

router = APIRouter(prefix="/bodies")


@router.get("", operation_id="bodies.list")
def list_bodies(visit: Visiting, find: Asked = "") -> Response:
    """All bodies, those that are part of another under it; or those that are looked for, one under the other."""
    found = all_bodies(visit)
    if find.strip():
        found = [one for one in found if is_meant(find, (one.name, one.function))]
    ids = {one.id for one in found}
    parts = {one.id: [part for part in found if part.parent_id == one.id] for one in found}
    return visit.page(
        "bodies/list.html",
        bodies=[one for one in found if one.parent_id not in ids],
        find=find.strip(),
        parts=parts,
        kinds=named(visit, "body-kinds"),
        choices=_choices(visit),
    )


@router.post("", operation_id="bodies.add")
def add_body(visit: Visiting, sent: Sending) -> Response:
    """Add a body without members."""
    done = bodies.add_body(visit.house, actor=visit.actor, act=visit.act(sent), form=sent.read(NewBody))
    return visit.go(f"/bodies/{done.id}", said="bodies.added")


@router.get("/{body_id}", operation_id="bodies.read")
def show_body(visit: Visiting, body_id: Id) -> Response:
    """One body: what it is for, and who sits in it."""
    body = bodies.read_body(visit.house, actor=visit.actor, body_id=body_id)
    seated = every(lambda page: members.list_members(visit.house, actor=visit.actor, body_id=body_id, page=page))
    ids = [body.parent_id or "", *(one.deputy_id or "" for one in seated)]
    return visit.page(
        "bodies/show.html",
        body=body,
        members=seated,
        names=names_of(visit.house, actor=visit.actor, ids=ids),
        kinds=named(visit, "body-kinds"),
        offices=named(visit, "offices"),
        choices=_choices(visit),
        people=people_options(visit) if visit.may("bodies.set_member") else [],
    )


@router.post("/{body_id}", operation_id="bodies.update")
def update_body(visit: Visiting, sent: Sending, body_id: Id) -> Response:
    """Change what a body is for."""
    form = sent.read(BodyChange, **_as_typed(sent.fields))
    bodies.update_body(
        visit.house, actor=visit.actor, act=visit.act(sent), body_id=body_id, version=sent.version, form=form
    )
    return visit.go(f"/bodies/{body_id}", said="bodies.saved")


@router.post("/{body_id}/members", operation_id="bodies.set_member")
def set_member(visit: Visiting, sent: Sending, body_id: Id) -> Response:
    """Make somebody a member, or change their place."""
    form = sent.read(Membership)
    person_id = sent.one("person_id")
    members.set_member(
        visit.house, actor=visit.actor, act=visit.act(sent), body_id=body_id, person_id=person_id, form=form
    )
    return visit.go(f"/bodies/{body_id}#members", said="bodies.member_set")


@router.post("/{body_id}/members/{person_id}/removal", operation_id="bodies.remove_member")
def remove_member(visit: Visiting, sent: Sending, body_id: Id, person_id: Id) -> Response:
    """Take somebody out of a body."""
    members.remove_member(visit.house, actor=visit.actor, act=visit.act(sent), body_id=body_id, person_id=person_id)
    return visit.go(f"/bodies/{body_id}#members", said="bodies.member_removed")


def _choices(visit: Visit) -> dict[str, Any]:
    if not visit.may("bodies.update"):
        return {}
    kinds = named(visit, "body-kinds")
    return {
        "kinds": options_of(kinds),
        "parents": [("", "—"), *((one.id, one.name) for one in all_bodies(visit) if one.kind == "working_group")],
        "offices": list(named(visit, "offices").items()),
    }


def _as_typed(fields: Any) -> dict[str, Any]:
    """Fields that may be emptied, too: an empty one takes away what stood there."""
    given = {name: fields.get(name, [""])[-1] for name in ("kind", "function", "mandate")}
    return given | {"parent_id": fields.get("parent_id", [""])[-1] or None}

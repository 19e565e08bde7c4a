"""Bodies (groups, committees, councils) and their members."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlmodel import col, select

from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.installation_events import BodyAdded, BodyChanged, MemberRemoved, MemberSet
from schemas.problems import Refused
from schemas.views.form import Done
from schemas.views.organisations import BodyChange, BodyView, Membership, MemberView, NewBody
from schemas.views.page import Page, Slice
from services.house import House
from services.rights import permit
from storage.journal import Journal
from storage.paging import page_of
from storage.tables import Body, BodyMember, Person, Stream
from storage.versions import take_version


def list_bodies(house: House, *, actor: Actor, page: Page) -> Slice[BodyView]:
    """Bodies in the order they were added."""
    permit("bodies.list", actor)
    with house.database.read() as unit:
        return page_of(unit, select(Body), col(Body.id), lambda body: body.id, page).each(_view)


def read_body(house: House, *, actor: Actor, body_id: str) -> BodyView:
    """One body. Raises Refused("not_found")."""
    permit("bodies.read", actor)
    with house.database.read() as unit:
        body = unit.get(Body, body_id)
    if body is None:
        raise Refused("not_found")
    return _view(body)


def _view(body: Body) -> BodyView:
    return BodyView.model_validate(body, from_attributes=True)


def add_body(house: House, *, actor: Actor, act: Act, form: NewBody) -> Done:
    """Add a body without members."""
    permit("bodies.add", actor)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        made = Body(id=new_id(), made_at=journal.now, **form.model_dump())
        journal.session.add(made)
        return {"id": made.id, "version": made.version}, [BodyAdded(body_id=made.id)]

    return Done.model_validate(house.administer(act, effect).facts)


def update_body(house: House, *, actor: Actor, act: Act, body_id: str, version: int, form: BodyChange) -> Done:
    """Change a body. Raises Refused with `not_found` or `version_outdated`."""
    permit("bodies.update", actor)
    changes = form.model_dump(exclude_none=True)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        body = take_version(journal.session, Body, body_id, version)
        body.sqlmodel_update(changes)
        changed = BodyChanged(body_id=body_id, version=body.version, fields=tuple(sorted(changes)))
        return {"id": body_id, "version": body.version}, [changed]

    return Done.model_validate(house.administer(act, effect).facts)


def list_members(house: House, *, actor: Actor, body_id: str, page: Page) -> Slice[MemberView]:
    """The members of a body, in the order the people were added. An unknown body has none."""
    permit("bodies.list_members", actor)
    query = select(BodyMember, Person.name).join(Person).where(BodyMember.body_id == body_id)
    with house.database.read() as unit:
        members = page_of(unit, query, col(BodyMember.person_id), lambda row: row[0].person_id, page)
    return members.each(lambda row: MemberView(person_id=row[0].person_id, name=row[1], office=row[0].office))


def set_member(house: House, *, actor: Actor, act: Act, body_id: str, person_id: str, form: Membership) -> None:
    """Make somebody a member of a body, or give a member another office. Raises Refused("not_found")."""
    permit("bodies.set_member", actor)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        unit = journal.session
        if unit.get(Body, body_id) is None or unit.get(Person, person_id) is None:
            raise Refused("not_found")
        unit.merge(BodyMember(body_id=body_id, person_id=person_id, office=form.office))
        return {}, [MemberSet(body_id=body_id, person_id=person_id)]

    house.administer(act, effect)


def remove_member(house: House, *, actor: Actor, act: Act, body_id: str, person_id: str) -> None:
    """Take somebody out of a body. Raises Refused("not_found") if they are not in it."""
    permit("bodies.remove_member", actor)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        member = journal.session.get(BodyMember, (body_id, person_id))
        if member is None:
            raise Refused("not_found")
        journal.session.delete(member)
        return {}, [MemberRemoved(body_id=body_id, person_id=person_id)]

    house.administer(act, effect)

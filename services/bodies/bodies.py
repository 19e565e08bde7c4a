"""Bodies: groups, committees and councils, what each may decide, and which are part of another."""

from sqlmodel import Session as Unit
from sqlmodel import select

from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.installation_events import BodyAdded, BodyChanged
from schemas.problems import Refused
from schemas.reference import PARTS_OF
from schemas.views.form import Done
from schemas.views.organisations import BodyChange, BodyView, NewBody
from schemas.views.page import Page, Slice
from services.bodies.names import require_new_name
from services.house import House
from services.register import Register
from storage.journal import Journal
from storage.tables import Body

_REGISTER = Register("bodies", Body, BodyView)


def list_bodies(
    house: House, *, actor: Actor, page: Page, kind: str | None = None, parent_id: str | None = None
) -> Slice[BodyView]:
    """Bodies in the order they were added; of a kind, or the parts of one body."""
    return _REGISTER.list(house, actor, page, kind=kind, parent_id=parent_id)


def read_body(house: House, *, actor: Actor, body_id: str) -> BodyView:
    """One body. Raises Refused("not_found")."""
    return _REGISTER.read(house, actor, body_id)


def add_body(house: House, *, actor: Actor, act: Act, form: NewBody) -> Done:
    """Add a body without members. Raises Refused with `body_exists` or `body_misplaced`."""

    def make(journal: Journal) -> tuple[Body, BodyAdded]:
        require_new_name(journal.session, Body, form.name, "body_exists")
        made = Body(id=new_id(), made_at=journal.now, **form.model_dump())
        _require_place(journal.session, made)
        return made, BodyAdded(body_id=made.id, typed=house.typed(made))

    return _REGISTER.add(house, actor, act, make)


def update_body(house: House, *, actor: Actor, act: Act, body_id: str, version: int, form: BodyChange) -> Done:
    """Change a body; `parent_id` null takes it out of what it is part of.

    Raises Refused with `not_found`, `version_outdated`, `body_exists` or `body_misplaced`.
    """
    sent = form.model_dump(exclude_unset=True)
    changes = {name: value for name, value in sent.items() if value is not None or name == "parent_id"}

    def alter(unit: Unit, body: Body) -> BodyChanged:
        if "name" in changes:
            require_new_name(unit, Body, changes["name"], "body_exists", instead_of=body.name)
        body.sqlmodel_update(changes)
        _require_place(unit, body)
        fields = tuple(sorted(changes))
        return BodyChanged(body_id=body_id, version=body.version, fields=fields, typed=house.typed(body))

    return _REGISTER.change(house, actor, act, body_id, version, alter)


def _require_place(unit: Unit, body: Body) -> None:
    """Raises Refused("body_misplaced") unless the body and its parts are of kinds that go together."""
    with unit.no_autoflush:
        parent = unit.get(Body, body.parent_id) if body.parent_id else None
        parts = unit.exec(select(Body.kind).where(Body.parent_id == body.id)).all()
    stands = body.parent_id is None or (parent is not None and PARTS_OF.get(body.kind) == parent.kind)
    if not stands or any(PARTS_OF.get(kind) != body.kind for kind in parts):
        raise Refused("body_misplaced", body_id=body.id)

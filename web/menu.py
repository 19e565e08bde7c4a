"""The main menu: what stands in it for whom."""

from typing import NamedTuple

from domain.rights import Relation
from schemas.actor import Actor
from services.rights import may


class Item(NamedTuple):
    """A way from every page, shown to those who may do the operation."""

    words: str
    href: str
    operation: str


ITEMS = (
    Item("layout.menu_waiting", "/", "notices.list"),
    Item("layout.menu_documents", "/documents", "documents.list"),
    Item("layout.menu_desk", "/desk", "sections.extend"),
    Item("layout.menu_people", "/people", "people.list"),
    Item("layout.menu_bodies", "/bodies", "bodies.list"),
    Item("layout.menu_audit", "/audit", "audit.list_checkpoints"),
)


def menu_for(actor: Actor, *, coordinates: bool) -> list[Item]:
    """What the actor sees of it; whoever `coordinates` a document may somewhere do what coordinators do."""
    relations = {Relation.COORDINATOR} if coordinates else set()
    return [item for item in ITEMS if may(item.operation, actor, relations)]

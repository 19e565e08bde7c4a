"""The reference lists as people read them."""

from operator import attrgetter

from schemas.actor import Actor
from schemas.reference import Reference, ReferenceList
from schemas.views.page import Page, Slice
from services.house import House
from services.pages import cut
from services.rights import permit
from storage.references import references


def list_references(_house: House, *, actor: Actor, name: ReferenceList, page: Page) -> Slice[Reference]:
    """One of the lists that ship with the service."""
    permit("references.list", actor)
    return cut(references(name), attrgetter("code"), page)

"""What forms let one choose from: people, organisations, bodies, and the lists that ship with Veche."""

from typing import Annotated

from fastapi import Query

from schemas.reference import ReferenceList
from schemas.views.organisations import BodyView, OrganisationView
from schemas.views.people import PersonView
from services.bodies import bodies, organisations, references
from services.pages import every
from services.people import people
from web.visit import Visit

Asked = Annotated[str, Query(max_length=200)]
"""What somebody looks for in a list, in words of their own."""

Options = list[tuple[str, str]]
"""Pairs of value and words."""


def active_people(visit: Visit) -> list[PersonView]:
    """Everybody who can take part, by name."""
    listed = every(lambda page: people.list_people(visit.house, actor=visit.actor, page=page))
    return sorted((one for one in listed if one.active), key=lambda one: one.name.casefold())


def people_options(visit: Visit, *, besides: str = "") -> Options:
    """The same to choose one of, but for one; first the choice of nobody."""
    return [("", "—"), *((one.id, one.name) for one in active_people(visit) if one.id != besides)]


def all_organisations(visit: Visit) -> list[OrganisationView]:
    """All organisations, by name."""
    listed = every(lambda page: organisations.list_organisations(visit.house, actor=visit.actor, page=page))
    return sorted(listed, key=lambda one: one.name.casefold())


def all_bodies(visit: Visit) -> list[BodyView]:
    """All bodies, by name."""
    listed = every(lambda page: bodies.list_bodies(visit.house, actor=visit.actor, page=page))
    return sorted(listed, key=lambda one: one.name.casefold())


def named(visit: Visit, name: ReferenceList) -> dict[str, str]:
    """A list that ships with Veche: the name of each code."""
    listed = every(lambda page: references.list_references(visit.house, actor=visit.actor, name=name, page=page))
    return {one.code: one.en if visit.language == "en" else one.ru for one in listed}


def options_of(found: dict[str, str]) -> Options:
    """A list to choose one of; first the choice of none."""
    return [("", "—"), *found.items()]

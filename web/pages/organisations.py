"""Organisations that people belong to: the list, and what administrators change about them."""

from typing import Any

from fastapi import APIRouter, Response

from domain.lookup import is_meant
from edge.path import Id
from schemas.views.organisations import NewOrganisation, OrganisationChange
from services.bodies import organisations
from web.choosing import Asked, all_organisations, named, options_of
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/organisations")


@router.get("", operation_id="organisations.list")
def list_organisations(visit: Visiting, find: Asked = "", edit: Asked = "") -> Response:
    """All organisations by name, or those that are looked for; one of them with the form that changes it."""
    found = all_organisations(visit)
    if find.strip():
        found = [one for one in found if is_meant(find, (one.name,))]
    kinds, regions, districts = (named(visit, name) for name in ("stakeholder-kinds", "regions", "districts"))
    return visit.page(
        "people/organisations.html",
        organisations=found,
        find=find.strip(),
        edit=edit,
        kinds=kinds,
        regions=regions,
        districts=districts,
        choices={"kinds": options_of(kinds), "regions": options_of(regions)} if visit.may("organisations.add") else {},
    )


@router.post("", operation_id="organisations.add")
def add_organisation(visit: Visiting, sent: Sending) -> Response:
    """Add an organisation."""
    done = organisations.add_organisation(
        visit.house, actor=visit.actor, act=visit.act(sent), form=sent.read(NewOrganisation)
    )
    return visit.go(f"/organisations#organisation-{done.id}", said="organisations.added")


@router.post("/{organisation_id}", operation_id="organisations.update")
def update_organisation(visit: Visiting, sent: Sending, organisation_id: Id) -> Response:
    """Change an organisation; an emptied kind or region is taken away."""
    emptied: dict[str, Any] = {name: sent.one(name) for name in ("kind", "region")}
    organisations.update_organisation(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        organisation_id=organisation_id,
        version=sent.version,
        form=sent.read(OrganisationChange, **emptied),
    )
    return visit.go(f"/organisations#organisation-{organisation_id}", said="organisations.saved")

"""Organisations that people belong to."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlmodel import col, select

from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.installation_events import OrganisationAdded, OrganisationChanged
from schemas.problems import Refused
from schemas.views.form import Done
from schemas.views.organisations import NewOrganisation, OrganisationChange, OrganisationView
from schemas.views.page import Page, Slice
from services.house import House
from services.rights import permit
from storage.journal import Journal
from storage.paging import page_of
from storage.tables import Organisation, Stream
from storage.versions import take_version


def list_organisations(house: House, *, actor: Actor, page: Page) -> Slice[OrganisationView]:
    """Organisations in the order they were added."""
    permit("organisations.list", actor)
    with house.database.read() as unit:
        return page_of(unit, select(Organisation), col(Organisation.id), lambda one: one.id, page).each(_view)


def read_organisation(house: House, *, actor: Actor, organisation_id: str) -> OrganisationView:
    """One organisation. Raises Refused("not_found")."""
    permit("organisations.read", actor)
    with house.database.read() as unit:
        organisation = unit.get(Organisation, organisation_id)
    if organisation is None:
        raise Refused("not_found")
    return _view(organisation)


def _view(organisation: Organisation) -> OrganisationView:
    return OrganisationView.model_validate(organisation, from_attributes=True)


def add_organisation(house: House, *, actor: Actor, act: Act, form: NewOrganisation) -> Done:
    """Add an organisation."""
    permit("organisations.add", actor)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        made = Organisation(id=new_id(), made_at=journal.now, **form.model_dump())
        journal.session.add(made)
        return {"id": made.id, "version": made.version}, [OrganisationAdded(organisation_id=made.id)]

    return Done.model_validate(house.administer(act, effect).facts)


def update_organisation(
    house: House, *, actor: Actor, act: Act, organisation_id: str, version: int, form: OrganisationChange
) -> Done:
    """Change an organisation. Raises Refused with `not_found` or `version_outdated`."""
    permit("organisations.update", actor)
    changes = form.model_dump(exclude_none=True)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        organisation = take_version(journal.session, Organisation, organisation_id, version)
        organisation.sqlmodel_update(changes)
        changed = OrganisationChanged(
            organisation_id=organisation_id, version=organisation.version, fields=tuple(sorted(changes))
        )
        return {"id": organisation_id, "version": organisation.version}, [changed]

    return Done.model_validate(house.administer(act, effect).facts)

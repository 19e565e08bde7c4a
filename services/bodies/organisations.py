"""Organisations that people belong to: their stakeholder kind, and where in the country they are."""

from typing import Any

from sqlmodel import Session as Unit

from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.installation_events import OrganisationAdded, OrganisationChanged
from schemas.problems import Refused
from schemas.views.form import Done
from schemas.views.organisations import NewOrganisation, OrganisationChange, OrganisationView
from schemas.views.page import Page, Slice
from services.bodies.names import require_new_name
from services.house import House
from services.register import Register
from storage.journal import Journal
from storage.references import region
from storage.tables import Organisation

_REGISTER = Register("organisations", Organisation, OrganisationView)


def list_organisations(
    house: House,
    *,
    actor: Actor,
    page: Page,
    kind: str | None = None,
    region: str | None = None,
    district: str | None = None,
) -> Slice[OrganisationView]:
    """Organisations in the order they were added; of a stakeholder kind, a region or a federal district."""
    return _REGISTER.list(house, actor, page, kind=kind, region=region, district=district)


def read_organisation(house: House, *, actor: Actor, organisation_id: str) -> OrganisationView:
    """One organisation. Raises Refused("not_found")."""
    return _REGISTER.read(house, actor, organisation_id)


def add_organisation(house: House, *, actor: Actor, act: Act, form: NewOrganisation) -> Done:
    """Add an organisation. Raises Refused with `organisation_exists` or what `place` raises."""

    def make(journal: Journal) -> tuple[Organisation, OrganisationAdded]:
        require_new_name(journal.session, Organisation, form.name, "organisation_exists")
        made = organisation_of(journal, form)
        return made, OrganisationAdded(organisation_id=made.id, typed=house.typed(made))

    return _REGISTER.add(house, actor, act, make)


def organisation_of(journal: Journal, form: NewOrganisation) -> Organisation:
    """The row of a new organisation. Raises Refused as `place` does."""
    filled = form.model_dump() | place(form.region, form.district)
    return Organisation(id=new_id(), made_at=journal.now, **filled)


def update_organisation(
    house: House, *, actor: Actor, act: Act, organisation_id: str, version: int, form: OrganisationChange
) -> Done:
    """Change an organisation.

    Raises Refused with `not_found`, `version_outdated`, `organisation_exists` or what `place` raises.
    """
    changes: dict[str, Any] = form.model_dump(exclude_none=True)

    def alter(unit: Unit, organisation: Organisation) -> OrganisationChanged:
        if "name" in changes:
            was = organisation.name
            require_new_name(unit, Organisation, changes["name"], "organisation_exists", instead_of=was)
        if "region" in changes or "district" in changes:
            given = changes.get("district")
            kept = organisation.district if not changes.get("region") and given is None else given
            changes.update(place(changes.get("region", organisation.region), kept))
        organisation.sqlmodel_update(changes)
        return OrganisationChanged(
            organisation_id=organisation_id,
            version=organisation.version,
            fields=tuple(sorted(changes)),
            typed=house.typed(organisation),
        )

    return _REGISTER.change(house, actor, act, organisation_id, version, alter)


def place(code: str, district: str | None) -> dict[str, str]:
    """Region and district as they are kept: the district follows from the region.

    Raises Refused with `region_unknown`, or `district_contradicts` if another district is given.
    """
    if not code:
        return {"region": "", "district": district or ""}
    follows = region(code).district or ""
    if district and district != follows:
        raise Refused("district_contradicts", region=code, district=follows or "—", given=district)
    return {"region": code, "district": follows}

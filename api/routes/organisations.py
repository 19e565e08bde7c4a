"""Routes of organisations."""

from fastapi import APIRouter, Request, Response

from api.act import ThisAct
from api.paging import paged
from api.versions import ExpectedVersion, set_version
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.reference import District, StakeholderKind
from schemas.views.form import Done
from schemas.views.organisations import NewOrganisation, OrganisationChange, OrganisationView
from schemas.views.page import Items
from services.bodies import organisations

router = APIRouter(prefix="/organisations", tags=["people"])


@router.get("", operation_id="organisations.list")
def list_organisations(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    kind: StakeholderKind | None = None,
    region: str | None = None,
    district: District | None = None,
) -> Items[OrganisationView]:
    """Organisations in the order they were added; of a stakeholder kind, a region or a federal district."""
    found = organisations.list_organisations(house, actor=actor, page=page, kind=kind, region=region, district=district)
    return paged(request, response, found)


@router.post("", operation_id="organisations.add", status_code=201)
def add_organisation(house: AtHouse, actor: Acting, act: ThisAct, form: NewOrganisation) -> Done:
    """Add an organisation."""
    return organisations.add_organisation(house, actor=actor, act=act, form=form)


@router.get("/{organisation_id}", operation_id="organisations.read")
def read_organisation(response: Response, house: AtHouse, actor: Acting, organisation_id: Id) -> OrganisationView:
    """One organisation; the ETag is what an edit names in If-Match."""
    organisation = organisations.read_organisation(house, actor=actor, organisation_id=organisation_id)
    set_version(response, organisation.version)
    return organisation


@router.patch("/{organisation_id}", operation_id="organisations.update")
def update_organisation(
    house: AtHouse,
    actor: Acting,
    act: ThisAct,
    version: ExpectedVersion,
    organisation_id: Id,
    form: OrganisationChange,
) -> Done:
    """Change an organisation."""
    return organisations.update_organisation(
        house, actor=actor, act=act, organisation_id=organisation_id, version=version, form=form
    )

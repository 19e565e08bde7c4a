"""Routes of people."""

from fastapi import APIRouter, Request, Response

from api.act import ThisAct
from api.paging import paged
from api.versions import ExpectedVersion, set_version
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.form import Done
from schemas.views.page import Items
from schemas.views.people import NewPerson, PasswordChange, PasswordReset, PersonChange, PersonView, ProfileChange
from services.identity import password_change
from services.people import people

router = APIRouter(prefix="/people", tags=["people"])


@router.get("", operation_id="people.list")
def list_people(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage
) -> Items[PersonView]:
    """People in the order they were added."""
    return paged(request, response, people.list_people(house, actor=actor, page=page))


@router.post("", operation_id="people.add", status_code=201)
def add_person(house: AtHouse, actor: Acting, act: ThisAct, form: NewPerson) -> Done:
    """Let somebody in."""
    return people.add_person(house, actor=actor, act=act, form=form)


@router.get("/{person_id}", operation_id="people.read")
def read_person(response: Response, house: AtHouse, actor: Acting, person_id: Id) -> PersonView:
    """One person; the ETag is what an edit names in If-Match."""
    person = people.read_person(house, actor=actor, person_id=person_id)
    set_version(response, person.version)
    return person


@router.patch("/{person_id}", operation_id="people.update")
def update_person(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, person_id: Id, form: PersonChange
) -> Done:
    """Change a person, as an administrator."""
    return people.update_person(house, actor=actor, act=act, person_id=person_id, version=version, form=form)


@router.patch("/{person_id}/profile", operation_id="people.update_profile")
def update_profile(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, person_id: Id, form: ProfileChange
) -> Done:
    """Change what people may change about themselves."""
    return people.update_profile(house, actor=actor, act=act, person_id=person_id, version=version, form=form)


@router.put("/{person_id}/password", operation_id="people.change_password", status_code=204)
def change_password(house: AtHouse, actor: Acting, act: ThisAct, person_id: Id, form: PasswordChange) -> None:
    """Set one's own password; one's other sessions end."""
    password_change.change_password(house, actor=actor, act=act, person_id=person_id, form=form)


@router.post("/{person_id}/password/reset", operation_id="people.reset_password", status_code=204)
def reset_password(house: AtHouse, actor: Acting, act: ThisAct, person_id: Id, form: PasswordReset) -> None:
    """Give somebody a password; all their sessions end."""
    password_change.reset_password(house, actor=actor, act=act, person_id=person_id, form=form)

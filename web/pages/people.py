"""People: the list, the page of one, and what administrators change about somebody's account."""

from fastapi import APIRouter, Response

from domain.rights import Relation
from edge.paging import AskedPage, cursor_of
from edge.path import Id
from schemas.actor import Role
from schemas.language import LANGUAGES
from schemas.views.absences import AbsenceView
from schemas.views.erasure import ErasureForm
from schemas.views.keys import TokenView
from schemas.views.page import Slice
from schemas.views.people import NewPerson, PasswordReset, PersonChange
from services.bodies.members import seats_of
from services.identity import password_change, tokens
from services.pages import every
from services.people import absences, erasure, people
from services.people.names import names_of
from web.choosing import Asked, Options, all_organisations, people_options
from web.sending import Sending
from web.visit import Visit, Visiting

router = APIRouter(prefix="/people")
MOST_FOUND = 200
"""So many are shown of those who were looked for; whoever is not among them is looked for by more words."""
ROLES: tuple[Role, ...] = ("member", "coordinator", "administrator")
_ACCOUNT = ("name", "email", "position", "organisation_id", "role", "language")


@router.get("", operation_id="people.list")
def list_people(visit: Visiting, page: AskedPage, find: Asked = "") -> Response:
    """Everybody who is known here, or those who are looked for."""
    if find.strip():
        sought = people.find_people(visit.house, actor=visit.actor, asked=find, most=MOST_FOUND)
        found = Slice(items=sought, next_after=None)
    else:
        found = people.list_people(visit.house, actor=visit.actor, page=page)
    named = names_of(visit.house, actor=visit.actor, ids=[one.organisation_id or "" for one in found.items])
    following = cursor_of(found.next_after) if found.next_after is not None else ""
    return visit.page(
        "people/list.html",
        people=found.items,
        organisations=named,
        choices=account_choices(visit) if visit.may("people.add") else {},
        next_page=following,
        find=find.strip(),
    )


@router.post("", operation_id="people.add")
def add_person(visit: Visiting, sent: Sending) -> Response:
    """Write somebody down who signs in by a link from a letter."""
    done = people.add_person(visit.house, actor=visit.actor, act=visit.act(sent), form=sent.read(NewPerson))
    return visit.go(f"/people/{done.id}", said="people.added")


@router.get("/{person_id}", operation_id="people.read")
def show_person(visit: Visiting, person_id: Id) -> Response:
    """One person: where they belong, when they are away, and for administrators their account."""
    person = people.read_person(visit.house, actor=visit.actor, person_id=person_id)
    own = [Relation.SELF] if person_id == visit.actor.id else []
    away = absences_of(visit, person_id) if visit.may("absences.list", *own) else []
    is_administrator = visit.may("people.update")
    ids = [person.organisation_id or "", *(one.deputy_id or "" for one in away)]
    return visit.page(
        "people/show.html",
        person=person,
        seats=seats_of(visit.house, actor=visit.actor, person_id=person_id),
        away=away,
        today=absences.today(visit.house, visit.house.clock()),
        may_see_absences=visit.may("absences.list", *own),
        tokens=tokens_of(visit, person_id) if is_administrator else [],
        names=names_of(visit.house, actor=visit.actor, ids=ids),
        deputies=people_options(visit, besides=person_id) if visit.may("absences.add", *own) else [],
        choices=account_choices(visit) if is_administrator else {},
    )


@router.post("/{person_id}/account", operation_id="people.update")
def update_account(visit: Visiting, sent: Sending, person_id: Id) -> Response:
    """Change what an administrator may; what stands as it was is not sent on."""
    person = people.read_person(visit.house, actor=visit.actor, person_id=person_id)
    given = {"position": sent.one("position"), "organisation_id": sent.one("organisation_id") or None}
    form = sent.read(PersonChange, **given)
    changed = {name: getattr(form, name) for name in _ACCOUNT if getattr(form, name) != getattr(person, name)}
    people.update_person(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        person_id=person_id,
        version=sent.version,
        form=PersonChange.model_validate(changed),
    )
    return visit.go(f"/people/{person_id}", said="people.saved")


@router.post("/{person_id}/active", operation_id="people.update")
def set_active(visit: Visiting, sent: Sending, person_id: Id) -> Response:
    """Close an account, or open it again."""
    people.update_person(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        person_id=person_id,
        version=sent.version,
        form=PersonChange(active=sent.one("active") == "true"),
    )
    return visit.go(f"/people/{person_id}", said="people.saved")


@router.post("/{person_id}/password", operation_id="people.reset_password")
def reset_password(visit: Visiting, sent: Sending, person_id: Id) -> Response:
    """Give somebody a new password."""
    password_change.reset_password(
        visit.house, actor=visit.actor, act=visit.act(sent), person_id=person_id, form=sent.read(PasswordReset)
    )
    return visit.go(f"/people/{person_id}", said="people.password_reset")


@router.post("/{person_id}/erasure", operation_id="people.erase")
def erase(visit: Visiting, sent: Sending, person_id: Id) -> Response:
    """Erase somebody whose account is closed; what was done and what stays is shown here only."""
    done = erasure.erase_person(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        person_id=person_id,
        form=sent.read(ErasureForm),
        language=visit.language,
    )
    return visit.page("people/erased.html", done=done)


@router.post("/{person_id}/tokens/{token_id}/revocation", operation_id="tokens.revoke")
def revoke_token(visit: Visiting, sent: Sending, person_id: Id, token_id: Id) -> Response:
    """Make somebody's API token invalid."""
    tokens.revoke_token(visit.house, actor=visit.actor, act=visit.act(sent), token_id=token_id)
    return visit.go(f"/people/{person_id}#tokens", said="people.token_revoked")


def absences_of(visit: Visit, person_id: str) -> list[AbsenceView]:
    """When somebody is or was away."""
    return every(lambda page: absences.list_absences(visit.house, actor=visit.actor, page=page, person_id=person_id))


def tokens_of(visit: Visit, person_id: str) -> list[TokenView]:
    """Somebody's API tokens, the revoked ones too."""
    return every(lambda page: tokens.list_tokens(visit.house, actor=visit.actor, person_id=person_id, page=page))


def account_choices(visit: Visit) -> dict[str, Options]:
    """What one chooses of for an account."""
    say = visit.speech.say
    return {
        "roles": [(role, say(f"people.role_{role}")) for role in ROLES],
        "languages": [(one, say(f"people.language_{one}")) for one in LANGUAGES],
        "organisations": [("", "—"), *((one.id, one.name) for one in all_organisations(visit))],
    }

"""People: who there is, and what is known about each."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, SecretStr
from sqlmodel import Session as Unit
from sqlmodel import col, func, select

from activities.recording.duties import leave_everything
from domain.lookup import is_meant
from domain.rights import Relation
from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.installation_events import PersonAdded, PersonChanged
from schemas.problems import Refused
from schemas.views.form import Done
from schemas.views.page import Page, Slice
from schemas.views.people import NewPerson, PersonChange, PersonView, ProfileChange
from services.deadlines.feeds import end_feed
from services.house import House
from services.identity.accounts import require_not_erased
from services.identity.consent import consent_view
from services.identity.passwords import check_password
from services.identity.signin import end_access
from services.people.duties import moment_of
from services.rights import permit
from storage.earlier_names import Keeping
from storage.journal import Journal
from storage.paging import page_of
from storage.tables import Organisation, Person, Stream
from storage.tables.people import salted
from storage.versions import take_version

_MAY_BE_NULL = ("organisation_id",)


def list_people(house: House, *, actor: Actor, page: Page) -> Slice[PersonView]:
    """People in the order they were added."""
    permit("people.list", actor)
    with house.database.read() as unit:
        people = page_of(unit, select(Person), col(Person.id), lambda person: person.id, page)
    return people.each(lambda person: person_view(person, actor))


def find_people(house: House, *, actor: Actor, asked: str, most: int) -> list[PersonView]:
    """Those, by name, whose name, position, organisation or address (if the actor sees it) have all words in them."""
    permit("people.list", actor)
    with house.database.read() as unit:
        joined = select(Person, Organisation.name).outerjoin(
            Organisation, col(Organisation.id) == col(Person.organisation_id)
        )
        rows = unit.exec(joined.order_by(Person.id)).all()
    found = [(person_view(person, actor), organisation or "") for person, organisation in rows]
    meant = [one for one, of in found if is_meant(asked, (one.name, one.position, one.email or "", of))]
    return sorted(meant, key=lambda one: one.name.casefold())[:most]


def read_person(house: House, *, actor: Actor, person_id: str) -> PersonView:
    """One person. Raises Refused("not_found")."""
    permit("people.read", actor)
    with house.database.read() as unit:
        person = unit.get(Person, person_id)
    if person is None:
        raise Refused("not_found")
    return person_view(person, actor)


def person_view(person: Person, actor: Actor) -> PersonView:
    """A person as `actor` may see them: the address is for those who invite people, and for its owner;

    consent and the wish to be erased are for its owner and for administrators.
    """
    hidden: dict[str, Any] = {}
    if actor.id != person.id and actor.role not in ("administrator", "coordinator"):
        hidden["email"] = None
    if actor.id != person.id and actor.role != "administrator":
        hidden |= {"consent": None, "erasure_asked_at": None}
    known = person.model_dump() | {"consent": consent_view(person)}
    return PersonView.model_validate(known | hidden)


def add_person(house: House, *, actor: Actor, act: Act, form: NewPerson) -> Done:
    """Let somebody in. Raises Refused with `email_taken`, `organisation_unknown` or what `check_password` raises."""
    permit("people.add", actor)
    hashed = None
    if form.password is not None:
        act, hashed = house.passwords.seal(act), _hashed(house, form.password, form.email)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        require_references(journal.session, form.email, form.organisation_id)
        known = form.model_dump(exclude={"password"})
        person = Person(id=new_id(), made_at=journal.now, password_hash=hashed, **known)
        journal.session.add(person)
        facts = {"id": person.id, "version": person.version}
        return facts, [PersonAdded(person_id=person.id, role=person.role, typed=house.typed(person))]

    return Done.model_validate(house.administer(act, effect).facts)


def _hashed(house: House, password: SecretStr, email: str) -> str:
    check_password(password.get_secret_value(), email)
    return house.passwords.hash(password.get_secret_value())


def update_person(house: House, *, actor: Actor, act: Act, person_id: str, version: int, form: PersonChange) -> Done:
    """Change what an administrator may about a person.

    Raises Refused with `not_found`, `version_outdated`, `already_erased`, `email_taken`, `organisation_unknown` or
    `last_administrator`.
    """
    permit("people.update", actor)
    return _change(house, act, person_id, version, form)


def update_profile(house: House, *, actor: Actor, act: Act, person_id: str, version: int, form: ProfileChange) -> Done:
    """Change what people may about themselves. Raises Refused with `not_found` or `version_outdated`."""
    permit("people.update_profile", actor, {Relation.SELF} if person_id == actor.id else ())
    return _change(house, act, person_id, version, form)


def _change(house: House, act: Act, person_id: str, version: int, form: PersonChange | ProfileChange) -> Done:
    sent = form.model_dump(exclude_unset=True)
    changes = {name: value for name, value in sent.items() if value is not None or name in _MAY_BE_NULL}

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        unit = journal.session
        person = take_version(unit, Person, person_id, version)
        require_not_erased(person)
        require_references(unit, changes.get("email"), changes.get("organisation_id"), besides=person_id)
        governed, called = _governs(person), Keeping(person)
        person.sqlmodel_update(changes)
        called.done(unit, journal.now)
        if governed and not _governs(person):
            _keep_an_administrator(unit)
        ended: list[BaseModel] = []
        if changes.get("active") is False:
            ended = [*end_access(unit, person_id, journal.now), *end_feed(unit, person_id)]
            leave_everything(moment_of(house, journal, stream, act), person_id)
        changed = PersonChanged(
            person_id=person_id,
            version=person.version,
            fields=tuple(sorted(changes)),
            role=changes.get("role"),
            active=changes.get("active"),
            typed=house.typed(salted(person)),
        )
        return {"id": person_id, "version": person.version}, [changed, *ended]

    return Done.model_validate(house.administer(act, effect).facts)


def require_references(unit: Unit, email: str | None, organisation_id: str | None, besides: str = "") -> None:
    """Raises Refused with `email_taken` (by somebody `besides` this person) or `organisation_unknown`."""
    if email is not None:
        taken = unit.exec(select(Person.id).where(Person.email == email, Person.id != besides)).first()
        if taken is not None:
            raise Refused("email_taken")
    if organisation_id is not None and unit.get(Organisation, organisation_id) is None:
        raise Refused("organisation_unknown", organisation_id=organisation_id)


def _governs(person: Person) -> bool:
    return person.active and person.role == "administrator"


def _keep_an_administrator(unit: Unit) -> None:
    unit.flush()
    administrators = select(func.count()).where(Person.role == "administrator", col(Person.active))
    if unit.exec(administrators).one() == 0:
        raise Refused("last_administrator")

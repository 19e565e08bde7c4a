"""A person's password: changed by themselves, or reset by an administrator."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from domain.rights import Relation
from schemas.act import Act
from schemas.actor import Actor
from schemas.installation_events import PasswordSet
from schemas.problems import Refused
from schemas.views.people import PasswordChange, PasswordReset
from services.house import House
from services.identity.accounts import require_not_erased
from services.identity.passwords import check_password
from services.identity.signin import end_access
from services.rights import permit
from storage.journal import Journal, known_receipt
from storage.tables import Person, Stream


def change_password(house: House, *, actor: Actor, act: Act, person_id: str, form: PasswordChange) -> None:
    """Set one's own password, end one's other sessions and revoke one's tokens.

    Raises Refused with `credentials_refused` if the current one is wrong, or what `check_password` raises.
    """
    permit("people.change_password", actor, {Relation.SELF} if person_id == actor.id else ())
    act = house.passwords.seal(act)
    # A repetition would fail on the password that it has itself replaced.
    if known_receipt(house.database, act) is not None:
        return
    person = _found(house, person_id)
    # Guessed here as at the sign-in, by whoever finds a session left open.
    house.attempts.begin(person.email, actor.id, house.clock())
    if not house.passwords.verify(form.current.get_secret_value(), person.password_hash):
        if known_receipt(house.database, act) is not None:  # the same act, at the same moment
            return
        raise Refused("credentials_refused")
    house.attempts.succeeded(person.email, actor.id, house.clock())
    _set(house, act, person, form.new.get_secret_value(), keep=actor.session)


def reset_password(house: House, *, actor: Actor, act: Act, person_id: str, form: PasswordReset) -> None:
    """Give somebody a password, end all their sessions and revoke all their tokens.

    Raises Refused with `not_found`, `already_erased` or as `check_password` does.
    """
    permit("people.reset_password", actor)
    _set(house, house.passwords.seal(act), _found(house, person_id), form.new.get_secret_value())


def _found(house: House, person_id: str) -> Person:
    with house.database.read() as unit:
        person = unit.get(Person, person_id)
    if person is None:
        raise Refused("not_found")
    return person


def _set(house: House, act: Act, before: Person, password: str, *, keep: str = "") -> None:
    check_password(password, before.email)
    hashed = house.passwords.hash(password)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        person = journal.session.get_one(Person, before.id)
        if person.password_hash != before.password_hash:
            raise Refused("try_again")
        require_not_erased(person)
        person.password_hash = hashed
        ended = end_access(journal.session, person.id, journal.now, keep)
        return {}, [PasswordSet(person_id=person.id), *ended]

    house.administer(act, effect)

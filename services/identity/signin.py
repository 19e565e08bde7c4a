"""Sessions: signing in, who is signed in, and signing out."""

import base64
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session as Unit
from sqlmodel import col, select, update

from schemas.act import Act
from schemas.actor import Actor
from schemas.installation_events import SignedIn as Began
from schemas.installation_events import SignedOut, TokenRevoked
from schemas.problems import Refused
from schemas.views.keys import SignedIn, SignIn
from services.house import House
from services.identity.actors import SESSION_PREFIX
from services.identity.passwords import token_hash
from services.rights import permit
from storage.journal import Journal
from storage.tables import Person, Session, Stream, Token

SESSION_LASTS = timedelta(days=7)


def sign_in(house: House, *, act: Act, seed: str, form: SignIn, address: str) -> SignedIn:
    """Begin a session; its token is made from `seed` (64 hexadecimal digits) and never stored.

    `address` is the client's network address. An unknown account, one without a password and a deactivated
    one are answered like a wrong password, in the same time. Raises Refused with `credentials_refused`,
    `too_many_attempts` or `too_busy`.
    """
    now = house.clock()
    house.attempts.begin(form.email, address, now)
    with house.database.read() as unit:
        person = unit.exec(select(Person).where(Person.email == form.email)).first()
    kept = person.password_hash if person is not None and person.active and not person.guest else None
    if not house.passwords.verify(form.password.get_secret_value(), kept) or person is None:
        raise Refused("credentials_refused")
    house.attempts.succeeded(form.email, address, now)
    token = make_token(SESSION_PREFIX, seed)
    facts = _begin(house, house.passwords.seal(act), person, token_hash(token))
    return SignedIn(token=token, **facts)


def make_token(prefix: str, seed: str) -> str:
    """A token of 256 bits made from `seed`, 64 hexadecimal digits."""
    return prefix + base64.urlsafe_b64encode(bytes.fromhex(seed)).decode().rstrip("=")


def _begin(house: House, act: Act, verified: Person, hashed: str) -> dict[str, Any]:
    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        person = journal.session.get(Person, verified.id)
        # Between the check and this transaction the account may have been closed or got another password.
        if person is None or not person.active or person.password_hash != verified.password_hash:
            raise Refused("credentials_refused")
        return begin_session(journal, person, hashed)

    return house.administer(act, effect).facts


def begin_session(journal: Journal, person: Person, hashed: str) -> tuple[dict[str, Any], list[Began]]:
    """Write a session, inside a transaction; what the receipt says of it, and the event that tells of it."""
    expires_at = journal.now + SESSION_LASTS
    journal.session.add(Session(token_hash=hashed, person_id=person.id, made_at=journal.now, expires_at=expires_at))
    facts = {"person_id": person.id, "expires_at": expires_at.isoformat()}
    return facts, [Began(person_id=person.id, session=hashed)]


def sign_out(house: House, *, actor: Actor, act: Act) -> None:
    """End the session that the actor comes with. Raises Refused("not_a_session") for an API token."""
    permit("sessions.sign_out", actor)
    _end(house, actor, act, end_it=True)


def sign_out_elsewhere(house: House, *, actor: Actor, act: Act) -> None:
    """End the actor's sessions but the one they come with. Raises Refused("not_a_session") for an API token."""
    permit("sessions.sign_out_elsewhere", actor)
    _end(house, actor, act, end_it=False)


def _end(house: House, actor: Actor, act: Act, *, end_it: bool) -> None:
    if not actor.session:
        raise Refused("not_a_session")

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        this = col(Session.token_hash) == actor.session
        end_sessions(journal.session, actor.id, journal.now, this if end_it else ~this)
        return {}, [SignedOut(person_id=actor.id, kept="" if end_it else actor.session)]

    house.administer(act, effect)


def end_sessions(unit: Unit, person_id: str, now: datetime, *which: Any) -> None:
    """End the person's open sessions, or those of them that meet the conditions `which`."""
    unit.exec(
        update(Session)
        .where(col(Session.person_id) == person_id, col(Session.ended_at).is_(None), *which)
        .values(ended_at=now)
    )


def end_access(unit: Unit, person_id: str, now: datetime, keep: str = "") -> list[TokenRevoked]:
    """End all sessions of a person but `keep` and revoke all their tokens; the events that tell of the latter."""
    end_sessions(unit, person_id, now, col(Session.token_hash) != keep)
    tokens = unit.exec(select(Token).where(Token.person_id == person_id, col(Token.revoked_at).is_(None))).all()
    for token in tokens:
        token.revoked_at = now
    return [TokenRevoked(token_id=token.id, person_id=person_id) for token in sorted(tokens, key=lambda one: one.id)]

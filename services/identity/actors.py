"""Who stands behind a session token or an API token."""

import contextlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session as Unit
from sqlmodel import col, or_, select, update

from schemas.actor import Actor, Scope
from schemas.problems import Refused
from services.house import House
from services.identity.passwords import token_hash
from storage.tables import Person, Session, Token

SESSION_PREFIX = "veche_ses_"
TOKEN_PREFIX = "veche_pat_"
_USE_IS_NOTED_EVERY = timedelta(minutes=1)


def find_actor(house: House, credential: str, *, ended: bool = False) -> Actor:
    """The actor whose session token or API token this is, as of now.

    With `ended`, a session that was signed out of still tells who it belonged to, so that signing out
    can be repeated. Raises Refused("credential_invalid") for what is unknown, expired, revoked or a
    deactivated person's.
    """
    now = house.clock()
    with house.database.read() as unit:
        actor, unnoted = _look_up(unit, credential, now, ended)
    if unnoted:
        # That a token was used is worth knowing, but not worth refusing its use.
        with contextlib.suppress(Refused):
            _note_use(house, credential, now)
    return actor.model_copy(update={"today": now.astimezone(ZoneInfo(house.zone)).date()})


def _look_up(unit: Unit, credential: str, now: datetime, ended: bool) -> tuple[Actor, bool]:
    hashed = token_hash(credential)
    if credential.startswith(SESSION_PREFIX):
        session = unit.get(Session, hashed)
        if session is not None and session.expires_at > now and (session.ended_at is None or ended):
            return _actor(unit.get(Person, session.person_id), session=hashed), False
    elif credential.startswith(TOKEN_PREFIX):
        token = unit.exec(select(Token).where(Token.token_hash == hashed)).first()
        if token is not None and token.revoked_at is None and (token.expires_at is None or token.expires_at > now):
            scopes = frozenset(Scope(word) for word in token.scopes.split())
            unnoted = token.used_at is None or token.used_at <= now - _USE_IS_NOTED_EVERY
            return _actor(unit.get(Person, token.person_id), scopes=scopes), unnoted
    raise Refused("credential_invalid")


def _actor(person: Person | None, *, scopes: frozenset[Scope] | None = None, session: str = "") -> Actor:
    if person is None or not person.active:
        raise Refused("credential_invalid")
    return Actor.model_validate(
        {"id": person.id, "role": person.role, "scopes": scopes, "language": person.language, "session": session}
    )


def _note_use(house: House, credential: str, now: datetime) -> None:
    stale = or_(col(Token.used_at).is_(None), col(Token.used_at) <= now - _USE_IS_NOTED_EVERY)
    with house.database.write() as unit:
        unit.exec(update(Token).where(col(Token.token_hash) == token_hash(credential), stale).values(used_at=now))

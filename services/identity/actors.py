"""Who stands behind a session token or an API token."""

import asyncio
import contextlib
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam
from sqlmodel import col, or_, select, update

from schemas.actor import Actor, Scope
from schemas.problems import Refused
from services.house import House
from services.identity.passwords import token_hash
from storage.tables import Person, Session, Token

SESSION_PREFIX = "veche_ses_"
TOKEN_PREFIX = "veche_pat_"
_USE_IS_NOTED_EVERY = timedelta(minutes=1)

# Built once, and without the rest of the rows: every request asks one of these.
_PERSON = (col(Person.id), col(Person.role), col(Person.language))
_BY_SESSION = (
    select(*_PERSON, col(Session.expires_at), col(Session.ended_at))  # type: ignore[call-overload]
    .join(Session, col(Session.person_id) == col(Person.id))
    .where(col(Session.token_hash) == bindparam("hashed"), col(Person.active))
)
_TOKEN: tuple[Any, ...] = (
    col(Token.id).label("token"),
    col(Token.expires_at),
    col(Token.revoked_at),
    col(Token.scopes),
)
_BY_TOKEN = (
    select(*_PERSON, *_TOKEN, col(Token.used_at))  # type: ignore[call-overload]
    .join(Token, col(Token.person_id) == col(Person.id))
    .where(col(Token.token_hash) == bindparam("hashed"), col(Person.active))
)


async def find_actor(house: House, credential: str, *, ended: bool = False) -> Actor:
    """The actor whose session token or API token this is, as of now.

    With `ended`, a session that was signed out of still tells who it belonged to, so that signing out
    can be repeated. Raises Refused("credential_invalid") for what is unknown, expired, revoked or a
    deactivated person's.
    """
    now = house.clock()
    actor, unnoted = await house.database.briefly(_look_up, house, credential, now, ended)
    if unnoted:
        # That a token was used is worth knowing, but not worth refusing its use.
        with contextlib.suppress(Refused):
            await asyncio.to_thread(_note_use, house, credential, now)
    return actor


def actor_of(house: House, person: Person | Row[Any], **by: Any) -> Actor:
    """Somebody as they act now; `by` is what let them in, as `Actor` names it. Of a row id, role and language do."""
    today = house.clock().astimezone(ZoneInfo(house.zone)).date()
    return Actor(id=person.id, role=person.role, language=person.language, today=today, **by)


def owner_of(house: House, credential: str) -> str:
    """Whose session token or API token this is or was, good or not; empty for what never was one."""
    hashed = token_hash(credential)
    with house.database.read() as unit:
        session = unit.get(Session, hashed)
        found = session or unit.exec(select(Token).where(Token.token_hash == hashed)).first()
    return found.person_id if found else ""


def _look_up(house: House, credential: str, now: datetime, ended: bool) -> tuple[Actor, bool]:
    hashed = token_hash(credential)
    if credential.startswith(SESSION_PREFIX):
        row = house.database.row(_BY_SESSION, hashed=hashed)
        if row is not None and row.expires_at > now and (row.ended_at is None or ended):
            return actor_of(house, row, session=hashed), False
    elif credential.startswith(TOKEN_PREFIX):
        row = house.database.row(_BY_TOKEN, hashed=hashed)
        if row is not None and row.revoked_at is None and (row.expires_at is None or row.expires_at > now):
            scopes = frozenset(Scope(word) for word in row.scopes.split())
            return actor_of(house, row, until=row.expires_at, token=row.token, scopes=scopes), _is_stale(row, now)
    raise Refused("credential_invalid")


def _is_stale(row: Row[tuple[object, ...]], now: datetime) -> bool:
    return row.used_at is None or row.used_at <= now - _USE_IS_NOTED_EVERY


def _note_use(house: House, credential: str, now: datetime) -> None:
    stale = or_(col(Token.used_at).is_(None), col(Token.used_at) <= now - _USE_IS_NOTED_EVERY)
    with house.database.write() as unit:
        unit.exec(update(Token).where(col(Token.token_hash) == token_hash(credential), stale).values(used_at=now))

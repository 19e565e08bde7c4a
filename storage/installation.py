"""The installation's own row and stream, made once at the first start."""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from schemas.ids import new_id
from storage.calendar_ru import russian_calendar
from storage.calendars import keep
from storage.database import Database
from storage.journal import INSTALLATION, Journal
from storage.tables import Installation


def ensure_installation(database: Database, clock: Callable[[], datetime]) -> Installation:
    """The installation, made with a random secret of 256 bits and its stream if this is the first start."""
    try:
        return _found_or_made(database, clock)
    except IntegrityError:  # another process made it at the same moment
        return _found_or_made(database, clock)


def _found_or_made(database: Database, clock: Callable[[], datetime]) -> Installation:
    with database.write() as session:
        found = session.exec(select(Installation)).first()
        if found is not None:
            return found
        made = Installation(id=new_id(), secret=secrets.token_hex(32), made_at=clock())
        session.add(made)
        Journal(session, made.made_at).open(INSTALLATION, "installation", {})
        keep(session, russian_calendar(), made.made_at)
        return made

"""Accounts managed on the installation's own machine: what `veche user add` and `veche token` do."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import select

from app.clock import utc_now
from app.settings import Settings
from app.speech import Stopped
from schemas.actor import SYSTEM, Actor
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.views.keys import MadeToken, NewToken
from schemas.views.people import NewPerson
from services.house import House
from services.people import add_person
from services.tokens import add_token
from storage.database import Database
from storage.installation import ensure_installation
from storage.migrations import is_current
from storage.objects import open_store
from storage.tables import Person


def add_user(settings: Settings, person: NewPerson) -> str:
    """Add a person; their id.

    Raises Stopped if the database is not migrated, and Refused as `services.people.add_person` does.
    """
    with _opened(settings) as house:
        act = house.act_of(SYSTEM.id, "people.add", new_id(), "")
        return add_person(house, actor=SYSTEM, act=act, form=person).id


def make_token(settings: Settings, email: str, form: NewToken) -> MadeToken:
    """Make an API token for the active person with this address, who can revoke it.

    Raises Stopped if the database is not migrated, Refused("not_found") if there is no such person, or as
    `services.tokens.add_token` does.
    """
    with _opened(settings) as house:
        with house.database.read() as unit:
            person = unit.exec(select(Person).where(Person.email == email.lower(), Person.active)).first()
        if person is None:
            raise Refused("not_found")
        actor = Actor.model_validate({"id": person.id, "role": person.role})
        act = house.act_of(actor.id, "tokens.add", new_id(), "")
        return add_token(house, actor=actor, act=act, seed=secrets.token_hex(32), form=form)


@contextmanager
def _opened(settings: Settings) -> Iterator[House]:
    database = Database(settings.database_url)
    try:
        if not is_current(database):
            raise Stopped(
                "База данных не приведена к нынешней версии: сначала выполните veche migrate (или запустите veche up).",
                "The database is not at the present version: run veche migrate first (or start veche up).",
            )
        secret = bytes.fromhex(ensure_installation(database, utc_now).secret)
        store = open_store(settings.object_store_url)
        yield House(database=database, store=store, clock=utc_now, secret=secret)
    finally:
        database.close()

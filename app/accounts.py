"""Accounts managed on the installation's own machine: what `veche user add` and `veche token` do."""

import secrets

from sqlmodel import select

from app.offline import opened
from app.settings import Settings
from schemas.actor import SYSTEM, Actor
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.views.keys import MadeToken, NewToken
from schemas.views.people import NewPerson
from services.identity.tokens import add_token
from services.people.people import add_person
from storage.tables import Person


def add_user(settings: Settings, person: NewPerson) -> str:
    """Add a person; their id.

    Raises Stopped if the database is not migrated, and Refused as `services.people.people.add_person` does.
    """
    with opened(settings) as house:
        act = house.act_of(SYSTEM.id, "people.add", new_id(), "")
        return add_person(house, actor=SYSTEM, act=act, form=person).id


def make_token(settings: Settings, email: str, form: NewToken) -> MadeToken:
    """Make an API token for the active person with this address, who can revoke it.

    Raises Stopped if the database is not migrated, Refused("not_found") if there is no such person, or as
    `services.identity.tokens.add_token` does.
    """
    with opened(settings) as house:
        with house.database.read() as unit:
            person = unit.exec(select(Person).where(Person.email == email.lower(), Person.active)).first()
        if person is None:
            raise Refused("not_found")
        actor = Actor.model_validate({"id": person.id, "role": person.role})
        act = house.act_of(actor.id, "tokens.add", new_id(), "")
        return add_token(house, actor=actor, act=act, seed=secrets.token_hex(32), form=form)

"""The names of people, bodies and organisations by their ids."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from schemas.actor import Actor
from services.house import House
from services.rights import admit
from storage.tables import Body, Organisation, Person

_NAMED = (Person, Organisation, Body)


def names_of(house: House, *, actor: Actor, ids: Iterable[str]) -> dict[str, str]:
    """The name of each of these ids that somebody or something has, for whoever is signed in."""
    admit("people.read", actor)
    with house.database.read() as session:
        return names_in(session, ids)


def names_in(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The same for a service that has admitted its actor."""
    wanted = sorted(set(ids))
    names: dict[str, str] = {}
    for table in _NAMED if wanted else ():
        names |= dict(session.exec(select(table.id, table.name).where(col(table.id).in_(wanted))).all())
    return names

"""Who else has a section's text open to write."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, select

from schemas.actor import Actor
from services.house import House
from services.people.names import names_in
from services.relations import let_in
from services.sections.writings import standing_of, tag_of
from storage.tables import Presence

GONE = timedelta(seconds=40)
"""Whoever did not ask so long has closed the page, or lost the connection."""
PAUSED = timedelta(seconds=20)
"""Whoever did not type so long is not writing just now."""


@dataclass(frozen=True)
class Beside:
    """Somebody else at the same text."""

    name: str
    is_typing: bool


@dataclass(frozen=True)
class Room:
    """Who else is at the text, and the tag under which it stands now."""

    tag: str
    beside: tuple[Beside, ...]


def look_in(house: House, *, actor: Actor, section_id: str, is_typing: bool) -> Room:
    """Say that one has the text open, and hear who else has. Raises Refused as `sections.submit` does."""
    now = house.clock()
    with house.database.write() as session:
        let_in(session, "sections.submit", actor, section_id)
        rows = session.exec(select(Presence).where(col(Presence.section_id) == section_id)).all()
        own = next((row for row in rows if row.person_id == actor.id), None)
        own = own or Presence(section_id=section_id, person_id=actor.id, at=now)
        own.at, own.typed_at = now, now if is_typing else own.typed_at
        session.add(own)
        others = [row for row in rows if row.person_id != actor.id and now - row.at < GONE]
        names = names_in(session, [row.person_id for row in others])
        beside = tuple(
            Beside(names[row.person_id], row.typed_at is not None and now - row.typed_at < PAUSED)
            for row in others
            if row.person_id in names
        )
    tag = tag_of(house, section_id, standing_of(house, section_id).text_hash)
    return Room(tag, beside)

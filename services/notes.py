"""Reasons that people type: kept apart from the record, which holds only their ids and salted hashes."""

from uuid import UUID

from schemas.act import Act
from schemas.canonical import sha256_hex
from schemas.section import Note
from services.house import House
from storage.tables import Note as NoteRow


def keep_note(house: House, act: Act, text: str) -> Note:
    """Keep the reason given with an act; repeating the act keeps it once."""
    salt = house.keyed_hash("note", act.id)[:32]
    note = Note(id=str(UUID(act.id[:32])), hash=sha256_hex(f"{salt}\n{text}".encode()))
    with house.database.write() as session:
        session.merge(NoteRow(id=note.id, person_id=act.actor_id, text=text, salt=salt, at=house.clock()))
    return note

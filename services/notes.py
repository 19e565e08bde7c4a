"""Reasons that people type: kept apart from the record, which holds only their ids and salted hashes."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from schemas.act import Act
from schemas.canonical import sha256_hex
from schemas.problems import Refused
from schemas.section import Note
from services.house import House
from storage.tables import Note as NoteRow


def keep_note(house: House, act: Act, text: str, what: str = "") -> Note:
    """Keep the reason given with an act, or `what` else was typed with it; repeating the act keeps it once.

    Raises Refused("idempotency_key_reused") if the same act came with another reason at the same moment.
    """
    salt = house.keyed_hash("note", act.id + what)[:32]
    named = sha256_hex(f"{act.id}\n{what}".encode()) if what else act.id
    note = Note(id=str(UUID(named[:32])), hash=sha256_hex(f"{salt}\n{text}".encode()))
    try:
        with house.database.write() as session:
            kept = session.get(NoteRow, note.id)
            if kept is None:
                session.add(NoteRow(id=note.id, person_id=act.actor_id, text=text, salt=salt, at=house.clock()))
    except IntegrityError:
        return keep_note(house, act, text, what)
    if kept is not None and kept.text != text:
        raise Refused("idempotency_key_reused")
    return note

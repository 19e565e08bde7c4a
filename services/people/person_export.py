"""Everything that is held of one person, as one file for them: rows by family, what they did, what they handed in."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from pydantic import BaseModel
from sqlalchemy import String, cast
from sqlmodel import Session as Unit
from sqlmodel import col, or_, select

from domain.rights import Relation
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.installation_events import PersonExported
from schemas.problems import Refused
from services.house import House
from services.people.withheld import Withheld
from services.rights import permit
from storage.journal import Journal
from storage.tables import Document, Event, Person, Stream
from storage.traces import held_tables, originals_of, rows_of, shared_rows

IN_MEMORY = 8 << 20
CHUNK = 1 << 16


def export_person(house: House, *, actor: Actor, person_id: str) -> Iterator[bytes]:
    """A zip with `person.json` and the files that the person handed in; that it was made is recorded.

    Raises Refused with `not_found`, or as the object store does.
    """
    own = {Relation.SELF} if person_id == actor.id else set()
    permit("people.export", actor, own)
    with house.database.read() as unit:
        if unit.get(Person, person_id) is None:
            raise Refused("not_found")
        held, given = _held(unit, actor, person_id)
        originals = [one for one in originals_of(unit, person_id) if one[0] in given]

    def effect(_journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        return {}, [PersonExported(person_id=person_id)]

    packed = _packed(house, held | {"made_at": house.clock()}, originals)
    house.administer(house.act_of(actor.id, "people.export", new_id(), ""), effect)
    return _pieces(packed)


def _held(unit: Unit, actor: Actor, person_id: str) -> tuple[dict[str, Any], set[str]]:
    """What may be given out, and the addresses of the files that its rows name."""
    given: set[str] = set()
    families: dict[str, dict[str, Any]] = {}
    record = _record(unit, person_id)
    withheld = Withheld(unit, actor, person_id, record)
    for table, held in held_tables():
        rows = withheld.rows(table.name, rows_of(unit, table, held, person_id))
        if rows:
            families.setdefault(held.family, {})[table.name] = rows
            given |= {row[held.originals] for row in rows if held.originals}
        for column, shared in shared_rows(unit, table, held, person_id):
            told = withheld.rows(table.name, shared)
            if told:
                families.setdefault(held.family, {})[f"{table.name}.{column}"] = told
    leads = select(Document.id, Document.title).where(
        cast(col(Document.approvers), String).contains(f'"{person_id}"', autoescape=True)
    )
    approves = [{"document_id": found, "title": title} for found, title in unit.exec(leads)]
    entries = [entry for row in record if (entry := withheld.entry(row)) is not None]
    return {"person_id": person_id, "held": families, "approves": approves, "record": entries}, given


def _record(unit: Unit, person_id: str) -> Sequence[Event]:
    """Every entry of the record that the person made or that names them: decisions, signatures, sign-ins, consent."""
    query = select(Event).where(or_(Event.actor_id == person_id, col(Event.body).contains(person_id, autoescape=True)))
    return unit.exec(query.order_by(col(Event.at), col(Event.stream_id), col(Event.seq))).all()


def _packed(house: House, held: dict[str, Any], originals: Sequence[tuple[str, str]]) -> IO[bytes]:
    packed: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  it is closed when it was sent
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("person.json", json.dumps(held, ensure_ascii=False, indent=1, default=_plain))
        for address, filename in originals:
            archive.writestr(f"files/{address[:12]}-{PurePosixPath(filename).name}", house.store.get(address))
    packed.seek(0)
    return packed


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(type(value))


def _pieces(packed: IO[bytes]) -> Iterator[bytes]:
    with packed:
        while piece := packed.read(CHUNK):
            yield piece

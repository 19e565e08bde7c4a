"""What the database holds of a person, read for an export and taken out at an erasure, as `storage.personal` lists."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import String, Table, and_, cast, delete, or_, update
from sqlmodel import Session, select

from storage.personal import ADDRESSES, TABLES, Held
from storage.tables import Material, metadata

Rows = list[dict[str, Any]]

_ENDINGS = frozenset(
    {"csv", "docx", "htm", "html", "jpeg", "jpg", "markdown", "md", "odt", "pdf", "png", "tsv", "txt", "xlsx"}
)


def held_tables() -> Iterator[tuple[Table, Held]]:
    """The tables that there are, each with how it holds a person."""
    for name, held in TABLES.items():
        if name in metadata.tables:
            yield metadata.tables[name], held


def rows_of(session: Session, table: Table, held: Held, person_id: str) -> list[dict[str, Any]]:
    """The person's rows of a table without its secret columns, in the order of their keys."""
    if not held.whose:
        return []
    theirs = or_(*(table.c[name] == person_id for name in held.whose))
    rows = session.execute(table.select().where(theirs).order_by(*table.primary_key.columns)).mappings()
    return [{name: value for name, value in row.items() if name not in held.secret} for row in rows]


def shared_rows(session: Session, table: Table, held: Held, person_id: str) -> Iterator[tuple[str, Rows]]:
    """By column the rows of others that list the person: which row it is, of what and when, and the person alone."""
    for name in held.shared:
        told = [*table.primary_key.columns, table.c.section_id, table.c.at]
        others = and_(*(table.c[whose] != person_id for whose in held.whose))
        listed = cast(table.c[name], String).contains(f'"{person_id}"', autoescape=True)
        found = session.execute(table.select().where(others, listed).order_by(*table.primary_key.columns)).mappings()
        rows = [{column.name: row[column.name] for column in told} | {name: [person_id]} for row in found]
        if rows:
            yield name, rows


def take_out(session: Session, person_id: str, pseudonym: str) -> Counter[str]:
    """Remove and empty what the list says; how many `rows` went and `filenames` were replaced.

    Where the name is kept by the person's id, `pseudonym` takes its place.
    """
    done: Counter[str] = Counter(rows=0, filenames=_retitle(session, person_id))
    for table, held in held_tables():
        for name in held.unlinked:
            session.execute(update(table).where(table.c[name] == person_id).values({name: None}))
        if held.named:
            _rename_in(session, table, held.named, person_id, pseudonym)
        if not held.whose:
            continue
        theirs = or_(*(table.c[name] == person_id for name in held.whose))
        if held.removed:
            done["rows"] += session.execute(delete(table).where(theirs)).rowcount  # type: ignore[attr-defined]
        if held.erased:
            session.execute(update(table).where(theirs).values(held.erased))
        for name in held.filenames:
            done["filenames"] += _rename(session, table, name, theirs)
    return done


def _rename_in(session: Session, table: Table, column: str, person_id: str, pseudonym: str) -> None:
    key = next(iter(table.primary_key.columns))
    rows = session.execute(select(key, table.c[column]).where(cast(table.c[column], String).contains(person_id))).all()
    for row_id, names in rows:
        if person_id in names:
            renamed = {**names, person_id: pseudonym}
            session.execute(update(table).where(key == row_id).values({column: renamed}))


def _rename(session: Session, table: Table, column: str, theirs: Any) -> int:
    rows = session.execute(select(table.c.id, table.c[column]).where(theirs)).all()
    for row_id, filename in rows:
        session.execute(update(table).where(table.c.id == row_id).values({column: _nameless(filename)}))
    return len(rows)


def _retitle(session: Session, person_id: str) -> int:
    """Replace titles that are names of the person's files, and stay such if the files have others already."""
    names: set[str] = set()
    for table, held in held_tables():
        for name in held.filenames:
            names |= set(session.execute(select(table.c[name]).where(table.c[held.whose[0]] == person_id)).scalars())
    done = 0
    for table, held in held_tables():
        for name in held.titles:
            column, theirs = table.c[name], table.c[held.whose[0]] == person_id
            for title in set(session.execute(select(column).where(theirs)).scalars()) & names:
                found = update(table).where(theirs, column == title).values({name: _nameless(title)})
                done += session.execute(found).rowcount  # type: ignore[attr-defined]
    return done


def typed_titles(session: Session, person_id: str) -> list[str]:
    """The titles of the person's materials that were not taken from a file's name, after an erasure."""
    titles = session.execute(select(Material.title).where(Material.person_id == person_id)).scalars()
    return sorted({title for title in titles if title != _nameless(title)})


def _nameless(filename: str) -> str:
    """What stands in place of a file's name: its ending, if that is one of a file."""
    ending = filename.rpartition(".")[2].lower()
    return f"text.{ending}" if ending in _ENDINGS else "text"


def originals_of(session: Session, person_id: str) -> list[tuple[str, str]]:
    """Address and file name of every file that the person handed in, each address once."""
    found: dict[str, str] = {}
    for table, held in held_tables():
        if held.originals:
            address, name = table.c[held.originals], table.c[(held.filenames or held.titles)[0]]
            theirs = select(address, name).where(table.c[held.whose[0]] == person_id, address.is_not(None))
            found = dict(session.execute(theirs).all()) | found
    return sorted(found.items())


def readdress(session: Session, person_id: str, old: str, new: str) -> None:
    """Let the person's rows name another object in place of an upload."""
    for table, held in held_tables():
        if held.originals:
            column = table.c[held.originals]
            theirs = table.c[held.whose[0]] == person_id
            session.execute(update(table).where(theirs, column == old).values({held.originals: new}))


def is_named(session: Session, address: str) -> bool:
    """Whether any row still needs the object at this address."""
    for name, column in ADDRESSES:
        table = metadata.tables.get(name)
        if table is not None and session.execute(select(table.c[column]).where(table.c[column] == address)).first():
            return True
    return False

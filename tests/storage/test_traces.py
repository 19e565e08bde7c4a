"""A marker in every field of a person's rows, and none after the erasure but where it is said to stay."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Table, create_engine
from sqlmodel import Session, select

from storage.personal import ADDRESSES, TABLES
from storage.tables import metadata
from storage.traces import held_tables, rows_of, take_out

PERSON = "person-1"
PLAIN: dict[str, Any] = {
    "Integer": 1,
    "Float": 1.0,
    "Boolean": True,
    "UTCDateTime": datetime(2026, 11, 22, tzinfo=UTC),
    "Date": date(2026, 11, 22),
    "Time": time(9),
}
CODES = frozenset(
    {
        *("kind", "state", "phase", "part", "role", "language", "format", "change", "reason", "warnings", "searched"),
        *("rhythm", "channel", "error", "families", "cleared", "invited_by"),
    }
)
WORDS: dict[str, set[str]] = {
    "comments": {"text", "replacement", "quote", "prefix", "suffix"},
    "contributions": {"text", "replacement", "quote", "prefix", "suffix"},
    "documents": {"title"},
    "imports": {"outline"},
    "letters": {"number", "dated"},
    "materials": {"title"},
    "milestones": {"number", "title", "details", "body", "forms", "due", "needs"},
    "notes": {"text", "salt"},
    "plan_imports": {"read", "mentions"},
    "plan_sources": {"name"},
    "plan_texts": {"milestones"},
    "reattachments": {"quote", "prefix", "suffix"},
}
"""What somebody gave to the work: it stays, and the answer to an erasure says so."""
FACTS: dict[str, set[str]] = {
    "answers": {"uphold_until"},
    "comments": {"file_date", "origin", "verdict"},
    "contributions": {"verdict"},
    "disagreements": {"decision", "opened_by", "outcome"},
    "documents": {"approvers", "policy", "candidate", "deadline", "demo"},
    "erasures": {"leftovers"},
    "invitations": {"bodies"},
    "mail_answers": {"verdict"},
    "meetings": {"participants"},
    "notices": {"facts"},
    "outside_opinions": {"verdict"},
    "people_imports": {"sheet", "done"},
    "plan_texts": {"rule"},
    "readings": {"known_by"},
    "refusals": {"code", "operation", "place"},
    "revisions": {"proposers"},
    "writings": {"writers"},
}
"""Ids, hashes, rules and instants; and rows of people's lists, which are gone once they were confirmed."""
ELSEWHERE = {"people": set(metadata.tables["people"].columns.keys())}
"""The account itself: `services.people.erasure` blanks it."""


def value(table: Table, column: Column[Any]) -> Any:
    held, marker = TABLES[table.name], f"метка {table.name}.{column.name}"
    if column.name in (*held.whose, *held.unlinked):
        return PERSON
    if isinstance(column.type, JSON):
        return {PERSON: marker}
    if type(column.type).__name__ in PLAIN:
        return PLAIN[type(column.type).__name__]
    return f"{marker}.docx" if column.name in held.filenames else marker


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with Session(engine) as session:
        for table, _ in held_tables():
            session.execute(table.insert().values({column.name: value(table, column) for column in table.columns}))
        yield session
    engine.dispose()


def left(session: Session) -> dict[str, set[str]]:
    """The columns, by table, that still hold a marker; ids and codes are not looked at."""
    found = {}
    for table, held in held_tables():
        for row in session.execute(table.select()).mappings() if held.family else ():
            said = {name for name, value in row.items() if "метка" in str(value) and not is_code(name)}
            objects = {name for name in said if (table.name, name) in ADDRESSES}
            found[table.name] = said - objects - ELSEWHERE.get(table.name, set())
    return {name: columns for name, columns in found.items() if columns}


def is_code(name: str) -> bool:
    return name in CODES or name == "id" or name.endswith(("_id", "_hash"))


def test_nothing_is_left_of_a_person_but_words_ids_and_codes(session: Session) -> None:
    take_out(session, PERSON, "Участник 1")
    named = {name: WORDS.get(name, set()) | FACTS.get(name, set()) for name in WORDS | FACTS}
    assert left(session) == named


def test_export_has_every_row_with_every_field_but_secrets(session: Session) -> None:
    missing = []
    for table, held in held_tables():
        if held.whose:
            (row,) = rows_of(session, table, held, PERSON)
            missing += [f"{table.name}.{name}" for name in table.columns.keys() - row.keys() - set(held.secret)]
    assert missing == []


def test_title_follows_the_name_of_its_file_and_no_other_does(session: Session) -> None:
    versions, materials = metadata.tables["material_versions"], metadata.tables["materials"]
    session.execute(versions.update().values(filename="отчёт Вымпеловой.DOCX"))
    session.execute(materials.update().values(title="отчёт Вымпеловой.DOCX"))
    done = take_out(session, PERSON, "Участник 1")
    assert session.execute(select(materials.c.title)).scalars().all() == ["text.docx"]
    assert session.execute(select(metadata.tables["plan_sources"].c.name)).scalars().all() == [
        "метка plan_sources.name"
    ]
    assert done["filenames"] == 1 + sum(len(held.filenames) for _, held in held_tables())


@pytest.mark.parametrize("name", ["Вымпелова", "план.Вымпелова", "план."])
def test_name_of_a_file_that_has_no_ending_goes_whole(session: Session, name: str) -> None:
    session.execute(metadata.tables["revisions"].update().values(filename=name))
    take_out(session, PERSON, "Участник 1")
    assert session.execute(select(metadata.tables["revisions"].c.filename)).scalars().all() == ["text"]

"""Words, titles and names changed by plain SQL, and rows written past the record: each is named with its entry."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any, NamedTuple

import pytest
from sqlalchemy import inspect, text
from sqlmodel import Session, SQLModel, col, select

from activities.audit.verification import Verification
from schemas.act import Act
from schemas.actor import SYSTEM, Actor
from schemas.ids import new_id
from schemas.installation_events import BodyAdded, OrganisationAdded, PersonErased
from schemas.position_events import ContributionMade
from schemas.views.document_forms import DocumentChange, DocumentForm, SectionChange, SectionForm
from schemas.views.erasure import ErasureForm
from schemas.views.keys import NewToken
from schemas.views.materials import MaterialChange
from schemas.views.organisations import BodyChange, NewBody, NewOrganisation, OrganisationChange
from schemas.views.people import NewPerson, PersonChange
from schemas.views.texts import CommentForm, ReplyForm
from services.bodies import bodies, organisations
from services.documents import documents, materials
from services.house import House
from services.identity import tokens
from services.people import erasure, people
from services.sections import comments, letters, sections
from storage.chain import Fault
from storage.journal import INSTALLATION, Journal, carry_out
from storage.tables import (
    Body,
    Comment,
    Contribution,
    Document,
    Event,
    Letter,
    Material,
    MaterialVersion,
    Organisation,
    Person,
    Section,
    Stream,
    Token,
)
from storage.tables import Session as SignIn
from storage.typed import COLUMNS
from tests.activities.audit.conftest import house_of
from tests.activities.recording.conftest import Desk

SEED = 20261122

COORDINATOR = Actor(id="coordinator", role="coordinator")
READ = {"name": "Выгрузка", "scopes": ["read"]}


class Told(NamedTuple):
    """A row and the entry that was the last to bind it."""

    table: type[SQLModel]
    row_id: str
    entry: Fault


class Office:
    """Does something through the services and notes which entry came of it."""

    def __init__(self, desk: Desk) -> None:
        self.house: House = house_of(desk)
        self.keys = desk.parts.keys.public_keys()
        self.told: dict[tuple[type[SQLModel], str], Told] = {}

    def act(self) -> Act:
        return self.house.act_of("coordinator", "trial", new_id(), "")

    def did(self, act: Act, *rows: tuple[type[SQLModel], str]) -> None:
        with self.house.database.read() as session:
            entries = select(Event).where(Event.command_id == act.id, ~col(Event.type).startswith("token"))
            entry = session.exec(entries.order_by(col(Event.seq))).first()
        assert entry is not None
        for table, row_id in rows:
            self.told[table, row_id] = Told(table, row_id, Fault(entry.stream_id, entry.seq, "typed_differs"))


@pytest.fixture
def office(desk: Desk) -> Office:
    """An installation where each kind of thing was made and changed."""
    office = Office(desk)
    _register(office)
    _write(office, desk)
    return office


def _register(office: Office) -> None:
    house = office.house
    for name in ("Клуб", "Союз"):
        act = office.act()
        one = organisations.add_organisation(house, actor=SYSTEM, act=act, form=NewOrganisation(name=name)).id
        office.did(act, (Organisation, one))
    act = office.act()
    change = OrganisationChange(name="Союз библиотек")
    organisations.update_organisation(house, actor=SYSTEM, act=act, organisation_id=one, version=1, form=change)
    office.did(act, (Organisation, one))
    act = office.act()
    body = bodies.add_body(house, actor=SYSTEM, act=act, form=NewBody(name="Группа")).id
    office.did(act, (Body, body))
    act = office.act()
    renamed = BodyChange(name="Рабочая группа", mandate="готовит тексты")
    bodies.update_body(house, actor=SYSTEM, act=act, body_id=body, version=1, form=renamed)
    office.did(act, (Body, body))
    for number in (1, 2):
        act = office.act()
        form = NewPerson(email=f"new-{number}@example.org", name=f"Новый {number}", organisation_id=one)
        person = people.add_person(house, actor=SYSTEM, act=act, form=form).id
        office.did(act, (Person, person))
    act = office.act()
    moved = PersonChange(position="читатель", language="en")
    people.update_person(house, actor=SYSTEM, act=act, person_id=person, version=1, form=moved)
    office.did(act, (Person, person))


def _write(office: Office, desk: Desk) -> None:
    house = office.house
    act = office.act()
    other = documents.create_document(house, actor=COORDINATOR, act=act, form=DocumentForm(title="Другой"))
    document_id = other.facts["document_id"]
    office.did(act, (Document, document_id))
    act = office.act()
    added = sections.add_section(
        house, actor=COORDINATOR, act=act, document_id=document_id, form=SectionForm(title="Фонды")
    )
    office.did(act, (Section, added.facts["section_id"]))
    act = office.act()
    titled = DocumentChange(title="Другой документ")
    documents.update_document(house, actor=COORDINATOR, act=act, document_id=document_id, version=1, change=titled)
    office.did(act, (Document, document_id))
    act, section_id = office.act(), desk.sections[2]
    brief = SectionChange(brief="О чём он")
    sections.update_section(house, actor=COORDINATOR, act=act, section_id=section_id, version=1, change=brief)
    office.did(act, (Section, section_id))
    _talk(office, desk)
    _speak(office, desk)
    for name in ("справка.txt", "сводка.txt"):
        act = office.act()
        put = materials.add_material(
            house, actor=COORDINATOR, act=act, document_id=desk.document_id, section_id=None, title=None,
            filename=name, content="О чтении.".encode(),
        )  # fmt: skip
        office.did(act, (Material, put.id), (MaterialVersion, f"{put.id}/1"))
    act = office.act()
    title = MaterialChange(title="Сводка по регионам")
    materials.change_material(house, actor=COORDINATOR, act=act, material_id=put.id, version=1, change=title)
    office.did(act, (Material, put.id))


def _talk(office: Office, desk: Desk) -> None:
    revision = desk.head(2).revision_id
    act = office.act()
    form = CommentForm(revision_id=revision, quote="текст", text="Неясно, о чём речь.")
    said = comments.add_comment(office.house, actor=COORDINATOR, act=act, section_id=desk.sections[2], form=form).facts[
        "comment_id"
    ]
    office.did(act, (Comment, said))
    act = office.act()
    answer = comments.reply(office.house, actor=COORDINATOR, act=act, comment_id=said, form=ReplyForm(text="О чтении."))
    office.did(act, (Comment, answer.facts["comment_id"]))


def _speak(office: Office, desk: Desk) -> None:
    """A letter that was taken in, and what somebody said inside a body."""
    house, section_id = office.house, desk.sections[2]
    act = office.act()
    letter = letters.take_in(
        house, actor=COORDINATOR, act=act, section_id=section_id, number="12", dated=date(2026, 11, 20),
        filename="a.txt", content="Согласны.".encode(),
    )  # fmt: skip
    office.did(act, (Letter, letter))
    act, body = office.act(), next(row_id for table, row_id in office.told if table is Body)
    row = Contribution(
        id=new_id(), body_id=body, section_id=section_id, revision_id=desk.head(2).revision_id,
        person_id=COORDINATOR.id, kind="remark", text="Назовём источник.", at=house.clock(),
    )  # fmt: skip
    with house.database.write() as session:
        Journal(session, house.clock()).open(f"body/{body}", "body", {})

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], list[ContributionMade]]:
        journal.session.add(row)
        place = {"section_id": row.section_id, "revision_id": row.revision_id}
        return {}, [ContributionMade(contribution_id=row.id, typed=house.typed(row), **place)]

    row_id = row.id
    carry_out(house.database, house.clock, act, f"body/{body}", effect)
    office.did(act, (Contribution, row_id))


def faults_of(office: Office, session: Session) -> list[Fault]:
    return list(Verification(session, office.keys).faults())


TRIED = [
    (table, column)
    for table, columns in COLUMNS.items()
    for column in columns
    # A section's snapshot says its document, too; a version cannot go where another has its number.
    if (table, column) not in ((Section, "document_id"), (MaterialVersion, "material_id"))
]


def test_what_was_changed_put_in_or_removed_by_sql_is_named_with_the_last_entry_about_it(
    office: Office, count: Callable[..., None]
) -> None:
    bind_as_an_earlier_release_did(office)
    every_bound_column_changed(office, count)
    every_kind_of_row_put_in(office)
    tokens_changed_and_a_row_removed(office)


def every_bound_column_changed(office: Office, count: Callable[..., None]) -> None:
    """One row of each kind drawn for each column."""
    for table, column in TRIED:
        draw = Random(f"{SEED}-{table.__name__}-{column}")
        told = draw.choice([one for key, one in sorted(office.told.items(), key=str) if key[0] is table])
        with office.house.database.writer.connect() as connection, Session(bind=connection) as session:
            change(session, draw, told, column)
            found = faults_of(office, session)
            session.rollback()
        trial = f"{table.__name__}.{column} of {told.row_id}, seed {SEED}, found {found}"
        assert [(one.stream_id, one.seq) for one in found] == [(told.entry.stream_id, told.entry.seq)], trial
        count("audit trials")
        count("audit trials, words and names")
    with office.house.database.read() as session:
        assert faults_of(office, session) == []


def change(session: Session, draw: Random, told: Told, column: str) -> None:
    """Another value of the same kind that the database takes."""
    table = inspect(told.table).local_table
    where = "id = :id" if told.table is not MaterialVersion else "material_id || '/' || number = :id"
    connection = session.connection()
    before = connection.execute(text(f"SELECT {quoted(column)} FROM {table.name} WHERE {where}"), {"id": told.row_id})
    value: Any = before.scalar_one()
    refers = next(iter(table.c[column].foreign_keys), None)
    if refers is not None:
        other = connection.execute(text(f"SELECT id FROM {refers.column.table.name} ORDER BY id")).scalars().all()
        after: Any = draw.choice([one for one in other if one != value])
    elif isinstance(value, int):
        after = value + draw.randint(1, 9) * 1000
    else:
        after = (value or "") + draw.choice("xyz")
    changed = text(f"UPDATE {table.name} SET {quoted(column)} = :after WHERE {where}")
    assert connection.execute(changed, {"after": after, "id": told.row_id}).rowcount == 1


def quoted(column: str) -> str:
    return f'"{column}"'


COPIED: dict[type[SQLModel], dict[str, Any]] = {
    Person: {"email": "nobody@example.org"},
    Organisation: {},
    Body: {},
    Document: {},
    Section: {"position": 77},
    Comment: {},
    Contribution: {},
    Letter: {},
    Material: {},
    MaterialVersion: {"number": 77},
    Token: {"token_hash": "x"},
    SignIn: {"token_hash": "x"},
}


def every_kind_of_row_put_in(office: Office) -> None:
    """A copy of a row that nobody made."""
    account = next(row_id for table, row_id in office.told if table is Person)
    actor = Actor(id=account, role="administrator", session="s")
    form = NewToken.model_validate(READ)
    tokens.add_token(office.house, actor=actor, act=office.act(), seed="0" * 64, form=form)
    for table, changes in COPIED.items():
        name = inspect(table).local_table.name
        with office.house.database.writer.connect() as connection, Session(bind=connection) as session:
            if table is SignIn:
                now = office.house.clock()
                row: Any = SignIn(token_hash="x", person_id=account, made_at=now, expires_at=now)
            else:
                like = session.exec(select(table)).first()
                assert like is not None
                row = table(**{**like.model_dump(), "id": "forged", **changes})
            session.add(row)
            session.flush()
            forged = {"sessions": "x", "material_versions": f"{getattr(row, 'material_id', '')}/77"}.get(name, "forged")
            assert faults_of(office, session) == [Fault(f"{name}/{forged}", 0, "without_entry")]
            session.rollback()


def tokens_changed_and_a_row_removed(office: Office) -> None:
    """Access given past the record, and an organisation that is gone."""
    account = next(row_id for table, row_id in office.told if table is Person)
    club = next(told for told in office.told.values() if told.table is Organisation)
    actor, revoking = Actor(id=account, role="administrator", session="s"), office.act()
    form = NewToken.model_validate(READ)
    made = tokens.add_token(office.house, actor=actor, act=office.act(), seed="1" * 64, form=form)
    tokens.revoke_token(office.house, actor=actor, act=revoking, token_id=made.id)
    with office.house.database.read() as session:
        seq = session.exec(select(Event.seq).where(Event.command_id == revoking.id)).one()
    revoked = Fault(INSTALLATION, seq, "token_differs")
    for statement, expected in (
        (f"UPDATE tokens SET scopes = 'admin' WHERE id = '{made.id}'", revoked),
        (f"UPDATE tokens SET person_id = 'leader-1' WHERE id = '{made.id}'", revoked),
        (f"UPDATE tokens SET revoked_at = NULL WHERE id = '{made.id}'", revoked),
        (f"DELETE FROM organisations WHERE id = '{club.row_id}'", club.entry),
    ):
        with office.house.database.writer.connect() as connection, Session(bind=connection) as session:
            session.connection().execute(text(statement))
            assert faults_of(office, session) == [expected], statement
            session.rollback()


def test_erased_person_verifies_and_what_comes_back_is_named(office: Office) -> None:
    house = office.house
    person_id = next(row_id for table, row_id in office.told if table is Person)
    with house.database.read() as session:
        before = session.get_one(Person, person_id)
    act = office.act()
    closed = PersonChange(active=False)
    people.update_person(house, actor=SYSTEM, act=act, person_id=person_id, version=before.version, form=closed)
    erasing = office.act()
    erasure.erase_person(house, actor=SYSTEM, act=erasing, person_id=person_id, form=ErasureForm(reason="просьба"))
    with house.database.read() as session:
        assert faults_of(office, session) == []
        assert session.get_one(Person, person_id).salt == ""
        entry = session.exec(select(Event).where(Event.command_id == erasing.id)).one()
        assert PersonErased.model_validate(entry.data).typed
    with house.database.writer.connect() as connection, Session(bind=connection) as session:
        session.connection().execute(
            text("UPDATE people SET name = :name WHERE id = :id"), {"name": before.name, "id": person_id}
        )
        assert faults_of(office, session) == [Fault(INSTALLATION, entry.seq, "typed_differs")]
        session.rollback()


def bind_as_an_earlier_release_did(office: Office) -> None:
    """Entries without hashes, which are no fault whatever their rows say."""
    now = office.house.clock()
    rows = [Organisation(id="club", name="Клуб", made_at=now), Body(id="group", name="Группа", made_at=now)]
    with office.house.database.write() as session:
        session.add_all(rows)
    events = [OrganisationAdded(organisation_id="club"), BodyAdded(body_id="group")]
    office.house.administer(office.act(), lambda *_: ({}, events))
    with office.house.database.read() as session:
        assert faults_of(office, session) == []

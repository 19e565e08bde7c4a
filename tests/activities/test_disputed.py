"""Rows of the record of disagreements, read from the entries of a section and the words that belong to them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import RootModel
from sqlmodel import select

from activities.edition_content import Rows
from activities.texts import Texts
from schemas.act import Act
from schemas.edition import DisagreementRow
from storage.database import Database
from storage.journal import Journal
from storage.migrations import upgrade
from storage.objects_folder import FolderStore
from storage.tables import Comment, Document, Note, Person, Revision, Section

NOW = datetime(2026, 11, 22, tzinfo=UTC)
WORDS = {"почему": "указ не о том", "моё": "к 2028 году", "так": "срок оставлен"}


def test_disagreement_stands_on_record_with_both_wordings_and_its_outcome(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    upgrade(database)
    try:
        _write(database)
        with database.read() as session:
            rows = list(
                Rows(session, "d", Texts(database, FolderStore(tmp_path))).disagreements(
                    session.exec(select(Section)).all()
                )
            )
    finally:
        database.close()
    assert rows == [
        DisagreementRow(
            number=1,
            section_number="1",
            section_title="Учёт",
            place="к 2030 году",
            wording="к 2030 году",
            proposed="к 2028 году",
            parties=("Соколова", "Ильин"),
            reason="указ не о том",
            outcome="dissent",
            decision="срок оставлен",
            at=NOW,
        )
    ]


def _write(database: Database) -> None:
    with database.write() as session:
        session.add_all(
            [
                Person(id="a", email="a@example.org", name="Соколова", made_at=NOW),
                Person(id="l", email="l@example.org", name="Ильин", made_at=NOW),
            ]
        )
        session.flush()
        session.add(Document(id="d", title="Стратегия", coordinator_id="l", policy={}, made_at=NOW))
        session.flush()
        session.add(Section(id="s", document_id="d", position=1, title="Учёт", made_at=NOW))
        session.add_all(Note(id=note, person_id="a", text=text, salt="", at=NOW) for note, text in WORDS.items())
        session.flush()
        session.add(_revision())
        session.flush()
        session.add(_comment())
        journal = Journal(session, NOW)
        journal.open("document/d", "document", {"id": "d"})
        stream = journal.open("section/s", "section", {})
        journal.append(stream, Act(id="act", body_hash="", actor_id="a"), [RootModel[Any](one) for one in EVENTS])


EVENTS: tuple[dict[str, Any], ...] = (
    {
        "type": "disagreement_opened",
        "disagreement_id": "r",
        "comment_id": "c",
        "author_id": "a",
        "by": "upheld",
        "note": {"id": "почему", "hash": ""},
        "wording": {"id": "моё", "hash": ""},
    },
    {"type": "taken_to_leadership", "disagreement_id": "r", "decider_id": "l", "note": {"id": "почему", "hash": ""}},
    {"type": "disagreement_closed", "disagreement_id": "r", "outcome": "dissent", "note": {"id": "так", "hash": ""}},
)


def _revision() -> Revision:
    known = {"act_id": "act", "section_id": "s", "person_id": "l", "text_hash": "0", "original_hash": "0"}
    return Revision(id="v", filename="a.md", format="md", at=NOW, **known)


def _comment() -> Comment:
    said = {"address": "0", "text": "Срок короче", "quote": "к 2030 году", "end": 11}
    return Comment(id="c", section_id="s", revision_id="v", person_id="a", at=NOW, **said)

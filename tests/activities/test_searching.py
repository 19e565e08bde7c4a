"""The index, on both databases: what is put is found, in its latest form, and what is dropped is not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from activities.searching import SectionSearch, drop_item, put_item, retitle
from activities.texts import Texts
from domain.search.index import indexed
from domain.text.canonical import normalise
from schemas.actor import Actor
from schemas.views.page import Page
from services.documents.search import find
from storage.database import Database
from storage.migrations import upgrade
from storage.objects import open_store
from storage.tables import Document, Person, Revision, SearchItem, SearchPosting, Section

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    upgrade(database)
    with database.write() as session:
        session.add(Person(id="p", email="p@example.org", name="П", made_at=NOW))
        session.flush()
        session.add(Document(id="d", title="Стратегия", coordinator_id="p", policy={}, made_at=NOW))
        session.flush()
        session.add(Section(id="s", document_id="d", position=1, title="Учёт", made_at=NOW))
    yield database
    database.close()


def found(session: Session, stem: str) -> list[str]:
    rows = session.exec(select(SearchPosting.item_id).where(col(SearchPosting.stem) == stem))
    return sorted(rows)


def put(session: Session, title: str, text: str) -> None:
    put_item(session, "material", "m", indexed(title, text), document_id="d", section_id=None, source="1")


def test_new_text_of_a_thing_takes_the_place_of_the_old(database: Database) -> None:
    for text in ("старые сроки", "новые сроки"):
        with database.write() as session:
            put(session, "Справка", text)
    with database.read() as session:
        stems = ("стар", "нов", "срок", "справк")
        assert [found(session, stem) for stem in stems] == [[], ["material/m"], ["material/m"], ["material/m"]]


def test_renamed_thing_is_found_by_its_new_name_only(database: Database) -> None:
    with database.write() as session:
        put(session, "Справка", "сроки")
        retitle(session, "material", "m", "Отчёт", "s")
        retitle(session, "material", "nobody", "Отчёт", None)
    with database.read() as session:
        assert [found(session, stem) for stem in ("справк", "отчет", "срок")] == [[], ["material/m"], ["material/m"]]
        item = session.get_one(SearchItem, "material/m")
        assert (item.title, item.text, item.section_id) == ("Отчёт", "сроки", "s")


def test_renaming_touches_no_word_of_a_long_text(database: Database) -> None:
    words = [f"слово{number}" for number in range(3_000)]
    touched: list[int] = []
    with database.write() as session:
        put(session, "Старое слово1 название", " ".join(words))

    def note(_connection: Any, cursor: Any, *_: Any) -> None:
        touched.append(max(cursor.rowcount, 0))

    event.listen(database.writer, "after_cursor_execute", note)
    with database.write() as session:
        retitle(session, "material", "m", "Новое слово2 название", None)
    event.remove(database.writer, "after_cursor_execute", note)
    assert sum(touched) < 20
    with database.read() as session:
        rows = session.exec(select(SearchPosting).where(SearchPosting.in_title))
        titled = {row.stem: (row.count, row.places) for row in rows}
        anew = indexed("Новое слово2 название", " ".join(words)).postings
        texts = {row.stem: (row.count, row.in_title) for row in session.exec(select(SearchPosting))}
    assert titled == {"нов": (0, ""), "назван": (0, ""), "слово2": (1, "14:20")}
    assert texts == {posting.stem: (posting.times, posting.in_title) for posting in anew}


def test_dropped_thing_leaves_nothing_behind(database: Database) -> None:
    with database.write() as session:
        put(session, "Справка", "сроки")
        drop_item(session, "material", "m")
    with database.read() as session:
        assert (session.exec(select(SearchItem)).all(), session.exec(select(SearchPosting)).all()) == ([], [])


def revise(database: Database, texts: Texts, id_: str, words: str) -> None:
    blocks = [{"t": "Para", "c": [{"t": "Str", "c": words}]}]
    ast: dict[str, Any] = normalise({"pandoc-api-version": [1, 23], "meta": {}, "blocks": blocks})
    row = Revision(
        id=id_, act_id=id_, section_id="s", person_id="p", text_hash=texts.keep(ast), original_hash="", filename="a.md",
        format="markdown", at=NOW,
    )  # fmt: skip
    with database.write() as session:
        session.add(row)
        session.flush()
        session.get_one(Section, "s").head_id = id_


def test_section_is_found_by_its_latest_text_however_often_it_is_indexed(database: Database, tmp_path: Any) -> None:
    texts = Texts(database, open_store(str(tmp_path)))
    search = SectionSearch(database, texts)
    search.index_head("s")
    for id_, words in (("r1", "землячества"), ("r2", "советы")):
        revise(database, texts, id_, words)
        for _ in range(2):
            search.index_head("s")
    with database.read() as session:
        assert [found(session, stem) for stem in ("землячеств", "совет", "учет")] == [[], ["section/s"], ["section/s"]]
        assert session.get_one(SearchItem, "section/s").source == "r2"


TEXTS = {
    "m1": ("Смета «Ёлка»", "На ёлку в Санкт\u2011Петербурге выделено 1\u00a0250\u202f000 рублей, это 100\u00a0%."),
    "m2": ("Елки", "Строительство в г. Орёл-Изумруд: 1250 мест, 250 000 рублей; об\u00adще\u00adство землячеств."),
    "m3": ("Отчёт", 'Земляче\u0301ства бело-синие. О’Генри и "кавычки" — «Общество».'),
}
ASKED = {
    "елка": {"m1", "m2"},
    "ЁЛКОЙ": {"m1", "m2"},
    "санкт-петербург": {"m1"},
    "Петербурга": {"m1"},
    "1250000": {"m1"},
    "1 250 000": {"m1"},
    "1\u00a0250\u00a0000": {"m1"},
    "250000 рублей": {"m2"},
    "1250": {"m2"},
    "100 %": {"m1"},
    "орел": {"m2"},
    "обществом": {"m2", "m3"},
    "«общество»": {"m2", "m3"},
    '"общество"': {"m2", "m3"},
    "землячество": {"m2", "m3"},
    "бело-синий": {"m3"},
    "белосиний": set(),
    "о'генри": {"m3"},
    "орел AND NOT изумруд": set(),
    "изумруд OR 1=1": set(),
    "%": set(),
    "*": set(),
    "": set(),
    "земл_": set(),
    "' ; DROP TABLE search_items; --": set(),
    "слово " * 20_000: set(),
    "а" * 100_000: set(),
    "a\0b": set(),
}


def test_same_words_are_found_on_both_databases(database: Database) -> None:
    with database.write() as session:
        for id_, (title, text) in TEXTS.items():
            put_item(session, "material", id_, indexed(title, text), document_id="d", section_id=None, source="1")
    house: Any = SimpleNamespace(database=database)
    actor = Actor(id="p", role="administrator")
    found = {
        query: {one.id for one in find(house, actor=actor, document_id="d", query=query, kinds=[], page=Page()).items}
        for query in ASKED
    }
    assert found == ASKED

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from activities.texts import Texts, note_lines
from domain.text.compare import compare
from schemas.text import Ast
from storage.database import Database
from storage.migrations import upgrade
from storage.objects import open_store
from storage.tables import TextLines
from tests.domain.text.texts import PROSE, bullets, text

BASE: Ast = text(*PROSE[:4], bullets("первое", "второе"))
HEAD: Ast = text(PROSE[0], PROSE[1].replace("квартал", "месяц"), *PROSE[2:4], bullets("первое", "третье"), PROSE[5])


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    upgrade(database)
    yield database
    database.close()


def test_stored_diff_is_read_back_as_it_was_compared(database: Database, tmp_path: Path) -> None:
    texts = Texts(database, open_store(str(tmp_path)))
    base, head = texts.keep(BASE), texts.keep(HEAD)
    assert texts.passing_diff(base, head) == texts.diff(base, head) == texts.diff(base, head) == compare(BASE, HEAD)
    assert texts.compared(base, head) == texts.comparison(base, head).address


def test_lines_of_texts_are_kept_with_what_names_them_and_else_made_from_the_text(
    database: Database, tmp_path: Path
) -> None:
    texts = Texts(database, open_store(str(tmp_path)))
    base, head = texts.kept(BASE), texts.kept(HEAD)
    assert kept_lines(database) == {}
    with database.write() as session:
        for _ in range(2):
            note_lines(session, base)
    assert kept_lines(database) == {base.hash: base.lines}
    assert (texts.lines(base.hash), texts.lines(head.hash)) == (base.lines, head.lines)
    texts.comparison(base.hash, head.hash)
    assert kept_lines(database) == {base.hash: base.lines, head.hash: head.lines}


def kept_lines(database: Database) -> dict[str, str]:
    with database.read() as session:
        return {row.text_hash: row.lines for row in session.exec(select(TextLines)).all()}

"""Redlines over HTTP: any two revisions, with the comments that their reader may see, kept where nobody is in them."""

import io
import re
import zipfile

import pytest
from httpx2 import Response
from sqlmodel import select

from domain.text.canonical import text_hash
from storage.tables import Rendering
from tests.activities.redline.settling import settled
from tests.api.stage import Stage, problem
from tests.api.test_comments import FIRST, commented, revise
from tests.api.world import Account

SECOND = FIRST.replace("раз в год", "два раза в год").replace("о деньгах", "о людях")
FORMS = {
    "docx": b"PK\x03\x04",
    "html": b"<!DOCTYPE html>",
    "html-columns": b"<!DOCTYPE html>",
    "pdf": b"%PDF-",
    "txt": "Обозначения".encode(),
    "json": b'{"base_blocks":3',
}


Revised = tuple[str, str, str]


def parts(docx: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture(scope="module")
def revised(stage: Stage) -> Revised:
    """The ids of two revisions of a section, the first commented, and the comment's."""
    paper, comment = commented(stage)
    first = stage.head(paper.section)
    stage.world.made(f"/comments/{comment['id']}/replies", stage.reviewer, {"text": "И почему раз?"})
    revise(stage, paper, SECOND)
    return first, stage.head(paper.section), comment["id"]


def given(stage: Stage, path: str, by: Account | None = None, **headers: str) -> Response:
    answer = stage.call("GET", path, by or stage.reviewer, headers=headers)
    assert answer.status_code in {200, 304}, answer.text
    return answer


@pytest.mark.parametrize("form", FORMS)
def test_redline_leads_from_the_revision_before_in_every_form(stage: Stage, revised: Revised, form: str) -> None:
    first, second, _comment = revised
    asked = f"/revisions/{second}/redline?format={form}"
    before, named = given(stage, asked), given(stage, f"{asked}&base_id={first}")
    assert before.content == named.content
    assert before.content.startswith(FORMS[form])
    assert given(stage, asked, **{"If-None-Match": before.headers["etag"]}).status_code == 304


def test_word_file_holds_the_threads_and_becomes_either_revision(stage: Stage, revised: Revised) -> None:
    first, second, _comment = revised
    docx = given(stage, f"/revisions/{second}/redline").content
    comments = parts(docx)["word/comments.xml"]
    author = stage.read(f"/people/{stage.reviewer.id}")["name"]
    assert ("Почему?" in comments, "И почему раз?" in comments, author in comments) == (True,) * 3
    for act, revision in (("reject", first), ("accept", second)):
        read = stage.world.house.converter.to_ast(settled(docx, act), "a.docx").ast
        assert text_hash(read) == stage.read(f"/revisions/{revision}")["text_hash"]


def test_redline_is_kept_without_comments_only(stage: Stage, revised: Revised) -> None:
    _first, second, _comment = revised
    with_comments = given(stage, f"/revisions/{second}/redline?format=docx").content
    without = given(stage, f"/revisions/{second}/redline?format=docx&comments=false").content
    with stage.world.house.database.read() as session:
        kept = {stage.world.house.store.get(row.address) for row in session.exec(select(Rendering))}
    assert (without in kept, with_comments in kept) == (True, False)


def test_first_revision_has_nothing_before_it(stage: Stage, revised: Revised) -> None:
    first, _second, _comment = revised
    assert problem(stage.call("GET", f"/revisions/{first}/redline", stage.reviewer)) == (404, "not_found")


@pytest.mark.parametrize("form", ["docx", "html"])
def test_table_of_comparison_shows_what_changed_and_what_was_said_of_it(
    stage: Stage, revised: Revised, form: str
) -> None:
    _first, second, _comment = revised
    made = given(stage, f"/revisions/{second}/comparison-table?format={form}").content
    shown = parts(made)["word/document.xml"] if form == "docx" else made.decode()
    words = re.sub(r"<[^>]+>", "", shown)
    author = stage.read(f"/people/{stage.reviewer.id}")["name"]
    assert f"{author}: Почему?" in words
    assert ("Третий абзац о деньгах" in words, "Третий абзац о людях" in words) == (True, True)
    assert "Первый абзац о сроках" not in words

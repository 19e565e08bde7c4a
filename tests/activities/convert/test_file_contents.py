"""What is told about a file besides its text: changes, moves, comments and threads, doubts, losses."""

import json
import subprocess
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pypandoc
import pytest

from activities.convert.archive import read_parts
from activities.convert.file_contents import contents_of, inspected
from activities.convert.return_code import read_code, stamp
from activities.convert.word_package import Package
from schemas.conversion import WARNINGS, ConvertSettings
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.reading import UNCLEAR, FileContents
from tests.activities.convert.files import docx
from tests.activities.convert.word_files import (
    IVANOVA,
    PETROV,
    about,
    comment,
    deleted,
    inserted,
    moved,
    paragraph,
    run,
    word,
)

SECONDS = 10.0
MARKED = """
Было [старое]{.deletion author="А" date="2026-01-01T00:00:00Z"}[новое **слово**]{.insertion author="А"
date="2026-01-01T00:00:00Z"} и [замечание]{.comment-start id="0" author="Б" date="2026-01-02T00:00:00Z"}слово
с[]{.comment-end id="0"} хвостом.
"""


def made_by_pandoc() -> bytes:
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=docx", "--output=-"]
    return subprocess.run(command, input=MARKED.encode(), capture_output=True, check=True).stdout


def told(found: FileContents) -> list[tuple[str, str, str]]:
    return [(change.kind, change.author, change.words) for change in found.changes]


def test_changes_and_comments_of_pandoc_are_told(settings: ConvertSettings) -> None:
    found = contents_of(made_by_pandoc(), "a.docx", settings)
    assert told(found) == [("deleted", "А", "старое"), ("inserted", "А", "новое слово")]
    (remark,) = found.comments
    assert (remark.author, remark.date, remark.text, remark.words) == (
        "Б",
        "2026-01-02T00:00:00Z",
        "замечание",
        "слово с",
    )
    assert (found.doubts, found.losses) == ((), ("changes_accepted", "comments_dropped"))


def test_words_of_word_are_told_with_author_date_and_surroundings(settings: ConvertSettings) -> None:
    body = paragraph(run("Совет собирается "), deleted("раз в год"), inserted("раз в "), inserted("квартал"), run("."))
    body += paragraph(moved("moveFrom", "m1", "Отчёт сдают весной.", PETROV))
    body += paragraph(run("Между ними."))
    body += paragraph(moved("moveTo", "m1", "Отчёт сдают весной.", PETROV, 40))
    found = contents_of(word(body), "a.docx", settings)
    assert told(found) == [
        ("deleted", "Рецензент Один", "раз в год"),
        ("inserted", "Рецензент Один", "раз в квартал"),
        ("moved", "Рецензент Два", "Отчёт сдают весной."),
    ]
    replaced, move = found.changes[1], found.changes[2]
    assert (replaced.date, replaced.before, replaced.after) == ("2026-03-01T10:00:00Z", "Совет собирается ", ".")
    assert (move.paragraph, move.to_paragraph) == (1, 3)


def test_threads_and_resolved_comments_are_told(settings: ConvertSettings) -> None:
    body = paragraph(run("Совет "), about(4, about(7, run("собирается"))), run(" весной."))
    said = comment(4, "Когда?", PETROV, "11111111") + comment(7, "В марте.", IVANOVA, "22222222")
    threads = '<w15:commentEx w15:paraId="11111111" w15:done="1"/>'
    threads += '<w15:commentEx w15:paraId="22222222" w15:paraIdParent="11111111" w15:done="0"/>'
    first, second = contents_of(word(body, said, threads), "a.docx", settings).comments
    assert (first.text, first.words, first.parent, first.resolved) == ("Когда?", "собирается", None, True)
    assert (second.text, second.author, second.parent, second.resolved) == ("В марте.", "Рецензент Один", 0, False)


ODD = {
    "range without an end": (
        word(paragraph('<w:commentRangeStart w:id="1"/>', run("Слова.")), comment(1, "Что?")), "range_open",
    ),
    "range without a beginning": (
        word(paragraph(run("Слова."), '<w:commentRangeEnd w:id="1"/>'), comment(1, "Что?")), "range_open",
    ),
    "comment of no place": (word(paragraph(run("Слова.")), comment(1, "Что?")), "comment_without_place"),
    "reference to no comment": (word(paragraph(about(5, run("Слова.")))), "comment_without_text"),
    "two comments of one number": (
        word(paragraph(about(1, run("Слова."))), comment(1, "Раз") + comment(1, "Два")), "comment_twice",
    ),
    "end before beginning": (
        word(
            paragraph('<w:commentRangeEnd w:id="1"/>', run("Слова."), '<w:commentRangeStart w:id="1"/>'),
            comment(1, "Что?"),
        ),
        "",
    ),
    "deletion inside an insertion": (
        word(paragraph(f'<w:ins w:id="1" {IVANOVA}>{deleted("слово", PETROV)}{run("другое")}</w:ins>')), "",
    ),
    "insertion inside a deletion": (
        word(paragraph(f'<w:del w:id="1" {IVANOVA}>{inserted("слово", PETROV)}</w:del>')), "change_within_change",
    ),
    "half of a move": (word(paragraph(moved("moveTo", "m", "слова"))), "move_without_pair"),
    "change of nobody": (word(paragraph(inserted("слова", ""))), "change_without_author"),
    "change of looks": (
        word(paragraph(run("а"), properties=f'<w:pPrChange w:id="1" {IVANOVA}><w:pPr/></w:pPrChange>')),
        "layout_change",
    ),
    "comments in a circle": (
        word(
            paragraph(about(1, about(2, run("Слова.")))),
            comment(1, "Раз", paragraph_id="11111111") + comment(2, "Два", paragraph_id="22222222"),
            '<w15:commentEx w15:paraId="11111111" w15:paraIdParent="22222222"/>'
            '<w15:commentEx w15:paraId="22222222" w15:paraIdParent="11111111"/>',
        ),
        "",
    ),
    "ids that are no numbers": (word(paragraph(about("abc", run("Слова."))), comment("abc", "Что?")), ""),
    "ranges over everything": (
        word(
            "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(3000))
            + "".join(paragraph(run(f"Абзац {n}.")) for n in range(3000)),
            "".join(comment(n, "Что?") for n in range(3000)),
        ),
        "range_open",
    ),
    "5,000 changes in one paragraph": (
        word(paragraph(*(deleted(sha256(b"%d" % n).hexdigest(), number=n) + run("б") for n in range(5_000)))), "",
    ),
    "revisions in revisions": (
        word(paragraph(f'<w:ins w:id="1" {IVANOVA}>' * 100 + run("слово") + "</w:ins>" * 100)), "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_marks_are_told_and_never_break_the_reading(
    name: str, settings: ConvertSettings, count: Callable[..., None]
) -> None:
    content, doubt = ODD[name]
    started = time.monotonic()
    found = contents_of(content, "a.docx", settings)
    assert {one.code for one in found.doubts} == ({doubt} if doubt else set())
    assert {one.code for one in found.doubts} <= set(UNCLEAR)
    assert time.monotonic() - started < SECONDS
    count("odd marks in Word files")


LOST = {
    "headers_dropped": docx(**{"word/header1.xml": b'<w:hdr xmlns:w="w"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:hdr>'}),
    "controls_flattened": docx(f"<w:sdt><w:sdtContent>{paragraph(run('слово'))}</w:sdtContent></w:sdt>".replace(
        " w14:paraId=\"0A0B0C01\"", "")),
    "looks_accepted": docx(f'<w:p><w:pPr><w:pPrChange w:id="1" {IVANOVA}/></w:pPr></w:p>'),
    "endnotes_moved": docx('<w:p><w:r><w:endnoteReference w:id="2"/></w:r></w:p>'),
}  # fmt: skip


@pytest.mark.parametrize("code", LOST)
def test_what_would_be_lost_is_told(code: str, settings: ConvertSettings) -> None:
    found = contents_of(LOST[code], "a.docx", settings)
    assert code in found.losses
    shown = json.loads(inspected(found, LOST[code]))
    assert {"code": code, "ru": WARNINGS[code][0], "en": WARNINGS[code][1]} in shown["would_be_lost"]


def test_return_code_stays_through_a_stamp_and_a_second_one(settings: ConvertSettings) -> None:
    code, other = new_id(), new_id()
    file = stamp(made_by_pandoc(), code)
    assert stamp(file, code) == file
    for content, expected in ((file, code), (stamp(file, other), other), (made_by_pandoc(), "")):
        assert contents_of(content, "a.docx", settings).return_code == expected


def test_return_code_is_found_by_bookmarks_where_the_property_was_dropped(settings: ConvertSettings) -> None:
    code = new_id()
    parts = read_parts(stamp(made_by_pandoc(), code), settings)
    parts["docProps/custom.xml"] = b""
    assert read_code(Package(parts)) == code


def test_a_paragraph_of_more_than_ten_million_bytes_is_looked_into(settings: ConvertSettings) -> None:
    words = "".join(sha256(b"%d" % number).hexdigest() for number in range(170_000))
    content = word(paragraph(about(1, run("Слова.")), run(words)), comment(1, "Что?"))
    assert [one.words for one in contents_of(content, "a.docx", settings).comments] == ["Слова."]


def test_a_bomb_of_entities_is_refused(settings: ConvertSettings) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:comments xmlns:w="w">&b;</w:comments>'
    with pytest.raises(Refused, match="upload_has_dtd"):
        contents_of(docx(**{"word/comments.xml": bomb}), "a.docx", settings)


@pytest.mark.long
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_libreoffice_keeps_changes_comments_and_the_return_code(
    ending: str, tmp_path: Path, settings: ConvertSettings, libreoffice: Callable[[bytes, str], bytes]
) -> None:
    code = new_id()
    saved = libreoffice(stamp(made_by_pandoc(), code), ending)
    found = contents_of(saved, f"a.{ending}", settings)
    assert told(found) == [("deleted", "А", "старое"), ("inserted", "А", "новое слово")]
    assert [(one.author, one.text, one.words) for one in found.comments] == [("Б", "замечание", "слово с")]
    assert found.return_code == (code if ending == "docx" else "")
    assert "comments_dropped" in found.losses

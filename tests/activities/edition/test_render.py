"""The six formats say what the sections say, alike on every machine, and nothing in them is active."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest
import segno
from lxml import etree, html

from activities.edition.render import FORMATS, EditionBuilder
from activities.edition.words import WORDS
from schemas.edition import MANIFEST_NAME, SIGNATURE_NAME, Manifest
from tests.activities.edition.reading import (
    elements,
    everything_in,
    letters_of,
    part_of,
    text_of,
    tree_of,
    words_of,
)
from tests.activities.edition.samples import ast, content, run_pandoc, section
from tests.activities.papers.papers import paper
from tests.activities.papers.reading import letters, read

PAPERS = ("agreement.docx", "agreement.pdf", "remarks.docx", "remarks.pdf")
KINDS = ("html", "docx", "pdf", "odt", "epub", "md")
CONTENTS = (
    "Содержание Общие положения Определения Цели и показатели Определения Заключение "
    "Приложение Лист согласования Приложение Сводка замечаний и предложений"
)
TITLE_PAGE = (
    "Совет региональных объединений Утверждена решением Совета от 22 ноября 2026 г. № 7 "
    "Стратегия развития института землячеств на 2024–2032 годы Издание № 1 22 ноября 2026 г."
)
# pandoc reads neither an e-book's title page nor its contents, nor the contents of an OpenDocument text.
UNREAD = {"epub": f"{TITLE_PAGE} {CONTENTS}", "odt": CONTENTS}


def _plain(tree: object) -> str:
    return run_pandoc(["--from=json", "--to=plain", "--wrap=none"], json.dumps(tree).encode()).decode()


def _annex_words() -> str:
    edition, words = content(), WORDS["ru"]
    parts = ["Приложение Лист согласования Приложение Сводка замечаний и предложений"]
    for caption in ("Общие положения", "Цели и показатели", "Заключение", "Документ в целом"):
        parts += [caption, *words.agreement_titles]
    for caption in ("Общие положения", "Цели и показатели", "Документ в целом"):
        parts += [caption, *words.remark_titles]
    for row in edition.agreement:
        parts += [row.person, row.position, row.organisation, words.parts[row.part], words.verdicts[row.verdict]]
        # The first digits of a hash are Latin; only a numbered revision has a sign before it.
    for remark in edition.remarks:
        answer = words.answers[remark.answer] if remark.answer else words.unanswered
        parts += [remark.author, remark.place, words.kinds[remark.kind], remark.text, answer, remark.grounds]
    given = Counter(words.answers[one.answer] if one.answer else words.unanswered for one in edition.remarks)
    parts += [words.total.format(count=len(edition.remarks)), *(f"{said}: {times}" for said, times in given.items())]
    return " ".join(parts)


@pytest.mark.parametrize("kind", KINDS)
def test_text_equals_the_sections_and_annexes(files: dict[str, bytes], kind: str) -> None:
    edition = content()
    sections = " ".join(f"{part.title} {_plain(part.ast)}" for part in edition.sections)
    expected = words_of(f"{TITLE_PAGE} {CONTENTS} {sections} {_annex_words()}") - words_of(UNREAD.get(kind, ""))
    assert words_of(text_of(files, kind)) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_every_block_stand_together_in_order(files: dict[str, bytes], kind: str) -> None:
    shown = letters_of(text_of(files, kind))
    paragraphs = [
        "Слово «землячество» употребляется в значении, которое дано в определениях.",
        "развитие связей с родным краем; сохранение культуры: языка, обычаев; помощь людям.",
        "Сноска первого раздела: перечень участников утверждает координационный совет.",
        "Сноска второго раздела с курсивом и кавычками.",
        "Численность участников тыс. человек Доля регионов, охваченных программой",
        "первая очередь вторая очередь Строка стихов вторая строка",
        "Второй абзац" + " достопримечательностей" * 40,
    ]
    missing = [text for text in paragraphs if letters_of(text) not in shown]
    assert missing == []


@pytest.mark.parametrize("kind", ["docx", "odt", "epub", "md"])
def test_footnotes_tables_and_lists_survive_as_such(files: dict[str, bytes], kind: str) -> None:
    tree = tree_of(files, kind)
    notes = [letters_of(_plain({**tree, "meta": {}, "blocks": note["c"]})) for note in elements(tree, "Note")]
    assert notes == [
        letters_of("Сноска первого раздела перечень участников утверждает координационный совет"),
        letters_of("Сноска второго раздела с курсивом и кавычками"),
    ]
    tables = [_plain({**tree, "meta": {}, "blocks": [table]}).split() for table in elements(tree, "Table")]
    assert {"12", "25", "40", "35", "60", "90"} <= set(tables[0])
    assert len(tables) == 1 + 4 + 3  # the section's own, the agreement sheet's, the summary's
    numbered = [len(found["c"][1]) for found in elements(tree, "OrderedList")]
    assert (3 in numbered, 2 in numbered) == (True, True)


def test_html_stands_alone_and_every_anchor_leads_somewhere(files: dict[str, bytes]) -> None:
    page = files["edition.html"].decode()
    root = html.document_fromstring(page)
    ids = root.xpath("//@id")
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert [target for target in root.xpath("//a/@href") if target.startswith("#") and target[1:] not in ids] == []
    assert root.get("lang") == "ru"
    assert root.xpath("//script | //link | //img | //iframe | //object | //@src") == []
    assert [root.xpath(f"string(//*[@id='section-{place}'])") for place in (1, 2, 3)] == [
        "1. Общие положения",
        "2. Цели и показатели",
        "3. Заключение",
    ]
    assert len(root.xpath("//aside[@role='doc-footnote']")) == 2
    assert len(root.xpath("//table[caption='Целевые показатели']")) == 1


def test_docx_has_its_contents_page_set_up_and_dates(files: dict[str, bytes]) -> None:
    body = files["edition.docx"]
    document = etree.fromstring(part_of(body, "word/document.xml").encode())
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    contents = document.find(".//w:sdtContent", space)
    lines = ["".join(line.itertext()).strip() for line in contents.iterfind("w:p", space)]
    assert lines[0] == "Содержание"
    assert "2. Цели и показатели" in lines
    size = document.find(".//w:sectPr/w:pgSz", space)
    assert list(size.attrib.values()) == ["11906", "16838"]
    names = set(document.xpath("//w:bookmarkStart/@w:name", namespaces=space))
    assert set(document.xpath("//w:hyperlink/@w:anchor", namespaces=space)) <= names
    assert "2026-11-22T09:00:00Z" in part_of(body, "docProps/core.xml")
    assert 'w:val="ru-RU"' in part_of(body, "word/styles.xml")


@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
def test_every_xml_part_is_well_formed(files: dict[str, bytes], kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(files[f"edition.{kind}"])) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels", ".xhtml", ".opf", ".ncx"))]
        for name in names:
            etree.fromstring(archive.read(name))
    assert len(names) > 4


def test_epub_has_an_iso_date_and_its_own_identifier(files: dict[str, bytes]) -> None:
    package = part_of(files["edition.epub"], "EPUB/content.opf")
    assert '<dc:date id="epub-date">2026-11-22</dc:date>' in package
    assert f"urn:veche:{content().installation_id}:{content().document_id}:1<" in package
    assert '<meta property="dcterms:modified">2026-11-22T09:00:00Z</meta>' in package


def test_pdf_is_archival_with_every_font_embedded(files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(files["edition.pdf"])
    listed = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    embedded = [line.split()[-5] for line in listed]
    assert embedded
    assert set(embedded) == {"yes"}
    assert b"<pdfaid:part>2</pdfaid:part>" in files["edition.pdf"]
    info = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True).stdout
    assert "Стратегия развития «института землячеств» на 2024–2032 годы" in info


def test_printed_edition_leads_to_its_check_and_stays_archival(builder: EditionBuilder, tmp_path: Path) -> None:
    address = "https://veche.example.org/published/0190c9e0-0000-7000-8000-000000000001/2/check"
    made = builder.build(content(check_at=address))["edition.pdf"]
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert letters(address) in letters(text_of({"edition.pdf": made}, "pdf"))
    path = tmp_path / "edition.pdf"
    path.write_bytes(made)
    code = [[bool(module) for module in row] for row in segno.make_qr(address, error="m").matrix]
    assert code_on(path, len(code)) == code


def code_on(path: Path, modules: int) -> list[list[bool]]:
    """The modules of the code at the foot of the first page, as a camera would see them."""
    first = ["pdftoppm", "-r", "200", "-f", "1", "-l", "1", "-gray", path]
    _, size, _, drawn = subprocess.run(first, capture_output=True, check=True).stdout.split(b"\n", 3)
    width = int(size.split()[0])
    rows = [drawn[at : at + width] for at in range(0, len(drawn), width)]
    left, right, foot = (int(mm / 25.4 * 200) for mm in (29, 53, 230))  # the code is 22 mm wide at the left margin
    dark = [(x, y) for y in range(foot, len(rows)) for x in range(left, right) if rows[y][x] < 128]
    (x0, x1), (y0, y1) = ((min(side), max(side) + 1) for side in zip(*dark, strict=True))
    at = [(place + 0.5) / modules for place in range(modules)]
    return [[rows[int(y0 + (y1 - y0) * y)][int(x0 + (x1 - x0) * x)] < 128 for x in at] for y in at]


def test_pdf_of_a_text_no_font_can_show_keeps_its_words(builder: EditionBuilder) -> None:
    files = builder.build(content(sections=(section(1, "Знаки", ast("Слово и 漢字 рядом 😀.")),)))
    assert b"pdfaid:part" not in files["edition.pdf"]
    assert "Слово и" in text_of(files, "pdf")


def test_pdf_shows_numbers_and_dashes_that_open_a_cell_as_words(builder: EditionBuilder) -> None:
    table = "| А | Б |\n|---|---|\n| 1\\. один | - два |\n| + три | = четыре |\n\n: 7. Подпись\n\n- 2\\. пункт\n"
    shown = text_of(builder.build(content(sections=(section(1, "Таблица", ast(table)),))), "pdf")
    for words in ("1. один", "- два", "+ три", "= четыре", "7. Подпись", "2. пункт"):
        assert words in shown


DEEP = {
    "quotations": "> " * 45 + "дно",
    "lists": "\n".join("    " * depth + "- слово" for depth in range(44)) + "\n" + "    " * 44 + "- дно",
    "definitions": "Слово\n\n:   " + "> " * 40 + "дно",
}


@pytest.mark.parametrize("kind", sorted(DEEP))
def test_pdf_of_a_deeply_nested_text_keeps_its_words(kind: str, builder: EditionBuilder) -> None:
    tree = ast(DEEP[kind])
    shown = text_of(builder.build(content(sections=(section(1, "Глубина", tree),), agreement=(), remarks=())), "pdf")
    assert words_of(_plain(tree)) - words_of(shown) == Counter()


HOSTILE = """
Текст [ссылка](javascript:alert(1)) [данные](data:text/html,x) [файл](file:///etc/passwd) [верно](https://example.org).

<script>alert(1)</script>

`<img src=x onerror=alert(1)>`{=html} `#read("/etc/passwd")`{=typst} `<w:p>`{=openxml}

[x]{onmouseover="alert(1)" style="background:url(https://evil.example/x)"} ![рисунок](https://evil.example/pixel.png)
"""


def test_nothing_active_reaches_any_format(builder: EditionBuilder) -> None:
    files = builder.build(content(sections=(section(1, "Вредное", ast(HOSTILE)),)))
    root = html.document_fromstring(files["edition.html"].decode())
    assert root.xpath("//script | //img | //@onmouseover | //@onerror | //@src") == []
    assert [link for link in root.xpath("//main//a/@href") if not link.startswith("#")] == ["https://example.org"]
    for kind in KINDS:
        everything = everything_in(files[f"edition.{kind}"])
        for sign in (b"javascript:", b"data:text", b"file:///", b"evil.example", b"onmouseover", b"root:x:"):
            assert sign not in everything, (kind, sign)
    for kind in KINDS:
        assert "рисунок" in text_of(files, kind)


def test_a_note_or_anchor_of_one_section_is_not_mixed_with_anothers(builder: EditionBuilder) -> None:
    text = "См. [сюда](#same).[^1]\n\n[^1]: Сноска {n}.\n\n# Глава {#same}\n\n## Глава {#same}\n"
    twins = tuple(section(place, "Раздел", ast(text.replace("{n}", str(place)))) for place in (1, 2))
    files = builder.build(content(sections=twins))
    root = html.document_fromstring(files["edition.html"].decode())
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = root.xpath("//main//a[.='сюда']/@href")
    assert links == ["#section-1-1", "#section-2-1"]
    assert [root.xpath(f"local-name(//*[@id='{link[1:]}'])") for link in links] == ["h2", "h2"]
    notes = [note["c"] for note in elements(tree_of(files, "md"), "Note")]
    assert [note[0]["c"][-1]["c"] for note in notes] == ["1.", "2."]


def test_an_edition_without_annex_rows_says_so_in_english_too(builder: EditionBuilder) -> None:
    plain = section(1, "Scope", ast('The "common" cause - ours.'))
    bare = content(
        language="en", organisation="", approval="", title="A plan", sections=(plain,), agreement=(), remarks=()
    )
    shown = text_of(builder.build(bare), "html")
    for words in ("Edition 1", "22 November 2026", "Contents", "Annex 1. Agreement sheet", "No agreement was sought."):
        assert words in shown
    assert "The “common” cause\u00a0– ours." in shown


def test_manifest_lists_sections_signatures_and_every_file(files: dict[str, bytes]) -> None:
    manifest = Manifest.model_validate_json(files[MANIFEST_NAME])
    edition = content()
    assert [file.name for file in manifest.files] == sorted([*FORMATS, *PAPERS])
    assert set(files) == {*FORMATS, *PAPERS, MANIFEST_NAME, SIGNATURE_NAME}
    assert [(part.id, part.revision_id, part.text_hash) for part in manifest.sections] == [
        (part.id, part.revision_id, part.text_hash) for part in edition.sections
    ]
    assert manifest.signatures == edition.signatures
    assert manifest.previous_manifest == edition.previous_manifest


def test_progress_hears_each_format_and_can_end_the_build(builder: EditionBuilder) -> None:
    heard: list[str] = []

    def stop_at_the_second(name: str) -> None:
        heard.append(name)
        if len(heard) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        builder.build(content(), stop_at_the_second)
    assert heard == list(FORMATS)[:2]


BUILD_ELSEWHERE = """
import sys
from pathlib import Path
from activities.edition.keys import KeyFolder
from activities.edition.render import EditionBuilder
from schemas.canonical import sha256_hex
from tests.activities.edition.samples import content, run_pandoc
files = EditionBuilder(run_pandoc, KeyFolder(Path(sys.argv[1]))).build(content())
print(*(f"{name} {sha256_hex(body)}" for name, body in files.items()), sep="\\n")
"""


def test_equal_content_gives_equal_bytes_in_another_process(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    made = [
        subprocess.run(
            [sys.executable, "-c", BUILD_ELSEWHERE, str(tmp_path)],
            cwd=root, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": "C.UTF-8"},
            capture_output=True, check=True, text=True,
        ).stdout.splitlines()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu"))
    ]  # fmt: skip
    assert len(made[0]) == len(KINDS) + len(PAPERS) + 2
    assert made[0] == made[1]


def test_papers_lie_beside_the_edition_and_a_record_of_disagreements_where_there_are_some(
    builder: EditionBuilder, files: dict[str, bytes]
) -> None:
    edition = content()
    sheet = letters(read(files["agreement.docx"], "docx"))
    assert [row.person for row in edition.agreement if letters(row.person) not in sheet] == []
    summary = letters(read(files["remarks.pdf"], "pdf"))
    assert [row.author for row in edition.remarks if letters(row.author) not in summary] == []
    disputed = builder.build(content(disagreements=paper("disagreements").disagreements))
    assert set(disputed) - set(files) == {"disagreements.docx", "disagreements.pdf"}
    assert letters("Особое мнение") in letters(read(disputed["disagreements.pdf"], "pdf"))

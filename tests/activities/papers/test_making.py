"""Papers as files: read back by other programs, laid out as office practice asks, and the same bytes each time."""

import io
from collections.abc import Callable

import pytest
from lxml import etree
from pypdf import PdfReader

from activities.edition.docx import NS, W
from activities.papers.making import paper_bytes
from schemas.papers import FORMATS, KINDS, Paper, PaperFormat, PaperKind
from tests.activities.edition.reading import part_of
from tests.activities.edition.samples import run_pandoc
from tests.activities.papers.papers import CANDIDATE, HASH, paper
from tests.activities.papers.reading import letters, read

SAID: dict[PaperKind, tuple[str, ...]] = {
    "agreement-sheet": (
        "ЛИСТ СОГЛАСОВАНИЯ",
        "22 ноября 2026 г. № 1/3",
        "к документу «Стратегия развития»",
        HASH,
        CANDIDATE,
        "Соколова Мария",
        "председатель совета, Землячество Приозёрья",
        "согласовано с замечаниями",
        "(№ 1, 2)",
        "без замечаний",
        "молчаливое согласие",
        "отведён: конфликт интересов",
        "(за: Зорин Илья)",
        "№ 3",
        HASH[:12],
        "22.11.2026",
        "Передача полномочий",
        "с 22.11.2026 до завершения этапа",
        "с 22.11.2026 по 01.12.2026",
        "отсутствие",
        "Координатор документа, секретарь",
        "section/1 № 57, abcdef",
    ),
    "remarks": (
        "СВОДКА ЗАМЕЧАНИЙ И ПРЕДЛОЖЕНИЙ",
        "1. Цели",
        "к 2030 году",
        "Предложение: Срок короче → к 2028 году",
        "Отклонено. Срок задан указом.",
        "Принято.",
        "Замечание: — тире в начале",
        "Без ответа.",
        "100 %",
    ),
    "disagreements": (
        "ПРОТОКОЛ РАЗНОГЛАСИЙ",
        "УТВЕРЖДАЮ",
        "достичь к 2030 году",
        "достичь к 2028 году",
        "Особое мнение.",
        "Руководство оставило срок.",
    ),
}


SIGNED_BY_HAND = ("УТВЕРЖДАЮ", "Координатор документа, секретарь")
"""What stands on paper that people sign, and in no workbook."""


def made(one: Paper, form: PaperFormat) -> bytes:
    return paper_bytes(one, form, run_pandoc)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_paper_says_everything_in_every_form(kind: PaperKind, form: PaperFormat, count: Callable[..., None]) -> None:
    body = made(paper(kind), form)
    shown = letters(read(body, form))
    left_out = SIGNED_BY_HAND if form == "xlsx" else ()
    assert [said for said in SAID[kind] if letters(said) not in shown] == [one for one in SAID[kind] if one in left_out]
    count("papers read back")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_paper_made_twice_has_the_same_bytes(kind: PaperKind, form: PaperFormat) -> None:
    assert made(paper(kind), form) == made(paper(kind), form)


@pytest.mark.parametrize("kind", KINDS)
def test_paper_that_has_nothing_to_tell_says_so_in_english(kind: PaperKind) -> None:
    shown = read(made(paper(kind, "en", empty=True), "docx"), "docx")
    assert {
        "agreement-sheet": "No agreement was sought.",
        "remarks": "There were no remarks or proposals.",
        "disagreements": "There are no disagreements.",
    }[kind] in shown
    assert "on “Стратегия развития”" in shown


def test_paper_about_one_section_names_it_and_has_no_captions() -> None:
    shown = read(made(paper("agreement-sheet", whole=False), "docx"), "docx")
    assert "к разделу 1 «Цели» документа «Стратегия развития»" in shown
    assert "Показатели" not in shown
    assert CANDIDATE not in shown


def test_pages_are_set_up_as_the_standard_asks() -> None:
    """GOST R 7.0.97-2025: A4, 30 mm left, 10 right, 20 above and below; the first page bears no number."""
    body = made(paper("remarks"), "docx")
    root = etree.fromstring(part_of(body, "word/document.xml").encode())
    (section,) = root.findall(".//w:sectPr", NS)
    size, margins = section.find("w:pgSz", NS), section.find("w:pgMar", NS)
    assert size is not None
    assert margins is not None
    sides = {side: _millimetres(margins, side) for side in ("left", "right", "top", "bottom")}
    assert sides == {"left": 30, "right": 10, "top": 20, "bottom": 20}
    assert (_millimetres(size, "w"), _millimetres(size, "h")) == (210, 297)
    assert section.find("w:titlePg", NS) is not None
    assert "PAGE" in part_of(body, "word/header1.xml")


def _millimetres(element: etree._Element, name: str) -> int:
    return round(int(element.get(f"{{{W}}}{name}") or 0) * 25.4 / 1440)


def test_printed_pages_are_a4_with_numbers_from_the_second() -> None:
    long = paper("remarks").model_copy(update={"remarks": paper("remarks").remarks * 40})
    pages = PdfReader(io.BytesIO(made(long, "pdf"))).pages
    assert len(pages) > 2
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(595, 842)}
    assert [page.extract_text().split("\n")[0].strip() for page in pages[1:3]] == ["2", "3"]
    assert pages[0].extract_text().split("\n")[0].strip() == "Совет землячеств"


def test_head_stands_in_the_order_of_its_requisites() -> None:
    shown = read(made(paper("disagreements"), "docx"), "docx")
    requisites = ("Совет землячеств", "УТВЕРЖДАЮ", "ПРОТОКОЛ РАЗНОГЛАСИЙ", "22 ноября 2026 г. № 1/3", "к документу")
    places = [shown.index(one) for one in requisites]
    assert places == sorted(places)

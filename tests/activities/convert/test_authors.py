"""Files without the names of who made them: nothing of a marker is left in any kind, and the words stay."""

from collections.abc import Callable

import pytest

from activities.convert.authors import without_authors
from activities.convert.materials import words_of
from activities.convert.pictures import without_metadata
from activities.convert.reader import Converter
from schemas.conversion import ConvertSettings
from schemas.problems import Refused
from tests.activities.convert import pdf_files, signed_files
from tests.activities.convert.files import docx, docx_parts, pack
from tests.activities.convert.pdf_files import TEXT

WHO = "Zhdana Vympelova"


def names(content: bytes) -> int:
    return sum(
        part.count(WHO.encode(code)) for part in signed_files.everything_in(content) for code in ("utf-8", "utf-16-le")
    )


@pytest.mark.parametrize("ending", signed_files.KINDS)
def test_file_names_nobody_and_says_what_it_said(ending: str, settings: ConvertSettings) -> None:
    converter = Converter(settings)
    given = signed_files.KINDS[ending](WHO)
    clean = without_authors(converter, given)
    assert clean is not None
    assert (names(given) > 0, names(clean)) == (True, 0)
    before, after = (words_of(converter, content, f"a.{ending}") for content in (given, clean))
    assert (after, TEXT in after.text) == (before, ending not in ("png", "jpg"))
    assert without_authors(converter, clean) == clean or ending == "pdf"


def test_remark_of_a_workbook_stays_without_its_author(settings: ConvertSettings) -> None:
    clean = without_authors(Converter(settings), signed_files.workbook(WHO))
    said = b"".join(signed_files.everything_in(clean or b"")).decode(errors="replace")
    assert ("проверено" in said, f"{WHO}:" in said) == (True, False)


def test_file_that_names_nobody_is_the_same(settings: ConvertSettings) -> None:
    for content in (docx(), "Ждана: текст".encode(), b"<meta name='author' content='a'>"):
        assert without_authors(Converter(settings), content) is content


CLOSED: dict[str, Callable[[], bytes]] = {
    "a PDF with a password": lambda: pdf_files.locked("secret"),
    "a damaged PDF": lambda: b"%PDF-1.7 " + b"\xff" * 99,
    "a PDF without end": pdf_files.own_parent,
    "a damaged archive": lambda: docx()[:-30],
    "a damaged part": lambda: pack(docx_parts() | {"docProps/core.xml": b"<a><creator>"}),
    "a part with entities": lambda: pack(docx_parts() | {"docProps/core.xml": b"<!DOCTYPE a><a><creator/></a>"}),
    "a picture cut off": lambda: signed_files.drawing(WHO)[:60],
    "a photograph cut off": lambda: signed_files.photograph(WHO)[:40],
}


@pytest.mark.parametrize("name", CLOSED)
def test_file_that_cannot_be_looked_into_is_said_to_be_one(name: str, settings: ConvertSettings) -> None:
    assert without_authors(Converter(settings), CLOSED[name]()) is None


def test_trouble_of_ours_is_no_fault_of_a_file(settings: ConvertSettings) -> None:
    busy = ConvertSettings(settings.slots_folder, slots=0, slot_wait_seconds=0)
    with pytest.raises(Refused, match="conversion_busy"):
        without_authors(Converter(busy), pdf_files.typeset())


@pytest.mark.parametrize("turned", [1, 3, 6, 8, 9])
def test_photograph_stays_the_right_way_up(turned: int) -> None:
    clean = without_metadata(signed_files.photograph(WHO, turned))
    kept = b"\x01\x12\x00\x03\x00\x00\x00\x01" + turned.to_bytes(2, "big")
    assert (kept in clean, b"Exif" in clean) == ((True, True) if 2 <= turned <= 8 else (False, False))
    assert clean.endswith(b"scan\xff\0scan\xff\xd0scan\xff\xd9")
    assert without_metadata(clean) == clean


def test_photograph_without_an_end_is_kept_to_its_end() -> None:
    given = signed_files.photograph("", 1).removesuffix(b"\xff\xd9")
    assert without_metadata(given).endswith(b"scan\xff\xd0scan")

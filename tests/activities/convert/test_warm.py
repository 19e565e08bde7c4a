"""The reader that stays started: what it says is what a conversion of its own says, and it is as shut in."""

import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from activities.convert.jail import Jail
from activities.convert.pandoc import pandoc_command
from activities.convert.reader import READERS, Converter
from activities.convert.warm import MOST_BYTES, READINGS, WarmReader
from schemas.conversion import ConvertSettings
from schemas.problems import Refused
from tests.activities.convert.files import docx, odt, paragraph
from tests.activities.convert.test_reader import FORMULA_AND_WIDE_TABLE, TEXT

TEXTS: dict[str, tuple[str, bytes]] = {
    "markdown": ("markdown", TEXT.encode()),
    "formulas": ("markdown", FORMULA_AND_WIDE_TABLE.encode()),
    "nothing": ("markdown", b""),
    "lines of another system": ("markdown", "раз\r\n\r\nдва\r\n".encode()),
    "a zero and a last line without an end": ("markdown", b"a\0b\n\n1 2\nlast"),
    "word": ("docx", docx(paragraph("слово") * 40)),
    "opendocument": ("odt", odt("<text:p>слово</text:p>" * 40)),
}


@pytest.fixture
def warm(settings: ConvertSettings) -> Iterator[WarmReader]:
    reader = WarmReader(Jail(settings))
    yield reader
    reader._standing.end()


def asked_until_answered(warm: WarmReader, reader: str, content: bytes) -> bytes:
    """A machine that is busy may let its patience run out, which is no answer and no fault."""
    while True:
        answer = warm.read(reader, content)
        if answer is not None:
            return answer


def process_of(warm: WarmReader) -> int:
    assert warm._standing.process is not None
    return warm._standing.process.pid


def test_it_says_what_a_conversion_of_its_own_says(settings: ConvertSettings, warm: WarmReader) -> None:
    for name, (kind, content) in TEXTS.items():
        reader = READERS[kind]  # type: ignore[index]
        own = Jail(settings).run(pandoc_command(settings.heap_bytes, "--from", reader, "--to", "json"), content)
        for _ in range(2):
            assert json.loads(asked_until_answered(warm, reader, content)) == json.loads(own), name


def test_threads_get_their_own_answers(warm: WarmReader) -> None:
    def said(number: int) -> bool:
        answer = asked_until_answered(warm, "markdown", f"слово{number}".encode() * (1 + number % 7 * 100))
        return f"слово{number}".encode() in answer

    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(said, range(60)))


@pytest.mark.parametrize(
    ("reader", "content"),
    [("no-such-format", b"x"), ("docx", b"no archive"), ("markdown", b"x" * (MOST_BYTES + 1))],
)
def test_what_it_cannot_read_is_no_answer_and_the_next_is_read(warm: WarmReader, reader: str, content: bytes) -> None:
    assert warm.read(reader, content) is None
    assert asked_until_answered(warm, "markdown", b"next")


def test_text_that_takes_too_long_is_left_to_the_jail_that_refuses_it(settings: ConvertSettings) -> None:
    converter = Converter(replace(settings, wall_seconds=0.5))
    with pytest.raises(Refused, match="conversion_timeout"):
        converter.to_ast(b"``` a\n" * 9_000, "a.md")
    assert converter._warm._standing.process is None, "it was ended, and holds up nobody"
    assert asked_until_answered(converter._warm, "markdown", b"next")


def test_process_that_died_is_replaced(warm: WarmReader) -> None:
    asked_until_answered(warm, "markdown", b"one")
    os.kill(process_of(warm), signal.SIGKILL)
    assert asked_until_answered(warm, "markdown", b"two")


def test_process_is_replaced_after_its_share(warm: WarmReader) -> None:
    asked_until_answered(warm, "markdown", b"one")
    first = process_of(warm)
    warm._standing.asked = READINGS
    asked_until_answered(warm, "markdown", b"two")
    assert process_of(warm) != first


def test_process_is_as_shut_in_as_a_conversion_of_its_own(settings: ConvertSettings, warm: WarmReader) -> None:
    asked_until_answered(warm, "markdown", b"one")
    limits = Path(f"/proc/{process_of(warm)}/limits").read_text()
    set_to = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()[1:]}
    assert set_to["Max address space"] == str(settings.address_space_bytes)
    assert set_to["Max file size"] == str(settings.output_bytes)
    assert set_to["Max open files"] == "64"
    assert set_to["Max core file size"] == "0"
    told = Jail(settings).run(["/bin/readlink", "/proc/self/ns/net"], b"").decode().strip()
    ours, theirs = os.readlink("/proc/self/ns/net"), os.readlink(f"/proc/{process_of(warm)}/ns/net")
    assert (theirs == ours) is (told == ours)
    environment = Path(f"/proc/{process_of(warm)}/environ").read_bytes().split(b"\0")
    assert {one.partition(b"=")[0] for one in environment if one} == {b"HOME", b"LANG", b"SOURCE_DATE_EPOCH", b"TMPDIR"}


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        ("html", '<iframe src="{file}"></iframe>'),
        ("rst", ".. include:: {file}\n"),
        ("latex", "\\input{{{file}}}\n"),
        ("org", '#+INCLUDE: "{file}" src text\n'),
    ],
)
def test_it_reads_no_file_even_for_formats_that_ask_for_one(
    warm: WarmReader, reader: str, text: str, tmp_path: Path
) -> None:
    (tmp_path / "canary").write_text("CANARY")
    answer = asked_until_answered(warm, reader, text.format(file=tmp_path / "canary").encode())
    assert b"CANARY" not in answer


def test_process_ends_with_its_reader(settings: ConvertSettings) -> None:
    reader = WarmReader(Jail(settings))
    asked_until_answered(reader, "markdown", b"one")
    process = process_of(reader)
    del reader
    assert not Path(f"/proc/{process}").exists()

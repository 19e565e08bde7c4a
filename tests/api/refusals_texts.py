"""How every code about files at the door, their conversion and words in a text is provoked over HTTP."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypandoc  # type: ignore[import-untyped]
from httpx2 import Response
from sqlmodel import select

from activities.convert.reader import Converter
from activities.convert.slots import taken_slot
from activities.convert.warm import MOST_BYTES
from schemas.conversion import ConvertSettings
from storage.tables import Comparison
from tests.activities.convert.files import docx, odt_parts, pack
from tests.activities.convert.hostile_archives import OPEN_DOCUMENT, WORD
from tests.activities.convert.hostile_markdown import MARKDOWN
from tests.api.refusals_process import Ask, asking, provokes
from tests.api.stage import FIRST, Stage, house_with

HOSTILE = {**WORD, **OPEN_DOCUMENT, **MARKDOWN}
BY_FILE = {
    "upload_empty": "nothing",
    "upload_too_large": "3 MB of Markdown",
    "upload_unknown_format": "a program",
    "upload_wrong_extension": "a PDF named Markdown",
    "upload_corrupt": "cut in half",
    "upload_encrypted": "encrypted by Word",
    "upload_ambiguous_archive": "two bodies of one name",
    "upload_unsafe_path": "part above the folder",
    "upload_too_many_parts": "2,001 parts",
    "upload_zip_bomb": "one run of 30 MB",
    "upload_has_dtd": "billion laughs",
    "upload_has_macros": "macros by part",
    "upload_active_content": "OLE object",
    "text_not_utf8": "not UTF-8",
    "text_bad_characters": "zero byte",
    "text_line_too_long": "a line of 60,000",
    "text_too_deep": "20,000 open brackets",
    "text_has_script": "script",
    "conversion_too_large": "20 MB of text",
}
"""Which of the door's own hostile files meets each code."""


def _hostile(stage: Stage, name: str) -> Ask:
    filename, build, _code = HOSTILE[name]
    return uploading(stage, build(), filename)


def uploading(stage: Stage, content: bytes, filename: str = "text.md") -> Ask:
    """Hands a file in to a section in drafting."""
    section = stage.in_phase("drafting").section
    return lambda language: stage.submit(section, content, filename=filename, language=language)


for _code, _name in BY_FILE.items():
    provokes(_code)(lambda stage, name=_name: _hostile(stage, name))  # type: ignore[misc]


@provokes("material_unknown_format")
def _(stage: Stage) -> Ask:
    path = f"{stage.paper().path}/materials?filename=program.exe"
    return asking(stage, "POST", path, stage.editor, content=b"MZ")


@provokes("outline_without_sections")
def _(stage: Stage) -> Ask:
    content = "Просто текст без разделов.".encode()
    return asking(stage, "POST", "/imports?filename=plan.md", stage.coordinator, content=content)


@provokes("conversion_failed")
def _(stage: Stage) -> Ask:
    return uploading(stage, pack({**odt_parts(), "styles.xml": b"<a/>"}), "a.odt")


@contextmanager
def converting_with(stage: Stage, **changed: Any) -> Iterator[ConvertSettings]:
    """Let the API convert under other limits while the block lasts."""
    folder = stage.parts.settings.data / "other-converters"
    settings = replace(ConvertSettings(slots_folder=folder), **changed)
    with house_with(stage.world, converter=Converter(settings)):
        yield settings


@provokes("conversion_timeout")
def _(stage: Stage) -> Ask:
    ask = uploading(stage, b"``` a\n" * 10_000)

    def with_little_time(language: str) -> Response:
        with converting_with(stage, wall_seconds=0.3):
            return ask(language)

    return with_little_time


@provokes("conversion_busy")
def _(stage: Stage) -> Ask:
    ask = uploading(stage, FIRST.encode() * (MOST_BYTES // len(FIRST.encode()) + 1))  # too much to be read warm

    def with_no_turn_left(language: str) -> Response:
        with (
            converting_with(stage, slots=1, slot_wait_seconds=0.1) as settings,
            taken_slot(settings.slots_folder, 1, 1),
        ):
            return ask(language)

    return with_no_turn_left


@provokes("conversion_unavailable")
def _(stage: Stage) -> Ask:
    ask = uploading(stage, docx(), "a.docx")

    def without_a_converter(language: str) -> Response:
        program = Path(pypandoc.get_pandoc_path())
        gone = program.with_name("pandoc-is-away")
        # Where it lies belongs to everybody on this machine: it is back before the answer is looked at.
        pypandoc.__dict__["__pandoc_path"] = str(gone)
        try:
            with converting_with(stage):
                return ask(language)
        finally:
            pypandoc.__dict__["__pandoc_path"] = os.fspath(program)

    return without_a_converter


def commenting(stage: Stage, quote: str) -> Ask:
    """Comments on the words of a text handed in just now."""
    section = stage.in_phase("review").section
    form = {"revision_id": stage.head(section), "text": "Почему?", "quote": quote}
    return asking(stage, "POST", f"{section}/comments", stage.reviewer, form)


@provokes("quote_not_found")
def _(stage: Stage) -> Ask:
    return commenting(stage, "таких слов нет")


@provokes("quote_ambiguous")
def _(stage: Stage) -> Ask:
    return commenting(stage, "ся")


@provokes("comment_resolved")
def _(stage: Stage) -> Ask:
    made = commenting(stage, "Совет")("ru").json()
    stage.done("POST", f"/comments/{made['id']}/withdraw", stage.reviewer)
    return asking(stage, "POST", f"/comments/{made['id']}/answer", stage.editor, {"answer": "noted"})


@provokes("patch_base_mismatch")
def _(stage: Stage) -> Ask:
    """The table of comparisons leads to a diff between other texts."""
    section = stage.in_phase("review").section
    first = stage.read(section)
    stage.send_back(section)
    stage.hand_in(section, FIRST.replace("год", "век"))  # what no other test compares: the table stays as it is left
    second = stage.read(section)
    compared = stage.read(f"/revisions/{first['head_id']}/compare?base_id={second['head_id']}")
    assert compared["diff"]["base_hash"] == second["text_hash"]
    with stage.parts.database.write() as session:
        there, back = (
            session.exec(_comparison(base["text_hash"], head["text_hash"])).one()
            for base, head in ((first, second), (second, first))
        )
        there.address = back.address
    form = {"revision_id": first["head_id"], "text": "Почему?", "quote": "Совет"}
    return asking(stage, "POST", f"{section}/comments", stage.reviewer, form)


def _comparison(base: str, head: str) -> Any:
    return select(Comparison).where(Comparison.base_hash == base, Comparison.head_hash == head)

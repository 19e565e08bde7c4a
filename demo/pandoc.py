"""What people have on their own machines: a word processor that writes .docx, and programs that read an edition."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc  # type: ignore[import-untyped]


def word_file(markdown: str) -> bytes:
    """The text as somebody would send it from a word processor."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "text.docx"
        pypandoc.convert_text(markdown, "docx", format="markdown", outputfile=str(file))
        return file.read_bytes()


def words_of(file: Path, form: str) -> str:
    """All words of a file in their order, one space between two; `form` is what pandoc calls the format."""
    ast = json.loads(pypandoc.convert_file(str(file), "json", form, ["--quiet"]))
    return _spelled(" ".join(_strings(ast["blocks"])))


def phrases(markdown: str) -> Iterator[str]:
    """The words of each line, list item, table cell and footnote of a text, as `words_of` spells them."""
    for line in markdown.splitlines():
        without_mark = re.sub(r"^(\d+\.|-) ", "", line)
        for part in re.split(r"\[\^\w+\]:?|\|", without_mark):
            if words := _spelled(part):
                yield words


def _spelled(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _strings(child)
    elif isinstance(node, dict):
        if node.get("t") == "Str":
            yield node["c"]
        else:
            yield from _strings(node.get("c", []))

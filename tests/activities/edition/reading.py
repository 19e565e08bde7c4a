"""Reads every format of an edition back as text, each by a program that did not write it where there is one."""

import io
import json
import re
import subprocess
import zipfile
from collections import Counter
from typing import Any

from lxml import html

from tests.activities.edition.samples import run_pandoc

READERS = {"docx": "docx", "odt": "odt", "epub": "epub", "md": "markdown-smart", "html": "html"}


def text_of(files: dict[str, bytes], kind: str) -> str:
    """Everything a reader of the format sees, without page numbers."""
    body = files[f"edition.{kind}"]
    if kind == "pdf":
        shown = subprocess.run(["pdftotext", "-raw", "-", "-"], input=body, capture_output=True, check=True).stdout
        return re.sub("[-\u00ad\u2010]\n\\s*", "", shown.decode())
    if kind == "html":
        root = html.document_fromstring(body.decode())
        root.head.drop_tree()
        return "\n".join(root.itertext())
    return run_pandoc([f"--from={READERS[kind]}", "--to=plain", "--wrap=none"], body).decode()


def tree_of(files: dict[str, bytes], kind: str) -> dict[str, Any]:
    """The format as pandoc understands it."""
    return json.loads(run_pandoc([f"--from={READERS[kind]}", "--to=json"], files[f"edition.{kind}"]))


def elements(node: Any, kind: str) -> list[Any]:
    """All elements of one kind in a tree, outermost first."""
    if isinstance(node, list):
        return [found for part in node for found in elements(part, kind)]
    if isinstance(node, dict):
        here = [node] if node.get("t") == kind else []
        return here + [found for part in node.values() for found in elements(part, kind)]
    return []


def words_of(text: str) -> Counter[str]:
    """The Russian words, whatever marks stand around them."""
    return Counter(re.findall("[А-Яа-яЁё]+", text))


def letters_of(text: str) -> str:
    """Russian letters only: what is left of a text when line breaks, hyphens and marks are gone."""
    return "".join(re.findall("[А-Яа-яЁё]+", text))


def part_of(archive: bytes, name: str) -> str:
    """One part of a zipped format."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name).decode()


def everything_in(body: bytes) -> bytes:
    """All parts of a zipped format in a row, or the file itself."""
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as opened:
        return b"\n".join(opened.read(name) for name in opened.namelist())

"""The editor's product is that of its sources, small, with the licences of its parts, and names no download host."""

import gzip
import hashlib
import json
import re
from pathlib import Path

from web.static_files import FOLDER

SOURCES = FOLDER.parent / "editor"
LARGEST = 100_000
"""Bytes over the wire; only the writing page loads it."""


def sum_of_sources() -> str:
    """As `build.js` works it out."""
    names = ["package.json", "package-lock.json", "build.js"]
    names += [f"src/{path.name}" for path in sorted((SOURCES / "src").iterdir())]
    whole = hashlib.sha256()
    for name in names:
        whole.update(f"{name}\n".encode() + (SOURCES / name).read_bytes() + b"\n")
    return whole.hexdigest()


def test_product_is_that_of_its_sources() -> None:
    first = (FOLDER / "editor.js").read_text().partition("\n")[0]
    assert sum_of_sources() in first, "run `make editor`"


def test_product_is_small_and_asks_nobody() -> None:
    product = (FOLDER / "editor.js").read_bytes()
    assert len(gzip.compress(product)) < LARGEST
    assert b"eval(" not in product


def test_everything_in_it_has_its_licence() -> None:
    licences = (FOLDER / "editor-licences.txt").read_text()
    used = json.loads((SOURCES / "package-lock.json").read_text())["packages"]
    for path, one in used.items():
        if path and not one.get("dev") and not one.get("optional"):
            assert f"{Path(path).name} {one['version']} (MIT)" in licences


def test_lock_names_no_host() -> None:
    assert re.findall(r"https?://", (SOURCES / "package-lock.json").read_text()) == []

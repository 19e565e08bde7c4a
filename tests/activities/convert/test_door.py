import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from activities.convert.reader import HTML_TAGS, Converter
from schemas.conversion import WARNINGS, ConvertSettings
from schemas.problems import PROBLEMS, Refused
from tests.activities.convert.hostile_archives import OPEN_DOCUMENT, SAFE, WORD
from tests.activities.convert.hostile_markdown import MARKDOWN

HOSTILE = {**WORD, **OPEN_DOCUMENT, **MARKDOWN}
REFUSED = {name: row for name, row in HOSTILE.items() if row[2] != SAFE}
HARMLESS = {name: row for name, row in HOSTILE.items() if row[2] == SAFE}
WARNED = {
    "template on a disk": ["template_ignored"],
    "link of script": ["link_dropped"],
    "link of data": ["link_dropped"],
    "link to a file": ["link_dropped"],
    "link of data in Markdown": ["link_dropped"],
    "link of script in disguise": ["link_dropped"],
    "OpenDocument link of script": ["link_dropped"],
    "picture from the network": ["image_external"],
    "picture from a file": ["image_external"],
    "OpenDocument picture from the network": ["image_dropped", "image_external"],
    "signs that turn the text round": ["bidi_controls"],
    "signs that turn Markdown round": ["bidi_controls", "invisible_characters"],
}
SECONDS = 10.0


class Tags(HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused_with_its_code(
    name: str, converter: Converter, settings: ConvertSettings, count: Callable[..., None]
) -> None:
    filename, build, code = REFUSED[name]
    content = build()
    started = time.monotonic()
    with pytest.raises(Refused) as refusal:
        converter.to_ast(content, filename)
    assert refusal.value.code == code
    assert time.monotonic() - started < SECONDS
    problem = PROBLEMS[code]
    for sentence in (problem.ru, problem.en):
        assert "{" not in sentence.format(**refusal.value.facts)
    assert list(settings.slots_folder.glob("room-*")) == []
    count("hostile files")


@pytest.mark.parametrize("name", HARMLESS)
def test_odd_file_gives_a_harmless_text(
    name: str, converter: Converter, settings: ConvertSettings, count: Callable[..., None]
) -> None:
    filename, build, _ = HARMLESS[name]
    content = build()
    started = time.monotonic()
    converted = converter.to_ast(content, filename)
    assert time.monotonic() - started < SECONDS
    assert converted.warnings == WARNED.get(name, [])
    assert set(converted.warnings) <= set(WARNINGS)
    kinds = {node.get("t") for node in nodes(converted.ast)}
    assert kinds & {"RawBlock", "RawInline", "Image", "Div", "Span"} == set()
    page = Tags(converter.from_ast(converted.ast, "html").decode())
    assert page.tags <= HTML_TAGS
    assert {name for name in page.attributes if name.startswith("on") or name in ("style", "src")} == set()
    assert [href for href in page.links if not href.startswith(("http", "mailto:", "#"))] == []
    assert list(settings.slots_folder.glob("room-*")) == []
    count("hostile files")


def test_hostile_table_is_large_enough() -> None:
    assert len(HOSTILE) == len(WORD) + len(OPEN_DOCUMENT) + len(MARKDOWN) >= 100
    assert set(WARNED) <= set(HARMLESS)

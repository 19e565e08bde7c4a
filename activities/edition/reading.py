"""The text of an edition for a page of ours, cut out of its signed HTML: what is read is what was signed."""

import re
from dataclasses import dataclass
from functools import lru_cache

import nh3
from lxml import etree, html

from activities.edition.html import ATTRIBUTES, TAGS

_ALIGNED = re.compile(r"text-align:\s*(center|right)")
_DEEPEST = 6
_KEPT = 16
"""Editions whose cut text is kept at hand."""
# A page of ours takes no styles written into it; what a style said of a cell is a class here.
_ATTRIBUTES = {name: allowed - {"style"} for name, allowed in ATTRIBUTES.items()} | {
    "div": {"tabindex", "aria-label"},
}


@dataclass(frozen=True)
class Passage:
    """One paragraph, table or list: where it stands on the page, and its words."""

    anchor: str
    text: str


@dataclass(frozen=True)
class EditionPart:
    """A section or an annex; `html` is sanitised, its headings from the third level on."""

    anchor: str
    title: str
    html: str
    headings: tuple[tuple[str, str], ...]
    """Anchor and words of those right below the title."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class EditionText:
    """A whole edition; `about` are the lines of its title page, each with its kind (organisation, title, …)."""

    language: str
    about: tuple[tuple[str, str], ...]
    parts: tuple[EditionPart, ...]


@lru_cache(maxsize=_KEPT)
def edition_text(content: bytes) -> EditionText:
    """The parts of an `edition.html`; the sections come first, in the order of the manifest."""
    page = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    title_page, main = page.find(".//header"), page.find(".//main")
    found: list[tuple[html.HtmlElement, list[html.HtmlElement]]] = []
    for element in list(main if main is not None else ()):
        if element.tag == "h1":
            found.append((element, []))
        elif found:
            found[-1][1].append(element)
    return EditionText(
        language=page.get("lang", "ru"),
        about=tuple((line.get("class", ""), _words(line)) for line in (title_page if title_page is not None else ())),
        parts=tuple(_part(title, below) for title, below in found),
    )


def _part(title: html.HtmlElement, below: list[html.HtmlElement]) -> EditionPart:
    anchor, words = title.get("id", ""), _words(title)
    headings = tuple((one.get("id", ""), _words(one)) for one in below if one.tag == "h2")
    passages = []
    for number, element in enumerate(below, start=1):
        if "id" not in element.attrib:
            element.set("id", f"{anchor}-p{number}")
        passages.append(Passage(element.get("id", ""), _words(element)))
    written = "".join(_written(element, words) for element in below)
    clean = nh3.clean(
        written,
        tags=TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return EditionPart(anchor, words, clean, headings, tuple(passages))


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _written(element: html.HtmlElement, words: str) -> str:
    for one in list(element.iter("h1", "h2", "h3", "h4", "h5")):
        one.tag = f"h{min(int(one.tag[1]) + 1, _DEEPEST)}"
    for one in list(element.iter("th", "td")):
        aligned = _ALIGNED.search(one.get("style", ""))
        if aligned:
            one.set("class", aligned[1])
    for table in list(element.iter("table")):
        _framed(table, words)
    return str(html.tostring(_outermost(element), encoding="unicode"))


def _framed(table: html.HtmlElement, words: str) -> None:
    """A wide table moves within a frame of its own, which the keyboard reaches."""
    frame = html.Element("div")
    caption = table.find("caption")
    frame.set("class", "scroll")
    frame.set("role", "group")
    frame.set("tabindex", "0")
    frame.set("aria-label", caption.text_content() if caption is not None else words)
    parent = table.getparent()
    frame.tail, table.tail = table.tail, None
    if parent is not None:
        parent.replace(table, frame)
    frame.append(table)


def _outermost(element: html.HtmlElement) -> html.HtmlElement:
    """The element, or the frame that it got."""
    parent = element.getparent()
    return parent if parent is not None and parent.get("class") == "scroll" else element

"""A section's text made ready to stand beside the others: own anchors, lower headings, nothing active."""

from typing import Any
from urllib.parse import urlsplit

from activities.edition.ast import NO_ATTR, Attr, Element, heading, inlines, walk
from schemas.edition import EditionSection

LINK_SCHEMES = ("http", "https", "mailto")
DEEPEST_HEADING = 6
SECTION_LEVEL = 1


def section_anchor(place: int) -> str:
    """The anchor of the section that stands at this place, counted from 1."""
    return f"section-{place}"


def section_blocks(section: EditionSection, place: int) -> list[Element]:
    """The section under its heading, its own headings below that one, its anchors renumbered by place."""
    anchor = section_anchor(place)
    text = f"{section.number}. {section.title}" if section.number else section.title
    blocks = _plain_elements(section.ast["blocks"])
    blocks = _own_anchors(blocks, anchor)
    return [heading(SECTION_LEVEL, anchor, inlines(text)), *_lowered(blocks)]


def _plain_elements(blocks: list[Any]) -> list[Element]:
    """Raw code becomes visible text, citations and pictures their words, foreign links just their words."""

    def change(element: Element) -> list[Element]:
        content: Any = element.get("c")
        match element["t"]:
            case "RawInline":
                return [{"t": "Code", "c": [NO_ATTR, content[1]]}]
            case "RawBlock":
                return [{"t": "CodeBlock", "c": [NO_ATTR, content[1]]}]
            case "Cite" | "Image":
                return list(content[1])
            case "Link" if not _allowed(content[2][0]):
                return list(content[1])
            case "Link":
                return [{"t": "Link", "c": [content[0], content[1], [content[2][0], ""]]}]
        return [element]

    plain: list[Element] = walk(blocks, change)
    return plain


def _allowed(target: str) -> bool:
    try:
        return target.startswith("#") or urlsplit(target).scheme.lower() in LINK_SCHEMES
    except ValueError:
        return False


def _own_anchors(blocks: list[Element], anchor: str) -> list[Element]:
    """Anchors that something points to, and those of headings, are numbered; all other attributes go."""
    wanted = _targets(blocks)
    names: dict[str, str] = {}

    def attr(value: Attr) -> Attr:
        old = value[0]
        if old not in wanted or old in names:
            return NO_ATTR
        names[old] = f"{anchor}-{len(names) + 1}"
        return [names[old], [], []]

    blocks = walk(blocks, lambda element: [element], attr)
    headings = 0

    def point(element: Element) -> list[Element]:
        nonlocal headings
        content: Any = element.get("c")
        if element["t"] == "Link" and content[2][0].startswith("#"):
            name = names.get(content[2][0][1:])
            return [{"t": "Link", "c": [content[0], content[1], ["#" + name, ""]]}] if name else content[1]
        if element["t"] == "Header" and not content[1][0]:
            headings += 1
            return [heading(content[0], f"{anchor}-h{headings}", content[2])]
        return [element]

    pointed: list[Element] = walk(blocks, point)
    return pointed


def _targets(blocks: list[Element]) -> set[str]:
    wanted: set[str] = set()

    def note(element: Element) -> list[Element]:
        if element["t"] == "Link" and element["c"][2][0].startswith("#"):
            wanted.add(element["c"][2][0][1:])
        return [element]

    walk(blocks, note)
    return wanted


def _lowered(blocks: list[Element]) -> list[Element]:
    """Headings shifted together so that the highest stands one level below the section's own."""
    levels = _levels(blocks)
    shift = SECTION_LEVEL + 1 - min(levels, default=SECTION_LEVEL + 1)

    def lower(element: Element) -> list[Element]:
        if element["t"] != "Header":
            return [element]
        level, (identifier, *_), content = element["c"]
        return [heading(min(level + shift, DEEPEST_HEADING), identifier, content)]

    lowered: list[Element] = walk(blocks, lower)
    return lowered


def _levels(blocks: list[Element]) -> list[int]:
    found: list[int] = []

    def note(element: Element) -> list[Element]:
        if element["t"] == "Header":
            found.append(element["c"][0])
        return [element]

    walk(blocks, note)
    return found

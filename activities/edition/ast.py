"""Building blocks of the Pandoc AST in its JSON form, and one way to walk it."""

from collections.abc import Callable, Sequence
from typing import Any

Element = dict[str, Any]
Attr = list[Any]
API_VERSION = [1, 23, 1]
NO_ATTR: Attr = ["", [], []]


def inlines(text: str) -> list[Element]:
    """Plain words as inlines: runs of white space become single spaces."""
    parts: list[Element] = []
    for word in text.split():
        parts += [{"t": "Space"}, {"t": "Str", "c": word}]
    return parts[1:]


def plain(content: Sequence[Element]) -> str:
    """The words of inlines without footnotes: what a contents line or a bookmark shows."""
    shown: list[str] = []

    def read(element: Element) -> list[Element]:
        if element["t"] == "Str":
            shown.append(element["c"])
        elif element["t"] in ("Code", "Math"):
            shown.append(element["c"][1])
        elif element["t"] in ("Space", "SoftBreak", "LineBreak"):
            shown.append(" ")
        return [element]

    walk(without_notes(content), read)
    return " ".join("".join(shown).split())


def without_notes(content: Sequence[Element]) -> list[Element]:
    """The same inlines with the footnotes taken out, for places where a footnote must not be repeated."""
    kept: list[Element] = walk(list(content), lambda element: [] if element["t"] == "Note" else [element])
    return kept


def paragraph(text: str) -> Element:
    """A paragraph of plain words."""
    return {"t": "Para", "c": inlines(text)}


def heading(level: int, identifier: str, content: list[Element]) -> Element:
    """A heading with an anchor."""
    return {"t": "Header", "c": [level, [identifier, [], []], content]}


def link(target: str, content: list[Element]) -> Element:
    """A link to an anchor or an address."""
    return {"t": "Link", "c": [NO_ATTR, content, [target, ""]]}


def strong(text: str) -> Element:
    """Bold words."""
    return {"t": "Strong", "c": inlines(text)}


def table(caption: str, titles: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Element:
    """A table of plain words; a line end inside a cell starts a new line; `widths` are shares of the line."""
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in widths]
    top = [None, [{"t": "Plain", "c": inlines(caption)}] if caption else []]
    head = [NO_ATTR, [_row(titles)]]
    body = [NO_ATTR, 0, [], [_row(row) for row in rows]]
    return {"t": "Table", "c": [NO_ATTR, top, columns, head, [body], [NO_ATTR, []]]}


def _row(cells: Sequence[str]) -> list[Any]:
    return [NO_ATTR, [[NO_ATTR, {"t": "AlignDefault"}, 1, 1, _lines(cell)] for cell in cells]]


def _lines(cell: str) -> list[Element]:
    parts: list[Element] = []
    for line in cell.splitlines():
        if words := inlines(line):
            parts += [{"t": "LineBreak"}, *words] if parts else words
    return [{"t": "Plain", "c": parts}] if parts else []


def document(blocks: list[Element], meta: dict[str, Element]) -> Element:
    """A whole document."""
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}


def meta_inlines(text: str) -> Element:
    """A metadata value of plain words."""
    return {"t": "MetaInlines", "c": inlines(text)}


def is_attr(node: Any) -> bool:
    """Whether a list is an attribute triple [id, classes, pairs]; nothing else in the AST has this shape."""
    return (
        isinstance(node, list)
        and len(node) == 3
        and isinstance(node[0], str)
        and isinstance(node[1], list)
        and isinstance(node[2], list)
    )


def walk(
    node: Any,
    change: Callable[[Element], list[Element]],
    attr: Callable[[Attr], Attr] = lambda value: value,
) -> Any:
    """A copy in which each element, innermost first, gave way to what `change` made of it.

    `attr` does the same for attribute triples. An element that does not stand in a list
    (an alignment, a kind of quote) must be answered with exactly one element.
    """
    if is_attr(node):
        return attr(node)
    if isinstance(node, list):
        made: list[Any] = []
        for part in node:
            new = walk(part, change, attr)
            if isinstance(part, dict) and isinstance(new, list):
                made.extend(new)
            else:
                made.append(new)
        return made
    if isinstance(node, dict) and "t" in node:
        return change({**node, "c": walk(node["c"], change, attr)} if "c" in node else node)
    return node

"""What was written in the browser's editor as a canonical text again."""

import json
from typing import Any

from domain.text.canonical import normalise
from domain.text.editor.opened import FORMATS
from domain.text.editor.tables import NO_ATTRIBUTES, written_table
from domain.text.inlines import FORMATS as NESTING
from domain.text.inlines import Run, write_inlines
from schemas.canonical import canonical_json
from schemas.problems import Refused
from schemas.text import Ast, Block

Node = dict[str, Any]

DEEPEST = 60
"""Nodes in one another; no hand builds so deep."""
HIGHEST_HEADING = 9
_TAGS = {name: tag for tag, name in FORMATS.items()}
_STYLES = frozenset(
    ("DefaultStyle", "Example", "Decimal", "LowerRoman", "UpperRoman", "LowerAlpha", "UpperAlpha")
)  # fmt: skip
_DELIMITERS = frozenset(("DefaultDelim", "Period", "OneParen", "TwoParens"))
_UNREADABLE = (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError)


def written(document: Any) -> Ast:
    """The text of an editor's document, in canonical form; what came from `opened` and was not touched, is as it was.

    A new paragraph of a list or a cell is as tight as those beside it. What stands in kept nodes is taken as it came:
    it may be anything, and is to be cleaned. Raises Refused("invalid_request") for what no editor writes.
    """
    try:
        if document["type"] != "doc":
            raise ValueError("doc")
        blocks = _blocks(document, "body", 0)
        return normalise({"blocks": blocks})
    except _UNREADABLE:
        raise Refused("invalid_request", detail="doc") from None


def kept_forms(document: Any) -> frozenset[str]:
    """The forms of all that an editor's document keeps unchanged, in it and in its footnotes."""
    found: set[str] = set()
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            found |= {str(value) for key, value in node.items() if key == "form"}
            waiting.extend(node.values())
    return frozenset(found)


def _blocks(node: Node, place: str, depth: int) -> list[Block]:
    if depth > DEEPEST:
        raise ValueError("depth")
    return [_block(child, place, depth + 1) for child in node.get("content", [])]


def _block(node: Node, place: str, depth: int) -> Block:
    about = node.get("attrs", {})
    match node["type"]:
        case "paragraph":
            return {"t": "Plain" if about.get("plain") == place else "Para", "c": _inlines(node, depth)}
        case "heading":
            return {"t": "Header", "c": [_level(about["level"]), _form(about, NO_ATTRIBUTES), _inlines(node, depth)]}
        case "blockquote":
            return {"t": "BlockQuote", "c": _blocks(node, "quote", depth)}
        case "bullet_list":
            return {"t": "BulletList", "c": _items(node, depth)}
        case "ordered_list":
            return {"t": "OrderedList", "c": [_numbering(about), _items(node, depth)]}
        case "rule":
            return {"t": "HorizontalRule"}
        case "table":
            return written_table(node, lambda cell: _cell(cell, depth))
        case "kept_block":
            block: Block = json.loads(about["form"])
            return block
    raise ValueError("type")


def _items(node: Node, depth: int) -> list[list[Block]]:
    """The items of a list; paragraphs of nobody's choosing are tight unless those beside them are not."""
    items = node["content"]
    if any(item["type"] != "list_item" for item in items):
        raise ValueError("list_item")
    chosen = {one.get("attrs", {}).get("plain") for item in items for one in item["content"][:1] if _is_text(one)}
    is_loose = "" in chosen and "item" not in chosen
    return [_settled(item, "item", not is_loose, depth) for item in items]


def _cell(cell: Node, depth: int) -> list[Block]:
    if cell["type"] not in {"table_cell", "table_header"}:
        raise ValueError("cell")
    return _settled(cell, "cell", len(cell["content"]) == 1, depth)


def _settled(node: Node, place: str, is_tight: bool, depth: int) -> list[Block]:
    """The blocks of an item or cell, where the first paragraph, if new, is as tight as is said."""
    blocks = _blocks(node, place, depth + 1)
    for one, block in list(zip(node["content"], blocks, strict=True))[:1]:
        if is_tight and _is_text(one) and one.get("attrs", {}).get("plain") not in ("", place):
            block["t"] = "Plain"
    return blocks


def _is_text(node: Node) -> bool:
    return bool(node["type"] == "paragraph")


def _level(level: Any) -> int:
    if type(level) is not int or not 1 <= level <= HIGHEST_HEADING:
        raise ValueError("level")
    return level


def _numbering(about: Node) -> list[Any]:
    start, style, delimiter = numbering = _form(about, [1, {"t": "Decimal"}, {"t": "Period"}])
    if type(start) is not int or style["t"] not in _STYLES or delimiter["t"] not in _DELIMITERS:
        raise ValueError("numbering")
    return numbering


def _form(about: Node, otherwise: list[Any]) -> list[Any]:
    form: list[Any] = json.loads(about["form"]) if about.get("form") else otherwise
    return form


def _inlines(node: Node, depth: int) -> list[Block]:
    runs = [Run(*_run(child, depth)) for child in node.get("content", [])]
    return write_inlines(runs)


def _run(node: Node, depth: int) -> tuple[str, tuple[str, ...], Block | None]:
    marks = _marks(node.get("marks", []))
    match node["type"]:
        case "text":
            return str(node["text"]).replace("\n", " "), marks, None
        case "line_break":
            return "\n", marks, None
        case "footnote":
            note = {"content": node["attrs"]["blocks"]}
            return "", marks, {"t": "Note", "c": _blocks(note, "note", depth + 1)}
        case "kept":
            return "", marks, json.loads(node["attrs"]["form"])
    raise ValueError("type")


def _marks(marks: list[Node]) -> tuple[str, ...]:
    forms: list[str] = []
    others: list[str] = []
    for mark in marks:
        match mark["type"]:
            case "link":
                about = mark["attrs"]
                target = [str(about["href"]), str(about.get("title") or "")]
                forms.append(canonical_json(["Link", _form(about, NO_ATTRIBUTES), target]))
            case "kept_format":
                others += json.loads(mark["attrs"]["form"])
            case name:
                forms.append(canonical_json([_TAGS[name]]))
    return tuple(sorted((*forms, *others), key=lambda form: NESTING.index(json.loads(form)[0])))

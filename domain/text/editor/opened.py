"""A canonical text as a document of the browser's editor (ProseMirror JSON)."""

import json
from typing import Any

from domain.text.canonical import normalise
from domain.text.editor.tables import opened_table
from domain.text.inlines import Run, read_inlines
from domain.text.plain import block_text
from schemas.canonical import canonical_json
from schemas.text import Ast, Block

Node = dict[str, Any]

FORMATS = {
    "Strong": "strong",
    "Emph": "em",
    "Underline": "underline",
    "Strikeout": "strike",
    "Superscript": "superscript",
    "Subscript": "subscript",
}
"""Pandoc's formats that the editor knows, by its own names for them."""


def opened(ast: Ast) -> Node:
    """The editor's document of a text; `written` makes the same text of it again, byte by byte.

    A block or inline that the editor has no node for stands in one of its own, which holds its canonical JSON
    (`form`) and its words (`text`), and cannot be changed there, only moved or taken out.
    """
    return {"type": "doc", "content": _or_empty(_blocks(normalise(ast)["blocks"], "body"))}


def _blocks(blocks: list[Block], place: str) -> list[Node]:
    return [_block(block, place) for block in blocks]


def _or_empty(nodes: list[Node]) -> list[Node]:
    """The editor has a paragraph to type in wherever there is nothing."""
    return nodes or [{"type": "paragraph"}]


def _block(block: Block, place: str) -> Node:
    match block["t"]:
        case "Para":
            return _node("paragraph", {"plain": ""}, _inlines(block["c"]))
        case "Plain":
            return _node("paragraph", {"plain": place}, _inlines(block["c"]))
        case "Header":
            level, attributes, inlines = block["c"]
            return _node("heading", {"level": level, "form": canonical_json(attributes)}, _inlines(inlines))
        case "BlockQuote":
            return _node("blockquote", {}, _or_empty(_blocks(block["c"], "quote")))
        case "BulletList" if block["c"]:
            return _node("bullet_list", {}, _items(block["c"]))
        case "OrderedList" if block["c"][1]:
            numbering, items = block["c"]
            attributes = {"form": canonical_json(numbering), "start": numbering[0], "style": numbering[1]["t"]}
            return _node("ordered_list", attributes, _items(items))
        case "HorizontalRule":
            return {"type": "rule"}
        case "Table":
            return opened_table(block, lambda blocks: _or_empty(_blocks(blocks, "cell"))) or _kept_block(block)
    return _kept_block(block)


def _items(items: list[list[Block]]) -> list[Node]:
    return [_node("list_item", {}, _or_empty(_blocks(item, "item"))) for item in items]


def _kept_block(block: Block) -> Node:
    return {"type": "kept_block", "attrs": {"form": canonical_json(block), "text": block_text(block)}}


def _inlines(inlines: list[Block]) -> list[Node]:
    nodes = []
    for run in read_inlines(inlines):
        marks = _marks(run.marks)
        for node in _run(run):
            nodes.append(node | {"marks": marks} if marks else node)
    return nodes


def _run(run: Run) -> list[Node]:
    if run.node is None:
        lines = run.text.split("\n")
        texts = [[{"type": "text", "text": line}] if line else [] for line in lines]
        return texts[0] + [node for text in texts[1:] for node in ({"type": "line_break"}, *text)]
    if run.node["t"] == "Note":
        return [{"type": "footnote", "attrs": {"blocks": _blocks(run.node["c"], "note")}}]
    words = block_text({"t": "Para", "c": [run.node]})
    return [{"type": "kept", "attrs": {"form": canonical_json(run.node), "text": words}}]


def _marks(forms: tuple[str, ...]) -> list[Node]:
    """The formats that the editor knows, each once; the others, outermost first, in one mark of their own."""
    marks: dict[str, Node] = {}
    others = []
    for form in forms:
        tag, *arguments = json.loads(form)
        if tag in marks or tag not in {*FORMATS, "Link"}:
            others.append(form)
        elif tag == "Link":
            attributes, (address, title) = arguments
            link = {"href": address, "title": title, "form": canonical_json(attributes)}
            marks[tag] = {"type": "link", "attrs": link}
        else:
            marks[tag] = {"type": FORMATS[tag]}
    kept = [{"type": "kept_format", "attrs": {"form": canonical_json(others)}}] if others else []
    return [*marks.values(), *kept]


def _node(kind: str, attributes: Node, content: list[Node]) -> Node:
    node: Node = {"type": kind}
    if attributes:
        node["attrs"] = attributes
    if content:
        node["content"] = content
    return node

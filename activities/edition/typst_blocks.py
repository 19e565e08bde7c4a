"""Blocks made fit for Typst: no word is taken for a mark, nothing is nested deeper than it can lay out."""

import re
from typing import Any

from activities.edition.ast import Element, walk

MARK = re.compile(r"[-+=/]|\d+\.")
DEEPEST_NESTING = 10  # Typst gives up at about 17 quotations inside each other
CONTAINERS = ("BlockQuote", "BulletList", "OrderedList", "DefinitionList", "Div", "Figure", "Table")
LEAVES = ("Para", "Plain", "LineBlock", "CodeBlock", "Header")


def fit_for_typst(blocks: list[Element]) -> list[Element]:
    """The same words; what is nested too deeply stands as plain paragraphs at the deepest level allowed."""
    fit: list[Element] = _shallow(_unmarked(blocks), 0)
    return fit


def _unmarked(blocks: list[Element]) -> list[Element]:
    """Words that Typst would take for the mark of a list or a heading stand behind an empty element.

    Pandoc 3.9 escapes them at the start of a paragraph, but not of a cell, a caption or an item.
    """

    def change(element: Element) -> list[Element]:
        content: Any = element.get("c")
        if element["t"] in ("Plain", "Para") and content and content[0]["t"] == "Str" and MARK.match(content[0]["c"]):
            nothing = {"t": "RawInline", "c": ["typst", "#[]"]}
            return [{"t": element["t"], "c": [nothing, *content]}]
        return [element]

    safe: list[Element] = walk(blocks, change)
    return safe


def _shallow(node: Any, depth: int) -> Any:
    if isinstance(node, list):
        made: list[Any] = []
        for part in node:
            if _is_container(part) and depth == DEEPEST_NESTING:
                made += _leaves(part)
            else:
                made.append(_shallow(part, depth))
        return made
    if isinstance(node, dict) and "c" in node:
        return {**node, "c": _shallow(node["c"], depth + 1 if _is_container(node) else depth)}
    return node


def _is_container(node: Any) -> bool:
    return isinstance(node, dict) and node.get("t") in CONTAINERS


def _leaves(node: Any) -> list[Element]:
    """The blocks of text inside, in order; a defined term is one of them."""
    if isinstance(node, list):
        return [leaf for part in node for leaf in _leaves(part)]
    if not isinstance(node, dict) or node.get("t") not in (*CONTAINERS, *LEAVES):
        return []
    if node["t"] in LEAVES:
        return [node]
    if node["t"] == "DefinitionList":
        return [leaf for term, meanings in node["c"] for leaf in ({"t": "Plain", "c": term}, *_leaves(meanings))]
    return _leaves(node["c"])

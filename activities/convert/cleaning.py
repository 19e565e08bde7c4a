"""Cleaning a Pandoc AST that came from a stranger: only known elements stay, only harmless facts on them.

The shapes are those of pandoc-types 1.23 (Text.Pandoc.Definition).
"""

import re
from collections.abc import Callable
from typing import Any

from schemas.problems import Refused

Node = dict[str, Any]

SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)\S*", re.IGNORECASE)
SAFE_ID = re.compile(r"[\w.-]{1,200}")
SAFE_CLASS = re.compile(r"[\w+-]{1,40}")
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
METADATA_IN_ORDER = ("title", "subtitle", "author", "date", "abstract")


def cleaned(ast: Node) -> tuple[Node, set[str]]:
    """A clean copy of `ast` and the codes of what had to be left out, see `schemas.conversion.WARNINGS`.

    A title, its subtitle, author, date and abstract, which the converter takes out of a Word file's text, come
    back as its first paragraphs. Raises Refused("text_too_deep") and Refused("conversion_failed").
    """
    cleaning = _Cleaning()
    try:
        blocks = cleaning.metadata(ast["meta"]) + cleaning.blocks(ast["blocks"])
    except RecursionError as error:
        raise Refused("text_too_deep") from error
    clean = {"pandoc-api-version": ast["pandoc-api-version"], "meta": {}, "blocks": blocks}
    return clean, cleaning.warnings


class _Cleaning:
    def __init__(self) -> None:
        self.warnings: set[str] = set()

    def metadata(self, meta: dict[str, Node]) -> list[Node]:
        found = [meta[key] for key in METADATA_IN_ORDER if key in meta]
        return [block for value in found for block in self._metadata_blocks(value)]

    def _metadata_blocks(self, value: Node) -> list[Node]:
        kind, content = value["t"], value["c"]
        if kind == "MetaInlines":
            return [{"t": "Para", "c": self.inlines(content)}]
        if kind == "MetaBlocks":
            return self.blocks(content)
        if kind == "MetaList":
            return [block for each in content for block in self._metadata_blocks(each)]
        return []

    def blocks(self, blocks: list[Node]) -> list[Node]:
        return [clean for block in blocks for clean in BLOCKS[_known(block, BLOCKS)](self, block)]

    def inlines(self, inlines: list[Node]) -> list[Node]:
        return [clean for inline in inlines for clean in INLINES[_known(inline, INLINES)](self, inline)]

    def text(self, text: str) -> str:
        if BIDI_CONTROLS.search(text):
            self.warnings.add("bidi_controls")
        if ZERO_WIDTH.search(text):
            self.warnings.add("invisible_characters")
        return text

    def as_it_is(self, node: Node) -> list[Node]:
        return [{"t": node["t"]}]

    def nothing(self, _node: Node) -> list[Node]:
        return []

    def string(self, node: Node) -> list[Node]:
        return [{"t": "Str", "c": self.text(node["c"])}]

    def formula(self, node: Node) -> list[Node]:
        kind, formula = node["c"]
        return [{"t": "Math", "c": [kind, self.text(formula)]}]

    def code(self, node: Node) -> list[Node]:
        (_id, classes, _pairs), code = node["c"]
        kept = [name for name in classes if SAFE_CLASS.fullmatch(name)]
        return [{"t": node["t"], "c": [["", kept, []], self.text(code)]}]

    def inlines_within(self, node: Node) -> list[Node]:
        return [{"t": node["t"], "c": self.inlines(node["c"])}]

    def blocks_within(self, node: Node) -> list[Node]:
        return [{"t": node["t"], "c": self.blocks(node["c"])}]

    def quoted(self, node: Node) -> list[Node]:
        marks, inlines = node["c"]
        return [{"t": "Quoted", "c": [marks, self.inlines(inlines)]}]

    def unwrapped_inlines(self, node: Node) -> list[Node]:
        return self.inlines(node["c"][1])

    def unwrapped_blocks(self, node: Node) -> list[Node]:
        return self.blocks(node["c"][1])

    def link(self, node: Node) -> list[Node]:
        _attributes, inlines, (target, title) = node["c"]
        words = self.inlines(inlines)
        if not SAFE_LINK.fullmatch(target):
            self.warnings.add("link_dropped")
            return words
        return [{"t": "Link", "c": [_no_attributes(), words, [target, self.text(title)]]}]

    def image(self, node: Node) -> list[Node]:
        self.warnings.add("image_dropped")
        return self.inlines(node["c"][1])

    def figure(self, node: Node) -> list[Node]:
        _attributes, (_short, caption), content = node["c"]
        words, below = self.blocks(content), self.blocks(caption)
        # Without its picture a figure often says its caption twice, as the picture's description too.
        says_the_same = [block.get("c") for block in words] == [block.get("c") for block in below]
        return below if says_the_same else words + below

    def lines(self, node: Node) -> list[Node]:
        return [{"t": "LineBlock", "c": [self.inlines(line) for line in node["c"]]}]

    def ordered_list(self, node: Node) -> list[Node]:
        numbering, items = node["c"]
        return [{"t": "OrderedList", "c": [numbering, [self.blocks(item) for item in items]]}]

    def bullet_list(self, node: Node) -> list[Node]:
        return [{"t": "BulletList", "c": [self.blocks(item) for item in node["c"]]}]

    def definitions(self, node: Node) -> list[Node]:
        items = [[self.inlines(term), [self.blocks(one) for one in all_]] for term, all_ in node["c"]]
        return [{"t": "DefinitionList", "c": items}]

    def header(self, node: Node) -> list[Node]:
        level, (identifier, _classes, _pairs), inlines = node["c"]
        kept = identifier if SAFE_ID.fullmatch(identifier) else ""
        return [{"t": "Header", "c": [level, [kept, [], []], self.inlines(inlines)]}]

    def table(self, node: Node) -> list[Node]:
        _attributes, (_short, caption), columns, (_head, head), bodies, (_foot, foot) = node["c"]
        clean_bodies = [
            [_no_attributes(), row_heads, self._rows(first), self._rows(rest)]
            for _body, row_heads, first, rest in bodies
        ]
        # A Word file states widths, and alignment cell by cell, Markdown neither: kept, they would make every table
        # that went through Word look changed. A column's alignment stays.
        aligned = [[alignment, {"t": "ColWidthDefault"}] for alignment, _width in columns]
        content = [
            _no_attributes(),
            [None, self.blocks(caption)],
            aligned,
            [_no_attributes(), self._rows(head)],
            clean_bodies,
            [_no_attributes(), self._rows(foot)],
        ]
        return [{"t": "Table", "c": content}]

    def _rows(self, rows: list[Any]) -> list[Any]:
        return [[_no_attributes(), [self._cell(cell) for cell in cells]] for _attributes, cells in rows]

    def _cell(self, cell: list[Any]) -> list[Any]:
        _attributes, _alignment, row_span, column_span, blocks = cell
        return [_no_attributes(), {"t": "AlignDefault"}, row_span, column_span, self.blocks(blocks)]


def _no_attributes() -> list[Any]:
    return ["", [], []]


def _known(node: Node, table: dict[str, "Rule"]) -> str:
    kind: str = node["t"]
    if kind not in table:
        raise Refused("conversion_failed", element=kind)
    return kind


Rule = Callable[[_Cleaning, Node], list[Node]]

INLINES: dict[str, Rule] = {
    "Str": _Cleaning.string,
    "Space": _Cleaning.as_it_is,
    "SoftBreak": _Cleaning.as_it_is,
    "LineBreak": _Cleaning.as_it_is,
    "Emph": _Cleaning.inlines_within,
    "Underline": _Cleaning.inlines_within,
    "Strong": _Cleaning.inlines_within,
    "Strikeout": _Cleaning.inlines_within,
    "Superscript": _Cleaning.inlines_within,
    "Subscript": _Cleaning.inlines_within,
    "SmallCaps": _Cleaning.inlines_within,
    "Quoted": _Cleaning.quoted,
    "Code": _Cleaning.code,
    "Math": _Cleaning.formula,
    "Link": _Cleaning.link,
    "Image": _Cleaning.image,
    "Note": _Cleaning.blocks_within,
    "Span": _Cleaning.unwrapped_inlines,
    "Cite": _Cleaning.unwrapped_inlines,
    "RawInline": _Cleaning.nothing,
}

BLOCKS: dict[str, Rule] = {
    "Plain": _Cleaning.inlines_within,
    "Para": _Cleaning.inlines_within,
    "LineBlock": _Cleaning.lines,
    "CodeBlock": _Cleaning.code,
    "BlockQuote": _Cleaning.blocks_within,
    "OrderedList": _Cleaning.ordered_list,
    "BulletList": _Cleaning.bullet_list,
    "DefinitionList": _Cleaning.definitions,
    "Header": _Cleaning.header,
    "HorizontalRule": _Cleaning.as_it_is,
    "Table": _Cleaning.table,
    "Figure": _Cleaning.figure,
    "Div": _Cleaning.unwrapped_blocks,
    "RawBlock": _Cleaning.nothing,
}

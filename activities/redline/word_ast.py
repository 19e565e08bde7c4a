"""A redline as the AST that pandoc writes into Word, with what pandoc cannot say left as marks for the finishing.

A mark is an element without a namespace in raw OpenXML; `activities.redline.finishing` takes every one of them out.
"""

from collections.abc import Iterable
from typing import Any

from activities.redline.word_runs import KINDS, Whole, WordRuns, raw
from domain.text.inlines import Inline
from domain.text.redline_marks import SIDES, mark_of, move_of, one_side
from schemas.redline import Mark
from schemas.text import Block

_OF_ROWS: dict[Mark, Mark] = {"moved-from": "deletion", "moved-to": "insertion"}  # Word moves no rows
_SOURCE_CODE = ["", [], [["custom-style", "Source Code"]]]
_RULE = (
    '<w:p>{mark}<w:r><w:pict><v:rect style="width:0;height:1.5pt" o:hralign="center" o:hrstd="t" o:hr="t"/>'
    "</w:pict></w:r></w:p>"
)
_LINE_BREAK: Inline = {"t": "LineBreak"}


class WordBlocks:
    """Writes the blocks of one redline; remarks of its own are numbered from `first_number`."""

    def __init__(self, first_number: int) -> None:
        self.runs = WordRuns(first_number)

    def blocks(self, blocks: Iterable[Block], whole: Whole | None = None) -> list[Block]:
        """The same blocks for pandoc; all on one side if they are inside of `whole`."""
        return [written for block in blocks for written in self._block(block, whole)]

    def _block(self, block: Block, whole: Whole | None) -> list[Block]:
        kind: str = block["t"]
        content: Any = block.get("c")
        match kind:
            case "Para" | "Plain":
                return [{"t": kind, "c": inlines} for inlines in self.runs.paragraphs(content, whole)]
            case "Header":
                return [{"t": kind, "c": [*content[:2], self.runs.paragraph(content[2], whole)]}]
            case "LineBlock":
                return [{"t": "Para", "c": self.runs.paragraph(_lines(content), whole)}]
            case "CodeBlock" if whole:
                lines = [[{"t": "Code", "c": [["", [], []], line]}] for line in content[1].split("\n")]
                code = {"t": "Para", "c": self.runs.paragraph(_lines(lines), whole)}
                return [{"t": "Div", "c": [_SOURCE_CODE, [code]]}]
            case "HorizontalRule" if whole:
                own = "" if whole.in_row else whole.paragraph_mark
                return [{"t": "RawBlock", "c": ["openxml", _RULE.format(mark=own)]}]
            case "Figure" if whole:
                return self.blocks([*content[2], *content[1][1]], whole)
            case "Table":
                return [self._table(content, whole)]
            case "Div" if (mark := mark_of(content[0])) is not None:
                # What a moved block lost is seen where it stood before: Word knows no words that went on the way.
                return self.blocks(one_side(content[1], SIDES[mark]), whole or Whole(mark, move_of(content[0])))
        return [self._container(block, whole)]

    def _container(self, block: Block, whole: Whole | None) -> Block:
        kind: str = block["t"]
        content: Any = block.get("c")
        match kind:
            case "Div":
                return {"t": kind, "c": [content[0], self.blocks(content[1], whole)]}
            case "BlockQuote":
                return {"t": kind, "c": self.blocks(content, whole)}
            case "BulletList":
                return {"t": kind, "c": [self.blocks(item, whole) for item in content]}
            case "OrderedList":
                return {"t": kind, "c": [content[0], [self.blocks(item, whole) for item in content[1]]]}
            case "DefinitionList":
                return {"t": kind, "c": [self._definition(term, meanings, whole) for term, meanings in content]}
        return block

    def _definition(self, term: list[Inline], meanings: list[list[Block]], whole: Whole | None) -> list[Any]:
        return [self.runs.paragraph(term, whole), [self.blocks(meaning, whole) for meaning in meanings]]

    def _table(self, content: list[Any], whole: Whole | None) -> Block:
        attributes, (short, caption), columns, first, bodies, last = content
        woven = [[*body[:2], self._rows(body[2], whole), self._rows(body[3], whole)] for body in bodies]
        heads, feet = [first[0], self._rows(first[1], whole)], [last[0], self._rows(last[1], whole)]
        return {"t": "Table", "c": [attributes, [short, self.blocks(caption, whole)], columns, heads, woven, feet]}

    def _rows(self, rows: list[Any], whole: Whole | None) -> list[Any]:
        return [self._row(row, whole) for row in rows]

    def _row(self, row: list[Any], whole: Whole | None) -> list[Any]:
        mark = whole.mark if whole else mark_of(row[0])
        inside = Whole(_OF_ROWS.get(mark, mark), in_row=True) if mark else None
        cells = [[*cell[:4], self.blocks(cell[4], inside)] for cell in row[1]]
        if inside:
            cells[0][4] = _with_mark(cells[0][4], f'<veche-row kind="{KINDS[inside.mark]}"/>')
        return [["", [], []] if mark else row[0], cells]


def _lines(lines: list[list[Inline]]) -> list[Inline]:
    return [inline for place, line in enumerate(lines) for inline in ([_LINE_BREAK, *line] if place else line)]


def _with_mark(blocks: list[Block], mark: str) -> list[Block]:
    """The blocks of a cell with a mark among them."""
    if blocks and blocks[0]["t"] in {"Para", "Plain"}:
        return [{"t": blocks[0]["t"], "c": [raw(mark), *blocks[0]["c"]]}, *blocks[1:]]
    return [{"t": "RawBlock", "c": ["openxml", mark]}, *blocks] if blocks else [{"t": "Plain", "c": [raw(mark)]}]

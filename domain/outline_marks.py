"""The marks by which people show, without headings, where a section begins: numbers and bold paragraphs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from domain.text.inlines import Inline, read_inlines
from domain.text.plain import block_text
from schemas.text import Block

LONGEST_HEAD = 200
TYPED_NUMBER = re.compile(r"\s*(\d{1,2})[.)]\s*(?=\D)")
COUNTED_LISTS = ("DefaultStyle", "Decimal", "UpperRoman")
BOLD = '["Strong"]'
LISTS = ("BulletList", "OrderedList", "DefinitionList")


@dataclass
class Piece:
    """A possible section and the blocks under it; the first piece of an outline is what precedes them all.

    `lines` are those of the title's own paragraph, where a forced break divides it: all below the first stand in the
    first block too.
    """

    number: int
    title: str
    blocks: list[Block] = field(default_factory=list)
    run: int = 1
    lines: tuple[str, ...] = ()


def split(blocks: list[Block], marks: Callable[[Block], list[Piece]]) -> list[Piece]:
    """The piece before the first mark, and one for every mark that `marks` finds in a block."""
    pieces = [Piece(0, "")]
    for block in blocks:
        found = marks(block)
        pieces += found
        if not found:
            pieces[-1].blocks.append(block)
    return pieces


def unwrapped(blocks: list[Block]) -> Iterator[Block]:
    """Blocks without the quotes and divisions that indents and styles of a word processor turn into."""
    for block in blocks:
        if block["t"] == "BlockQuote":
            yield from unwrapped(block["c"])
        elif block["t"] == "Div":
            yield from unwrapped(block["c"][1])
        else:
            yield block


def numbering(block: Block) -> str | None:
    """How a block is numbered: by typing, or by which kind of list; None if it is not."""
    if block["t"] in ("Para", "Plain") and TYPED_NUMBER.match(block_text(block)):
        return "typed"
    if block["t"] == "OrderedList" and block["c"][0][1]["t"] in COUNTED_LISTS:
        return f"{block['c'][0][1]['t']} {block['c'][0][2]['t']}"
    return None


def numbered(block: Block, kind: str) -> list[Piece]:
    """The pieces that begin in a block numbered in this way: one for a paragraph, several for a list."""
    if numbering(block) != kind:
        return []
    if block["t"] == "OrderedList":
        (first, _, _), items = block["c"]
        return [_item(number, item) for number, item in enumerate(items, start=first) if item]
    head, rest = _head_line(block)
    match = TYPED_NUMBER.match(head)
    if match is None:
        return []
    title = head[match.end() :]
    return [Piece(int(match[1]), tidy(title), rest, lines=_lines(title, rest))]


def bold(block: Block) -> list[Piece]:
    """The piece that begins in a paragraph whose first line is short and all in bold."""
    if block["t"] not in ("Para", "Plain"):
        return []
    words = [run for run in read_inlines(_first_line(block)) if any(map(str.isalnum, run.text))]
    head, rest = _head_line(block)
    if not words or len(head) > LONGEST_HEAD or any(BOLD not in run.marks for run in words):
        return []
    return [Piece(0, tidy(head), rest)]


def find_runs(pieces: list[Piece]) -> None:
    """Give each piece its run: one that counts from a smaller number than the piece before begins another."""
    run, last = 1, 0
    for piece in pieces:
        run += piece.number < last
        piece.run, last = run, piece.number


def cut_other_part(piece: Piece) -> list[Block]:
    """Take from the last piece of a run what no longer belongs to it, and return that.

    After the last numbered item nothing tells where its text ends, except a short line with a colon that
    opens no list: so people head the next part.
    """
    for index, block in enumerate(piece.blocks):
        text = block_text(block)
        after = piece.blocks[index + 1 : index + 2]
        opens_list = bool(after) and after[0]["t"] in LISTS
        if block["t"] == "Para" and text.endswith(":") and len(text) <= LONGEST_HEAD and not opens_list:
            piece.blocks, cut = piece.blocks[:index], piece.blocks[index:]
            return cut
    return []


def without_number(text: str) -> str:
    """A title without the number typed before it."""
    match = TYPED_NUMBER.match(text)
    return tidy(text[match.end() :] if match else text)


def tidy(text: str) -> str:
    """A title on one line, without the stop, colon or semicolon at its end; «гг.», "years", keeps its own."""
    line = " ".join(text.split())
    return line if re.search(r"\bгг?\.$", line) else line.rstrip(".:; ")


def _item(number: int, item: list[Block]) -> Piece:
    if item[0]["t"] not in ("Para", "Plain"):
        return Piece(number, tidy(block_text(item[0])), item[1:])
    head, rest = _head_line(item[0])
    return Piece(number, tidy(head), rest + item[1:], lines=_lines(head, rest))


def _head_line(block: Block) -> tuple[str, list[Block]]:
    """A paragraph's text up to its first forced line break, and the rest as a paragraph of its own."""
    head = _first_line(block)
    rest = block["c"][len(head) + 1 :]
    return block_text({"t": "Plain", "c": head}), [{"t": "Para", "c": rest}] if rest else []


def _lines(head: str, rest: list[Block]) -> tuple[str, ...]:
    return (head, *block_text(rest[0]).split("\n")) if rest else ()


def _first_line(block: Block) -> list[Inline]:
    return list(takewhile(lambda inline: inline["t"] != "LineBreak", block["c"]))

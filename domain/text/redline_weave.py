"""Weaving two sequences of blocks into one: what belongs together in the order of both, the rest where it stood."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from domain.text.align import align
from domain.text.flat import line_of
from domain.text.redline_marks import MARK_ON, PARAGRAPHS, marked_row, wrapped
from domain.text.redline_words import woven_block, woven_paragraphs
from schemas.redline import Mark, Piece, Side, State
from schemas.text import Block

_NO_ATTRIBUTES: list[Any] = ["", [], []]


class Match(NamedTuple):
    """Neighbouring blocks of the base that are neighbouring blocks of the head; `moved` ones break the order."""

    base: tuple[int, ...]
    head: tuple[int, ...]
    moved: bool


_Pair = Callable[[Block, Block], Block | None]


class Weaver:
    """Weaves the blocks of one redline; counts its moves."""

    def __init__(self) -> None:
        self._moves = 0

    def woven(
        self, base: Sequence[Block], head: Sequence[Block], matches: Sequence[Match], pair: _Pair | None = None
    ) -> list[Piece]:
        """The pieces in reading order; matched blocks that cannot be drawn as one stand one after the other."""
        backbone: list[Piece] = []
        lone: dict[Side, dict[int, Piece]] = {"base": {}, "head": {}}
        for match in sorted(matches):
            block = self._one_block(base, head, match, pair or self.pair)
            if match.moved:
                self._move(base, head, match, block, lone)
            elif block is not None:
                state: State = "kept" if _is_kept(base, head, match) else "changed"
                backbone.append(Piece(state=state, base=match.base, head=match.head, block=block))
        self._add_lone(base, head, backbone, lone)
        return _in_reading_order(backbone, lone)

    def pair(self, base: Block, head: Block) -> Block | None:
        """Two blocks as one; None if no reader would understand it."""
        if base == head:
            return base
        structure = _STRUCTURES.get(base["t"]) if base["t"] == head["t"] else None
        block = structure(self, base, head) if structure else None
        return woven_block(base, head) if block is None else block

    def _one_block(self, base: Sequence[Block], head: Sequence[Block], match: Match, pair: _Pair) -> Block | None:
        bases, heads = [base[i] for i in match.base], [head[j] for j in match.head]
        if len(bases) == len(heads) == 1:
            return pair(bases[0], heads[0])
        if all(block["t"] == bases[0]["t"] and block["t"] in PARAGRAPHS for block in (*bases, *heads)):
            return woven_paragraphs(bases, heads)
        return None

    def _move(
        self,
        base: Sequence[Block],
        head: Sequence[Block],
        match: Match,
        block: Block | None,
        lone: dict[Side, dict[int, Piece]],
    ) -> None:
        self._moves += 1
        (i,), (j,), move = match.base, match.head, self._moves
        lone["base"][i] = _lone("moved-from", match, base[i], move)
        lone["head"][j] = _lone("moved-to", match, head[j] if block is None else block, move)

    def _add_lone(
        self,
        base: Sequence[Block],
        head: Sequence[Block],
        backbone: list[Piece],
        lone: dict[Side, dict[int, Piece]],
    ) -> None:
        told_base = {i for piece in backbone for i in piece.base}
        told_head = {j for piece in backbone for j in piece.head}
        for i, block in enumerate(base):
            if i not in told_base and i not in lone["base"]:
                lone["base"][i] = _one_sided("base", i, block)
        for j, block in enumerate(head):
            if j not in told_head and j not in lone["head"]:
                lone["head"][j] = _one_sided("head", j, block)

    def items(self, base: list[list[Block]], head: list[list[Block]]) -> list[list[Block]]:
        """The items of two lists as those of one."""
        pieces = self._aligned([_item(blocks) for blocks in base], [_item(blocks) for blocks in head], self._item)
        return [piece.block["c"][1] if piece.state in {"kept", "changed"} else _whole_item(piece) for piece in pieces]

    def _item(self, base: Block, head: Block) -> Block | None:
        """An item's number stands before its first paragraph, which must therefore be one on both sides."""
        blocks, heads = base["c"][1], head["c"][1]
        pieces = self.blocks(blocks, heads)
        firsts = [piece for piece in pieces if 0 in piece.base or 0 in piece.head]
        if blocks and heads and len(firsts) == 1 and pieces[0] is firsts[0]:
            return _item([piece.block for piece in pieces])
        return base if base == head else None

    def blocks(self, base: list[Block], head: list[Block]) -> list[Piece]:
        """The blocks inside an item, a cell or a quotation."""
        return self._aligned(base, head, self.pair)

    def _aligned(self, base: list[Block], head: list[Block], pair: _Pair) -> list[Piece]:
        pairs = align([line_of(block) for block in base], [line_of(block) for block in head]).pairs
        return self.woven(base, head, [Match((i,), (j,), moved) for i, j, moved in pairs], pair)

    def rows(self, base: list[Any], head: list[Any]) -> list[Any]:
        """The rows of two tables of equally many columns as those of one."""
        pieces = self._aligned([_row_block(row) for row in base], [_row_block(row) for row in head], self._row)
        return [_row(piece) for piece in pieces]

    def _row(self, base: Block, head: Block) -> Block | None:
        if len(base["c"][1]) != len(head["c"][1]):
            return None
        cells = []
        for old, new in zip(base["c"][1], head["c"][1], strict=True):
            cells.append(_item(self._cell(old["c"][1], new["c"][1])))
        return _item(cells)

    def _cell(self, base: list[Block], head: list[Block]) -> list[Block]:
        """The blocks of a cell; its only paragraph is the same one, however little of it is left."""
        if len(base) == len(head) == 1 and base[0]["t"] == head[0]["t"] and base[0]["t"] in PARAGRAPHS:
            return [woven_paragraphs(base, head)]
        return [piece.block for piece in self.blocks(base, head)]


def _list(weaver: Weaver, base: Block, head: Block) -> Block | None:
    return {"t": base["t"], "c": weaver.items(base["c"], head["c"])}


def _numbered_list(weaver: Weaver, base: Block, head: Block) -> Block | None:
    (numbering, items), (new_numbering, new_items) = base["c"], head["c"]
    return (
        {"t": "OrderedList", "c": [numbering, weaver.items(items, new_items)]} if numbering == new_numbering else None
    )


def _quotation(weaver: Weaver, base: Block, head: Block) -> Block | None:
    return {"t": "BlockQuote", "c": [piece.block for piece in weaver.blocks(base["c"], head["c"])]}


def _division(weaver: Weaver, base: Block, head: Block) -> Block | None:
    (attributes, blocks), (new_attributes, new_blocks) = base["c"], head["c"]
    if attributes != new_attributes:
        return None
    return {"t": "Div", "c": [attributes, [piece.block for piece in weaver.blocks(blocks, new_blocks)]]}


def _table(weaver: Weaver, base: Block, head: Block) -> Block | None:
    attributes, caption, columns, first, bodies, last = base["c"]
    new_attributes, new_caption, new_columns, new_first, new_bodies, new_last = head["c"]
    fixed = (attributes, caption, columns, first[0], [body[:2] for body in bodies], last[0])
    new_fixed = (
        new_attributes, new_caption, new_columns, new_first[0], [body[:2] for body in new_bodies], new_last[0],
    )  # fmt: skip
    if fixed != new_fixed or not (_is_plain(base) and _is_plain(head)):
        return None
    woven_bodies = [
        [old[0], old[1], weaver.rows(old[2], new[2]), weaver.rows(old[3], new[3])]
        for old, new in zip(bodies, new_bodies, strict=True)
    ]
    heads = [first[0], weaver.rows(first[1], new_first[1])]
    feet = [last[0], weaver.rows(last[1], new_last[1])]
    return {"t": "Table", "c": [attributes, caption, columns, heads, woven_bodies, feet]}


_STRUCTURES: dict[str, Callable[[Weaver, Block, Block], Block | None]] = {
    "BulletList": _list,
    "OrderedList": _numbered_list,
    "BlockQuote": _quotation,
    "Div": _division,
    "Table": _table,
}


def _is_plain(table: Block) -> bool:
    """Whether no cell of a table spans others, so that rows can come and go one by one."""
    _attributes, _caption, _columns, first, bodies, last = table["c"]
    rows = [*first[1], *(row for body in bodies for row in (*body[2], *body[3])), *last[1]]
    return all(cell[:4] == [_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1] for row in rows for cell in row[1])


def _row_block(row: list[Any]) -> Block:
    return _item([_item(cell[4]) for cell in row[1]])


def _row(piece: Piece) -> list[Any]:
    is_whole = piece.state not in {"kept", "changed"}
    block = piece.block["c"][1][0] if is_whole else piece.block
    cells = [[_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, cell["c"][1]] for cell in block["c"][1]]
    return marked_row([_NO_ATTRIBUTES, cells], _mark(piece), piece.move) if is_whole else [_NO_ATTRIBUTES, cells]


def _item(blocks: list[Block]) -> Block:
    return {"t": "Div", "c": [_NO_ATTRIBUTES, blocks]}


def _whole_item(piece: Piece) -> list[Block]:
    return [wrapped(piece.block["c"][1][0]["c"][1], _mark(piece), piece.move)]


def _mark(piece: Piece) -> Mark:
    marks: dict[State, Mark] = {"added": "insertion", "removed": "deletion"}
    return marks.get(piece.state) or ("moved-from" if piece.state == "moved-from" else "moved-to")


def _is_kept(base: Sequence[Block], head: Sequence[Block], match: Match) -> bool:
    return [base[i] for i in match.base] == [head[j] for j in match.head]


def _one_sided(side: Side, index: int, block: Block) -> Piece:
    places: dict[str, Any] = {"base": (), "head": (), side: (index,)}
    state: State = "added" if side == "head" else "removed"
    return Piece(state=state, block=wrapped([block], MARK_ON[side]), **places)


def _lone(mark: Mark, match: Match, block: Block, move: int) -> Piece:
    state: State = "moved-from" if mark == "moved-from" else "moved-to"
    base, head = (match.base, ()) if state == "moved-from" else ((), match.head)
    return Piece(state=state, base=base, head=head, block=wrapped([block], mark, move), move=move)


def _in_reading_order(backbone: list[Piece], lone: dict[Side, dict[int, Piece]]) -> list[Piece]:
    """What went stands before what came, both after the last block that they have in common."""
    found: list[Piece] = []
    base, head = sorted(lone["base"].items()), sorted(lone["head"].items())
    for piece in backbone:
        while base and base[0][0] < piece.base[0]:
            found.append(base.pop(0)[1])
        while head and head[0][0] < piece.head[0]:
            found.append(head.pop(0)[1])
        found.append(piece)
    return [*found, *(piece for _, piece in base), *(piece for _, piece in head)]

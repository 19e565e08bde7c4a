"""Three-way merge of texts: two people's edits of one base come together, or the places are named where not."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from domain.text.align import align
from domain.text.canonical import Addressed, addressed
from domain.text.flat import line_of
from domain.text.merge_words import merge_words
from domain.text.plain import block_text
from domain.text.sentences import are_astray, sentences, split
from schemas.text import Ast, Block, Conflict, ConflictBlock, Merged

Choice = Literal["ours", "theirs", "both"]
"""Whose words stand where both changed the same place; of both, ours come first."""


class _Hunk(NamedTuple):
    """Base blocks [start, end) are gone from one side; in their place it has blocks with these hashes."""

    start: int
    end: int
    hashes: tuple[str, ...]


class _Side(NamedTuple):
    """One side: its text, where each base block still stands in it, and what it put in and took out."""

    text: Addressed
    places: dict[int, int]
    hunks: dict[_Hunk, list[Block]]

    def blocks_for(self, start: int, end: int) -> list[Block]:
        """What this side has in the place of base blocks [start, end)."""
        first = max((j + 1 for i, j in self.places.items() if i < start), default=0)
        last = min((j for i, j in self.places.items() if i >= end), default=len(self.text.blocks))
        return self.text.blocks[first:last]


def merge(base: Ast, ours: Ast, theirs: Ast) -> Merged | Conflict:
    """Both sides' edits of the base in one text, or every place where putting them together would be a guess.

    Blocks are merged first, then words inside a block that both changed. In conflict are: different edits of the
    same or of neighbouring words; a block removed here and changed there; different insertions at one place; a
    sentence that would stand in the result more often than on either side, or come back although one side took
    it out (both moved it, or one moved and the other deleted it). The same change made by both is made once.
    The laws: `merge(b, b, t)` is t, `merge(b, o, b)` is o, `merge(b, x, x)` is x, in canonical form; exchanging
    ours and theirs exchanges only these names in a conflict.
    """
    text, our_text, their_text = addressed(base), addressed(ours), addressed(theirs)
    if our_text.hash in (text.hash, their_text.hash):
        return Merged(ast=their_text.ast)
    if text.hash == their_text.hash:
        return Merged(ast=our_text.ast)
    return _Merge(text, _side(text, our_text), _side(text, their_text)).result()


def settle(base: Ast, ours: Ast, theirs: Ast, choices: Sequence[Choice]) -> Merged | Conflict:
    """The merge where somebody chose, conflict by conflict in the order that `merge` names them.

    All that does not collide comes together by itself. Where the choices do not fit the conflicts that there are, they
    are named again; a sentence that the merge would double stands twice then, for everybody to see.
    """
    text, our_text, their_text = addressed(base), addressed(ours), addressed(theirs)
    return _Merge(text, _side(text, our_text), _side(text, their_text)).settled(choices)


def _side(base: Addressed, head: Addressed) -> _Side:
    places = {pair.base: pair.head for pair in align(_lines(base), _lines(head)).pairs if not pair.moved}
    hunks: dict[_Hunk, list[Block]] = {}
    i = j = 0
    for next_i, next_j in [*places.items(), (len(base.blocks), len(head.blocks))]:
        if next_i > i or next_j > j:
            hunks[_Hunk(i, next_i, head.block_hashes[j:next_j])] = head.blocks[j:next_j]
        i, j = next_i + 1, next_j + 1
    return _Side(head, places, hunks)


def _lines(text: Addressed) -> list[str]:
    return [line_of(block) for block in text.blocks]


class _Merge:
    """One merge under way: `places` gathers the base ranges in conflict."""

    def __init__(self, base: Addressed, ours: _Side, theirs: _Side) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.places: list[tuple[int, int]] = []

    def result(self) -> Merged | Conflict:
        blocks = self._blocks_and_places()
        conflicts = [self._conflict(*place) for place in _joined(self.places)]
        if not conflicts:
            conflicts = self._sentences_astray(blocks)
        return Conflict(blocks=tuple(conflicts)) if conflicts else Merged(ast=addressed({"blocks": blocks}).ast)

    def settled(self, choices: Sequence[Choice]) -> Merged | Conflict:
        self._blocks_and_places()
        places = _joined(self.places)
        if len(places) > len(choices):
            return Conflict(blocks=tuple(self._conflict(*place) for place in places))
        chosen: dict[int, tuple[int, list[Block]]] = {}
        for (start, end), choice in zip(places, choices, strict=False):
            before = chosen[start][1] if start in chosen else self._put_in_before(start, end)
            chosen[start] = end, [*before, *self._chosen(start, end, choice)]
        return Merged(ast=addressed({"blocks": list(self._merged_blocks(chosen))}).ast)

    def _put_in_before(self, start: int, end: int) -> list[Block]:
        """What stands before a block that both changed and is not in question itself."""
        if not self._both_have(start, end):
            return []
        hunks = {**self.ours.hunks, **self.theirs.hunks}
        return [block for hunk, blocks in hunks.items() if hunk.start == hunk.end == start for block in blocks]

    def _both_have(self, start: int, end: int) -> bool:
        """Whether a place is one block that still stands on both sides."""
        return end == start + 1 and start in self.ours.places and start in self.theirs.places

    def _chosen(self, start: int, end: int, choice: Choice) -> Iterator[Block]:
        for side, names in ((self.ours, ("ours", "both")), (self.theirs, ("theirs", "both"))):
            if choice in names and self._both_have(start, end):
                yield side.text.blocks[side.places[start]]  # what stands beside it is not in question
            elif choice in names:
                yield from side.blocks_for(start, end)

    def _blocks_and_places(self) -> list[Block]:
        self.places += _collisions(self.ours, self.theirs)
        self.places += self._changed_here_removed_there(self.ours, self.theirs)
        self.places += self._changed_here_removed_there(self.theirs, self.ours)
        return list(self._merged_blocks({}))

    def _changed_here_removed_there(self, here: _Side, there: _Side) -> Iterator[tuple[int, int]]:
        for hunk in there.hunks:
            if any(self._is_changed(here, i) for i in range(hunk.start, hunk.end)):
                yield hunk.start, hunk.end

    def _is_changed(self, side: _Side, i: int) -> bool:
        return i in side.places and side.text.block_hashes[side.places[i]] != self.base.block_hashes[i]

    def _merged_blocks(self, chosen: dict[int, tuple[int, list[Block]]]) -> Iterator[Block]:
        both = {**self.ours.hunks, **self.theirs.hunks}
        hunks = {hunk.start: (hunk.end, blocks) for hunk, blocks in both.items()} | chosen
        kept_from = 0
        for i in range(len(self.base.blocks) + 1):
            if i >= kept_from and i in hunks:
                kept_from, blocks = hunks[i]
                yield from blocks
            if kept_from <= i < len(self.base.blocks):
                yield self._merged_block(i)

    def _merged_block(self, i: int) -> Block:
        base, here, there = self.base.blocks[i], self.ours.places.get(i), self.theirs.places.get(i)
        if here is None or there is None:  # removed on one side within a conflict named already
            return base
        ours, theirs = self.ours.text.blocks[here], self.theirs.text.blocks[there]
        if base in (ours, theirs) or ours == theirs:
            return theirs if ours == base else ours
        merged = merge_words(base, ours, theirs)
        if merged is None:
            self.places.append((i, i + 1))
        return merged or base

    def _conflict(self, start: int, end: int) -> ConflictBlock:
        return ConflictBlock(
            index=start,
            base=_read(self.base.blocks[start:end]),
            ours=_read(self.ours.blocks_for(start, end)),
            theirs=_read(self.theirs.blocks_for(start, end)),
        )

    def _sentences_astray(self, merged: list[Block]) -> list[ConflictBlock]:
        """Sentences that the merge doubled or brought back, each with the blocks that have it."""
        base, ours, theirs, result = map(
            sentences, (self.base.blocks, self.ours.text.blocks, self.theirs.text.blocks, merged)
        )
        conflicts = []
        for sentence, times in result.items():
            if are_astray(times, base[sentence], ours[sentence], theirs[sentence]):
                conflicts.append(self._sentence_conflict(sentence))
        return conflicts

    def _sentence_conflict(self, sentence: str) -> ConflictBlock:
        texts = [
            [(i, block) for i, block in enumerate(blocks) if sentence in split(block)]
            for blocks in (self.base.blocks, self.ours.text.blocks, self.theirs.text.blocks)
        ]
        base, ours, theirs = (_read(block for _, block in found) for found in texts)
        return ConflictBlock(index=min((i for i, _ in texts[0]), default=0), base=base, ours=ours, theirs=theirs)


def _collisions(ours: _Side, theirs: _Side) -> Iterator[tuple[int, int]]:
    for here in ours.hunks:
        for there in theirs.hunks:
            if here != there and here.start <= there.end and there.start <= here.end:
                yield min(here.start, there.start), max(here.end, there.end)


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(places)):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _read(blocks: Iterable[Block]) -> str:
    return "\n\n".join(map(block_text, blocks))

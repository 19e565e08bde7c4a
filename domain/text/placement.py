"""Following comments from the text they were made in to another: where their words stand there, if they do."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from domain.text.anchor import CONTEXT, places_of
from domain.text.canonical import Addressed, addressed
from domain.text.compare import block_map
from domain.text.plain import block_text
from domain.text.tokens import flatten, plain, step
from schemas.problems import Refused
from schemas.text import Anchor, Ast, Diff, Edit, Placement, Token

# The share of characters, of the quotation with its context, that must be kept in an edited place.
LEAST_SCORE = 0.6
# A shorter quotation that appears anew elsewhere may be another mention: it needs its old neighbours.
LONG_QUOTE = 40
NEIGHBOURS = 8  # characters right before, or right after, that must be the old ones then


def place_all(anchors: Sequence[Anchor], diff: Diff, new_ast: Ast) -> list[Placement]:
    """Where the words of anchors of one text stand in the new text; `diff` leads from the one to the other.

    In this order. The words are kept, seen through the diff: exact, or moved with their block. They were put in
    anew at one place: moved; at several: ambiguous; a place where equal words stood before is never taken. They
    were edited and enough of them and around them is kept (`LEAST_SCORE`): changed. Else they are lost.
    Raises Refused("patch_base_mismatch") if the diff does not lead from the anchors' text to the new one.
    """
    text = addressed(new_ast)
    hashes = [(diff.head_hash, text.hash), *((anchor.text_hash, diff.base_hash) for anchor in anchors)]
    for expected, got in hashes:
        if expected != got:
            raise Refused("patch_base_mismatch", expected=expected, got=got)
    follower = _Follower(text, diff)
    return [follower.placement(anchor) for anchor in anchors]


class _Stretch(NamedTuple):
    """Base characters [start, end) stand in the head as [head_start, head_end): word for word, or edited."""

    start: int
    end: int
    head_start: int
    head_end: int
    kept: bool


class _Follower:
    """Follows anchors through one diff."""

    def __init__(self, text: Addressed, diff: Diff) -> None:
        self.texts = [block_text(block) for block in text.blocks]
        self.heads = block_map(diff)
        self.stretches = {head: _all_kept(len(self.texts[head])) for head in self.heads.values()}
        self.moved = {change.base for change in diff.changes if change.kind == "moved"}
        for change in diff.changes:
            if change.edits and change.head in self.stretches:
                self.stretches[change.head] = _stretches(change.edits, flatten(text.blocks[change.head]))

    def placement(self, anchor: Anchor) -> Placement:
        head = self.heads.get(anchor.block)
        start = self._kept_at(anchor, head)
        if head is not None and start is not None:
            return _found("moved" if anchor.block in self.moved else "exact", anchor, head, start)
        anew = self._anew(anchor, [] if head is None else [head]) or self._anew(anchor, range(len(self.texts)))
        if len(anew) == 1:
            return _found("moved", anchor, *anew[0])
        if anew:
            return Placement(state="ambiguous", score=0.0)
        return Placement(state="lost", score=0.0) if head is None else self._edited(anchor, head)

    def _kept_at(self, anchor: Anchor, head: int | None) -> int | None:
        for stretch in self.stretches[head] if head is not None else ():
            if stretch.kept and stretch.start <= anchor.start and anchor.end <= stretch.end:
                return stretch.head_start + anchor.start - stretch.start
        return None

    def _anew(self, anchor: Anchor, heads: Sequence[int]) -> list[tuple[int, int]]:
        """Places (block, start) where the quotation stands and did not stand before."""
        return [
            (head, start)
            for head in heads
            for start in places_of(anchor.quote, self.texts[head])
            if not self._stood_before(head, start, start + len(anchor.quote))
            and _is_the_same(anchor, self.texts[head][:start], self.texts[head][start + len(anchor.quote) :])
        ]

    def _stood_before(self, head: int, start: int, end: int) -> bool:
        stretches = self.stretches.get(head, [])
        return any(part.kept and part.head_start <= start and end <= part.head_end for part in stretches)

    def _edited(self, anchor: Anchor, head: int) -> Placement:
        stretches = self.stretches[head]
        start, end = _mapped(stretches, anchor.start, anchor.end)
        around = max(0, anchor.start - CONTEXT), min(stretches[-1].end, anchor.end + CONTEXT)
        head_around = _mapped(stretches, *around)
        kept = sum(max(0, min(part.end, around[1]) - max(part.start, around[0])) for part in stretches if part.kept)
        score = round(2 * kept / (around[1] - around[0] + head_around[1] - head_around[0]), 3)
        if score < LEAST_SCORE or not self.texts[head][start:end].strip():
            return Placement(state="lost", score=score)
        return Placement(state="changed", score=score, block=head, start=start, end=end)


def _all_kept(length: int) -> list[_Stretch]:
    return [_Stretch(0, length, 0, length, True)]


def _stretches(edits: Sequence[Edit], head: Sequence[Token]) -> list[_Stretch]:
    """A block's characters in order; an edit of formats only keeps them."""
    stretches: list[_Stretch] = []
    place = 0
    for edit in edits:
        kept_end = step(head, place, edit.keep)
        kept = len(plain(head[place:kept_end]))
        old, new = plain(edit.delete), plain(edit.insert)
        _add(stretches, kept, kept, kept=True)
        _add(stretches, len(old), len(new), kept=old == new)
        place = kept_end + len(edit.insert)
    rest = len(plain(head[place:]))
    _add(stretches, rest, rest, kept=True)
    return stretches


def _add(stretches: list[_Stretch], length: int, head_length: int, *, kept: bool) -> None:
    if not length and not head_length:
        return
    last = stretches[-1] if stretches else _Stretch(0, 0, 0, 0, kept)
    if stretches and last.kept and kept:
        stretches[-1] = last._replace(end=last.end + length, head_end=last.head_end + head_length)
    else:
        stretches.append(_Stretch(last.end, last.end + length, last.head_end, last.head_end + head_length, kept))


def _mapped(stretches: Sequence[_Stretch], start: int, end: int) -> tuple[int, int]:
    """What base characters [start, end) became, as head characters; an edit that they touch counts whole."""
    first = next(part for part in stretches if part.start <= start < part.end)
    last = next(part for part in stretches if part.start < end <= part.end)
    return (
        first.head_start + (start - first.start if first.kept else 0),
        last.head_end - (last.end - end if last.kept else 0),
    )


def _is_the_same(anchor: Anchor, before: str, after: str) -> bool:
    """Whether a quotation found anew is the anchor's rather than another mention of its words."""
    if len(anchor.quote) >= LONG_QUOTE:
        return True
    if not anchor.prefix and not anchor.suffix:
        return not before and not after
    prefix, suffix = anchor.prefix[-NEIGHBOURS:], anchor.suffix[:NEIGHBOURS]
    return (len(prefix) == NEIGHBOURS and before.endswith(prefix)) or (
        len(suffix) == NEIGHBOURS and after.startswith(suffix)
    )


def _found(state: Literal["exact", "moved"], anchor: Anchor, block: int, start: int) -> Placement:
    return Placement(state=state, score=1.0, block=block, start=start, end=start + len(anchor.quote))

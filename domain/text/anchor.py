"""Where a comment's words are: anchoring them in one text, finding them by a quotation, following them into another."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.text.canonical import Addressed, addressed
from domain.text.compare import block_map
from domain.text.plain import block_text
from domain.text.tokens import flatten, plain
from schemas.problems import Refused
from schemas.text import Anchor, Ast, BlockChange, Diff, Edit, Placement

CONTEXT = 32  # characters of prefix and suffix, as the Web Annotation model's implementations have it
LEAST_SCORE = 0.5  # below this share of kept characters an edited quotation is lost: nothing is guessed
SHORTEST_ALONE = 12  # characters; shorter words found elsewhere count only with their prefix or suffix
NEIGHBOURS = 8  # characters of prefix or suffix that must agree then


def make_anchor(ast: Ast, block: int, start: int, end: int) -> Anchor:
    """Anchor characters [start, end) of a block's plain text (Unicode code points, not JavaScript's units).

    Raises Refused("anchor_out_of_text") if the block or the characters do not exist, or there are none.
    """
    text = addressed(ast)
    if not 0 <= block < len(text.blocks):
        raise Refused("anchor_out_of_text", block=block, start=start, end=end)
    return _anchor(text, block, start, end)


def find_anchor(ast: Ast, quote: str, prefix: str = "", suffix: str = "") -> Anchor:
    """Anchor the only place where the quoted words stand inside one block; kinds of blanks are not told apart.

    `prefix` and `suffix`, what stands right before and after, choose between several places. Raises
    Refused("quote_not_found") if there is no place, Refused("quote_ambiguous") if several are left.
    """
    text = addressed(ast)
    words, before, after = _blanks_alike(quote).strip(), _blanks_alike(prefix), _blanks_alike(suffix)
    found = [
        (index, start, plain_text)
        for index, plain_text in enumerate(_blanks_alike(block_text(block)) for block in text.blocks)
        for start in _places(words, plain_text)
    ]
    if not found:
        raise Refused("quote_not_found")
    if len(found) > 1:
        found = [place for place in found if _agrees(place[2], place[1], len(words), before, after)]
    if len(found) != 1:
        raise Refused("quote_ambiguous", places=len(found))
    index, start, _ = found[0]
    return _anchor(text, index, start, start + len(words))


def place(anchor: Anchor, diff: Diff, new_ast: Ast) -> Placement:
    """Where an anchor's words stand in the new text; for several anchors of one text see `place_all`."""
    return place_all([anchor], diff, new_ast)[0]


def place_all(anchors: Sequence[Anchor], diff: Diff, new_ast: Ast) -> list[Placement]:
    """Where the words of anchors of one text stand in the new text; `diff` leads from the one to the other.

    In this order: the words are kept, seen through the diff (exact, or moved with their block); they were put in
    anew at exactly one place (moved) or at several (ambiguous); they were edited, and at least `LEAST_SCORE` of
    their characters are kept (changed); else lost. A place where the same words stood before is never taken.
    Raises Refused("patch_base_mismatch") if the diff does not lead from an anchor's text to the new one.
    """
    text = addressed(new_ast)
    for got, expected in [(text.hash, diff.head_hash), *((anchor.text_hash, diff.base_hash) for anchor in anchors)]:
        if got != expected:
            raise Refused("patch_base_mismatch", expected=expected, got=got)
    follower = _Follower(text, diff)
    return [follower.follow(anchor) for anchor in anchors]


class _Stretch(NamedTuple):
    """Characters [start, end) of a base block, all kept (then they begin at `head` in the head block) or all edited
    (then [head, head_end) stands for them there)."""

    start: int
    end: int
    head: int
    head_end: int
    kept: bool


class _Follower:
    """Follows anchors through one diff; the plain texts and stretches of a block are worked out once."""

    def __init__(self, text: Addressed, diff: Diff) -> None:
        self.texts = [block_text(block) for block in text.blocks]
        self.heads = block_map(diff)
        self.changes = {change.base: change for change in diff.changes if change.base is not None}
        self.stretches = {
            change.head: _stretches(change.edits, self.texts[change.head])
            for change in diff.changes
            if change.head is not None and change.base is not None
        }
        self.added = [change.head for change in diff.changes if change.head is not None and change.base is None]

    def follow(self, anchor: Anchor) -> Placement:
        head = self.heads.get(anchor.block)
        kept = self._kept(anchor, head)
        if kept is not None:
            moved = self._change_of(anchor) is not None and self._change_of(anchor).kind == "moved"
            return _placement("moved" if moved else "exact", 1.0, head, kept, kept + len(anchor.quote))
        anew = self._anew(anchor, head)
        if len(anew) == 1:
            return _placement("moved", 1.0, anew[0][0], anew[0][1], anew[0][1] + len(anchor.quote))
        if anew:
            return Placement(state="ambiguous", score=0.0)
        return self._edited(anchor, head)

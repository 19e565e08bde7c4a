"""Many proposals put into one text at once; those that collide are left out and shown as sets to choose from."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from domain.text.canonical import Addressed, addressed
from domain.text.plain import block_text
from domain.text.replacing import TokenEdit, blocks_of, collide, edited, replacing
from domain.text.sentences import are_astray, sentences
from domain.text.tokens import flatten
from schemas.merging import Collision, MergedMany, Option, Proposed
from schemas.problems import Refused
from schemas.text import Ast, Block


def merge_many(base: Ast, proposals: Sequence[Proposed]) -> MergedMany:
    """The base, in canonical form, with every proposal that collides with no other.

    Two collide where their edits overlap or have no kept word between them, unless they make the same edit; where
    both put in the same sentence at different places; where one puts in a sentence that the other takes out. The
    order of the proposals changes nothing but the order of ids. To take chosen ones, merge these alone.
    Raises Refused("patch_base_mismatch") if a proposal is anchored in another text.
    """
    text = addressed(base)
    for proposed in proposals:
        if proposed.anchor.text_hash != text.hash:
            raise Refused("patch_base_mismatch", expected=text.hash, got=proposed.anchor.text_hash)
    changes = [_change(text, proposed) for proposed in proposals]
    many = _Many(text, [change for change in changes if change is not None])
    return MergedMany(
        ast=many.result(),
        applied=tuple(change.id for change in many.taken()),
        collisions=tuple(many.collisions()),
        unfit=tuple(proposed.id for proposed, change in zip(proposals, changes, strict=True) if change is None),
    )


class _Change(NamedTuple):
    """What one proposal does to its block, and how often more or less the sentences of it stand there then."""

    id: str
    block: int
    edits: tuple[TokenEdit, ...]
    gained: Counter[str]


class _Many:
    """The proposals that fit into one text, by their places in the list, and which of them exclude one another."""

    def __init__(self, text: Addressed, changes: Sequence[_Change]) -> None:
        self.text, self.changes = text, changes
        self.tokens = {change.block: flatten(text.blocks[change.block]) for change in changes}
        self.sentences = sentences(text.blocks)
        self.pairs = self._pairs()

    def _pairs(self) -> set[tuple[int, int]]:
        by_block, by_sentence = defaultdict[int, list[int]](list), defaultdict[str, list[int]](list)
        for place, change in enumerate(self.changes):
            by_block[change.block].append(place)
            for sentence in change.gained:
                by_sentence[sentence].append(place)
        near = {pair for places in by_block.values() for pair in combinations(places, 2) if self._overlap(*pair)}
        for sentence, places in by_sentence.items():
            near |= {pair for pair in combinations(places, 2) if pair not in near and self._astray(sentence, *pair)}
        return near

    def _overlap(self, one: int, two: int) -> bool:
        block, edits = self.changes[one].block, self.changes[one].edits
        others = self.changes[two].edits
        same = {edit for edit in edits if edit in others}
        return any(
            collide(edit, other, self.tokens[block])
            for edit in edits
            for other in others
            if not (edit in same and other in same)
        )

    def _astray(self, sentence: str, one: int, two: int) -> bool:
        base, ours, theirs = self.sentences[sentence], self.changes[one], self.changes[two]
        both = ours.gained[sentence] + theirs.gained[sentence]
        if ours.block == theirs.block:
            both = _gained(self.text.blocks[ours.block], self._edited(ours.block, [ours, theirs]))[sentence]
        return are_astray(base + both, base, base + ours.gained[sentence], base + theirs.gained[sentence])

    def _edited(self, block: int, changes: Iterable[_Change]) -> list[Block]:
        edits = sorted({edit for change in changes for edit in change.edits})
        return blocks_of(edited(self.tokens[block], edits))

    def taken(self) -> list[_Change]:
        """Those that exclude none."""
        colliding = {place for pair in self.pairs for place in pair}
        return [change for place, change in enumerate(self.changes) if place not in colliding]

    def result(self) -> Ast:
        """The text with these, each block written once."""
        by_block = defaultdict[int, list[_Change]](list)
        for change in self.taken():
            by_block[change.block].append(change)
        blocks: list[Block] = []
        for place, block in enumerate(self.text.blocks):
            blocks += self._edited(place, by_block[place]) if place in by_block else [block]
        return addressed({"blocks": blocks}).ast

    def collisions(self) -> Iterator[Collision]:
        """What hangs together by exclusion, in the order of the list."""
        for group in _joined(self.pairs):
            blocks = tuple(sorted({self.changes[place].block for place in group}))
            ids = [self.changes[place].id for place in group]
            inside = [pair for pair in sorted(self.pairs) if pair[0] in group]
            yield Collision(
                blocks=blocks,
                base=_read(self.text.blocks[block] for block in blocks),
                options=tuple(Option(id=id_, text=self._alone(place)) for id_, place in zip(ids, group, strict=True)),
                pairs=tuple((self.changes[one].id, self.changes[two].id) for one, two in inside),
            )

    def _alone(self, place: int) -> str:
        change = self.changes[place]
        return _read(self._edited(change.block, [change]))


def _change(text: Addressed, proposed: Proposed) -> _Change | None:
    anchor = proposed.anchor
    block = text.blocks[anchor.block]
    edits = replacing(block, anchor.start, anchor.end, proposed.replacement)
    if edits is None:
        return None
    gained = _gained(block, blocks_of(edited(flatten(block), edits)))
    return _Change(proposed.id, anchor.block, edits, gained)


def _gained(before: Block, after: Iterable[Block]) -> Counter[str]:
    """How often more, or less, each sentence stands in the blocks after."""
    gained = sentences(after)
    gained.subtract(sentences([before]))
    return Counter({sentence: times for sentence, times in gained.items() if times})


def _joined(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    groups: list[set[int]] = []
    for pair in sorted(pairs):
        joined = set(pair).union(*(group for group in groups if group & set(pair)))
        groups = [*(group for group in groups if not group & joined), joined]
    return sorted(sorted(group) for group in groups)


def _read(blocks: Iterable[Block]) -> str:
    return "\n\n".join(map(block_text, blocks))

"""Following comments from the text they were made in to another: where their words stand there, if they do."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from domain.text.anchor import CONTEXT
from domain.text.canonical import canonical_bytes
from domain.text.compare import base_blocks, block_map, head_blocks
from domain.text.edits import token_edits
from domain.text.flat import Flat, flat_of, lines_of, plain_line, read_lines, together
from domain.text.rivals import MARGIN, Place, Reading, likeness, likest, nearness
from domain.text.tokens import plain, units, words_in
from schemas.canonical import sha256_hex
from schemas.problems import Refused
from schemas.text import Anchor, Ast, Diff, Edit, Placement, Token

# The share of characters, of the quotation with its context, that must be kept in an edited place.
LEAST_SCORE = 0.6
# What appears anew elsewhere may be another mention of the words: its sentence must be as like the old one as this,
LIKE_ELSEWHERE = 0.8
LONG_SENTENCE = 30  # and where the quoted words themselves were edited there, as long in characters.
# A sentence that stands in a text several times is told from its twins by what is around it: so like that must be.
NEIGHBOURS = 0.75
NEIGHBOURS_IN_PLACE = 0.6

AMBIGUOUS = Placement(state="ambiguous", score=0.0)


def place_all(anchors: Sequence[Anchor], diff: Diff, base_ast: Ast, new_ast: Ast) -> list[Placement]:
    """Where the words of anchors of one text stand in the new text; `diff` leads from the one to the other.

    In this order. The words are kept, seen through the diff: exact, or moved with their block. They were put in
    anew at one place, in their old sentence: moved; at several: ambiguous; a place where equal words stood before
    is never taken. They were edited and enough of them and around them is kept (`LEAST_SCORE`): changed. Else they
    are lost. Where the same words, or a sentence as like, stand elsewhere, what is around them must speak for the
    place found and against the others: else ambiguous.
    Raises Refused("patch_base_mismatch") if the diff does not lead from the anchors' text to the new one.
    """
    base, text = canonical_bytes(base_ast), canonical_bytes(new_ast)
    for expected, got in [(diff.head_hash, sha256_hex(text)), (diff.base_hash, sha256_hex(base))]:
        _require(expected, got)
    return place_in_lines(anchors, diff, lines_of(base), lines_of(text))


def place_in_lines(anchors: Sequence[Anchor], diff: Diff, base_lines: str, new_lines: str) -> list[Placement]:
    """The same, from the lines of both texts: each is read once for all anchors.

    Raises Refused("patch_base_mismatch") if an anchor is in another text than the one that the diff leads from.
    """
    for anchor in anchors:
        _require(anchor.text_hash, diff.base_hash)
    follower = _Follower(read_lines(base_lines), read_lines(new_lines), diff)
    return [follower.placement(anchor) for anchor in anchors]


def _require(expected: str, got: str) -> None:
    if expected != got:
        raise Refused("patch_base_mismatch", expected=expected, got=got)


class _Stretch(NamedTuple):
    """Base characters [start, end) stand in the head as [head_start, head_end): word for word, or edited."""

    start: int
    end: int
    head_start: int
    head_end: int
    kept: bool


class _Part(NamedTuple):
    """Base blocks that became head blocks, mostly one each: where each begins in their texts without a gap."""

    base: dict[int, int]
    head: dict[int, int]
    stretches: list[_Stretch]


class _Follower:
    """Follows anchors through one diff."""

    def __init__(self, base: Sequence[str], text: Sequence[str], diff: Diff) -> None:
        self.base = Reading([plain_line(line) for line in base])
        self.head = Reading([plain_line(line) for line in text])
        self.moved = {change.base for change in diff.changes if change.kind == "moved"}
        self.by_base, self.by_head = dict[int, _Part](), dict[int, _Part]()
        for old, new in block_map(diff).items():
            self._follow(range(old, old + 1), range(new, new + 1), _all_kept(len(self.head.texts[new])))
        for change in diff.changes:
            old_blocks, new_blocks = base_blocks(change), head_blocks(change)
            if change.edits and old_blocks and new_blocks:
                flats = [flat_of(text[block]) for block in new_blocks]
                whole = flats[0] if len(flats) == 1 else together(flats)
                self._follow(old_blocks, new_blocks, _stretches(change.edits, whole))
        self.times = Counter(self.base.texts), Counter(self.head.texts)

    def _follow(self, old: range, new: range, stretches: list[_Stretch]) -> None:
        part = _Part(self.base.offsets_among(old), self.head.offsets_among(new), stretches)
        self.by_base |= dict.fromkeys(old, part)
        self.by_head |= dict.fromkeys(new, part)

    def placement(self, anchor: Anchor) -> Placement:
        place = Place(anchor.block, anchor.start, anchor.end)
        kept = self._kept_at(place)
        if kept is not None:
            sure = self._is_unique(place, kept) or (
                self._is_its_own(anchor.quote, place, kept) and self._is_told_apart(place, kept)
            )
            state: Literal["exact", "moved"] = "moved" if anchor.block in self.moved else "exact"
            return _found(state, kept) if sure else AMBIGUOUS
        anew = self._anew(anchor, place)
        if len(anew) == 1:
            return _found("moved", anew[0])
        if anew:
            return AMBIGUOUS
        edited = self._edited(place)
        return self._sentence_elsewhere(place) or edited if edited.state == "lost" else edited

    def _is_unique(self, place: Place, kept: Place) -> bool:
        """Whether the whole block stands once in either text, and unchanged."""
        text = self.base.texts[place.block]
        return text == self.head.texts[kept.block] and self.times[0][text] == 1 == self.times[1][text]

    def _kept_at(self, place: Place) -> Place | None:
        part = self.by_base.get(place.block)
        if part is None:
            return None
        start, end = (part.base[place.block] + at for at in place[1:])
        for stretch in part.stretches:
            if stretch.kept and stretch.start <= start and end <= stretch.end:
                shift = stretch.head_start - stretch.start
                return self._in_head(part, start + shift, end + shift)
        return None

    def _in_head(self, part: _Part, start: int, end: int) -> Place | None:
        """Characters of the blocks of a part, one after another, as a place in one of them."""
        for block, offset in part.head.items():
            if offset <= start and end <= offset + len(self.head.texts[block]):
                return Place(block, start - offset, end - offset)
        return None

    def _is_its_own(self, words: str, place: Place, found: Place) -> bool:
        """Whether what is around speaks for this place, of all where the words stand, and for these words there.

        One whose own place is known elsewhere is a rival only if it fits better; one that has none, if it fits
        nearly as well.
        """
        own = nearness(self.base, place, self.head, found)
        unbroken = self.base.is_unbroken(place)
        for other in self.base.places(words, place.block, unbroken=unbroken):
            if other != place:
                least = own + MARGIN if self._kept_at(other) else own - MARGIN
                if nearness(self.base, other, self.head, found) >= least:
                    return False
        for other in self.head.places(words, found.block, unbroken=unbroken):
            if other != found:
                least = own + MARGIN if self._stood_before(other) else own - MARGIN
                if nearness(self.base, place, self.head, other) >= least:
                    return False
        return True

    def _is_told_apart(self, place: Place, found: Place) -> bool:
        """Whether a sentence that stands in the base several times is among its old neighbours, or is the only one.

        Of equal blocks that came to stand side by side nobody can say which is which.
        """
        if not self.base.is_repeated(place):
            return True
        if self.head.has_twin_beside(found) and not self.base.has_twin_beside(place):
            return False
        least = NEIGHBOURS if place.block in self.moved else NEIGHBOURS_IN_PLACE
        return nearness(self.base, place, self.head, found) >= least

    def _anew(self, anchor: Anchor, place: Place) -> list[Place]:
        """Places where the quotation stands in its sentence and did not stand before; one alone is sure."""
        if self.base.is_repeated(place):
            return []
        found = [
            other
            for other in self.head.places(anchor.quote, place.block, unbroken=self.base.is_unbroken(place))
            if not self._stood_before(other) and self._is_in_its_sentence(place, other)
        ]
        if len(found) == 1 and not self._is_its_own(anchor.quote, place, found[0]):
            return [*found, *found]  # one that another fits as well is as ambiguous as two
        return found

    def _is_in_its_sentence(self, place: Place, other: Place) -> bool:
        """Whether the old sentence, or one much like it, stands around a place; a long one may be a part of another."""
        span = self.base.sentence(place)
        sentence, start = self.base.words(span), other.start - (place.start - span.start)
        if len(sentence) >= LONG_SENTENCE and start >= 0:
            there = self.head.texts[other.block][start : start + len(sentence)]
            if there == sentence:
                return True
        return likeness(sentence, self.head.words(self.head.sentence(other))) >= LIKE_ELSEWHERE

    def _stood_before(self, place: Place) -> bool:
        part = self.by_head.get(place.block)
        if part is None:
            return False
        start, end = (part.head[place.block] + at for at in place[1:])
        return any(one.kept and one.head_start <= start and end <= one.head_end for one in part.stretches)

    def _edited(self, place: Place) -> Placement:
        part = self.by_base.get(place.block)
        if part is None:
            return Placement(state="lost", score=0.0)
        place_start, place_end = (part.base[place.block] + at for at in place[1:])
        start, end = _mapped(part.stretches, place_start, place_end)
        around = max(0, place_start - CONTEXT), min(part.stretches[-1].end, place_end + CONTEXT)
        head_around = _mapped(part.stretches, *around)
        kept = sum(max(0, min(one.end, around[1]) - max(one.start, around[0])) for one in part.stretches if one.kept)
        score = round(2 * kept / (around[1] - around[0] + head_around[1] - head_around[0]), 3)
        found = self._in_head(part, start, end)
        if score < LEAST_SCORE or found is None or not self.head.words(found).strip():
            return Placement(state="lost", score=score)
        if self._has_look_alike(place, found) or not self._is_told_apart(place, found):
            return Placement(state="ambiguous", score=score)
        return Placement(state="changed", score=score, block=found.block, start=found.start, end=found.end)

    def _has_look_alike(self, place: Place, found: Place) -> bool:
        """Whether a sentence that was taken out, or put in, is as like as the edited one."""
        old, new = self.base.words(self.base.sentence(place)), self.head.words(self.head.sentence(found))
        least = max(0.0, likeness(old, new) - MARGIN)
        gone, come = self._dirty
        return any(other != new for other, _ in likest(old, come, least)) or any(
            other != old for other, _ in likest(new, gone, least)
        )

    def _sentence_elsewhere(self, place: Place) -> Placement | None:
        """The place in a sentence put in elsewhere that is the edited old one, if there is no doubt about it."""
        span = self.base.sentence(place)
        old = self.base.words(span)
        if len(old) < LONG_SENTENCE or self.base.is_repeated(place):
            return None
        gone, come = self._dirty
        found = likest(old, come, LIKE_ELSEWHERE)
        if not found:
            return None
        new, score = found[0]
        rivals = [other for other, _ in likest(new, gone, score - MARGIN) if other != old]
        if rivals or (len(found) > 1 and found[1][1] > score - MARGIN) or len(self.head.sentences[new]) > 1:
            return Placement(state="ambiguous", score=round(score, 3))
        head = self.head.sentences[new][0]
        tokens = [list(words_in(Token("text", text))) for text in (old, new)]
        stretches = _stretches(token_edits(*tokens), Flat(new))
        start, end = _mapped(stretches, place.start - span.start, place.end - span.start)
        if not new[start:end].strip():
            return None
        return Placement(
            state="changed", score=round(score, 3), block=head.block, start=head.start + start, end=head.start + end
        )

    @cached_property
    def _dirty(self) -> tuple[list[str], list[str]]:
        base, head = self.base.sentences, self.head.sentences
        gone, come = (
            sorted(one.keys() - other.keys(), key=lambda sentence: (len(sentence), sentence))
            for one, other in ((base, head), (head, base))
        )
        return gone, come


def _all_kept(length: int) -> list[_Stretch]:
    return [_Stretch(0, length, 0, length, True)]


def _stretches(edits: Sequence[Edit], head: Flat) -> list[_Stretch]:
    """A block's characters in order; an edit of formats only keeps them."""
    stretches: list[_Stretch] = []
    place = 0
    for edit in edits:
        kept = head.plain_length(place, place + edit.keep)
        old, new = plain(edit.delete), plain(edit.insert)
        _add(stretches, kept, kept, kept=True)
        _add(stretches, len(old), len(new), kept=old == new)
        place += edit.keep + sum(map(units, edit.insert))
    rest = head.plain_length(place, len(head.text) + 2 * head.lead)
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


def _found(state: Literal["exact", "moved"], place: Place) -> Placement:
    return Placement(state=state, score=1.0, block=place.block, start=place.start, end=place.end)

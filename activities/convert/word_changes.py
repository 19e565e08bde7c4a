"""The tracked changes of a Word file: neighbouring pieces of one author and date are one change, moves are paired."""

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from activities.convert.word_walk import PUT_IN, TAKEN_OUT, Mark, Piece, Walked
from schemas.reading import ChangeOf, Doubt, TrackedChange

CONTEXT = 32  # characters of the text around a change
FARTHEST = 64  # pieces that are looked at for them


@dataclass
class Stretch:
    """Pieces of one tracked change that follow one another; indexes into `Walked.pieces`, `last` inclusive."""

    mark: Mark
    first: int
    last: int
    number: int = 0

    def words(self, pieces: Sequence[Piece]) -> str:
        """What its pieces say."""
        return "".join(piece.text for piece in pieces[self.first : self.last + 1])

    @property
    def puts_in(self) -> bool:
        """Whether accepting it leaves its words in the text."""
        return self.mark.kind in PUT_IN


@dataclass
class Tracked:
    """The tracked changes of a file, the stretches of pieces they are made of, and what is unclear in them."""

    changes: list[TrackedChange] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def tracked(walked: Walked) -> Tracked:
    """The changes of a walked file, in its order, each a number from 0; both halves of a move bear one number."""
    found = Tracked(stretches=_stretches(walked.pieces))
    if any(_nested(piece) for piece in walked.pieces):
        found.doubts.append(Doubt(code="change_within_change"))
    if walked.layout:
        found.doubts.append(Doubt(code="layout_change"))
    pairs = _moves(walked.pieces, found.stretches)
    for place, stretch in enumerate(found.stretches):
        if place in pairs and not stretch.puts_in:
            continue  # told with the place it was moved to
        stretch.number = len(found.changes)
        source = found.stretches[pairs[place]] if place in pairs else None
        if source is not None:
            source.number = stretch.number
        if source is None and stretch.mark.kind.startswith("move"):
            found.doubts.append(Doubt(code="move_without_pair", words=stretch.words(walked.pieces)[:200]))
        if not stretch.mark.author:
            found.doubts.append(Doubt(code="change_without_author", words=stretch.words(walked.pieces)[:200]))
        found.changes.append(_change(walked.pieces, stretch, source))
    return found


def around(pieces: Sequence[Piece], first: int, last: int) -> tuple[str, str]:
    """The nearest words before and after pieces [first, last] of the text with all changes accepted."""
    before, after = "", ""
    for piece in reversed(pieces[max(0, first - FARTHEST) : first]):
        if piece.paragraph != pieces[first].paragraph or len(before) >= CONTEXT:
            break
        before = (piece.text[-CONTEXT:] if piece.accepted else "") + before
    for piece in pieces[last + 1 : last + 1 + FARTHEST]:
        if piece.paragraph != pieces[last].paragraph or len(after) >= CONTEXT:
            break
        after += piece.text[:CONTEXT] if piece.accepted else ""
    return before[-CONTEXT:], after[:CONTEXT].rstrip("\n")


def _stretches(pieces: Sequence[Piece]) -> list[Stretch]:
    found: list[Stretch] = []
    for place, piece in enumerate(pieces):
        mark = _mark(piece)
        if mark is None:
            continue
        last = found[-1] if found else None
        if last is not None and last.last == place - 1 and last.mark == mark:
            last.last = place
        else:
            found.append(Stretch(mark, place, place))
    return found


def _mark(piece: Piece) -> Mark | None:
    """The change that decides about a piece: what takes it out, or else what put it in last."""
    out = [mark for mark in piece.marks if mark.kind in TAKEN_OUT]
    return out[-1] if out else piece.marks[-1] if piece.marks else None


def _nested(piece: Piece) -> bool:
    return any(one.kind in TAKEN_OUT or two.kind == one.kind for one, two in pairwise(piece.marks) if one != two)


def _moves(pieces: Sequence[Piece], stretches: Sequence[Stretch]) -> dict[int, int]:
    """The halves of moves, each naming the other: by the move's name, else by equal words."""
    pairs: dict[int, int] = {}
    keys: list[Callable[[Stretch], object]] = [
        lambda stretch: stretch.mark.move or None,
        lambda stretch: tuple(stretch.words(pieces).split()) or None,
    ]
    for key in keys:
        waiting: dict[object, deque[int]] = defaultdict(deque)
        for i, stretch in enumerate(stretches):
            if stretch.mark.kind == "moveFrom" and i not in pairs:
                waiting[key(stretch)].append(i)
        for i, stretch in enumerate(stretches):
            found = key(stretch) if stretch.mark.kind == "moveTo" and i not in pairs else None
            if found is not None and waiting[found]:
                pairs[i] = waiting[found].popleft()
                pairs[pairs[i]] = i
    return pairs


def _change(pieces: Sequence[Piece], stretch: Stretch, source: Stretch | None) -> TrackedChange:
    before, after = around(pieces, stretch.first, stretch.last)
    kind: ChangeOf = "moved" if source else "inserted" if stretch.puts_in else "deleted"
    here = pieces[stretch.first].paragraph
    return TrackedChange(
        number=stretch.number,
        kind=kind,
        author=stretch.mark.author,
        date=stretch.mark.date,
        words=stretch.words(pieces),
        before=before,
        after=after,
        paragraph=pieces[source.first].paragraph if source else here,
        to_paragraph=here if source else None,
    )

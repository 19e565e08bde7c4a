"""The parts of a block that has some: items of a list, rows of a table, what is quoted; which of them is which."""

from collections import defaultdict, deque
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from domain.text.flat import FIRST_SIGN, Flat
from domain.text.pairing import Likeness, rising
from domain.text.phrases import replaced
from domain.text.sequences import Hunk, differences
from domain.text.tokens import depths

# How deep in the brackets of its JSON a block stands between two of its parts.
DEPTHS = {
    "BulletList": 2, "OrderedList": 3, "DefinitionList": 2, "BlockQuote": 2, "Div": 3, "LineBlock": 2, "Table": 5,
}  # fmt: skip
LIKE_IN_PLACE = 0.4  # the share of words that two parts have in common: the same part, edited
FEWEST_WORDS_MOVED = 2  # shorter parts stand in several places by chance
MOST_PARTS_COMPARED = 1600  # pairs of parts between the same neighbours


class Piece(NamedTuple):
    """Units [base_start, base_end) are replaced by [head_start, head_end); `moved` numbers the two of one move."""

    base_start: int
    base_end: int
    head_start: int
    head_end: int
    moved: int = 0


class _Part(NamedTuple):
    """One part, without the frame before it and the one after."""

    start: int
    end: int
    text: str


def part_pieces(base: Flat, head: Flat) -> list[Piece] | None:
    """What was replaced in a block, part by part; None if it has no parts, or the two are of unlike kinds."""
    here, there = _parts(base), _parts(head)
    if len(here) + len(there) < 3 or _kind(base) != _kind(head):
        return None
    kept = _kept(here, there)
    moves = _moves(here, there, kept)
    pieces: list[Piece] = []
    i = j = place = head_place = 0
    ends = (len(here), len(there))
    for next_i, next_j in [*kept, ends]:
        end = here[next_i].start if next_i < len(here) else len(base.text)
        head_end = there[next_j].start if next_j < len(there) else len(head.text)
        taken = tuple((here[n], moves.base.get(n, 0)) for n in range(i, next_i))
        put = tuple((there[n], moves.head.get(n, 0)) for n in range(j, next_j))
        pieces += _of_gap(base, head, _Gap(place, end, taken), _Gap(head_place, head_end, put))
        if (next_i, next_j) != ends:
            pieces += _inside(base, head, here[next_i], there[next_j])
            place, head_place = here[next_i].end, there[next_j].end
        i, j = next_i + 1, next_j + 1
    return pieces


def _kind(one: Flat) -> str:
    """The kind of a block, told by its last frame; empty if it ends without one."""
    if one.text[-1:] < "\U000f0000":
        return ""
    last = one.nodes[ord(one.text[-1]) - FIRST_SIGN]
    return last.form.rpartition('"t":')[2]


def _parts(one: Flat) -> list[_Part]:
    depth = DEPTHS.get(_kind(one).strip('"}'))
    if depth is None:
        return []
    lows = [depths(node.form) if node.kind == "frame" else None for node in one.nodes]
    parts: list[_Part] = []
    level = start = 0
    for place, sign in enumerate(one.text):
        low = lows[ord(sign) - FIRST_SIGN] if sign >= "\U000f0000" else None
        if low is None:
            continue
        if place and level + low.least <= depth:
            parts.append(_Part(start, place, one.text[start:place]))
        if place == 0 or level + low.least <= depth:
            start = place + 1
        level += low.whole
    return parts


def _kept(here: Sequence[_Part], there: Sequence[_Part]) -> list[tuple[int, int]]:
    """The parts that are the same, edited or not, rising on both sides."""
    kept: list[tuple[int, int]] = []
    i = j = 0
    hunks = differences([part.text for part in here], [part.text for part in there])
    for start, end, head_start, head_end in [*hunks, Hunk(len(here), len(here), len(there), len(there))]:
        kept += zip(range(i, start), range(j, head_start), strict=True)
        kept += rising(_likenesses(here, there, Hunk(start, end, head_start, head_end)))
        i, j = end, head_end
    return kept


def _likenesses(here: Sequence[_Part], there: Sequence[_Part], window: Hunk) -> list[Likeness]:
    start, end, head_start, head_end = window
    if (end - start) * (head_end - head_start) > MOST_PARTS_COMPARED:
        pairs = [(start + n, head_start + n) for n in range(min(end - start, head_end - head_start))]
    else:
        pairs = [(i, j) for i in range(start, end) for j in range(head_start, head_end)]
    words = {
        (side, n): part.text.split(" ") for side, parts in enumerate((here, there)) for n, part in enumerate(parts)
    }
    scores = (
        (i, j, Indel.normalized_similarity(words[0, i], words[1, j], score_cutoff=LIKE_IN_PLACE)) for i, j in pairs
    )
    found = [Likeness(i, j, score) for i, j, score in scores if score]
    lone = end - start == head_end - head_start == 1
    return found or [Likeness(start, head_start, LIKE_IN_PLACE)] * lone


class _Moves(NamedTuple):
    """The numbers of the moves of parts, by their indexes on either side."""

    base: dict[int, int]
    head: dict[int, int]


def _moves(here: Sequence[_Part], there: Sequence[_Part], kept: Sequence[tuple[int, int]]) -> _Moves:
    """Parts taken out here and put in there, word for word."""
    known, known_there = {i for i, _ in kept}, {j for _, j in kept}
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for j, part in enumerate(there):
        if j not in known_there and len(part.text.split(" ")) >= FEWEST_WORDS_MOVED:
            waiting[part.text].append(j)
    moves = _Moves({}, {})
    for i, part in enumerate(here):
        if i not in known and waiting[part.text]:
            moves.base[i] = moves.head[waiting[part.text].popleft()] = len(moves.base) + 1
    return moves


class _Gap(NamedTuple):
    """What stands on one side between two kept parts: units [start, end), and the `parts` among them."""

    start: int
    end: int
    parts: tuple[tuple[_Part, int], ...]  # each with the number of its move, or 0

    def cut(self) -> list[tuple[int, int, int]]:
        """Its parts, each with the frame after it, or before it if the gap begins with one: start, end, move."""
        after = bool(self.parts) and self.parts[0][0].start == self.start
        edges = [part.start for part, _ in self.parts[1:]] if after else [part.end for part, _ in self.parts[:-1]]
        places = [self.start, *edges, self.end]
        return [(places[n], places[n + 1], move) for n, (_, move) in enumerate(self.parts)]


def _of_gap(base: Flat, head: Flat, here: _Gap, there: _Gap) -> list[Piece]:
    shared = _shared_frames(base.text[here.start : here.end], head.text[there.start : there.end])
    here = here._replace(start=here.start + shared[0], end=here.end - shared[1])
    there = there._replace(start=there.start + shared[0], end=there.end - shared[1])
    if here.start == here.end and there.start == there.end:
        return []
    if not any(move for _, move in (*here.parts, *there.parts)):
        return [Piece(here.start, here.end, there.start, there.end)]
    taken = [Piece(start, end, there.start, there.start, move) for start, end, move in here.cut()]
    put = [Piece(here.end, here.end, start, end, move) for start, end, move in there.cut()]
    if (not here.parts and here.end > here.start) or (not there.parts and there.end > there.start):
        return [Piece(here.start, here.end, there.start, there.end)]  # a frame alone: no whole part for it
    return taken + put


def _shared_frames(first: str, second: str) -> tuple[int, int]:
    """How many signs both have at their starts, and at their ends."""
    shortest = min(len(first), len(second))
    start = end = 0
    while start < shortest and first[start] == second[start] >= "\U000f0000":
        start += 1
    while end < shortest - start and first[-1 - end] == second[-1 - end] >= "\U000f0000":
        end += 1
    return start, end


def _inside(base: Flat, head: Flat, here: _Part, there: _Part) -> list[Piece]:
    if here.text == there.text:
        return []
    return [
        Piece(i + here.start, end + here.start, j + there.start, head_end + there.start)
        for i, end, j, head_end in replaced(base.stretch(here.start, here.end), head.stretch(there.start, there.end))
    ]

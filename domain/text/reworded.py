"""The sentences of two versions of a text that differ, each with its counterpart."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.text.sequences import Hunk, differences
from schemas.text import Token

_ENDS = frozenset(".!?…\n;")


class Sentences(NamedTuple):
    """Neighbouring sentences that differ, on both sides; `begins`: whether the stretch begins its text."""

    old: Sequence[Token]
    new: Sequence[Token]


def said(token: Token) -> tuple[str, str, str]:
    """A token without its formats."""
    return token[:3]


def words_apart(old: Sequence[Token], new: Sequence[Token]) -> list[Hunk]:
    """Where two texts differ, formats aside."""
    return differences([said(token) for token in old], [said(token) for token in new])


def sentences_apart(old: Sequence[Token], new: Sequence[Token], hunks: Sequence[Hunk]) -> Iterator[Sentences]:
    """The stretches of whole sentences that are not the same, formats aside; what lies between them is."""
    last: Hunk | None = None
    ends = [place for place, token in enumerate(old) if _is_end(token)]
    for hunk in (_to_ends(hunk, ends, len(old)) for hunk in hunks):
        if last and hunk.base_start < last.base_end:
            last = Hunk(last.base_start, hunk.base_end, last.head_start, hunk.head_end)
            continue
        if last:
            yield _cut(last, old, new)
        last = hunk
    if last:
        yield _cut(last, old, new)


def formats_apart(
    old: Sequence[Token], new: Sequence[Token], hunks: Sequence[Hunk]
) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """The runs of tokens that say the same in other formats; `hunks`: where the words differ."""
    place = other = 0
    for hunk in [*hunks, Hunk(len(old), len(old), len(new), len(new))]:
        start: int | None = None
        for step in range(hunk.base_start - place + 1):
            differs = place + step < hunk.base_start and old[place + step].marks != new[other + step].marks
            if differs and start is None:
                start = step
            if not differs and start is not None:
                yield old[place + start : place + step], new[other + start : other + step]
                start = None
        place, other = hunk.base_end, hunk.head_end


def _to_ends(hunk: Hunk, ends: Sequence[int], length: int) -> Hunk:
    """The hunk widened over what is kept on both sides of it, to the ends of its sentences.

    `ends` are the places of the base's tokens that end a sentence, rising. Whatever is widened over on the base's
    side is the same on the head's, as far as the next hunk, where both join.
    """
    earlier, later = bisect_left(ends, hunk.base_start) - 1, bisect_left(ends, hunk.base_end)
    before = ends[earlier] + 1 if earlier >= 0 else 0
    after = ends[later] + 1 if later < len(ends) else length
    return Hunk(before, after, hunk.head_start - (hunk.base_start - before), hunk.head_end + (after - hunk.base_end))


def _is_end(token: Token) -> bool:
    return token.kind == "text" and token.text in _ENDS


def _cut(hunk: Hunk, old: Sequence[Token], new: Sequence[Token]) -> Sentences:
    return Sentences(old[hunk.base_start : hunk.base_end], new[hunk.head_start : hunk.head_end])

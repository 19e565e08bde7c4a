"""Two paragraphs of mere text compared: what stands between their blanks, cut no further than where they differ."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix

from domain.text.phrases import tidied
from domain.text.sequences import MOST_PAIRS, Span, differences, hunks_of

WordEdit = tuple[int, str, str]
"""Step over so many words, take out these, put in those; words are what stands between blanks."""


class Apart(NamedTuple):
    """What two paragraphs do not share: `base` of the one and `head` of the other, after `before` words that they do.

    Beside what differs one word more stands on either side. `all_words` is how many both have together.
    """

    base: list[str]
    head: list[str]
    before: int
    all_words: int
    ends: bool  # nothing stands after it


class ProseEdits(NamedTuple):
    """How like two paragraphs are, from 0 to 1, and the edits that make one the other; none where they are unlike."""

    like: float
    edits: list[WordEdit]


def prose_edits(base: str, head: str, least: float = 0.0) -> ProseEdits:
    """Compare two paragraphs; likeness is the share of words that they have in common, in order, 0 if under `least`."""
    part = _apart(base, head)
    hunks: Sequence[Span]
    if len(part.base) * len(part.head) > MOST_PAIRS:
        hunks = differences(part.base, part.head)
        changed = sum(end - start + head_end - head_start for start, end, head_start, head_end in hunks)
    else:
        steps = Indel.editops(part.base, part.head).as_list()
        changed = len(steps)
        hunks = hunks_of(steps) if changed <= (1 - least) * part.all_words else []
    like = 1 - changed / part.all_words
    if like < least:
        return ProseEdits(0.0, [])
    if (part.before or not part.ends) and _may_slide_out(part, hunks):
        shift = part.before
        hunks = [(a + shift, b + shift, c + shift, d + shift) for a, b, c, d in hunks]
        part = Apart(base.split(" "), head.split(" "), 0, part.all_words, ends=True)
    edits: list[WordEdit] = []
    place = -part.before
    for start, end, head_start, head_end in tidied(hunks, part.base, part.head):
        edits.append((start - place, " ".join(part.base[start:end]), " ".join(part.head[head_start:head_end])))
        place = end
    return ProseEdits(like, edits)


class Words(NamedTuple):
    """The words of two paragraphs, and the hunks of them that were replaced."""

    base: list[str]
    head: list[str]
    hunks: list[Span]


def read_edits(base: str, edits: Iterable[WordEdit]) -> Words:
    """The paragraphs that edits lead from and to."""
    words = base.split(" ")
    head: list[str] = []
    hunks: list[Span] = []
    place = 0
    for keep, delete, insert in edits:
        start = place + keep
        head += words[place:start]
        place, head_start = start + word_count(delete), len(head)
        head += insert.split(" ") if insert else ()
        hunks.append((start, place, head_start, len(head)))
    return Words(words, head + words[place:], hunks)


def word_count(text: str) -> int:
    """How many words stand between the blanks of a text."""
    return text.count(" ") + 1 if text else 0


def _apart(base: str, head: str) -> Apart:
    start = base.rfind(" ", 0, Prefix.similarity(base, head)) + 1
    shared = Postfix.similarity(base[start:], head[start:])
    after = base.find(" ", len(base) - shared)
    start = base.rfind(" ", 0, start - 1) + 1 if start else 0
    after = base.find(" ", after + 1) if after >= 0 else -1
    end = after if after >= 0 else len(base)
    head_end = len(head) - len(base) + end
    all_words = base.count(" ") + head.count(" ") + 2
    return Apart(
        base[start:end].split(" "), head[start:head_end].split(" "), base.count(" ", 0, start), all_words, after < 0
    )


def _may_slide_out(part: Apart, hunks: Sequence[Span]) -> bool:
    """Whether a mere insertion or deletion may stand elsewhere in what was cut off."""
    if not hunks:
        return False
    start, end, head_start, head_end = hunks[0]
    if part.before and (start == end or head_start == head_end):
        words, a, b = (part.head, head_start, head_end) if start == end else (part.base, start, end)
        while a and words[a - 1] == words[b - 1]:
            a, b = a - 1, b - 1
        if not a:
            return True
    start, end, head_start, head_end = hunks[-1]
    if not part.ends and (start == end or head_start == head_end):
        words, a, b = (part.head, head_start, head_end) if start == end else (part.base, start, end)
        while b < len(words) and words[a] == words[b]:
            a, b = a + 1, b + 1
        return b == len(words)
    return False

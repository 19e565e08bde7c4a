"""Which words of a block were replaced: whole words and phrases together, as an editor would mark them by hand."""

from collections.abc import Sequence

from domain.text.flat import Flat
from domain.text.sequences import Hunk, Span, differences

# Prepositions and conjunctions: one of them left alone between two changed words changes with them.
SMALL_WORDS = frozenset(
    {"а", "без", "в", "во", "для", "до", "за", "и", "из", "из-за", "или", "к", "ко", "либо", "между", "на", "над"}
    | {"но", "о", "об", "обо", "от", "ото", "по", "под", "при", "про", "с", "со", "у", "через", "что", "как"}
    | {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)
MOST_KEPT = 2  # words kept between two changed phrases that are still one replacement with them
MOST_BETWEEN = 2 * MOST_KEPT + 1  # items between two changed phrases that may be so many words with their blanks
LEAST_CHANGED = 2  # words changed in each of these phrases
CHANGED_FOR_KEPT = 4  # changed words for each kept one

_ENDS_OF_SENTENCE = (".", "!", "?", "…", ".»", "!»", "?»", ":")
_ENDS_OF_PART = (",", ";", ")", "—", "–", "»")


def replaced(base: Flat, head: Flat) -> list[Hunk]:
    """The stretches of units that were replaced, in order; formats are not looked at.

    What stands between blanks is compared first; then, where words of both sides are replaced, the signs in them.
    """
    first, second = base.text.split(" "), head.text.split(" ")
    return in_units(base, head, first, second, tidied(differences(first, second), first, second))


def tidied(hunks: Sequence[Span], base: Sequence[str], head: Sequence[str]) -> list[Span]:
    """The hunks as an editor would mark them.

    A mere insertion or deletion that could stand elsewhere begins where a sentence or its part does; neighbours with
    next to nothing kept between them are one.
    """
    done: list[Span] = []
    far = -1 - MOST_BETWEEN
    for place, found in enumerate(hunks):
        start, end, head_start, head_end = hunk = found
        if start == end or head_start == head_end:
            first = far + 1 if done else 0
            last = hunks[place + 1][0] - 1 if place + 1 < len(hunks) else len(base)
            start, end, head_start, head_end = hunk = _slid(hunk, base, head, first, last)
        if start - far <= MOST_BETWEEN and _slight(done[-1], hunk, base, head):
            done[-1] = (done[-1][0], end, done[-1][2], head_end)
        else:
            done.append(hunk)
        far = end
    return done


def in_units(base: Flat, head: Flat, first: Sequence[str], second: Sequence[str], found: Sequence[Span]) -> list[Hunk]:
    """Hunks of what stands between the blanks of two texts as hunks of units, signs that stayed left out."""
    hunks: list[Hunk] = []
    i = j = place = head_place = 0
    for start, end, head_start, head_end in found:
        place += _length(first, i, start)
        head_place += _length(second, j, head_start)
        i, j = end, head_end
        length, head_length = _length(first, start, end), _length(second, head_start, head_end)
        if not length or not head_length:
            # The last words go with the blank before them, all others with the one after.
            back = 1 if end == len(first) and head_end == len(second) else 0
            hunks.append(Hunk(place - back, place - back + length, head_place - back, head_place - back + head_length))
        elif end - start == head_end - head_start == 1 and first[start].isalpha() and second[head_start].isalpha():
            hunks.append(Hunk(place, place + length - 1, head_place, head_place + head_length - 1))
        else:
            hunks += within(base, head, Hunk(place, place + length - 1, head_place, head_place + head_length - 1))
        place, head_place = place + length, head_place + head_length
    return hunks


def within(base: Flat, head: Flat, hunk: Hunk) -> list[Hunk]:
    """What of a replaced stretch is replaced indeed, once signs and spaces are compared by themselves."""
    old, new = base.words(hunk.base_start, hunk.base_end), head.words(hunk.head_start, hunk.head_end)
    hunks = []
    i = j = 0
    place, head_place = hunk.base_start, hunk.head_start
    for start, end, head_start, head_end in _phrases(differences(old, new), old, new):
        place += sum(map(len, old[i:start]))
        head_place += sum(map(len, new[j:head_start]))
        length, head_length = sum(map(len, old[start:end])), sum(map(len, new[head_start:head_end]))
        hunks.append(Hunk(place, place + length, head_place, head_place + head_length))
        place, head_place, i, j = place + length, head_place + head_length, end, head_end
    return hunks


def _length(words: Sequence[str], start: int, end: int) -> int:
    """How many characters these words are, each with the blank after it."""
    return sum(map(len, words[start:end])) + end - start


def _phrases(hunks: Sequence[Span], base: Sequence[str], head: Sequence[str]) -> list[Span]:
    """Neighbouring hunks with next to nothing kept between them made one."""
    done: list[Span] = []
    far = -1 - MOST_BETWEEN
    for hunk in hunks:
        if hunk[0] - far <= MOST_BETWEEN and _slight(done[-1], hunk, base, head):
            done[-1] = (done[-1][0], hunk[1], done[-1][2], hunk[3])
        else:
            done.append(hunk)
        far = hunk[1]
    return done


def _slight(left: Span, right: Span, base: Sequence[str], head: Sequence[str]) -> bool:
    between = [word for word in base[left[1] : right[0]] if _is_word(word)]
    kept = len(between)
    if kept > MOST_KEPT or (kept == MOST_KEPT and min(_items(left), _items(right)) < LEAST_CHANGED):
        return False
    changed = [(_count(base, a, b), _count(head, c, d)) for a, b, c, d in (left, right)]
    if kept == 0:
        return all(map(any, changed))
    if kept == 1 and between[0].lower() in SMALL_WORDS and all(map(all, changed)):
        return True
    sizes = [max(pair) for pair in changed]
    return min(sizes) >= LEAST_CHANGED and sum(sizes) >= CHANGED_FOR_KEPT * kept


def _items(hunk: Span) -> int:
    start, end, head_start, head_end = hunk
    return max(end - start, head_end - head_start)


def _count(words: Sequence[str], start: int, end: int) -> int:
    return sum(map(_is_word, words[start:end]))


def _is_word(word: str) -> bool:
    return word[:1].isalnum() or any(map(str.isalnum, word))


def _slid(hunk: Span, base: Sequence[str], head: Sequence[str], first: int, last: int) -> Span:
    """The best place of one hunk between base words `first` and `last`; the last of several, as repetitions follow."""
    start, end, head_start, head_end = hunk
    words, a, b = (head, head_start, head_end) if start == end else (base, start, end)
    back = forth = 0
    while start - back > first and words[a - back - 1] == words[b - back - 1]:
        back += 1
    while end + forth < last and words[a + forth] == words[b + forth]:
        forth += 1
    if not back and not forth:
        return hunk
    by = max(range(-back, forth + 1), key=lambda by: (_begins(words, a + by), by))
    return (start + by, end + by, head_start + by, head_end + by)


def _begins(words: Sequence[str], place: int) -> int:
    """2 where a sentence begins, 1 where a part of one does, 0 elsewhere."""
    if place == 0 or words[place - 1].endswith(_ENDS_OF_SENTENCE):
        return 2
    return 1 if words[place - 1].endswith(_ENDS_OF_PART) else 0

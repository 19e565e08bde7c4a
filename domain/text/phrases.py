"""Which words of a block were replaced: whole words and phrases together, as an editor would mark them by hand."""

from collections.abc import Sequence

from domain.text.flat import Flat
from domain.text.sequences import Hunk, differences

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


def replaced(base: Flat, head: Flat, words: Sequence[str] = (), head_words: Sequence[str] = ()) -> list[Hunk]:
    """The stretches of units that were replaced, in order; formats are not looked at.

    What stands between blanks (`words`, `head_words`, if they are at hand) is compared first; then, where words of
    both sides are replaced, the signs in them.
    """
    first, second = words or base.text.split(" "), head_words or head.text.split(" ")
    hunks: list[Hunk] = []
    i = j = place = head_place = 0
    for hunk in _phrases(_at_sentences(differences(first, second), first, second), first, second):
        start, end, head_start, head_end = hunk
        place += sum(map(len, first[i:start])) + start - i
        head_place += sum(map(len, second[j:head_start])) + head_start - j
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


def _phrases(hunks: Sequence[Hunk], base: Sequence[str], head: Sequence[str]) -> list[Hunk]:
    """Neighbouring hunks with next to nothing kept between them made one."""
    done: list[Hunk] = []
    far = -1 - MOST_BETWEEN
    for hunk in hunks:
        if hunk[0] - far <= MOST_BETWEEN and _slight(done[-1], hunk, base, head):
            done[-1] = Hunk(done[-1].base_start, hunk.base_end, done[-1].head_start, hunk.head_end)
        else:
            done.append(hunk)
        far = hunk[1]
    return done


def _slight(left: Hunk, right: Hunk, base: Sequence[str], head: Sequence[str]) -> bool:
    kept = _count(base, left.base_end, right.base_start)
    if kept > MOST_KEPT:
        return False
    changed = [
        (_count(base, hunk.base_start, hunk.base_end), _count(head, hunk.head_start, hunk.head_end))
        for hunk in (left, right)
    ]
    if kept == 0:
        return all(map(any, changed))
    if kept == 1 and all(map(all, changed)):
        (word,) = (word for word in base[left.base_end : right.base_start] if _is_word(word))
        if word.lower() in SMALL_WORDS:
            return True
    sizes = [max(pair) for pair in changed]
    return min(sizes) >= LEAST_CHANGED and sum(sizes) >= CHANGED_FOR_KEPT * kept


def _count(words: Sequence[str], start: int, end: int) -> int:
    return sum(map(_is_word, words[start:end]))


def _is_word(word: str) -> bool:
    return any(map(str.isalnum, word))


def _at_sentences(hunks: Sequence[Hunk], base: Sequence[str], head: Sequence[str]) -> list[Hunk]:
    """The same; a mere insertion or deletion that could stand elsewhere begins where a sentence or its part does."""
    done: list[Hunk] = []
    for place, hunk in enumerate(hunks):
        if (hunk[0] == hunk[1]) != (hunk[2] == hunk[3]):
            first = done[-1].base_end + 1 if done else 0
            last = hunks[place + 1].base_start - 1 if place + 1 < len(hunks) else len(base)
            done.append(_slid(hunk, base, head, first, last))
        else:
            done.append(hunk)
    return done


def _slid(hunk: Hunk, base: Sequence[str], head: Sequence[str], first: int, last: int) -> Hunk:
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
    return Hunk(start + by, end + by, head_start + by, head_end + by)


def _begins(words: Sequence[str], place: int) -> int:
    """2 where a sentence begins, 1 where a part of one does, 0 elsewhere."""
    if place == 0 or words[place - 1].endswith(_ENDS_OF_SENTENCE):
        return 2
    return 1 if words[place - 1].endswith(_ENDS_OF_PART) else 0

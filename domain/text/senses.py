"""What was touched in one sentence: its signs, or its words with the families that they belong to."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from domain.text.families import families_of, is_another_form, is_denied
from domain.text.morphology import yo_is_another_word
from domain.text.sequences import differences
from domain.text.signs import Gap, folded, gap_reasons, grave_signs, in_disguise, sign_family
from domain.text.tokens import is_word
from domain.text.units import Unit
from domain.text.vocabulary import ALIKE_SIGNS
from domain.text.wording import Apart, Words, places_apart
from schemas.text import ChangeKind, Token

MOST_WORDS = 400  # of a longer sentence no sense is made: what differs is of substance
MOST_TOKENS = 10_000  # a longer stretch without an end of a sentence is not even cut into words
NODE = "\ufffc"  # stands for a whole node among the signs
_ENDS_OF_SENTENCE = (".", "!", "?", "...", "\n", ";")
_UNTOLD = frozenset({"words", "form", "order"})  # families that tell least, named after the others
_OPENING_SIGNS = " \u00a0\"'(-"


class Finding(NamedTuple):
    """A kind, the family of words or signs that it comes from, and the words or signs before and after."""

    kind: ChangeKind
    family: str
    before: str
    after: str


class _Side:
    """The words of one side and the signs around them: one more stretch of signs than words."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.words: list[str] = []
        self.gaps = [""]
        for token in tokens:
            if token.kind == "text" and is_word(token):
                self.words.append(token.text)
                self.gaps.append("")
            else:
                self.gaps[-1] += token.text
        self.lows = [folded(word) for word in self.words]
        self._plain_gaps = [gap.translate(ALIKE_SIGNS) for gap in self.gaps]
        self._quotes = list(accumulate(gap.count('"') for gap in self._plain_gaps))
        self.text = "".join(token.text for token in tokens)

    def has_capital_inside(self, place: int) -> bool:
        """Whether a word has a capital where no sentence begins, or is an initial or in quotation marks."""
        word, before = self.words[place], self._plain_gaps[place].rstrip(_OPENING_SIGNS)
        begins = place == 0 or before.endswith(_ENDS_OF_SENTENCE)
        after_initial = place > 0 and len(self.words[place - 1]) == 1 and self.words[place - 1].isupper()
        begins = begins and not (after_initial and before.endswith("."))
        initial = len(word) == 1 and self.gaps[place + 1].startswith(".") and word.isupper()
        quoted = self._quotes[place] % 2 == 1
        return (
            initial
            or quoted
            or (word[0].isupper() and not begins)
            or (len(word) > 1 and sum(map(str.isupper, word)) > 1)
        )


def findings(old_tokens: Sequence[Token], new_tokens: Sequence[Token]) -> list[Finding]:
    """All that was touched between two versions of a sentence that differ; never empty."""
    if max(len(old_tokens), len(new_tokens)) > MOST_TOKENS:
        return _unread_findings(old_tokens, new_tokens)
    old, new = _Side(old_tokens), _Side(new_tokens)
    disguise = in_disguise(old.text, new.text, old.words, new.words)
    found = [Finding(ChangeKind.substance, "disguise", old.text, new.text)] if disguise else []
    if old.lows == new.lows:
        found += [*_spellings(old, new), *_gaps(old, new, range(len(old.gaps)))]
    elif not disguise:
        found += _words(old, new)
    return found


def _unread_findings(old: Sequence[Token], new: Sequence[Token]) -> list[Finding]:
    """What lies between the first and the last difference of two texts without end, of substance whatever it is."""
    shortest = min(len(old), len(new))
    start = next((place for place in range(shortest) if old[place][:3] != new[place][:3]), shortest)
    end = next((back for back in range(shortest - start) if old[-1 - back][:3] != new[-1 - back][:3]), shortest - start)
    cut = [tokens[start : len(tokens) - end] for tokens in (old, new)]
    before, after = ("".join(token.text for token in tokens) for tokens in cut)
    words = [(token.text, False) for tokens in cut for token in tokens[:MOST_WORDS] if is_word(token)]
    return [Finding(ChangeKind.substance, family, before, after) for family in families_of(words) or ["words"]]


def _spellings(old: _Side, new: _Side) -> Iterator[Finding]:
    """Words that are the same but for ё and capitals."""
    shouted = old.text.isupper() != new.text.isupper()
    for place, (one, other) in enumerate(zip(old.words, new.words, strict=True)):
        if one == other:
            continue
        if one.casefold() != other.casefold():
            low = old.lows[place]
            another = yo_is_another_word(low)
            grave = next(iter(families_of([(one, False), (other, False)])), "words")
            kind, family = (ChangeKind.substance, grave) if another else (ChangeKind.typography, "signs")
        elif shouted or not (old.has_capital_inside(place) or new.has_capital_inside(place)):
            kind, family = ChangeKind.typography, "signs"
        else:
            kind, family = ChangeKind.substance, "name"
        yield Finding(kind, family, one, other)


def _gaps(old: _Side, new: _Side, places: Sequence[int]) -> Iterator[Finding]:
    """Signs between words that are the same on both sides."""
    changed = [place for place in places if old.gaps[place] != new.gaps[place]]
    words = ["", *old.words, ""]
    gaps = [Gap(old.gaps[place], new.gaps[place], words[place], words[place + 1]) for place in changed]
    for gap, (kind, family) in zip(gaps, gap_reasons(gaps), strict=True):
        yield Finding(kind, family, gap.old, gap.new)


def _words(old: _Side, new: _Side) -> list[Finding]:
    found = [finding for place in _apart(old, new) for finding in _named(place, old, new)]
    found += _signs_beside(old, new)
    lost, come = grave_signs(old.text), grave_signs(new.text)
    if lost != come:
        before, after = ("".join(sorted(signs.elements())) for signs in (lost - come, come - lost))
        found.append(Finding(ChangeKind.substance, sign_family(before + after), before, after))
    return sorted(found, key=lambda finding: finding.family in _UNTOLD) or [_reworded(old, new)]


def _apart(old: _Side, new: _Side) -> list[Apart]:
    if max(len(old.words), len(new.words)) > MOST_WORDS:
        hunks = differences(old.lows, new.lows)
        return [Apart("words", _unread(old, one, two), _unread(new, three, four)) for one, two, three, four in hunks]
    return places_apart(*map(_words_of, (old, new)))


def _unread(side: _Side, start: int, end: int) -> tuple[Unit, ...]:
    return tuple(Unit(side.lows[place], side.words[place], place, place + 1) for place in range(start, end))


def _words_of(side: _Side) -> Words:
    names = [side.has_capital_inside(place) for place in range(len(side.words))]
    commas = ["," in gap for gap in side.gaps[:-1]]
    return Words(side.words, side.lows, names, "-" in side.text.translate(ALIKE_SIGNS), commas)


def _named(apart: Apart, old: _Side, new: _Side) -> Iterator[Finding]:
    """A finding for every family that the words belong to, else one for why they are apart."""
    before, after = (" ".join(unit.text for unit in units) for units in (apart.old, apart.new))
    places = [(old, unit) for unit in apart.old] + [(new, unit) for unit in apart.new]
    shared = {unit.low for unit in apart.old} & {unit.low for unit in apart.new}
    words = [
        (side.words[place], side.has_capital_inside(place))
        for side, unit in places
        if unit.low not in shared
        for place in range(unit.start, unit.end)
    ]
    families = families_of(words)
    if is_denied(before.split(), after.split()):
        families.append("negation")
    if apart.why != "words":
        families.append(apart.why)
    elif not families and is_another_form(before, after):
        families.append("form")
    for family in dict.fromkeys(families or ["words"]):
        yield Finding(ChangeKind.substance, family, before, after)


def _signs_beside(old: _Side, new: _Side) -> Iterator[Finding]:
    """Signs of substance between two words that stand side by side in both versions."""
    hunks = differences(old.lows, new.lows)
    ends = [(0, 0), *((hunk.base_end, hunk.head_end) for hunk in hunks)]
    starts = [*((hunk.base_start, hunk.head_start) for hunk in hunks), (len(old.lows), len(new.lows))]
    gaps = []
    for (first, other), (last, _) in zip(ends, starts, strict=True):
        shift = other - first
        for one, two in pairwise(range(first, last)):
            if old.gaps[two] != new.gaps[two + shift]:
                gaps.append(Gap(old.gaps[two], new.gaps[two + shift], old.words[one], old.words[two]))
    for gap, (kind, family) in zip(gaps, gap_reasons(gaps), strict=True):
        if kind == ChangeKind.substance:
            yield Finding(kind, family, gap.old, gap.new)


def _reworded(old: _Side, new: _Side) -> Finding:
    hunks = differences(old.words, new.words)
    before = " … ".join(" ".join(old.words[hunk.base_start : hunk.base_end]) for hunk in hunks)
    after = " … ".join(" ".join(new.words[hunk.head_start : hunk.head_end]) for hunk in hunks)
    return Finding(ChangeKind.wording, "words", before, after)

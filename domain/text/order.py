"""Whether words in another order say the same: what belongs to what is read off on both sides and compared."""

from collections.abc import Callable, Sequence

from domain.text.morphology import readings
from domain.text.units import Unit

_VERBS = frozenset({"VERB", "INFN", "PRTS", "PRTF", "GRND", "PRED"})
_HEADS_OF_ADVERBS = frozenset({"ADJF", "ADJS", "PRTF", "ADVB", "COMP"})
_ADJECTIVES = frozenset({"ADJF", "PRTF", "NUMR"})
_CLINGING = frozenset(
    {"не", "ни", "только", "лишь", "даже", "исключительно", "именно", "бы", "же", "хотя", "ли", "почти", "уже", "еще"}
)
_REACH = 5  # how many words further on a noun may stand that an adjective or preposition belongs to


def same_ties(old: Sequence[Unit], old_ids: Sequence[int], new: Sequence[Unit], new_ids: Sequence[int]) -> bool:
    """Whether the same units (by their ids) in two orders are tied to one another in the same way.

    An adjective, number or preposition is tied to its noun, a genitive to the noun before it, a particle to the
    next word, nouns and adverbs to the nearest verb. Nouns that may be both who acts and what is acted upon must
    keep their order.
    """
    old_ties, new_ties = _Ties(old, old_ids), _Ties(new, new_ids)
    return old_ties.all() == new_ties.all() and old_ties.unclear() == new_ties.unclear()


class _Ties:
    def __init__(self, units: Sequence[Unit], ids: Sequence[int]) -> None:
        self._units = units
        self._ids = ids
        self._read = [readings(unit.low) for unit in units]
        self._parts = [read[0].part for read in self._read]

    def all(self) -> list[tuple[object, ...]]:
        """Every unit's id with what it is tied to, sorted."""
        return sorted((self._ids[place], *self._tie(place)) for place in range(len(self._units)))

    def unclear(self) -> list[frozenset[int]]:
        """The nouns of which the form does not say whether they act, in order; those joined by «и» are one."""
        groups: list[frozenset[int]] = []
        last = -2
        for place in range(len(self._units)):
            if not self._is_unclear(place):
                continue
            joined = last == place - 2 and self._units[place - 1].low in {"и", "или"}
            one = frozenset({self._ids[place]})
            groups = [*groups[:-1], groups[-1] | one] if joined else [*groups, one]
            last = place
        return groups

    def _tie(self, place: int) -> tuple[str, int, int, str]:
        part, low = self._parts[place], self._units[place].low
        if low in _CLINGING or any(letter.isdigit() for letter in low):
            return ("next", self._id(place + 1), 0, "")
        if part in _ADJECTIVES or part == "PREP":
            return ("noun", self._id(self._next(place, self._is_noun)), 0, self._cases(place))
        if self._is_noun(place):
            owner = self._owner(place)
            acts = "nomn" in self._cases(place) and "accs" not in self._cases(place)
            verb = -1 if owner >= 0 else self._nearest(place, self._is_finite if acts else self._is_verb)
            return ("owner", owner, verb, f"{self._preposition(place)} {self._cases(place)}")
        if part in {"ADVB", "COMP"}:
            if place + 1 < len(self._parts) and self._parts[place + 1] in _HEADS_OF_ADVERBS:
                return ("next", self._id(place + 1), 0, "")
            return ("verb", self._nearest(place, self._is_verb), 0, "")
        if part in {"INFN", "GRND"}:
            return ("verb", self._id(self._previous(place, self._is_verb)), 0, "")
        if part == "CONJ" and low not in {"и", "или", "а"}:
            return ("next", self._id(place + 1), 0, "")
        return ("", -1, 0, "")

    def _cases(self, place: int) -> str:
        return " ".join(sorted({f"{reading.case}-{reading.number}" for reading in self._read[place] if reading.case}))

    def _owner(self, place: int) -> int:
        """The id of the noun that a noun in the genitive belongs to; -1 for none."""
        genitive = self._is_genitive(place)
        before = place - 1
        while before >= 0 and self._parts[before] in _ADJECTIVES:
            genitive = genitive and self._is_genitive(before)
            before -= 1
        return self._ids[before] if genitive and before >= 0 and self._is_noun(before) else -1

    def _is_genitive(self, place: int) -> bool:
        return any(reading.case == "gent" for reading in self._read[place])

    def _preposition(self, place: int) -> int:
        before = place - 1
        while before >= 0 and self._parts[before] in _ADJECTIVES:
            before -= 1
        return self._ids[before] if before >= 0 and self._parts[before] == "PREP" else -1

    def _is_unclear(self, place: int) -> bool:
        cases = {reading.case for reading in self._read[place] if reading.part in {"NOUN", "NPRO"}}
        subject_or_object = {"nomn", "accs"} <= cases and self._is_noun(place)
        return subject_or_object and self._preposition(place) < 0 and self._owner(place) < 0

    def _is_noun(self, place: int) -> bool:
        return self._parts[place] in {"NOUN", "NPRO", ""}

    def _is_verb(self, place: int) -> bool:
        return self._parts[place] in _VERBS

    def _is_finite(self, place: int) -> bool:
        return self._parts[place] in {"VERB", "PRTS", "PRED"}

    def _nearest(self, place: int, wanted: Callable[[int], bool]) -> int:
        after, before = self._next(place, wanted, len(self._units)), self._previous(place, wanted)
        if after < 0 or before < 0:
            return self._id(max(after, before))
        return self._id(after if after - place <= place - before else before)

    def _next(self, place: int, wanted: Callable[[int], bool], reach: int = _REACH) -> int:
        found = (other for other in range(place + 1, min(place + 1 + reach, len(self._units))) if wanted(other))
        return next(found, -1)

    def _previous(self, place: int, wanted: Callable[[int], bool]) -> int:
        return next((other for other in range(place - 1, -1, -1) if wanted(other)), -1)

    def _id(self, place: int) -> int:
        return self._ids[place] if 0 <= place < len(self._ids) else -1

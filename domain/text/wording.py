"""Whether two wordings say the same, and where not: by phrases, synonyms, forms, misprints and the order of words."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Literal, NamedTuple

from domain.text.forms import is_misprint, same_form
from domain.text.morphology import Reading, readings
from domain.text.order import same_ties
from domain.text.sequences import Hunk, differences
from domain.text.turns import turns
from domain.text.units import Unit, concepts, is_act, meanings, units_of

Why = Literal["words", "form", "order"]

_LOOSE_PREPOSITIONS = frozenset(["согласно", "по", "благодаря", "вопреки"])  # their case is a matter of grammar
_BEFORE_AN_ACT = frozenset(["за", "по", "над", "в", "на", "о", "об", "с", "для", "к"])

_OF_OTHER_VERBS = frozenset(["о", "об", "на", "к"])  # of two verbs of one meaning one may ask for these


class Apart(NamedTuple):
    """A place where two wordings say different things, and why: other words, another form, another order."""

    why: Why
    old: tuple[Unit, ...]
    new: tuple[Unit, ...]


class Words(NamedTuple):
    """The words of one side: as written, as compared (lower case, е for ё), which are names; if a dash is there."""

    written: Sequence[str]
    lows: Sequence[str]
    names: Sequence[bool]
    dashed: bool
    commas: Sequence[bool] = ()  # before each word


def places_apart(old: Words, new: Words) -> list[Apart]:
    """Where two wordings of a sentence do not say the same; none if they do. A guess is never "the same"."""
    first, second = (units_of(*side[:3], side.commas) for side in (old, new))
    found = _between(first, second, old.dashed != new.dashed)
    if found and all(_between(one, other, old.dashed != new.dashed) for one, other in turns(first, second)):
        return found
    return []


def _between(first: list[Unit], second: list[Unit], dash_differs: bool) -> list[Apart]:
    return _Pair(_act_for_act(first, second), _act_for_act(second, first), dash_differs).apart()


class _Pair:
    def __init__(self, old: list[Unit], new: list[Unit], dash_differs: bool) -> None:
        old, new, self._relative = _without_relatives(old, new)
        old, new, self._copula = _without_copulas(old, new, dash_differs)
        self._old, self._new = _without_been(old), _without_been(new)
        self._old_ids, self._new_ids = _ids(self._old, self._new)

    def apart(self) -> list[Apart]:
        hunks = differences(self._old_ids, self._new_ids)
        left = [hunk for hunk in hunks if not self._is_nothing(hunk)]
        found = self._forms_apart(hunks)
        if left and Counter(self._old_ids) == Counter(self._new_ids):
            if same_ties(self._old, self._old_ids, self._new, self._new_ids) and not _names_moved(self, hunks):
                return found
            return [*found, *(self._one(hunk, "order") for hunk in left)]
        return [*found, *(self._one(hunk, "words") for hunk in left)]

    def sides(self, hunk: Hunk) -> tuple[list[Unit], list[Unit]]:
        return self._old[hunk.base_start : hunk.base_end], self._new[hunk.head_start : hunk.head_end]

    def _one(self, hunk: Hunk, why: Why) -> Apart:
        old, new = self.sides(hunk)
        return Apart(why, tuple(old), tuple(new))

    def _is_nothing(self, hunk: Hunk) -> bool:
        """Whether a hunk is misprints put right, or a preposition that goes with a verb's noun."""
        old, new = self.sides(hunk)
        if len(old) == len(new):
            return all(_is_put_right(one, other) for one, other in zip(old, new, strict=True))
        if len(old) + len(new) != 1 or (old or new)[0].low not in _BEFORE_AN_ACT:
            return False
        units, place = (self._old, hunk.base_start) if old else (self._new, hunk.head_start)
        if place and units[place - 1].light:
            return True
        if hunk.base_start and hunk.head_start and (old or new)[0].low in _OF_OTHER_VERBS:
            one, other = self._old[hunk.base_start - 1], self._new[hunk.head_start - 1]
            if _has_part(one, "VERB") and _has_part(other, "VERB") and not _lemmas(one) & _lemmas(other):
                return True
        ends = self._old[hunk.base_end : hunk.base_end + 1] + self._new[hunk.head_end : hunk.head_end + 1]
        return {"INFN", "NOUN"} <= {readings(unit.low)[0].part for unit in ends}

    def _forms_apart(self, hunks: list[Hunk]) -> list[Apart]:
        """Kept words that stand in another form, though nothing asks for it."""
        found: list[Apart] = []
        loose, place, other = False, 0, 0
        why: Why = "form"
        for hunk in [*hunks, Hunk(len(self._old), len(self._old), len(self._new), len(self._new))]:
            while place < hunk.base_start:
                old, new = self._old[place], self._new[other]
                loose = loose or (old.low in _LOOSE_PREPOSITIONS and old.low == new.low)
                if not self._say_the_same(old, new, loose):
                    found.append(Apart(why, (old,), (new,)))
                why = "form"
                loose = self._asks_for_a_case(old, new, loose)
                place, other = place + 1, other + 1
            place, other = hunk.base_end, hunk.head_end
            if not self._is_nothing(hunk):
                why = "words"  # a form that goes with other words is told by what it is, not as a form
            loose = loose or self._is_nothing(hunk)
        return found

    def _say_the_same(self, old: Unit, new: Unit, loose: bool) -> bool:
        if old.low == new.low:
            return True
        if (old.name or new.name) and not _lemmas(old) & _lemmas(new):
            return False
        if _is_put_right(old, new) or (old.light and new.light and _times(old) & _times(new)):
            return True
        return any(
            concept == other
            and same_form(
                reading, another, loose=loose, relative=self._relative, copula=self._copula or bool(self._relative)
            )
            for concept, reading in _meant(old)
            for other, another in _meant(new)
        )

    def _asks_for_a_case(self, old: Unit, new: Unit, loose: bool) -> bool:
        """Whether the case of the next word may differ: after other words, and on through what goes with its noun."""
        parts = {reading.part for reading in readings(old.low)[:1]}
        if parts & {"ADJF", "PRTF", "CONJ", "PREP"} and old.low == new.low:
            return loose or old.low in _LOOSE_PREPOSITIONS
        if parts & {"ADJF", "PRTF", "CONJ"}:
            return loose
        if old.low in _LOOSE_PREPOSITIONS:
            return True
        longer = old.end - old.start != new.end - new.start
        return longer or (old.low != new.low and not _lemmas(old) & _lemmas(new))


def _meant(unit: Unit) -> list[tuple[str, Reading]]:
    """What a unit may stand for; one with a capital is no adjective if it can be a surname: «Иванов»."""
    found = meanings(unit.low)
    surname = unit.text[:1].isupper() and any(reading.part == "NOUN" for _, reading in found)
    return [one for one in found if not (surname and one[1].part == "ADJF")]


def _is_put_right(old: Unit, new: Unit) -> bool:
    """Whether a misprint was put right; a capital may begin a surname, of which no dictionary knows all."""
    capital = old.name or new.name or old.text[:1].isupper() or new.text[:1].isupper()
    return not capital and is_misprint(old.low, new.low)


def _names_moved(pair: _Pair, hunks: list[Hunk]) -> bool:
    moved = chain.from_iterable(chain(*pair.sides(hunk)) for hunk in hunks)
    return any(unit.name for unit in moved)


def _ids(old: list[Unit], new: list[Unit]) -> tuple[list[int], list[int]]:
    """A number for every unit, the same for units that may stand for one concept."""
    group: dict[str, int] = {}
    merged: dict[int, int] = {}

    def root(number: int) -> int:
        while number in merged:
            number = merged[number]
        return number

    for number, unit in enumerate(chain(old, new)):
        for concept in sorted(concepts(unit)):
            known = root(group.setdefault(concept, number))
            if known != root(number):
                merged[max(known, root(number))] = min(known, root(number))
    ids = [root(group[min(concepts(unit))]) for unit in chain(old, new)]
    return ids[: len(old)], ids[len(old) :]


def _act_for_act(units: list[Unit], others: list[Unit]) -> list[Unit]:
    """The units with «осуществляет контроль» made one, where the other side has «контролирует»."""
    verbs = frozenset(
        concept
        for unit in others
        for concept, reading in meanings(unit.low)
        if reading.part in {"VERB", "INFN", "PRTF", "PRTS", "GRND"} and concept.startswith("=")
    )
    out: list[Unit] = []
    for unit in units:
        before = out[-1] if out else None
        if before and before.light and is_act(unit) and any(concept in verbs for concept, _ in meanings(unit.low)):
            out[-1] = before._replace(low=f"{before.low}+{unit.low}", end=unit.end, text=f"{before.text} {unit.text}")
        elif (words := _work_at(out, unit)) and any(concept in verbs for concept, _ in meanings(unit.low)):
            verb, text = out[-words], " ".join(other.text for other in out[-words:])
            low = f"{verb.low.split()[0]}+{unit.low}"
            out[-words:] = [verb._replace(low=low, end=unit.end, text=f"{text} {unit.text}", light=True)]
        else:
            out.append(unit)
    return out


def _work_at(before: list[Unit], act: Unit) -> int:
    """How many units before an act say no more than that it is done: «ведёт работу по»; 0 for none."""
    if len(before) < 2 or before[-1].low not in _AT or not is_act(act):
        return 0
    if before[-2].low.endswith((" работу", " деятельность")):
        return 2
    return 3 if len(before) > 2 and before[-3].light and _lemmas(before[-2]) & _WORK else 0


def _without_relatives(old: list[Unit], new: list[Unit]) -> tuple[list[Unit], list[Unit], str]:
    """Both sides without «который», if only one has it, and its form: a participle may say the same."""
    found = [[unit.low for unit in units if _is(unit, "который")] for units in (old, new)]
    if len(found[0]) == len(found[1]):
        return old, new, ""
    old, new = ([unit for unit in units if not _is(unit, "который")] for units in (old, new))
    return old, new, (found[0] or found[1])[0]


def _without_copulas(old: list[Unit], new: list[Unit], dash_differs: bool) -> tuple[list[Unit], list[Unit], bool]:
    """Both sides without «является», «это», if a dash or another of these stands there on the other side."""
    copulas = [[unit.low for unit in units if unit.low in _COPULAS] for units in (old, new)]
    if copulas[0] == copulas[1] or not (dash_differs or all(copulas)):
        return old, new, False
    old, new = ([unit for unit in units if unit.low not in _COPULAS] for units in (old, new))
    return old, new, True


def _without_been(units: list[Unit]) -> list[Unit]:
    """Without «был» before a short participle: «был создан» says «создан»."""
    return [
        unit
        for place, unit in enumerate(units)
        if not (unit.low in _BEEN and place + 1 < len(units) and _has_part(units[place + 1], "PRTS"))
    ]


def _is(unit: Unit, lemma: str) -> bool:
    return any(reading.lemma == lemma for reading in readings(unit.low))


def _has_part(unit: Unit, part: str) -> bool:
    return any(reading.part == part for reading in readings(unit.low))


def _lemmas(unit: Unit) -> set[str]:
    return {reading.lemma for _, reading in meanings(unit.low)}


def _times(unit: Unit) -> set[tuple[str, ...]]:
    return {
        (r.part, r.tense, r.mood, r.aspect, r.person)
        for _, r in meanings(unit.low)
        if r.part in {"VERB", "INFN", "GRND"}
    }


_AT = frozenset(["по", "над"])
_WORK = frozenset(["работа", "деятельность"])
_BEEN = frozenset(["был", "была", "было", "были"])
_COPULAS = frozenset(["является", "являются", "это", "есть"])

"""Words as units of sense: phrases made one, fillers left out, each unit with the concepts that it may stand for."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from domain.text.knowledge import (
    fillers,
    phrases,
    phrases_of_office,
    synonyms_english,
    synonyms_nouns,
    synonyms_of_work,
    synonyms_qualities,
    synonyms_verbs,
    verb_phrases,
)
from domain.text.morphology import Reading, adverb_of, readings


class Unit(NamedTuple):
    """A word or phrase: as compared (lower case, е for ё), as written, and the words' places from `start` to `end`."""

    low: str
    text: str
    start: int
    end: int
    name: bool = False  # a name, or in quotation marks
    light: bool = False  # a verb that says only that what the next noun names is done
    comma: bool = False  # a comma stands before it


def units_of(
    words: Sequence[str], lows: Sequence[str], names: Sequence[bool], commas: Sequence[bool] = ()
) -> list[Unit]:
    """The units of the words, without fillers.

    Words as written, as compared, whether they are names, and whether a comma stands before them.
    """
    phrased = _phrased(words, lows, names)
    units = [unit._replace(comma=True) if commas and commas[unit.start] else unit for unit in phrased]
    return _with_light_verbs([unit for unit in units if unit.name or unit.low not in _FILLERS])


@lru_cache(20_000)
def meanings(low: str) -> tuple[tuple[str, Reading], ...]:
    """What a unit may stand for: a concept (a group of synonyms, else the dictionary form) and its reading.

    «осуществляет+контроль» stands for what the noun does, and «принимает участие» for the verb of its row, in the
    form of the verb.
    """
    if " " in low:
        return tuple(_of_verb_phrase(low))
    verb, _, act = low.rpartition("+")
    found = tuple((concept, reading) for reading in readings(act) for concept in _concepts(act, reading))
    if not verb:
        return found
    forms = [reading for reading in readings(verb) if reading.lemma in _LIGHT_VERBS]
    return tuple((concept, form) for concept, reading in found if reading.part == "NOUN" for form in forms)


def concepts(unit: Unit) -> frozenset[str]:
    """All concepts that a unit may stand for."""
    found = frozenset(concept for concept, _ in meanings(unit.low))
    return found | {_LIGHT} if unit.light and "+" not in unit.low else found


def _concepts(low: str, reading: Reading) -> Iterator[str]:
    lemma = _PARTICIPLES.get((reading.lemma, reading.part), reading.lemma)
    groups = _GROUPS.get(lemma) or _GROUPS.get(low)
    if groups:
        yield from groups
    if lemma.endswith("ся"):  # what is done to something by itself: the groups of the verb, made its own
        yield from (f"{group}ся" for group in _GROUPS.get(lemma.removesuffix("ся"), ()))
    yield lemma


def _of_verb_phrase(low: str) -> Iterator[tuple[str, Reading]]:
    form, *others = low.split()
    for reading in readings(form):
        for target in dict(_VERB_PHRASES.get(reading.lemma, ())).get(tuple(others), ()):
            yield f"~{target}", reading
            if " " not in target:
                yield from ((concept, reading) for concept in _concepts(target, reading._replace(lemma=target)))


def _phrased(words: Sequence[str], lows: Sequence[str], names: Sequence[bool]) -> Iterator[Unit]:
    place = 0
    while place < len(lows):
        length, meaning = _longest(lows, place)
        if any(names[place : place + length]):
            length, meaning = 1, (lows[place],)
        end = place + length
        for number, low in enumerate(meaning):
            yield Unit(low, "" if number else " ".join(words[place:end]), place, end, names[place])
        place = end


def _longest(lows: Sequence[str], place: int) -> tuple[int, tuple[str, ...]]:
    """How many words the longest phrase that begins here has, and the words that stand for it."""
    verbal = _verb_phrase(lows, place)
    for phrase, meaning in _PHRASES.get(lows[place], ()):
        if len(phrase) >= verbal[0] and tuple(lows[place : place + len(phrase)]) == phrase:
            return len(phrase), meaning
    return verbal


def _verb_phrase(lows: Sequence[str], place: int) -> tuple[int, tuple[str, ...]]:
    """The longest phrase of a verb that begins here; «принимает активное участие» says «активно» of it."""
    found: tuple[int, tuple[str, ...]] = (1, (lows[place],))
    for lemma in dict.fromkeys(reading.lemma for reading in readings(lows[place]) if reading.part in _OF_VERBS):
        for others, _ in _VERB_PHRASES.get(lemma, ()):
            end = place + 1 + len(others)
            phrase = " ".join((lows[place], *others))
            if len(others) >= found[0] and tuple(lows[place + 1 : end]) == others:
                found = (1 + len(others), (phrase,))
            elif len(others) + 1 >= found[0] and tuple(lows[place + 2 : end + 1]) == others:
                adverb = adverb_of(lows[place + 1])
                found = (2 + len(others), (adverb, phrase)) if adverb else found
    return found


def _with_light_verbs(units: list[Unit]) -> list[Unit]:
    return [
        unit._replace(light=any(_names_act(units, place + 1, verb) for verb in _light_verbs(unit)))
        for place, unit in enumerate(units)
    ]


def _light_verbs(unit: Unit) -> set[str]:
    return set() if " " in unit.low else {reading.lemma for reading in readings(unit.low)} & _LIGHT_VERBS


def _names_act(units: list[Unit], place: int, verb: str) -> bool:
    """Whether the next noun, adjectives stepped over, names an act that the verb says is done."""
    for unit in units[place : place + 3]:
        nouns = {reading.lemma for reading in readings(unit.low) if reading.part == "NOUN"}
        if nouns:
            return bool(nouns & (_ONLY_WITH.get(verb) or _ACTS | _LIGHT_NOUNS))
        if not any(reading.part in {"ADJF", "PRTF"} for reading in readings(unit.low)):
            return False
    return False


def is_act(unit: Unit) -> bool:
    """Whether a unit is a noun that names an act for which there is a verb."""
    return any(reading.lemma in _ACTS for reading in readings(unit.low) if reading.part == "NOUN")


def _grouped() -> dict[str, tuple[str, ...]]:
    """For every word of the tables of synonyms, its groups, each named after its first word."""
    tables = (
        synonyms_verbs.VERBS, synonyms_of_work.VERBS_OF_WORK, synonyms_nouns.NOUNS,
        synonyms_qualities.ADJECTIVES, synonyms_qualities.ADVERBS,
        synonyms_english.ENGLISH, synonyms_english.COMMON_MISSPELLINGS,
    )  # fmt: skip
    groups: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for line in table.strip().splitlines():
            words = line.split()
            for word in words:
                groups[word] = (*groups.get(word, ()), f"={words[0]}")
    return groups


def _verb_phrase_table() -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """For the verb of every phrase: its other words, and the verbs or phrases whose rows they are in."""
    table: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {}
    for line in verb_phrases.VERB_PHRASES.strip().splitlines():
        target, *rest = line.split(" | ")
        for phrase in [target, *rest] if " " in target else rest:
            verb, *others = phrase.split()
            rows = table.setdefault(verb, {})
            rows[tuple(others)] = (*rows.get(tuple(others), ()), target)
    return {verb: tuple(rows.items()) for verb, rows in table.items()}


def _phrase_table() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Phrases by their first word, the longest first, each with the words that stand for it; fillers with none."""
    pairs: dict[tuple[str, ...], tuple[str, ...]] = {}
    heads: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in (phrases.SAME_PHRASES + phrases_of_office.OFFICE_PHRASES).strip().splitlines():
        group = [tuple(phrase.split()) for phrase in line.split(" | ")]
        first = heads.setdefault(group[0], min(group, key=len))
        for other in group:
            if other != first:
                pairs.setdefault(other, first)
    pairs = {phrase: pairs.get(meaning, meaning) for phrase, meaning in pairs.items()}
    fillers = {tuple(filler.split()) for filler in _FILLING.strip().splitlines()}
    pairs |= dict.fromkeys((filler for filler in fillers if len(filler) > 1), ())
    pairs |= {phrase: () for phrase, meaning in pairs.items() if meaning in fillers}
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase in sorted(pairs, key=len, reverse=True):
        table.setdefault(phrase[0], []).append((phrase, pairs[phrase]))
    return table


_LIGHT = "=light"
_FILLING = fillers.FILLERS + phrases_of_office.OFFICE_FILLERS
_GROUPS = _grouped()
_PHRASES = _phrase_table()
_VERB_PHRASES = _verb_phrase_table()
_OF_VERBS = frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"})
_FILLERS = frozenset(line for line in _FILLING.split("\n") if line and " " not in line)
_LIGHT_VERBS = frozenset(fillers.LIGHT_VERBS.split())
_LIGHT_NOUNS = frozenset(fillers.LIGHT_NOUNS.split())
_ACTS = frozenset(
    word
    for line in (synonyms_verbs.VERBS + synonyms_of_work.VERBS_OF_WORK).strip().splitlines()
    for word in line.split()
    if not word.endswith(("ть", "ться", "ти", "чь", "тись"))
) | {"помощь"}
_ONLY_WITH = {verb: frozenset(nouns.split()) for verb, nouns in fillers.ONLY_WITH.items()}
_PARTICIPLES = {
    ("дать", "PRTF"): "данный",
    ("указать", "PRTF"): "указанный",
    ("назвать", "PRTF"): "названный",
    ("упомянуть", "PRTF"): "упомянутый",
}

"""What a Russian word can be: its dictionary forms and their grammar, by the OpenCorpora dictionary (pymorphy3)."""

from functools import lru_cache
from typing import Any, NamedTuple

CACHED_WORDS = 50_000


class Reading(NamedTuple):
    """One way to read a word; grammemes as OpenCorpora names them, empty where a word has none."""

    lemma: str
    part: str
    case: str = ""
    number: str = ""
    tense: str = ""
    mood: str = ""
    aspect: str = ""
    person: str = ""
    voice: str = ""
    gender: str = ""


@lru_cache(CACHED_WORDS)
def readings(word: str) -> tuple[Reading, ...]:
    """The ways to read a word (lower case, е for ё), the likeliest first; a word that is not Russian has one.

    A phrase of a verb, its words joined by spaces or +, has the grammar of its verb.
    """
    word = word.replace("+", " ").partition(" ")[0]
    if not _is_russian(word):
        return (Reading(word, ""),)
    return tuple(dict.fromkeys(_reading(parse) for parse in _analyser().parse(word)))


@lru_cache(CACHED_WORDS)
def is_known(word: str) -> bool:
    """Whether the dictionary has this form of a Russian word."""
    return _is_russian(word) and bool(_analyser().word_is_known(word))


@lru_cache(CACHED_WORDS)
def adverb_of(word: str) -> str:
    """The adverb of a form of an adjective: «активное» has «активно»; empty if there is none."""
    for reading in readings(word):
        adverb = f"{reading.lemma[:-2]}о"
        if reading.part == "ADJF" and any(other.part == "ADVB" for other in readings(adverb)) and is_known(adverb):
            return adverb
    return ""


@lru_cache(CACHED_WORDS)
def yo_is_another_word(word: str) -> bool:
    """Whether what is written with е alone may also be a word that has no ё: «все», «узнаем»."""
    return any("ё" not in parse.word for parse in _analyser().parse(word))


def _is_russian(word: str) -> bool:
    return all("а" <= letter <= "я" or letter == "ё" for letter in word)


@lru_cache(1)
def _analyser() -> Any:
    # The dictionary takes a quarter of a second to load, and most changes need no word looked up.
    import pymorphy3  # noqa: PLC0415

    return pymorphy3.MorphAnalyzer(lang="ru")


def _reading(parse: Any) -> Reading:
    tag = parse.tag
    names = (tag.POS, tag.case, tag.number, tag.tense, tag.mood, tag.aspect, tag.person, tag.voice, tag.gender)
    return Reading(parse.normal_form.replace("ё", "е"), *(str(name) if name else "" for name in names))


@lru_cache(CACHED_WORDS)
def in_case(word: str, old: str, new: str, noun: str) -> str:
    """A noun, or an adjective of the noun, in another case and the same number; empty if there is no such form."""
    noun_parse = _in(noun, old, {"NOUN"})
    parse = _in(word, old, {"NOUN"} if word == noun else {"ADJF", "PRTF"})
    if parse is None or noun_parse is None:
        return ""
    wanted = {new, str(noun_parse.tag.number)}
    if word != noun:
        living = str(noun_parse.tag.animacy)
        singular = noun_parse.tag.number == "sing"
        wanted |= {str(noun_parse.tag.gender)} if singular else set()
        wanted |= {living} if new == "accs" and (not singular or noun_parse.tag.gender == "masc") else set()
    return _inflected(parse, wanted)


@lru_cache(CACHED_WORDS)
def active_form(word: str, verb: str, noun: str) -> str:
    """A passive form of a verb made active, with the noun (in the instrumental) as who acts; empty if there is none."""
    agent = _in(noun, "ablt", {"NOUN"})
    bases = [parse for parse in _analyser().parse(verb) if parse.tag.POS == "INFN" and "tran" in parse.tag]
    forms = [parse for parse in _analyser().parse(word) if parse.tag.POS in {"PRTS", "VERB"}]
    if agent is None or not bases or not forms:
        return ""
    number, tag = str(agent.tag.number), forms[0].tag
    if tag.POS == "PRTS" or tag.tense == "past":
        return _inflected(bases[0], {"past", str(agent.tag.gender) if number == "sing" else "plur"})
    return _inflected(bases[0], {str(tag.tense), "3per", number}) if tag.person == "3per" else ""


def _in(word: str, case: str, parts: set[str]) -> Any:
    found = (parse for parse in _analyser().parse(word) if parse.tag.POS in parts and parse.tag.case == case)
    return next(found, None)


def _inflected(parse: Any, wanted: set[str]) -> str:
    form = parse.inflect(wanted)
    return str(form.word).replace("ё", "е") if form else ""

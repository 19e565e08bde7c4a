"""Whether two forms of words of one meaning say the same in their place, or time, number or role changed."""

from rapidfuzz.distance import OSA

from domain.text.morphology import Reading, is_known

SHORTEST_MISPRINT = 5
TWO_LETTERS_FROM = 9  # a word so long stays itself with two letters wrong

_NOUN = frozenset({"NOUN", "NPRO"})
_ADJECTIVE = frozenset({"ADJF", "PRTF"})
_VERBAL = frozenset({"VERB", "PRTF", "PRTS"})
_OBJECTS = frozenset({"которую", "которого", "которых"})
_OF_NO_NUMBER = frozenset({"информация", "сведение", "данные", "молодежь", "детвора", "средство"})
_OF_THE_ACT = frozenset({"INFN", "GRND"})  # forms that a noun of the act may give way to


def same_form(old: Reading, new: Reading, *, loose: bool, relative: str, copula: bool) -> bool:
    """Whether the forms say the same.

    `loose`: what asks for the case was changed, so that the case may differ. `relative`: a clause with this form of
    «который» stands on one side only, so that a participle may stand for its verb. `copula`: a verb that says "is"
    stands on one side only, so that «является органом» may be «— орган».
    """
    if old.part in _NOUN and new.part in _NOUN:
        if old.lemma == new.lemma and old.number == new.number and old.gender != new.gender:
            return False  # «Смирнов» and «Смирнова», «он» and «она»
        numbers = old.number == new.number or (old.lemma != new.lemma and _OF_NO_NUMBER & {old.lemma, new.lemma})
        return bool(numbers) and (loose or old.case == new.case or (copula and _named_as(old, new)))
    if old.part in _ADJECTIVE and old.part == new.part:
        return _time(old) == _time(new) and (loose or (old.number, old.case) == (new.number, new.case))
    if relative and {old.part, new.part} <= _VERBAL:
        voices = _is_passive(old, relative) == _is_passive(new, relative)
        return voices and old.tense == new.tense and old.aspect == new.aspect
    if old.part == new.part:
        return old.mood != "impr" and _time(old) == _time(new) and old.person == new.person and old.mood == new.mood
    parts = {old.part, new.part}
    return parts == {"ADJF", "ADJS"} or (bool(parts & _OF_THE_ACT) and "NOUN" in parts and loose)


def is_misprint(old: str, new: str) -> bool:
    """Whether one of two words (lower case) is no word, and the other is it with a letter or two put right."""
    if {old.replace("ться", "тся"), new.replace("ться", "тся")} == {new.replace("ться", "тся")}:
        return True  # a form that is written wrong more often than any other
    shortest = min(len(old), len(new))
    if shortest < SHORTEST_MISPRINT or is_known(old) == is_known(new) or not (old + new).isalpha():
        return False
    if old.startswith(("не", "бес", "без")) != new.startswith(("не", "бес", "без")):
        return False
    return OSA.distance(old, new) <= (2 if shortest >= TWO_LETTERS_FROM else 1)


def _is_passive(reading: Reading, relative: str) -> bool:
    """Whether the noun that a participle or a clause describes is what is acted upon."""
    by_itself = reading.lemma.endswith("ся")  # «начался» and «начавшийся» are as much and as little passive
    return by_itself or reading.voice == "pssv" or (reading.part == "VERB" and relative in _OBJECTS)


def _named_as(old: Reading, new: Reading) -> bool:
    cases = {old.case, new.case}
    return "ablt" in cases and bool(cases & {"nomn", "accs"})


def _time(reading: Reading) -> tuple[str, str, str]:
    return reading.tense, reading.aspect, reading.voice

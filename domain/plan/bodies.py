"""Bodies in the words of a plan: which one does the work, and which one comes into being with a milestone."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from domain.search.stems import places

_NOUNS = (
    r"(?:под)?групп(?:а|у|ы|е|ой|ою|ам|ами|ах)?|(?:орг|под)?комитет\w{0,3}|(?:[а-яё]+)?комисси[яюией]\w?"
    r"|совет(?:а|у|ом|е|ы)?|(?:ред)?коллеги[яюией]\w?|штаб(?:а|у|ом|е)?|секретариат(?:а|у|ом|е)?"
    r"|дирекци[яюией]\w?|жюри|groups?|committees?|councils?|commissions?|boards?|task force"
)
_ADJECTIVE = r"[а-яёa-z-]+(?:ая|ую|ой|ый|ий|ого|его|ому|ему|ым|им|ые|ых|ей|ое)"
_BEFORE_ENGLISH = r"[a-z-]+"
_PHRASE = re.compile(
    rf"(?<![\w-])(?P<words>(?:(?:{_ADJECTIVE}|{_BEFORE_ENGLISH})\s+){{0,3}}(?P<noun>{_NOUNS}))(?![\w-])", re.IGNORECASE
)
_FORMING = re.compile(
    r"^\W*(?:с?форм[иу]р\w+|созда(?:ть|ние|ни[ия])|образова\w+|учредить|учреждение|избрать|избрание|назначить"
    r"|утвердить состав|утверждение состава|собрать|form|set up|create|establish|appoint|elect)\s+",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?:^|\s)(?:в|во|на|с|со|о|об|от|из|для|при|по|к|ко|у|до|между|через|под|за|the|of|to|by|for|with|in)\s+$",
    re.IGNORECASE,
)
_ACTING = re.compile(
    r"(?:групп|комисси|коллеги|дирекци)(?:а|я|е|и)$|(?:комитет|совет|штаб|секретариат)(?:у)?$|жюри$|^[a-z ]+$"
)
_STOP = frozenset(("the", "a", "an", "of", "to", "by", "for", "with", "in", "and", "or"))


class Phrase(NamedTuple):
    """A body as a text names it: the words, where they begin, and their stems."""

    words: str
    start: int
    key: frozenset[str]
    noun: str


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(place.stem for place in places(text))


def bodies_in(text: str) -> Iterator[Phrase]:
    """Every body that a text names, in order."""
    for match in _PHRASE.finditer(text):
        words = [word for word in match["words"].split() if word.lower() not in _STOP]
        yield Phrase(" ".join(words), match.start(), stems(" ".join(words)), match["noun"].lower())


def formed_in(title: str) -> str:
    """The body that a milestone with this title forms, in its words; empty if it forms none.

    A title that names a body after a verb of forming («сформировать», "set up") does.
    """
    begin = _FORMING.match(title)
    first = next(bodies_in(title[begin.end() :]), None) if begin else None
    # Words between the verb and the body would be the object itself: «создать сайт рабочей группы» forms no group.
    return first.words if first is not None and first.start == 0 else ""


def in_charge(title: str) -> str:
    """The body that a title names as the one that acts: as the subject or in the dative; empty if there is none.

    What stands in brackets or after a preposition is only spoken of.
    """
    outside = re.sub(r"\([^)]*\)", lambda match: " " * len(match[0]), title)
    for phrase in bodies_in(outside):
        if _ACTING.search(phrase.noun) and not _PREPOSITION.search(outside[: phrase.start]):
            return phrase.words
    return ""

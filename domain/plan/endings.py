"""The date at the end of a line of a plan, apart from the words that say what is to be done."""

import re
from collections.abc import Sequence

from domain.outline_marks import tidy
from domain.plan.dates import Found, find_dates, overlaps
from schemas.plan import Due

LONGEST_PARTICLES = 80
"""How many characters before a date, or after it, are looked at for what sets it apart."""

MOST_DATES_TOLD = 10
"""How many of the dates of one title are named when none of them is chosen."""

_UNTIL = re.compile(r"\b(?:до|к|не позднее|by)\s+$", re.IGNORECASE)
_BEFORE_DATE = re.compile(
    r"[\s,;:(–—-]*(?:срок(?:\s+исполнения)?\s*[:–—-]?\s*)?(?:\b(?:до|к|ко|в|не позднее|по|by)\s+)*$", re.IGNORECASE
)
_AFTER_DATE = re.compile(r"[\s.,;:)]*(?:включительно)?[\s.,;:)]*")
_LAST_PART = re.compile(r"\s[–—-]\s*(?P<words>[^–—]{2,60}?)[\s.;]*$")
_TIME_WORD = re.compile(
    r"\d|\b(?:весн|лет[оа]м?\b|осен|зим|год|месяц|недел|квартал|дн[яией]|срок|мере\b|постоянно|ежегодн|ежемесячн"
    r"|январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|as needed|spring|autumn|year)",
    re.IGNORECASE,
)
_SET_BEFORE = re.compile(
    r"(?:[–—-]|\bсрок(?:\s+исполнения)?\s*:?)\s*(?:(?:не позднее|до|ко?|во?|по|на|со?|by|in|on|весной|весна|летом|лето"
    r"|осенью|осень|зимой|зима|(?:начал|середин|кон(?:е?ц))\w*|spring|summer|autumn|winter)\s+){0,3}$",
    re.IGNORECASE,
)
_ORIGIN_BEFORE = re.compile(r"\b(?:от|на|за|со?|of|from|on|since)\s+$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_A_YEAR = 364


def without_date(text: str, year: int | None) -> tuple[str, Due]:
    """A title without the date at its end, and that date; else the only date that «до» or "by" goes before.

    A title that sets several dates keeps them all, and what it is due by is unclear, in the words of each of them.
    In a text of several lines each is set that ends one of them.
    """
    found = list(find_dates(text, year))
    several = _several(text, found)
    if several:
        return tidy(text), Due(words="; ".join(dict.fromkeys(one.due.words for one in several[:MOST_DATES_TOLD])))
    start = _start_of_last(text, found)
    if start is not None:
        words = " ".join(text[start : found[-1].end].split()).strip(" ,;:(–—-")
        return tidy(text[:start]), found[-1].due.model_copy(update={"words": words})
    tail = _LAST_PART.search(text[-LONGEST_PARTICLES:])
    if tail and _TIME_WORD.search(tail["words"]):
        begin = max(0, len(text) - LONGEST_PARTICLES) + tail.start()
        if not any(one.start <= begin < one.end for one in found):
            return tidy(text[:begin]), Due(words=tail["words"].strip())
    until = [one for one in found if _UNTIL.search(_before(text, one))]
    return tidy(text), until[0].due if len(until) == 1 else Due()


def ends_with_date(line: str) -> bool:
    """Whether a line says at its end when it is due: with a date, or in words between a dash and a stop."""
    if _start_of_last(line, list(find_dates(line))) is not None:
        return True
    tail = _LAST_PART.search(line[-LONGEST_PARTICLES:])
    return tail is not None and line.rstrip()[-1] in ".;" and _TIME_WORD.search(tail["words"]) is not None


def sets_date(line: str) -> bool:
    """Whether a line sets a date at its end for what it names, as «протокол - 01.08.2028» does."""
    found = list(find_dates(line))
    return _start_of_last(line, found) is not None and _is_set(line, found[-1])


def closes_with_date(line: str) -> bool:
    """Whether a line ends with a date that is not said to be when something began or was issued."""
    found = list(find_dates(line))
    return bool(found) and _ends_line(line, found[-1]) and (sets_date(line) or _is_when(line, found[-1]))


def outside_brackets(text: str) -> str:
    """A text of the same lines in which blanks stand for whatever is in brackets, one pair in another at most."""
    for _ in range(2):
        text = _IN_BRACKETS.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text


def _before(text: str, one: Found) -> str:
    return text[max(0, one.start - LONGEST_PARTICLES) : one.start]


def _start_of_last(text: str, found: Sequence[Found]) -> int | None:
    """Where the last date begins, with the particles before it, if it ends the line and something sets it apart."""
    if not found or not _AFTER_DATE.fullmatch(text, found[-1].end):
        return None
    last = found[-1]
    before = _BEFORE_DATE.search(text, max(0, last.start - LONGEST_PARTICLES), last.start)
    return before.start() if before is not None and before[0].strip() else None


def _several(text: str, found: Sequence[Found]) -> list[Found]:
    """The dates that a title sets, if they are not one and the same; what is in brackets sets one only at an end."""
    outside = outside_brackets(text)
    ones = [one for one in found if (outside[one.start] != " " or _ends_bracketed(text, one)) and _is_set(text, one)]
    differing = len({(one.due.first, one.due.last) if one.due.first else one.due.words for one in ones}) > 1
    if _start_of_last(text, found) is not None and found[-1] not in ones:
        differing = differing or any(not overlaps(one.due, found[-1].due) for one in ones)
        ones.append(found[-1])
    return ones if differing else []


def _is_set(text: str, one: Found) -> bool:
    """Whether a date stands where a plan says when: after a dash or «срок», a day also after «до» or before a new part.

    A span of a year or more belongs to a name («Стратегия - 2032 год») unless nothing or a new part follows it.
    """
    before = _before(text, one)
    if "\n" in text and _ends_line(text, one) and _is_when(text, one):
        return True
    parted = re.match(r"\s*[.)]?\s*[;,]", text[one.end : one.end + LONGEST_PARTICLES]) is not None
    if _SET_BEFORE.search(before):
        return not _is_long(one) or parted or _AFTER_DATE.fullmatch(text, one.end) is not None
    a_day = one.due.precision == "day"
    return a_day and (_UNTIL.search(before) is not None or (parted and not _ORIGIN_BEFORE.search(before)))


def _is_when(text: str, one: Found) -> bool:
    """Whether a date with nothing to set it apart may yet say when: it is no year of a name, and nothing's origin."""
    return not _is_long(one) and not _ORIGIN_BEFORE.search(_before(text, one))


def _is_long(one: Found) -> bool:
    return one.due.first is not None and one.due.last is not None and (one.due.last - one.due.first).days >= _A_YEAR


def _ends_bracketed(text: str, one: Found) -> bool:
    """Whether one of several lines ends with a date that stands in brackets alone, but for particles."""
    before = _BEFORE_DATE.search(text, max(0, one.start - LONGEST_PARTICLES), one.start)
    return "\n" in text and _ends_line(text, one) and before is not None and "(" in before[0]


def _ends_line(text: str, one: Found) -> bool:
    return _AFTER_DATE.fullmatch(text[one.end :].partition("\n")[0]) is not None

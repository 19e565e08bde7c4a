"""Reading dates as people write them in plans, in Russian and English; what is not understood stays words."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from schemas.plan import Due, Precision

_MONTHS = (
    r"янв(?:ар[ьяеюё]\w*|\.)?|jan(?:uary|\.)?",
    r"фев(?:р(?:ал[ьяею]\w*|\.)?|\.)?|feb(?:ruary|\.)?",
    r"мар(?:т[аеу]?|\.)|mar(?:ch|\.)",
    r"апр(?:ел[ьяею]\w*|\.)?|apr(?:il|\.)?",
    r"ма[йяею]|may",
    r"июн[ьяею]|jun(?:e|\.)?",
    r"июл[ьяею]|jul(?:y|\.)?",
    r"авг(?:уст[аеу]?|\.)?|aug(?:ust|\.)?",
    r"сен(?:т(?:ябр[ьяею]\w*|\.)?|\.)?|sep(?:t(?:ember|\.)?|\.)?",
    r"окт(?:ябр[ьяею]\w*|\.)?|oct(?:ober|\.)?",
    r"ноя(?:бр[ьяею]\w*|\.)?|nov(?:ember|\.)?",
    r"дек(?:абр[ьяею]\w*|\.)?|dec(?:ember|\.)?",
)
_MONTH = "(?:" + "|".join(_MONTHS) + r")(?!\w)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_OF_YEAR = rf"(?:\s*,?\s+(?P<year>{_YEAR})(?:\s*(?:гг?\.|год[ау]?\b|г\b))?)?"
_THIS_YEAR = rf"\s*,?\s+(?P<year>{_YEAR})(?:\s*(?:гг?\.|год[ау]?\b|г\b))?"
_DASH = r"(?:[^\S\n]*(?:-|–|—|\bдо\b|\bto\b)|\s*(?:\bпо\b|[-–—](?=[^\S\n]*\n)))\s*"
_DAY = r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])(?:-?(?:го|е|ое))?"
_NUMERIC = r"(?<![\d.])\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)"
_ORDINAL = r"(?<!\w)(?:IV|I{1,3}|[1-4](?:-?(?:й|ый|ой|ий|ом|м|го|st|nd|rd|th))?|перв\w+|втор\w+|трет\w+|четв[её]рт\w+)"

LONGEST_VAGUE = 40
"""How many characters before a date are looked at for what makes it vague."""

_Reader = Callable[[re.Match[str], int | None], "tuple[Precision, date, date] | None"]


class Found(NamedTuple):
    """A date found in a text, from character `start` to `end`."""

    start: int
    end: int
    due: Due


def read_due(words: str, year: int | None = None) -> Due:
    """What a column or a field says about when: exactly one date and nothing else beside particles, or unclear.

    `year` is the one that is meant where a date names none; without it such a date stays unclear. A line that begins
    with a dash or «до» sets a date of its own; the words then say so in one line too.
    """
    lines = [" ".join(line.split()) for line in words.splitlines() if line.strip()]
    text = " ".join(lines)
    said, in_one_line = _only_date("\n".join(lines), year), _only_date(text, year)
    if said is None and in_one_line is not None:
        return Due(words="; ".join(lines))
    return (said or Due()).model_copy(update={"words": text})


def _only_date(text: str, year: int | None) -> Due | None:
    found = list(find_dates(text, year))
    if len(found) != 1 or found[0].due.first is None:
        return None
    beside = text[: found[0].start] + " " + text[found[0].end :]
    return found[0].due if all(word in _PARTICLES for word in re.findall(r"\w+", beside.lower())) else None


def find_dates(text: str, year: int | None = None) -> Iterator[Found]:
    """Every date in a text, from left to right; one that names no day there is (31 February) comes unclear.

    So does «до 1 мая до 1 июня», which sets two limits rather than a span.
    """
    for match in _ANY.finditer(text):
        name = next(name for name, _, _ in _FORMS if match[name] is not None)
        exact = _PATTERNS[name].fullmatch(match[0])
        assert exact is not None
        try:
            read = _READERS[name](exact, year)
        except ValueError:
            read = None
        before, words = text[max(0, match.start() - LONGEST_VAGUE) : match.start()], " ".join(match[0].split())
        vague = _VAGUE.search(before) or (_LIMIT.search(before) and _TO_LIMIT.search(words))
        due = Due(words=words)
        if read is not None and not vague and read[1] <= read[2]:
            due = Due(words=words, precision=read[0], first=read[1], last=read[2])
        yield Found(match.start(), match.end(), due)


_PARTICLES = frozenset(
    (
        *("до", "к", "ко", "не", "позднее", "позже", "по", "в", "во", "на", "с", "со", "срок", "сроком", "исполнения"),
        *("включительно", "течение", "конца", "концу", "конец", "г", "гг", "год", "года", "период"),
        *("by", "before", "until", "till", "the", "end", "of", "in", "no", "later", "than", "due", "on"),
    )
)
_VAGUE = re.compile(r"(?:начал\w*|середин\w*|early|mid|около|примерно|ориентировочно)[\s-]+$", re.IGNORECASE)

_LIMIT = re.compile(r"\b(?:до|не позднее|не позже|by|until|till)\s+$", re.IGNORECASE)
_TO_LIMIT = re.compile(r"\b(?:до|to)\b", re.IGNORECASE)


def _months(name: str) -> int:
    for number, pattern in enumerate(_MONTHS, start=1):
        if re.fullmatch(pattern, name.strip(), re.IGNORECASE):
            return number
    raise ValueError(name)


def _year_of(match: re.Match[str], year: int | None) -> int | None:
    named = match.groupdict().get("year")
    return int(named) if named else year


def _in_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _numeric(words: str) -> date:
    day, month, year = (int(part) for part in re.split(r"[./]", words))
    return date(year + 2000 if year < 100 else year, month, day)


def _one_numeric(match: re.Match[str], _year: int | None) -> tuple[Precision, date, date]:
    day = _numeric(match[0])
    return "day", day, day


def _two_numeric(match: re.Match[str], _year: int | None) -> tuple[Precision, date, date]:
    return "period", _numeric(match["first"]), _numeric(match["last"])


def _iso(match: re.Match[str], _year: int | None) -> tuple[Precision, date, date]:
    day = date.fromisoformat(match[0])
    return "day", day, day


def _month_number(match: re.Match[str], _year: int | None) -> tuple[Precision, date, date]:
    return "month", *_in_month(int(match["year"]), int(match["month"]))


def _days(match: re.Match[str], year: int | None) -> tuple[Precision, date, date] | None:
    meant, month = _year_of(match, year), _months(match["month"])
    if meant is None:
        return None
    return "period", date(meant, month, _digits(match["first"])), date(meant, month, _digits(match["last"]))


def _day(match: re.Match[str], year: int | None) -> tuple[Precision, date, date] | None:
    meant = _year_of(match, year)
    if meant is None:
        return None
    day = date(meant, _months(match["month"]), _digits(match["day"]))
    return "day", day, day


def _month_range(match: re.Match[str], year: int | None) -> tuple[Precision, date, date] | None:
    meant = _year_of(match, year)
    if meant is None:
        return None
    return "period", _in_month(meant, _months(match["first"]))[0], _in_month(meant, _months(match["last"]))[1]


def _month(match: re.Match[str], year: int | None) -> tuple[Precision, date, date] | None:
    meant = _year_of(match, year)
    return None if meant is None else ("month", *_in_month(meant, _months(match["month"])))


def _part_of_year(match: re.Match[str], year: int | None, length: int, name: Precision) -> tuple[Precision, date, date]:
    meant, part = _year_of(match, year), _ordinal(match["which"])
    if meant is None or part > 12 // length:
        raise ValueError("no such part of a year")
    first = (part - 1) * length + 1
    return name, date(meant, first, 1), _in_month(meant, first + length - 1)[1]


def _quarter(match: re.Match[str], year: int | None) -> tuple[Precision, date, date]:
    return _part_of_year(match, year, 3, "quarter")


def _half(match: re.Match[str], year: int | None) -> tuple[Precision, date, date]:
    return _part_of_year(match, year, 6, "half_year")


def _whole_year(match: re.Match[str], _year: int | None) -> tuple[Precision, date, date]:
    year = int(match["year"])
    return "year", date(year, 1, 1), date(year, 12, 31)


def _years(match: re.Match[str], _year: int | None) -> tuple[Precision, date, date]:
    return "period", date(int(match["first"]), 1, 1), date(int(match["last"]), 12, 31)


def _digits(words: str) -> int:
    return int("".join(character for character in words if character.isdigit()))


def _ordinal(words: str) -> int:
    romans, stems = ("i", "ii", "iii", "iv"), ("перв", "втор", "трет", "четв")
    small = words.lower()
    if small in romans:
        return romans.index(small) + 1
    return next((n for n, stem in enumerate(stems, start=1) if small.startswith(stem)), 0) or _digits(words)


_FORMS: tuple[tuple[str, str, _Reader], ...] = (
    ("two_numeric", rf"(?P<first>{_NUMERIC}){_DASH}(?P<last>{_NUMERIC})", _two_numeric),
    ("one_numeric", _NUMERIC, _one_numeric),
    ("iso", r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)", _iso),
    ("days", rf"(?P<first>{_DAY}){_DASH}(?P<last>{_DAY})\s+(?P<month>{_MONTH}){_OF_YEAR}", _days),
    ("day", rf"(?P<day>{_DAY})\s+(?P<month>{_MONTH}){_OF_YEAR}", _day),
    ("month_range", rf"(?<!\w)(?P<first>{_MONTH}){_DASH}(?P<last>{_MONTH}){_THIS_YEAR}", _month_range),
    ("month", rf"(?<!\w)(?P<month>{_MONTH}){_THIS_YEAR}", _month),
    ("quarter", rf"(?P<which>{_ORDINAL})\s*(?:квартал\w*|кв\.?(?!\w)|quarter){_OF_YEAR}", _quarter),
    ("half", rf"(?P<which>{_ORDINAL})\s*(?:полугоди\w+|п/г|half){_OF_YEAR}", _half),
    ("month_number", r"(?<![\d.])(?P<month>0[1-9]|1[0-2])[./](?P<year>(?:19|20)\d\d)(?!\d)", _month_number),
    ("years", rf"(?<!\d)(?P<first>{_YEAR})\s*[–—-]\s*(?P<last>{_YEAR})(?:\s*(?:гг?\.|год\w*|гг?\b))?", _years),
    ("whole_year", rf"(?<![\d–-])(?P<year>{_YEAR})\s*(?:г\.|год[ау]?\b|г\b)", _whole_year),
)
_READERS = {name: reader for name, _, reader in _FORMS}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern, _ in _FORMS}


def _nameless(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_ANY = re.compile("|".join(f"(?P<{name}>{_nameless(pattern)})" for name, pattern, _ in _FORMS), re.IGNORECASE)


def overlaps(one: Due, other: Due) -> bool:
    """Whether two dates can both hold; an unclear one goes with everything."""
    return not (one.wholly_before(other) or other.wholly_before(one))

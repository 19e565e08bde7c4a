"""Dates and deadlines in words."""

import re
from datetime import UTC, date, datetime

import pytest

from domain.words import day_in_words, deadline_in_words, form_for, moment_in_words
from domain.zone_words import NAMES, zone_in_words
from schemas.deadline import Deadline
from schemas.language import LANGUAGES
from schemas.policy import Limit

DAYS = Limit(working_days=10)
INSTANT = Limit.model_validate({"at": "2026-12-05T11:30:00Z"})
SHORT = Limit.model_validate({"duration": "PT10S"})

WORDS = [
    (
        ("2026-12-05T21:00:00Z", "Europe/Moscow", DAYS),
        "до конца субботы, 5 декабря 2026 года, по московскому времени",
        "by the end of Saturday, 5 December 2026, Moscow time",
    ),
    (
        ("2026-12-05T11:30:00Z", "Europe/Moscow", INSTANT),
        "до 14:30 субботы, 5 декабря 2026 года, по московскому времени",
        "by 14:30 on Saturday, 5 December 2026, Moscow time",
    ),
    (
        ("2026-12-31T21:00:00Z", "Europe/Moscow", INSTANT),
        "до конца четверга, 31 декабря 2026 года, по московскому времени",
        "by the end of Thursday, 31 December 2026, Moscow time",
    ),
    (
        ("2026-12-05T11:30:07.9Z", "Asia/Vladivostok", SHORT),
        "до 21:30:07 субботы, 5 декабря 2026 года, по владивостокскому времени (МСК+7)",
        "by 21:30:07 on Saturday, 5 December 2026, Vladivostok time (MSK+7)",
    ),
    (
        ("2026-12-31T20:30:00Z", "Asia/Kolkata", SHORT),
        "до 02:00 пятницы, 1 января 2027 года, по времени Asia/Kolkata (UTC+05:30)",
        "by 02:00 on Friday, 1 January 2027, Asia/Kolkata time (UTC+05:30)",
    ),
    (  # clocks went from midnight to one o'clock, so that this Saturday ended at one
        ("2026-03-29T03:00:00Z", "America/Asuncion", DAYS),
        "до конца субботы, 28 марта 2026 года, по времени America/Asuncion (UTC−03:00)",
        "by the end of Saturday, 28 March 2026, America/Asuncion time (UTC−03:00)",
    ),
]


@pytest.mark.parametrize(("deadline", "russian", "english"), WORDS)
def test_deadline_in_words(deadline: tuple[str, str, Limit], russian: str, english: str) -> None:
    at, zone, rule = deadline
    value = Deadline(at=datetime.fromisoformat(at), zone=zone, rule=rule)
    assert deadline_in_words(value, "ru") == russian
    assert deadline_in_words(value, "en") == english


def test_day_in_words_names_every_month_once() -> None:
    for language in ("ru", "en"):
        names = {day_in_words(date(2026, month, 1), language).split()[1] for month in range(1, 13)}
        assert len(names) == 12


RUSSIAN_ZONES = {
    **{"Europe/Kaliningrad": -1, "Europe/Moscow": 0, "Europe/Kirov": 0, "Europe/Simferopol": 0, "Europe/Volgograd": 0},
    **{"Europe/Astrakhan": 1, "Europe/Samara": 1, "Europe/Saratov": 1, "Europe/Ulyanovsk": 1, "Asia/Yekaterinburg": 2},
    **{"Asia/Omsk": 3, "Asia/Novosibirsk": 4, "Asia/Barnaul": 4, "Asia/Tomsk": 4, "Asia/Novokuznetsk": 4},
    **{"Asia/Krasnoyarsk": 4, "Asia/Irkutsk": 5, "Asia/Chita": 6, "Asia/Yakutsk": 6, "Asia/Khandyga": 6},
    **{"Asia/Vladivostok": 7, "Asia/Ust-Nera": 7, "Asia/Magadan": 8, "Asia/Sakhalin": 8, "Asia/Srednekolymsk": 8},
    **{"Asia/Kamchatka": 9, "Asia/Anadyr": 9},
}
"""Every zone of Russia in the IANA database, and its hours from Moscow."""


@pytest.mark.parametrize("zone", RUSSIAN_ZONES)
def test_zone_of_russia_is_told_by_name_and_distance_from_moscow(zone: str) -> None:
    at, hours = datetime(2026, 7, 1, tzinfo=UTC), RUSSIAN_ZONES[zone]
    mark = "" if not hours else f"(МСК{'−' if hours < 0 else '+'}{abs(hours)})"
    russian, english = (zone_in_words(zone, at, language) for language in LANGUAGES)
    assert re.fullmatch(rf"по [а-я]+му времени ?{re.escape(mark)}", russian)
    assert re.fullmatch(rf"[A-Z][a-z]+ time ?{re.escape(mark.replace('МСК', 'MSK'))}", english)


def test_zones_of_russia_all_have_a_name() -> None:
    assert set(NAMES) == set(RUSSIAN_ZONES)
    assert zone_in_words("Europe/Kaliningrad", datetime(2026, 7, 1, tzinfo=UTC), "ru") == (
        "по калининградскому времени (МСК−1)"
    )


def test_distance_from_moscow_is_that_of_the_instant() -> None:
    assert zone_in_words("Europe/Volgograd", datetime(2019, 7, 1, tzinfo=UTC), "ru") == (
        "по волгоградскому времени (МСК+1)"
    )
    assert zone_in_words("UTC", datetime(2026, 7, 1, tzinfo=UTC), "ru") == "по всемирному времени (UTC)"


@pytest.mark.parametrize(
    ("number", "russian", "english"),
    [
        *((0, 2, 1), (1, 0, 0), (2, 1, 1), (4, 1, 1), (5, 2, 1), (11, 2, 1), (12, 2, 1), (14, 2, 1), (21, 0, 1)),
        *((22, 1, 1), (25, 2, 1), (101, 0, 1), (111, 2, 1), (112, 2, 1), (122, 1, 1)),
    ],
)
def test_number_asks_for_its_form(number: int, russian: int, english: int) -> None:
    assert (form_for(number, "ru"), form_for(number, "en")) == (russian, english)


def test_moment_names_its_clock_unless_it_was_named() -> None:
    at = datetime(2026, 12, 8, 7, tzinfo=UTC)
    assert moment_in_words(at, "Europe/Moscow", "ru") == "8 декабря 2026 года в 10:00 по московскому времени"
    assert moment_in_words(at, "Europe/Moscow", "en", named=False) == "on 8 December 2026 at 10:00"

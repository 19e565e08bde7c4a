"""Dates and deadlines in words."""

from datetime import date, datetime

import pytest

from domain.words import day_in_words, deadline_in_words
from schemas.deadline import Deadline
from schemas.policy import Limit

DAYS = Limit(working_days=10)
INSTANT = Limit.model_validate({"at": "2026-12-05T11:30:00Z"})
SHORT = Limit.model_validate({"duration": "PT10S"})

WORDS = [
    (
        ("2026-12-05T21:00:00Z", "Europe/Moscow", DAYS),
        "до 5 декабря 2026 года включительно (московское время)",
        "by the end of 5 December 2026 (Moscow time)",
    ),
    (
        ("2026-12-05T11:30:00Z", "Europe/Moscow", INSTANT),
        "до 14:30 5 декабря 2026 года (московское время)",
        "by 14:30 on 5 December 2026 (Moscow time)",
    ),
    (
        ("2026-12-31T21:00:00Z", "Europe/Moscow", INSTANT),
        "до 31 декабря 2026 года включительно (московское время)",
        "by the end of 31 December 2026 (Moscow time)",
    ),
    (
        ("2026-12-05T11:30:07.9Z", "Asia/Vladivostok", SHORT),
        "до 21:30:07 5 декабря 2026 года (владивостокское время)",
        "by 21:30:07 on 5 December 2026 (Vladivostok time)",
    ),
    (
        ("2026-12-31T20:30:00Z", "Asia/Kolkata", SHORT),
        "до 02:00 1 января 2027 года (Asia/Kolkata, UTC+05:30)",
        "by 02:00 on 1 January 2027 (Asia/Kolkata, UTC+05:30)",
    ),
    (  # clocks went from midnight to one o'clock, so that this Saturday ended at one
        ("2026-03-29T03:00:00Z", "America/Asuncion", DAYS),
        "до 28 марта 2026 года включительно (America/Asuncion, UTC-03:00)",
        "by the end of 28 March 2026 (America/Asuncion, UTC-03:00)",
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

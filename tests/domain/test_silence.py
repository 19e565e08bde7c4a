"""When the service must have been up before silence may count: the last working day before the deadline."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.schedule import due
from domain.silence import last_chance
from schemas.policy import Limit
from storage.calendar_ru import russian_calendar

RU = russian_calendar()


@pytest.mark.parametrize(
    ("limit", "opened", "since", "until"),
    [
        # ten working days from Monday 1 June 2026 end on Tuesday 16 June: Friday the 12th is a holiday
        (Limit(working_days=10), "2026-06-01T09:00", "2026-06-15T21:00", "2026-06-16T21:00"),
        # an instant on a Sunday: the Friday before it was the last working day
        (Limit(at=datetime(2026, 6, 7, 15, tzinfo=UTC)), "2026-06-01T09:00", "2026-06-04T21:00", "2026-06-05T21:00"),
        # opened on the last day itself: only what is left of it
        (Limit(at=datetime(2026, 6, 5, 15, tzinfo=UTC)), "2026-06-05T09:00", "2026-06-05T09:00", "2026-06-05T15:00"),
        # a duration has no working days: the whole round
        (Limit(duration=timedelta(seconds=10)), "2026-06-05T09:00:00", "2026-06-05T09:00:00", "2026-06-05T09:00:10"),
    ],
)
def test_last_chance_is_the_last_working_day_before_the_deadline(limit, opened, since, until):
    opened_at = datetime.fromisoformat(opened).replace(tzinfo=UTC)
    deadline = due(limit, opened_at, "Europe/Moscow", RU)
    expected = tuple(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (since, until))
    assert last_chance(deadline, opened_at, RU) == expected

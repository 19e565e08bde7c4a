from datetime import date, timedelta
from itertools import product

import pytest

from domain.terms import covers, overlap

DAY = date(2026, 5, 9)
EARLIER, LATER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (DAY, DAY, True),
        (LATER, None, False),
        (None, EARLIER, False),
        (EARLIER, LATER, True),
    ],
)
def test_term_covers_its_first_and_last_day(since: date | None, until: date | None, held: bool) -> None:
    assert covers(since, until, DAY) is held


def test_overlap_is_having_a_day_in_common() -> None:
    ends = [None, *(DAY + timedelta(days=number) for number in range(-2, 3))]
    days = [DAY + timedelta(days=number) for number in range(-5, 6)]
    spans = [(a, b) for a, b in product(ends, ends) if a is None or b is None or a <= b]
    for one, other in product(spans, spans):
        shared = any(covers(*one, day) and covers(*other, day) for day in days)
        assert overlap(*one, *other) is shared, (one, other)

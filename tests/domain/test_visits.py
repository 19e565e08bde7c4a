"""When one visit ends and the next one begins."""

from datetime import UTC, datetime, timedelta

from domain.visits import PAUSE, Seen, following

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_first_visit_has_none_before_it() -> None:
    assert following(None, "r1", NOW) == Seen("r1", NOW)


def test_visit_goes_on_until_the_pause_is_over() -> None:
    first = Seen("r1", NOW, "r0", NOW - timedelta(days=3))
    soon = following(first, "r1", NOW + PAUSE - timedelta(seconds=1))
    assert (soon.before_id, soon.before_at, soon.at) == ("r0", first.before_at, NOW + PAUSE - timedelta(seconds=1))
    assert following(first, "r1", NOW + PAUSE) == Seen("r1", NOW + PAUSE, "r1", NOW)


def test_another_head_begins_another_visit_at_once() -> None:
    assert following(Seen("r1", NOW), "r2", NOW) == Seen("r2", NOW, "r1", NOW)

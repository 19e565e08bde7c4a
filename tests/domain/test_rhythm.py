"""When what is told leaves: dated cases of digests and quiet hours, over midnight and where clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.letters import TONGUES
from domain.notices import KINDS
from domain.rhythm import URGENT, Hours, after_quiet, leaves_at, rhythm_for
from schemas.channels import Rhythm

NIGHT = (time(22), time(8))
LUNCH = (time(13), time(14))


def at(text: str, zone: str) -> datetime:
    """A local time, the second of the two if it ends in an asterisk, in UTC."""
    local = datetime.fromisoformat(text.rstrip("*"))
    return local.replace(tzinfo=ZoneInfo(zone), fold=int(text.endswith("*"))).astimezone(UTC)


QUIET = [
    ("before the night", "Europe/Moscow", NIGHT, "2026-12-01 21:59", "2026-12-01 21:59"),
    ("as the night begins", "Europe/Moscow", NIGHT, "2026-12-01 22:00", "2026-12-02 08:00"),
    ("before midnight", "Europe/Moscow", NIGHT, "2026-12-01 23:59", "2026-12-02 08:00"),
    ("after midnight", "Europe/Moscow", NIGHT, "2026-12-02 00:01", "2026-12-02 08:00"),
    ("as the night ends", "Europe/Moscow", NIGHT, "2026-12-02 08:00", "2026-12-02 08:00"),
    ("over the year's end", "Asia/Kamchatka", NIGHT, "2026-12-31 23:30", "2027-01-01 08:00"),
    ("within a day", "Europe/Moscow", LUNCH, "2026-12-01 13:30", "2026-12-01 14:00"),
    ("within a day, before", "Europe/Moscow", LUNCH, "2026-12-01 12:59", "2026-12-01 12:59"),
    ("a night an hour shorter", "Europe/Berlin", NIGHT, "2026-03-28 23:00", "2026-03-29 08:00"),
    ("a night an hour longer", "Europe/Berlin", NIGHT, "2026-10-24 23:00", "2026-10-25 08:00"),
    (
        "an end that the clock leaps over",
        "Europe/Berlin",
        (time(22), time(2, 30)),
        "2026-03-29 01:30",
        "2026-03-29 03:30",
    ),
    ("an end that comes twice", "Europe/Berlin", (time(22), time(2, 30)), "2026-10-25 02:10", "2026-10-25 02:30"),
    ("the second such end", "Europe/Berlin", (time(22), time(2, 30)), "2026-10-25 02:10*", "2026-10-25 02:10*"),
    ("half an hour's leap", "Australia/Lord_Howe", (time(22), time(2)), "2026-10-04 01:00", "2026-10-04 02:30"),
]


@pytest.mark.parametrize(("zone", "quiet", "now", "leaves"), [case[1:] for case in QUIET], ids=[c[0] for c in QUIET])
def test_quiet_hours_let_it_leave_when_they_end(zone: str, quiet: tuple[time, time], now: str, leaves: str) -> None:
    hours = Hours(zone, quiet=quiet)
    assert after_quiet(at(now, zone), hours) == at(leaves, zone)
    assert leaves_at("at_once", at(now, zone), hours) == at(leaves, zone)


EARLY, AT_HALF_PAST_TWO = Hours("Europe/Moscow", time(7), NIGHT), Hours("Europe/Berlin", time(2, 30))

DIGESTS: list[tuple[str, Rhythm, str, Hours, str, str]] = [
    ("today", "daily", "Europe/Moscow", Hours("Europe/Moscow"), "2026-12-01 08:59", "2026-12-01 09:00"),
    ("just missed", "daily", "Europe/Moscow", Hours("Europe/Moscow"), "2026-12-01 09:00", "2026-12-02 09:00"),
    ("Monday to come", "weekly", "Asia/Omsk", Hours("Asia/Omsk", time(18)), "2026-12-01 12:00", "2026-12-07 18:00"),
    ("this Monday", "weekly", "Asia/Omsk", Hours("Asia/Omsk", time(18)), "2026-12-07 17:59", "2026-12-07 18:00"),
    ("Monday missed", "weekly", "Asia/Omsk", Hours("Asia/Omsk", time(18)), "2026-12-07 18:00", "2026-12-14 18:00"),
    ("within the night", "daily", "Europe/Moscow", EARLY, "2026-12-01 10:00", "2026-12-02 08:00"),
    ("a day of 23 hours", "daily", "Europe/Berlin", Hours("Europe/Berlin"), "2026-03-28 09:00", "2026-03-29 09:00"),
    ("an hour that is none", "daily", "Europe/Berlin", AT_HALF_PAST_TWO, "2026-03-28 09:00", "2026-03-29 03:30"),
    ("an hour that is twice", "daily", "Europe/Berlin", AT_HALF_PAST_TWO, "2026-10-25 02:30", "2026-10-26 02:30"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rhythm", "zone", "hours", "now", "leaves"), [case[1:] for case in DIGESTS], ids=[c[0] for c in DIGESTS]
)
def test_digest_leaves_at_its_hour(rhythm: Rhythm, zone: str, hours: Hours, now: str, leaves: str) -> None:
    assert leaves_at(rhythm, at(now, zone), hours) == at(leaves, zone)


ZONES = (
    "Europe/Moscow",
    "Europe/Berlin",
    "Asia/Kamchatka",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)
TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),
    st.sampled_from(ZONES),
    TIMES,
    st.tuples(TIMES, TIMES).filter(lambda quiet: quiet[0] != quiet[1]),
    st.sampled_from(["at_once", "daily", "weekly"]),
)
def test_nothing_leaves_before_it_was_told_or_in_quiet_hours(
    now: datetime, zone: str, digest_at: time, quiet: tuple[time, time], rhythm: Rhythm
) -> None:
    told = now.replace(tzinfo=UTC)
    hours = Hours(zone, digest_at, quiet)
    leaves = leaves_at(rhythm, told, hours)
    assert told <= leaves <= told + timedelta(days=9)
    assert after_quiet(leaves, hours) == leaves


def test_kinds_that_name_a_deadline_are_urgent_or_known_not_to_be() -> None:
    with_deadline = {kind for kind, text in TONGUES["ru"].texts.items() if text.until}
    assert with_deadline >= URGENT - CONFIRMING
    assert with_deadline - URGENT == NOT_URGENT
    assert URGENT <= KINDS


CONFIRMING = {"answer_taken", "answer_refused"}
"""They answer a letter that has just come, and name no deadline."""
NOT_URGENT = {
    "returned",
    "signing_declined",
    "reopened",
    "extended",
    "recounted",
    "grace_given",
    "verdict_carried",
    "obligation_extended",
    "obligation_recounted",
    "proposal_extended",
    "proposal_recounted",
}
"""They name a deadline that has just been opened or moved away, or ask for nothing."""


@pytest.mark.parametrize("rhythm", ["at_once", "daily", "weekly"])
def test_urgent_kinds_leave_at_once_where_that_was_chosen(rhythm: Rhythm) -> None:
    assert rhythm_for("review_invitation", rhythm, urgent_at_once=True) == "at_once"
    assert rhythm_for("review_invitation", rhythm, urgent_at_once=False) == rhythm
    assert rhythm_for("published", rhythm, urgent_at_once=True) == rhythm

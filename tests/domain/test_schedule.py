from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.schedule import alarms, due, grace, plan
from domain.zone_words import NAMES
from schemas.calendar import Calendar, OwnDay
from schemas.deadline import Alarm
from schemas.policy import DEFAULT_POLICY, Limit, PhaseRule, Step
from storage.calendar_ru import russian_calendar

RU = russian_calendar()
MOSCOW = "Europe/Moscow"
RUSSIAN_ZONES = tuple(NAMES)


def moscow(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(MOSCOW))


@pytest.mark.parametrize(
    ("opened", "limit", "last_day"),
    [
        ("2024-02-21T12:00", Limit(working_days=2), "2024-02-26"),
        ("2024-04-26T12:00", Limit(working_days=1), "2024-04-27"),
        ("2024-04-26T12:00", Limit(days=3), "2024-05-02"),
        ("2024-12-27T12:00", Limit(working_days=2), "2025-01-09"),
        ("2025-04-30T12:00", Limit(days=1), "2025-05-05"),
        ("2025-10-27T12:00", Limit(working_days=10), "2025-11-11"),
        ("2025-10-27T23:59", Limit(days=5), "2025-11-01"),
        ("2025-10-27T12:00", Limit(days=6), "2025-11-05"),
        ("2026-04-30T12:00", Limit(working_days=5), "2026-05-08"),
        ("2026-05-01T12:00", Limit(days=8), "2026-05-12"),
        ("2027-02-10T12:00", Limit(days=10), "2027-02-20"),
        ("2027-12-30T12:00", Limit(days=1), "2028-01-10"),
    ],
)
def test_days_are_counted_as_the_civil_code_counts(opened: str, limit: Limit, last_day: str) -> None:
    deadline = due(limit, moscow(opened), MOSCOW, RU)
    assert deadline.last_day == date.fromisoformat(last_day)
    assert deadline.at == moscow(f"{last_day}T00:00") + timedelta(days=1)
    assert deadline.provisional == (last_day > "2028")
    assert deadline.calendar_hash == RU.hash


def test_opening_day_is_the_day_of_the_zone() -> None:
    late_in_moscow = datetime(2025, 10, 27, 20, 0, tzinfo=UTC)
    assert due(Limit(working_days=1), late_in_moscow, MOSCOW, RU).last_day == date(2025, 10, 28)
    assert due(Limit(working_days=1), late_in_moscow, "Asia/Kamchatka", RU).last_day == date(2025, 10, 29)


@pytest.mark.parametrize("zone", RUSSIAN_ZONES)
def test_last_day_ends_at_midnight_of_its_own_region(zone: str) -> None:
    opened = datetime(2027, 3, 1, 12, tzinfo=ZoneInfo(zone))
    deadline = due(Limit(days=3), opened, zone, RU)
    assert deadline.at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")[:16] == "2027-03-05T00:00"


def test_opening_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="no offset"):
        due(Limit(days=1), datetime(2026, 1, 1), MOSCOW, RU)


def test_exact_instant_and_duration_are_taken_as_they_are() -> None:
    opened = moscow("2027-05-01T10:00")
    instant = moscow("2027-05-03T18:00")
    assert due(Limit(at=instant), opened, MOSCOW, RU).at == instant
    assert due(Limit(duration=timedelta(seconds=10)), opened, MOSCOW, RU).at == opened + timedelta(seconds=10)


@pytest.mark.parametrize(
    ("zone", "opened", "until"),
    [
        ("Africa/Cairo", "2026-04-22T12:00:00+02:00", "2026-04-23T22:00:00+00:00"),  # midnight is skipped
        ("America/Havana", "2026-10-29T12:00:00-04:00", "2026-10-31T04:00:00+00:00"),
        ("Europe/Berlin", "2026-03-27T12:00:00+01:00", "2026-03-30T22:00:00+00:00"),
        ("Europe/Berlin", "2026-10-23T12:00:00+02:00", "2026-10-26T23:00:00+00:00"),
    ],
)
def test_gap_or_fold_at_midnight_ends_the_day_once(zone: str, opened: str, until: str) -> None:
    deadline = due(Limit(working_days=1), datetime.fromisoformat(opened), zone, RU)
    assert deadline.at == datetime.fromisoformat(until)


PLAIN = Calendar(name="plain", source="test")
"""Weekends only."""


def with_working(*days: date) -> Calendar:
    return PLAIN.with_own([OwnDay(day=day, working=True) for day in days])


@pytest.mark.parametrize(
    ("zone", "last_day", "until"),
    [
        ("America/Sao_Paulo", "2018-11-03", "2018-11-04T03:00"),  # the next day begins at one o'clock
        ("America/Sao_Paulo", "2018-02-17", "2018-02-18T03:00"),  # its last hour comes twice
        ("Europe/Berlin", "2024-03-31", "2024-03-31T22:00"),
        ("Europe/Berlin", "2024-10-27", "2024-10-27T23:00"),
        ("Australia/Lord_Howe", "2024-04-07", "2024-04-07T13:30"),  # longer by half an hour
        ("America/St_Johns", "2010-11-06", "2010-11-07T03:30"),  # a minute past midnight clocks went back into it
        ("Africa/Casablanca", "2024-03-10", "2024-03-11T00:00"),
        ("Africa/Casablanca", "2024-04-14", "2024-04-14T23:00"),
        ("Asia/Kathmandu", "1985-12-31", "1985-12-31T18:30"),  # then fifteen minutes were left out
        ("Asia/Kamchatka", "2011-03-27", "2011-03-27T12:00"),
        ("Asia/Kamchatka", "2024-11-02", "2024-11-02T12:00"),
        ("Pacific/Apia", "2011-12-29", "2011-12-30T10:00"),  # the next day was left out
    ],
)
def test_day_ends_where_its_clock_says(zone: str, last_day: str, until: str, count: Callable[..., None]) -> None:
    day = date.fromisoformat(last_day)
    opened = datetime.combine(day - timedelta(days=1), time(12), ZoneInfo(zone))
    deadline = due(Limit(days=1), opened, zone, with_working(day))
    assert deadline.last_day == day
    assert deadline.at == datetime.fromisoformat(until).replace(tzinfo=UTC) == end_by_the_clock(day, zone)
    count("gaps and folds")


def end_by_the_clock(day: date, zone: str) -> datetime:
    """Look at the clock every minute of three days: the first after the last that still shows `day`."""
    start = datetime.combine(day, time(0), UTC) - timedelta(days=1)
    minutes = (start + timedelta(minutes=number) for number in range(3 * 24 * 60))
    return max(one for one in minutes if one.astimezone(ZoneInfo(zone)).date() <= day) + timedelta(minutes=1)


@settings(max_examples=60, deadline=None)
@given(zone=st.sampled_from(sorted(available_timezones())), day=st.dates(date(1980, 1, 1), date(2037, 12, 30)))
def test_day_ends_where_the_clock_says_in_any_zone(zone: str, day: date) -> None:
    opened = datetime.combine(day - timedelta(days=1), time(12), ZoneInfo(zone))
    deadline = due(Limit(days=1), opened, zone, with_working(day))
    if deadline.last_day == day:
        assert deadline.at == end_by_the_clock(day, zone)


@pytest.mark.parametrize("limit", [Limit(working_days=2), Limit(days=2)])
def test_date_that_a_zone_left_out_is_no_last_day(limit: Limit) -> None:
    opened = datetime.combine(date(2011, 12, 28), time(12), ZoneInfo("Pacific/Apia"))
    deadline = due(limit, opened, "Pacific/Apia", PLAIN)
    assert (deadline.last_day, deadline.at) == (date(2012, 1, 2), datetime(2012, 1, 2, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("offset", "reminded", "stepped"),
    [
        (Limit(weeks=1), "2026-05-28T10:00", "2026-06-11T10:00"),
        (Limit(months=1), "2026-05-04T10:00", "2026-07-04T10:00"),
        (Limit(years=1), None, "2027-06-04T10:00"),
    ],
)
def test_offsets_in_weeks_months_and_years(offset: Limit, reminded: str | None, stepped: str) -> None:
    rule = PhaseRule(
        limit=Limit(at=moscow("2026-06-04T18:00")), reminders=(Limit(days=0), offset), ladder=(Step(after=offset),)
    )
    planned = {one.id: one for one in plan(rule, moscow("2026-04-01T12:00"), MOSCOW, RU).alarms}
    assert planned["step-1"].at == moscow(stepped)
    assert planned["reminder-2"].overtaken == (reminded is None)
    assert reminded is None or planned["reminder-2"].at == moscow(reminded)


@pytest.mark.parametrize("day", [date(2026, 1, 1) + timedelta(days=offset) for offset in (86, 112, 296, 303)])
def test_deadline_is_the_first_instant_of_the_next_day_in_every_zone(day: date) -> None:
    for zone in sorted(available_timezones()):
        opened = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))
        deadline = due(Limit(days=1), opened, zone, RU)
        after = deadline.at.astimezone(ZoneInfo(zone)).date()
        assert after - deadline.last_day == timedelta(days=1), zone


def test_default_review_is_planned_over_the_working_saturday() -> None:
    planned = plan(DEFAULT_POLICY.review, moscow("2025-10-27T12:00"), MOSCOW, RU)
    assert [(alarm.id, alarm.at.astimezone(ZoneInfo(MOSCOW)).isoformat()[:16]) for alarm in planned.alarms] == [
        ("reminder-1", "2025-11-06T10:00"),
        ("reminder-2", "2025-11-10T10:00"),
        ("reminder-3", "2025-11-11T10:00"),
        ("deadline", "2025-11-12T00:00"),
        ("step-1", "2025-11-12T10:00"),
        ("step-2", "2025-11-13T10:00"),
    ]


def test_trial_in_seconds_is_planned_exactly() -> None:
    rule = PhaseRule.model_validate(
        {
            "limit": {"duration": "PT10S"},
            "reminders": [{"duration": "PT4S"}],
            "ladder": [{"after": {"duration": "PT0S"}}, {"after": {"duration": "PT3S"}}],
        }
    )
    opened = datetime(2026, 1, 1, tzinfo=UTC)
    seconds = [(alarm.id, (alarm.at - opened).seconds) for alarm in plan(rule, opened, MOSCOW, RU).alarms]
    assert seconds == [("reminder-1", 6), ("deadline", 10), ("step-1", 10), ("step-2", 13)]


def test_reminder_that_would_come_too_early_is_kept_as_overtaken() -> None:
    rule = PhaseRule(limit=Limit(working_days=2), reminders=(Limit(working_days=5), Limit(working_days=1)))
    planned = plan(rule, moscow("2026-06-16T12:00"), MOSCOW, RU)
    assert [(alarm.id, alarm.overtaken) for alarm in planned.alarms] == [
        ("reminder-1", True),
        ("reminder-2", False),
        ("deadline", False),
    ]


@pytest.mark.parametrize(
    ("limit", "opened", "added_at"),
    [
        (Limit(working_days=1), "2026-06-16T12:00", "2026-06-17T10:00"),
        (Limit(at=moscow("2026-06-16T18:00")), "2026-06-16T12:00", "2026-06-16T15:00"),
    ],
)
def test_one_reminder_is_added_where_all_would_come_too_early(limit: Limit, opened: str, added_at: str) -> None:
    rule = PhaseRule(limit=limit, reminders=(Limit(working_days=3),))
    reminders = [one for one in plan(rule, moscow(opened), MOSCOW, RU).alarms if one.what == "reminder"]
    assert [(one.id, one.overtaken) for one in reminders] == [("reminder-1", True), ("reminder-2", False)]
    assert reminders[1].at == moscow(added_at)


def test_instant_past_at_the_opening_gives_one_working_day() -> None:
    rule = DEFAULT_POLICY.review.model_copy(update={"limit": Limit(at=moscow("2026-06-01T18:00"))})
    planned = plan(rule, moscow("2026-06-16T12:00"), MOSCOW, RU)
    assert planned == plan(
        rule.model_copy(update={"limit": Limit(working_days=1)}), moscow("2026-06-16T12:00"), MOSCOW, RU
    )


def test_step_never_rings_before_the_one_above_it() -> None:
    ladder = (Step(after=Limit(working_days=3)), Step(after=Limit(days=1)))
    rule = PhaseRule(limit=Limit(working_days=1), ladder=ladder)
    steps = [one for one in plan(rule, moscow("2026-06-18T12:00"), MOSCOW, RU).alarms if one.what == "step"]
    assert [step.id for step in steps] == ["step-1", "step-2"]
    assert steps[0].at == steps[1].at == moscow("2026-06-24T10:00")


def test_grace_is_one_whole_working_day_from_when_it_is_given() -> None:
    deadline = due(Limit(working_days=10), moscow("2025-10-27T12:00"), MOSCOW, RU)
    later = grace(deadline, moscow("2025-11-13T10:00"), RU)
    assert later.last_day == date(2025, 11, 14)
    planned = alarms(DEFAULT_POLICY.review, later, moscow("2025-11-13T10:00"), RU)
    assert [one.id for one in planned if one.what == "reminder" and not one.overtaken] == ["reminder-3"]


def test_grace_of_a_duration_is_the_same_duration_once_more() -> None:
    opened = datetime(2026, 1, 1, tzinfo=UTC)
    deadline = due(Limit(duration=timedelta(seconds=10)), opened, MOSCOW, RU)
    given_at = deadline.at + timedelta(seconds=2)
    assert grace(deadline, given_at, RU).at == given_at + timedelta(seconds=10)


OFFSETS = st.one_of(
    st.builds(Limit, working_days=st.integers(0, 30)),
    st.builds(Limit, days=st.integers(0, 60)),
    st.builds(Limit, weeks=st.integers(0, 9)),
    st.builds(Limit, months=st.integers(0, 3)),
    st.builds(Limit, years=st.integers(0, 1)),
    st.builds(Limit, duration=st.timedeltas(timedelta(0), timedelta(days=30))),
)
MOMENTS = st.datetimes(datetime(2023, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
RULES = st.builds(
    PhaseRule,
    limit=st.one_of(OFFSETS.filter(lambda limit: not limit.is_zero), st.builds(Limit, at=MOMENTS)),
    reminders=st.lists(OFFSETS, max_size=4).map(tuple),
    ladder=st.lists(st.builds(Step, after=OFFSETS), max_size=4).map(tuple),
)


def ring_order(alarm: Alarm) -> tuple[datetime, int, int]:
    return (alarm.at, ("reminder", "deadline", "step").index(alarm.what), alarm.index)


@settings(max_examples=300, deadline=None)
@given(rule=RULES, opened=MOMENTS, zone=st.sampled_from([*RUSSIAN_ZONES, "Africa/Cairo", "America/Havana"]))
def test_every_plan_is_in_order_in_utc_and_reminds_in_time(rule: PhaseRule, opened: datetime, zone: str) -> None:
    planned = plan(rule, opened, zone, RU)
    assert list(planned.alarms) == sorted(planned.alarms, key=ring_order)
    assert len({alarm.id for alarm in planned.alarms}) == len(planned.alarms)
    assert {alarm.at.utcoffset() for alarm in planned.alarms} == {timedelta(0)}
    assert planned.deadline.at > opened or rule.limit.at is not None
    in_time = [alarm for alarm in planned.alarms if alarm.what == "reminder" and not alarm.overtaken]
    assert all(opened < alarm.at < planned.deadline.at for alarm in in_time)
    assert in_time or not rule.reminders or planned.deadline.at <= opened
    assert all(alarm.at >= planned.deadline.at for alarm in planned.alarms if alarm.what == "step")


@settings(max_examples=200, deadline=None)
@given(rule=RULES, opened=MOMENTS, shown_in=st.sampled_from(RUSSIAN_ZONES))
def test_plan_does_not_depend_on_the_offset_in_which_the_opening_is_given(
    rule: PhaseRule, opened: datetime, shown_in: str
) -> None:
    assert plan(rule, opened.astimezone(ZoneInfo(shown_in)), MOSCOW, RU) == plan(rule, opened, MOSCOW, RU)

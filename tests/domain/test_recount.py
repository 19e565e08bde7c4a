"""Deadlines counted anew under another calendar: which, to when, with which alarms, and what stays."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.document import Facts as DocumentFacts
from domain.document import decide as decide_document
from domain.document import evolve as evolve_document
from domain.recount import counted_anew, why_anew
from domain.schedule import due
from domain.section import Facts, decide, evolve
from schemas.calendar import Calendar, CalendarYear, OwnDay
from schemas.document import Candidate, DocumentPhase, DocumentState
from schemas.policy import DEFAULT_POLICY, Limit, PhaseRule, Policy, Step
from schemas.problems import Refused
from schemas.section import Head, Note, Phase, SectionState
from schemas.section_commands import Launch, Recount, Ring
from schemas.section_events import DeadlineRecounted, GraceGiven
from storage.calendar_ru import russian_calendar

RU = russian_calendar()
MOSCOW = "Europe/Moscow"
NOTE = Note(id="note-1", hash="0" * 64)
OPENED = datetime.fromisoformat("2026-06-15T12:00+03:00")  # a Monday
NOW = datetime.fromisoformat("2026-06-18T12:00+03:00")


def own(*days: str) -> Calendar:
    """Days off, or after a plus working days, of the installation's own."""
    return RU.with_own(OwnDay(day=date.fromisoformat(day.lstrip("+")), working=day.startswith("+")) for day in days)


def published_2028(*days_off: str) -> Calendar:
    holidays = [date(2028, month, day) for month, day in RU.yearly_holidays]
    year = CalendarYear(
        year=2028,
        days_off=(*holidays, *(date.fromisoformat(day) for day in days_off)),
        working_weekend_days=(),
    )
    return RU.model_validate(RU.model_dump() | {"years": (*RU.years, year)})


@pytest.mark.parametrize(
    ("limit", "calendar", "why", "last_day"),
    [
        (Limit(working_days=5), own(), None, "2026-06-22"),
        (Limit(working_days=5), own("2026-06-19"), "other_date", "2026-06-23"),
        (Limit(working_days=5), own("+2026-06-20"), "other_date", "2026-06-20"),
        (Limit(working_days=5), own("2026-06-23"), None, "2026-06-22"),
        (Limit(days=7), own("2026-06-22"), "other_date", "2026-06-23"),
        (Limit(months=1), own("2026-07-15"), "other_date", "2026-07-16"),
        (Limit.model_validate({"duration": "P7D"}), own("2026-06-22"), None, "2026-06-22"),
        (Limit.model_validate({"at": "2026-06-22T12:00:00Z"}), own("2026-06-22"), None, "2026-06-22"),
    ],
)
def test_deadline_is_worth_counting_anew_where_its_date_would_be_another(
    limit: Limit, calendar: Calendar, why: str | None, last_day: str
) -> None:
    deadline = due(limit, OPENED, MOSCOW, RU)
    assert why_anew(deadline, OPENED, calendar) == why
    assert counted_anew(deadline, OPENED, calendar).last_day == date.fromisoformat(last_day)


@pytest.mark.parametrize(
    ("calendar", "why"),
    [
        (RU, None),
        (published_2028(), "published"),
        (published_2028("2028-01-10"), "other_date"),
        (own("2028-01-12"), "other_date"),
    ],
)
def test_provisional_deadline_is_worth_it_as_soon_as_its_years_are_published(
    calendar: Calendar, why: str | None
) -> None:
    opened = datetime.fromisoformat("2027-12-24T10:00+03:00")
    deadline = due(Limit(working_days=10), opened, MOSCOW, RU)
    assert deadline.provisional
    assert why_anew(deadline, opened, calendar) == why


def in_drafting(policy: Policy = DEFAULT_POLICY, calendar: Calendar = RU) -> SectionState:
    state = SectionState(id="section", document_id="document", coordinator_id="coordinator")
    people: dict[str, Any] = {"editors": ("editor",), "reviewers": ("first", "second"), "approvers": ("approver",)}
    launch = Launch(policy=policy, coordinator_id="coordinator", **people)
    for event in decide(state, launch, Facts(now=OPENED.astimezone(UTC), calendar=calendar)):
        state = evolve(state, event)
    return state


def recount(state: SectionState, calendar: Calendar, now: datetime = NOW) -> DeadlineRecounted:
    (event,) = decide(state, Recount(note=NOTE), Facts(now=now.astimezone(UTC), calendar=calendar))
    assert isinstance(event, DeadlineRecounted)
    return event


def with_drafting(**rule: Any) -> Policy:
    return DEFAULT_POLICY.model_copy(update={"drafting": PhaseRule(**rule)})


RULE: dict[str, Any] = {
    "limit": Limit(working_days=5),
    "reminders": (Limit(working_days=3), Limit(days=0)),
    "ladder": (Step(after=Limit(working_days=1), tell=("coordinator",)),),
}


def test_recount_keeps_opening_and_rule_and_plans_what_is_still_ahead() -> None:
    state = in_drafting(with_drafting(**RULE))
    event = recount(state, own("2026-06-19"))
    assert (event.opened_at, event.deadline.rule) == (state.opened_at, Limit(working_days=5))
    assert event.deadline == due(Limit(working_days=5), OPENED, MOSCOW, own("2026-06-19"))
    assert [(one.id, f"{one.at:%d.%m %H:%M}", one.overtaken) for one in event.alarms] == [
        ("reminder-1", "17.06 07:00", True),
        ("reminder-2", "23.06 07:00", False),
        ("deadline", "23.06 21:00", False),
        ("step-1", "24.06 07:00", False),
    ]
    after = evolve(state, event)
    assert (after.deadline, [one.id for one in after.alarms]) == (
        event.deadline,
        ["reminder-2", "deadline", "step-1"],
    )
    assert after.model_copy(update={"deadline": None, "alarms": ()}) == state.model_copy(
        update={"deadline": None, "alarms": ()}
    )


def test_recount_may_lead_to_an_earlier_day_but_not_into_the_past() -> None:
    state = in_drafting(with_drafting(**RULE))
    assert recount(state, own("+2026-06-20")).deadline.last_day == date(2026, 6, 20)
    past = own("+2026-06-13", "+2026-06-14", "+2026-06-20", "+2026-06-21")
    sunday = datetime.fromisoformat("2026-06-21T12:00+03:00")
    with pytest.raises(Refused, match="deadline_in_past"):
        recount(state, past, sunday)


def test_overdue_phase_whose_deadline_is_ahead_again_is_on_time() -> None:
    state = in_drafting(with_drafting(**RULE))
    late = datetime.fromisoformat("2026-06-23T12:00+03:00")
    for event in decide(state, Ring(alarm_id="deadline", at=late), Facts(now=late.astimezone(UTC), calendar=RU)):
        state = evolve(state, event)
    assert "deadline" not in {one.id for one in state.alarms}
    event = recount(state, own("2026-06-22", "2026-06-23"), late)
    assert event.deadline.last_day == date(2026, 6, 24)
    assert {one.id for one in evolve(state, event).alarms} >= {"deadline", "step-1"}


def test_nothing_to_recount_is_refused() -> None:
    with pytest.raises(Refused, match="deadline_stands"):
        recount(in_drafting(), RU)
    with pytest.raises(Refused, match="wrong_phase"):
        recount(in_drafting().model_copy(update={"phase": Phase.APPROVED}), own("2026-06-19"))


def test_mark_of_provisional_goes_when_the_year_is_published() -> None:
    state = in_drafting(with_drafting(limit=Limit(months=20)))
    assert state.deadline is not None
    assert state.deadline.provisional
    event = recount(state, published_2028())
    assert (event.deadline.at, event.deadline.provisional) == (state.deadline.at, False)


def test_round_kept_open_for_the_silent_keeps_its_one_alarm() -> None:
    opened = datetime.fromisoformat("2026-06-18T10:00+03:00")
    longer = due(Limit(working_days=1), opened, MOSCOW, RU)
    state = in_drafting().model_copy(
        update={
            "phase": Phase.REVIEW,
            "head": Head(revision_id="r", number=1, text_hash="t", authors=("editor",)),
            "voters": ("first", "second"),
        }
    )
    again = state.alarms[-1].model_copy(update={"id": "grace-1", "what": "step", "at": longer.at, "index": 1})
    grace = GraceGiven(opened_at=opened, deadline=longer, alarms=(again,), reason="not_up")
    event = recount(evolve(state, grace), own("2026-06-19"))
    assert event.deadline.last_day == date(2026, 6, 22)
    assert [(one.id, one.at) for one in event.alarms] == [("grace-1", event.deadline.at)]
    assert evolve(evolve(state, grace), event).graces == 1


def test_document_before_its_signers_is_recounted_alike() -> None:
    deadline = due(DEFAULT_POLICY.sign_off.limit, OPENED, MOSCOW, RU)
    state = DocumentState(
        id="document",
        phase=DocumentPhase.SIGNING,
        approvers=("leader",),
        candidate=Candidate(number=1, sections=()),
        opened_at=OPENED,
        deadline=deadline,
    )
    facts = DocumentFacts(now=NOW.astimezone(UTC), calendar=own("2026-06-19"), actor_id="coordinator")
    (event,) = decide_document(state, Recount(note=NOTE), facts)
    assert isinstance(event, DeadlineRecounted)
    assert event.deadline.last_day == date(2026, 6, 23)
    assert evolve_document(state, event).deadline == event.deadline
    with pytest.raises(Refused, match="deadline_stands"):
        decide_document(state, Recount(note=NOTE), DocumentFacts(now=NOW, calendar=RU))

"""What is owed by a date: told, escalated, passed on, extended once, fulfilled; by tables and by random lives."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from random import Random
from typing import Any, get_args

import pytest

from domain.obligation import Facts, decide, evolve, next_alarm
from domain.schedule import end_of_day
from domain.section import People
from schemas.calendar import OwnDay
from schemas.obligation import (
    CancelObligation,
    ExtendObligation,
    Fulfil,
    HandObligationOver,
    LeaveObligation,
    ObligationEvent,
    ObligationPhase,
    ObligationState,
    Oblige,
    StandInForOwing,
    Terms,
)
from schemas.policy import Limit, PhaseRule, Step
from schemas.problems import Refused
from schemas.section import Note
from schemas.section_commands import Recount, Ring
from storage.calendar_ru import russian_calendar

CALENDAR = russian_calendar()
NOTE = Note(id="note", hash="0" * 64)
BEGIN = datetime(2026, 9, 1, 9, tzinfo=UTC)
DAY = date(2026, 10, 15)
AFTER = timedelta(days=1)


def days(count: int) -> Limit:
    return Limit(days=count)


LADDER = (
    Step(after=days(1), tell=("owner", "coordinator")),
    Step(after=days(3), tell=("approvers",), outcome="pass_to_deputy"),
    Step(after=days(5), tell=("coordinator",), outcome="extend", by=days(10)),
)
RULE = PhaseRule(limit=days(1), reminders=(days(7), days(0)), ladder=LADDER)
DEPUTIES = {"anna": ("dina",), "boris": ("anna",), "dina": ("erik",), "cora": ("dina",)}
TERMS = Terms(coordinator_id="cora", owed_by=("anna", "boris"), leaders=("leo",), day=DAY, rule=RULE)


class Life:
    """One obligation and its events, on a clock of the test's."""

    def __init__(self, terms: Terms | None = TERMS) -> None:
        self.state = ObligationState(id="1", document_id="2")
        self.events: list[ObligationEvent] = []
        self.now = BEGIN
        self.people = People(standing=DEPUTIES)
        self.calendar = CALENDAR
        if terms is not None:
            self.take(Oblige(terms=terms))

    def take(self, command: Any) -> list[str]:
        """The types of the events that a command makes."""
        facts = Facts(now=self.now, calendar=self.calendar, actor_id="anna", people=self.people)
        events = decide(self.state, command, facts)
        self.state = reduce(evolve, events, self.state)
        self.events += events
        return [event.type for event in events]

    def until(self, moment: datetime) -> list[tuple[str, tuple[str, ...]]]:
        """Ring every alarm as its time comes; who was told by which."""
        before = len(self.events)
        while (alarm := next_alarm(self.state)) is not None and alarm.at <= moment:
            self.now = max(self.now, alarm.at)
            self.take(Ring(alarm_id=alarm.id, at=self.now))
        self.now = moment
        return [(event.alarm.id, event.told) for event in self.events[before:] if event.type == "alarm_rang"]


def test_everybody_is_told_in_turn_and_the_ladder_acts() -> None:
    life = Life()
    assert life.state.deadline is not None
    assert life.state.deadline.at == end_of_day(DAY, "Europe/Moscow") == datetime(2026, 10, 15, 21, tzinfo=UTC)
    assert life.until(datetime(2026, 10, 20, 6, tzinfo=UTC)) == [
        ("reminder-1", ("anna", "boris")),
        ("reminder-2", ("anna", "boris")),
        ("deadline", ("anna", "boris", "cora")),
        ("step-1", ("anna", "boris", "cora")),
        ("step-2", ("leo",)),
    ]
    assert life.state.owed_by == ("dina", "boris"), "a deputy who owes it already takes no second share"
    assert life.until(datetime(2026, 10, 21, tzinfo=UTC)) == [("step-3", ("cora",))]
    assert life.state.deadline.at > life.now
    assert life.state.extended
    again = [told for told, _ in life.until(datetime(2026, 12, 1, tzinfo=UTC))]
    assert again == ["reminder-1", "reminder-2", "deadline", "step-1", "step-2"], (
        "a step that is used up is not planned"
    )
    assert life.state.owed_by == ("dina", "boris"), "a deputy's duty does not pass on to the deputy's own deputy"
    assert [event.type for event in life.events].count("obligation_extended") == 1
    life.take(ExtendObligation(limit=days(30), note=NOTE))
    assert {alarm.id for alarm in life.state.alarms if alarm.what == "step"} == {"step-1", "step-2"}


def test_plan_approved_late_says_so_at_once_without_reminders() -> None:
    life = Life(TERMS.model_copy(update={"day": date(2023, 2, 1)}))
    assert life.state.deadline is not None
    assert life.state.deadline.at < BEGIN
    assert [told for told, _ in life.until(BEGIN)][:2] == ["deadline", "step-1"]


def test_milestone_without_a_day_rings_nothing_and_can_be_fulfilled() -> None:
    life = Life(TERMS.model_copy(update={"day": None}))
    assert (life.state.deadline, next_alarm(life.state)) == (None, None)
    assert life.take(Fulfil(note=NOTE)) == ["obligation_fulfilled"]


def passed() -> Life:
    """Something that anna's deputy dina owes beside boris."""
    life = Life()
    life.until(datetime(2026, 10, 20, 6, tzinfo=UTC))
    return life


def over(leaves: str, joins: str, part: str = "coordinator") -> HandObligationOver:
    return HandObligationOver.model_validate({"part": part, "leaves": leaves, "joins": joins})


BY_COORDINATOR = TERMS.model_copy(update={"owed_by": ()})
GONE = LeaveObligation
HANDS: dict[str, tuple[Terms, list[Any], tuple[str, ...], tuple[str, ...], str]] = {
    "named people stay when the coordinator changes": (TERMS, [over("cora", "carl")], ("anna", "boris"), (), "carl"),
    "what nobody is named for passes": (BY_COORDINATOR, [over("cora", "carl")], ("carl",), ("carl",), "carl"),
    "a third coordinator": (
        BY_COORDINATOR, [over("cora", "carl"), over("carl", "cleo")], ("cleo",), ("carl", "cleo"), "cleo",
    ),
    "another's coordinator": (BY_COORDINATOR, [over("someone", "carl")], ("cora",), (), "cora"),
    "a leader": (TERMS, [over("leo", "lena", "leader")], ("anna", "boris"), (), "cora"),
    "one of two leaves": (TERMS, [GONE(person_id="anna")], ("boris",), (), "cora"),
    "both leave": (TERMS, [GONE(person_id="anna"), GONE(person_id="boris")], ("cora",), (), "cora"),
    "the last leaves, then the coordinator is replaced": (
        TERMS, [GONE(person_id="anna"), GONE(person_id="boris"), over("cora", "carl")], ("carl",), ("carl",), "carl",
    ),
    "the coordinator is gone and replaced": (
        BY_COORDINATOR, [GONE(person_id="cora"), over("cora", "carl")], ("carl",), ("carl",), "carl",
    ),
    "a named coordinator is gone and replaced": (
        TERMS.model_copy(update={"owed_by": ("cora",)}), [GONE(person_id="cora"), over("cora", "carl")],
        ("carl",), ("carl",), "carl",
    ),
    "a stranger leaves": (TERMS, [GONE(person_id="zoe")], ("anna", "boris"), (), "cora"),
}  # fmt: skip
"""Terms, what happens, who owes it then, who took it over by a change of coordinators, and who coordinates."""


@pytest.mark.parametrize("name", HANDS)
def test_people_change_and_dates_stay(name: str) -> None:
    terms, commands, owed_by, took_over, coordinator = HANDS[name]
    life = Life(terms)
    before = life.state
    for command in commands:
        life.take(command)
    assert life.state.owed_by == owed_by
    assert [one.joins for one in life.events if one.type == "obligation_handed_over" and one.owes] == list(took_over)
    assert life.state.terms is not None
    assert life.state.terms.coordinator_id == coordinator
    assert life.state.terms.leaders == (("lena",) if "leader" in name else ("leo",))
    assert (life.state.deadline, life.state.alarms) == (before.deadline, before.alarms)
    rung = dict(life.until(datetime(2026, 10, 20, 6, tzinfo=UTC)))
    assert rung["deadline"] == tuple(dict.fromkeys((*owed_by, coordinator)))
    assert rung["step-2"] == life.state.terms.leaders


def test_deputy_who_is_gone_gives_back_and_principal_who_is_gone_leaves_it_to_the_deputy() -> None:
    back = passed()
    assert back.take(LeaveObligation(person_id="dina")) == ["obligation_returned"]
    assert (back.state.owed_by, back.state.passes) == (("anna", "boris"), ())
    kept = passed()
    assert kept.take(LeaveObligation(person_id="anna")) == ["obligation_left"]
    assert (kept.state.owed_by, kept.state.passes) == (("dina", "boris"), ())
    for person, left in (("boris", ("dina",)), ("dina", ("cora",))):
        kept.take(LeaveObligation(person_id=person))
        assert kept.state.owed_by == left


def test_deputy_of_the_coordinator_gives_way_to_the_new_coordinator() -> None:
    life = Life(BY_COORDINATOR)
    life.until(datetime(2026, 10, 20, 6, tzinfo=UTC))
    assert life.state.owed_by == ("dina",)
    life.take(over("cora", "carl"))
    assert (life.state.owed_by, life.state.passes) == (("carl",), ())


def away(*people: str) -> People:
    return People(standing=DEPUTIES | {"anna": ("dina", "erik")}, absent=frozenset(people))


def test_who_is_away_is_stood_in_for_and_has_it_again_when_back() -> None:
    life = Life()
    life.people = away("anna")
    assert life.take(StandInForOwing(person_id="anna")) == ["obligation_passed"]
    assert (life.state.owed_by, life.state.passes[0].until_back) == (("dina", "boris"), True)
    life.people = away("anna", "dina")
    assert life.take(StandInForOwing(person_id="dina")) == ["obligation_passed"]
    assert (life.state.owed_by, life.events[-1].relieves) == (("erik", "boris"), "dina")
    life.people = away("dina")
    assert life.take(StandInForOwing(person_id="anna")) == ["obligation_returned"]
    assert (life.state.owed_by, life.state.passes) == (("anna", "boris"), ())
    assert life.take(StandInForOwing(person_id="anna")) == []


@pytest.mark.parametrize(("absent", "owed_by"), [((), ("anna", "boris")), (("anna",), ("dina", "boris"))])
def test_who_is_away_at_the_due_date_is_told_through_the_deputy(
    absent: tuple[str, ...], owed_by: tuple[str, ...]
) -> None:
    life = Life()
    life.people = away(*absent)
    assert life.until(end_of_day(DAY, "Europe/Moscow"))[-1] == ("deadline", (*owed_by, "cora"))


def test_who_is_away_as_the_terms_come_is_stood_in_for_from_the_beginning() -> None:
    life = Life(None)
    life.people = away("anna")
    assert life.take(Oblige(terms=TERMS)) == ["obliged", "obligation_dated", "obligation_passed"]


def test_absence_does_nothing_where_the_ladder_knows_no_deputies() -> None:
    life = Life(TERMS.model_copy(update={"rule": RULE.model_copy(update={"ladder": LADDER[:1]})}))
    life.people = away("anna")
    assert life.take(StandInForOwing(person_id="anna")) == []
    assert life.until(end_of_day(DAY, "Europe/Moscow"))[-1] == ("deadline", ("anna", "boris", "cora"))


def test_the_same_terms_by_another_text_leave_it_with_the_deputy() -> None:
    life = passed()
    assert life.take(Oblige(terms=TERMS.model_copy(update={"bound_by": "x"}))) == ["obliged"]
    assert (life.state.owed_by, len(life.state.passes)) == (("dina", "boris"), 1)


def test_deadline_counted_in_working_days_is_counted_anew_and_the_plans_day_stands() -> None:
    life = Life()
    with pytest.raises(Refused, match="deadline_stands"):
        life.take(Recount(note=NOTE))
    life.take(ExtendObligation(limit=Limit(working_days=60), note=NOTE))
    assert life.state.deadline is not None
    was, opened = life.state.deadline, life.state.opened_at
    life.calendar = CALENDAR.with_own([OwnDay(day=was.last_day, working=False)])
    assert life.take(Recount(note=NOTE)) == ["deadline_recounted"]
    assert life.state.deadline.at > was.at
    assert (life.state.opened_at, life.state.deadline.rule) == (opened, was.rule)
    undated = Life(TERMS.model_copy(update={"day": None}))
    with pytest.raises(Refused, match="wrong_phase"):
        undated.take(Recount(note=NOTE))


AGAIN: dict[str, tuple[dict[str, Any], list[str]]] = {
    "the same": ({}, []),
    "the same by another text": ({"bound_by": "x"}, ["obliged"]),
    "other people": ({"owed_by": ("vera",)}, ["obliged"]),
    "another day": ({"day": date(2026, 11, 2)}, ["obliged", "obligation_dated"]),
    "another rule": ({"rule": PhaseRule(limit=days(1))}, ["obliged", "obligation_dated"]),
    "no day any more": ({"day": None}, ["obliged", "obligation_undated"]),
}


@pytest.mark.parametrize("name", AGAIN)
def test_plan_approved_again_changes_what_it_changes(name: str) -> None:
    changes, expected = AGAIN[name]
    life = Life()
    life.take(ExtendObligation(limit=days(60), note=NOTE))
    deadline = life.state.deadline
    assert life.take(Oblige(terms=TERMS.model_copy(update=changes))) == expected
    assert (life.state.deadline == deadline) == (len(expected) < 2)
    assert [event.news for event in life.events if event.type == "obliged"][1:] == [name != "the same by another text"][
        : len(expected)
    ]


def test_what_was_fulfilled_stays_so_and_what_was_called_off_can_be_asked_for_again() -> None:
    done, off = Life(), Life()
    done.take(Fulfil(note=NOTE))
    assert done.take(Oblige(terms=TERMS.model_copy(update={"day": date(2027, 1, 1)}))) == []
    off.take(CancelObligation())
    assert off.state.ended
    assert off.take(Oblige(terms=TERMS)) == ["obliged", "obligation_dated"]
    assert not off.state.ended


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (ExtendObligation(limit=days(1), note=NOTE), "deadline_not_later"),
        (ExtendObligation(limit=days(0), note=NOTE), "limit_is_zero"),
        (Ring(alarm_id="step-9", at=BEGIN), "wrong_phase"),
    ],
)
def test_command_that_cannot_be_carried_out_is_refused(command: Any, code: str) -> None:
    with pytest.raises(Refused, match=code):
        Life().take(command)


def test_random_lives_keep_their_promises(count: Callable[..., None]) -> None:
    reached: set[str] = set()
    for seed in range(400):
        random, life = Random(seed), Life(None)
        for _ in range(25):
            step(random, life)
            assert_sound(life)
            count("model steps: obligation")
        reached |= {event.type for event in life.events}
    (union, *_) = get_args(ObligationEvent)
    every = {one.model_fields["type"].default for one in get_args(union)}
    assert reached == every - {"deadline_recounted"}, "the calendar stays the same on a walk"


def step(random: Random, life: Life) -> None:
    day = random.choice([None, *(BEGIN.date() + timedelta(days=random.randint(-20, 60)) for _ in range(4))])
    owed_by = tuple(random.sample(("anna", "boris", "vera"), random.randint(1, 3)))
    command: Any = random.choice(
        [
            Oblige(terms=TERMS.model_copy(update={"day": day, "owed_by": owed_by})),
            ExtendObligation(limit=days(random.randint(1, 90)), note=NOTE),
            *(Ring(alarm_id=alarm.id, at=life.now) for alarm in life.state.alarms[:1]),
            None,
            None,
            None,
            random.choice([Fulfil(note=NOTE), CancelObligation(note=NOTE), CancelObligation()]),
            over(*random.sample(("cora", "carl", "anna"), 2), random.choice(("coordinator", "leader"))),
            StandInForOwing(person_id="anna"),
            LeaveObligation(person_id=random.choice(("anna", "boris", "dina", "vera", "cora"))),
        ]
    )
    before = life.state
    life.people = away(*random.sample(("anna", "boris", "dina", "erik"), random.choice((0, 0, 1, 2))))
    if command is None and random.random() < 0.3:
        life.now += timedelta(days=random.randint(1, 40))  # the service was down
        alarm = next_alarm(life.state)
        command = Ring(alarm_id=alarm.id, at=life.now) if alarm else None
    if command is None:
        life.until(life.now + timedelta(hours=random.randint(1, 400)))
        return
    code = ""
    try:
        life.take(command)
    except Refused as refused:
        code = refused.code
    assert code in ("", "wrong_phase", "deadline_not_later")
    if isinstance(command, LeaveObligation) and not code:
        assert life.state.terms is not None
        owed_by = set(life.state.owed_by) - {command.person_id}
        assert owed_by or life.state.terms.coordinator_id == command.person_id, (
            "who is gone owes it as coordinator only"
        )
        assert not owed_by or command.person_id not in life.state.owed_by
    assert not code or life.state == before


def assert_sound(life: Life) -> None:
    """A fold of its events, told by nobody it has not got, silent once it has ended."""
    state = life.state
    assert reduce(evolve, life.events, ObligationState(id="1", document_id="2")) == state
    if state.phase != ObligationPhase.OPEN:
        assert state.alarms == ()
    else:
        assert state.owed_by
        assert not {alarm.id for alarm in state.alarms if alarm.overtaken}
    rung: set[str] = set()
    for event in life.events:
        if event.type in ("obligation_dated", "obligation_extended"):
            rung = set()
        elif event.type in ("alarm_rang", "alarm_overtaken"):
            assert event.alarm.id not in rung, "an alarm is acted on once"
            rung.add(event.alarm.id)

"""What both walks share: asking a decider from outside, and finding the shortest way to what went wrong."""

from collections.abc import Callable
from random import Random
from typing import Any

from pydantic import TypeAdapter

from domain.recount import counted_anew
from schemas.calendar import Calendar
from schemas.deadline import Alarm
from schemas.problems import PROBLEMS, Refused
from schemas.section_commands import Ring
from schemas.section_events import AlarmRang, PhaseOpened

SEED, STEPS = 20241015, 30
SOME, MANY = 150, 600
"""Sequences in `make test` and in `make check`."""


def pending(state: Any, next_alarm: Callable[..., Alarm | None], evolve: Callable[..., Any]) -> list[Alarm]:
    """The alarms that will ring if nothing else happens, found from outside by ringing them one by one."""
    found: list[Alarm] = []
    while (alarm := next_alarm(state)) is not None:
        assert alarm not in found, f"{alarm.id} rings twice"
        found.append(alarm)
        state = evolve(state, AlarmRang(alarm=alarm))
    return found


def outcome(decide: Callable[..., Any], state: Any, command: Any, facts: Any) -> tuple[tuple[Any, ...], str | None]:
    """The events, or the code of the refusal; asked twice, since a pure function answers the same."""
    before = state.model_dump_json()
    answers = [_answer(decide, state, command, facts) for _ in range(2)]
    assert answers[0] == answers[1], "the same question was answered in two ways"
    assert answers[0][1] is None or answers[0][1] in PROBLEMS
    assert state.model_dump_json() == before, "deciding changed the state"
    return answers[0]


def _answer(decide: Callable[..., Any], *question: Any) -> tuple[tuple[Any, ...], str | None]:
    try:
        return tuple(decide(*question)), None
    except Refused as refusal:
        return (), refusal.code


def folded(evolve: Callable[..., Any], state: Any, event: Any, kind: TypeAdapter[Any]) -> Any:
    """The state after the event, which survives its way through JSON and leaves the given state as it was."""
    assert kind.validate_json(kind.dump_json(event)) == event
    before = state.model_dump_json()
    after = evolve(state, event)
    assert state.model_dump_json() == before, "evolving changed the state it was given"
    return after


def same_answer(command: Any, code: str | None, expected: set[str] | None, alarms: list[Alarm], now: Any) -> None:
    """Where several reasons to refuse are true, any of them may be named."""
    if isinstance(command, Ring) and not any(alarm.at <= now for alarm in alarms):
        assert code in (None, "wrong_phase"), code  # nothing is due: refused or without effect, as it likes
    elif expected:
        assert code in expected, f"{code or 'obeyed'}, the model refuses with {sorted(expected)}"
    else:
        assert code is None, f"refused with {code}, the model obeys"


def compare_alarms(model: Any, found: list[Alarm], rule: Any) -> None:
    """Durations are compared to the second; dates in days are the schedule's own business and taken over."""
    if any(alarm["at"] is None for alarm in model.alarms):
        certain = {alarm["id"] for alarm in model.alarms if alarm["what"] != "reminder"}
        assert certain <= {alarm.id for alarm in found} <= {alarm["id"] for alarm in model.alarms}
        reminders = [alarm.index for alarm in found if alarm.what == "reminder"]
        one_more = len(rule.reminders)
        assert one_more not in reminders or reminders == [one_more], "a reminder more than the rule names"
        model.alarms = [alarm.model_dump() for alarm in found]
    assert [(alarm.id, alarm.at) for alarm in found] == [(a["id"], a["at"]) for a in model.alarms]


def event_types(kind: TypeAdapter[Any]) -> set[str]:
    """Every event that there is, by its type."""
    shapes = kind.json_schema()["$defs"].values()
    return {shape["properties"]["type"]["const"] for shape in shapes if "type" in shape.get("properties", {})}


def stray_deadlines(events: list[Any], calendar: Calendar) -> list[Any]:
    """The deadlines that a recount by the same calendar would move: rule and opening do not say how they came about."""
    opened = [event for event in events if isinstance(event, PhaseOpened)]
    return [event for event in opened if counted_anew(event.deadline, event.opened_at, calendar) != event.deadline]


def sequences(number: int) -> list[list[int]]:
    """So many sequences; each number in them is the seed of one step."""
    rng = Random(SEED)
    return [[rng.randrange(2**32) for _ in range(STEPS)] for _ in range(number)]


def run(walk: Any, numbers: list[int]) -> tuple[Any, str | None]:
    """Walk these steps; what went wrong, if anything."""
    try:
        for number in numbers:
            walk.step(number)
        walk.finish()
    except Exception as wrong:  # whatever it is, it is shown with the shortest way to it
        return walk, f"{type(wrong).__name__}: {wrong}"
    return walk, None


def shortest(start: Callable[[], Any], numbers: list[int]) -> str:
    """The log of the fewest steps with which something still goes wrong."""
    shrunk = True
    while shrunk:
        shrunk = False
        for position in reversed(range(len(numbers))):
            fewer = numbers[:position] + numbers[position + 1 :]
            if run(start(), fewer)[1]:
                numbers, shrunk = fewer, True
    walk, wrong = run(start(), numbers)
    return "\n".join([f"seed {SEED}", *walk.log, str(wrong)])

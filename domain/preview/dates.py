"""The dates of a policy's phases: supposed ones, and those of an open phase."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.policy import PHASES
from domain.schedule import extended, held_back, plan
from schemas.calendar import Calendar
from schemas.deadline import Alarm, Deadline
from schemas.policy import PhaseRule, Policy


@dataclass(frozen=True)
class Dates:
    """The dates of a phase: its deadline, and its alarms with what became of each by its id.

    `unpublished` are the years counted through that have no published calendar, `extended` the ids of the steps that
    are counted from the deadline that a step above them extends to, `held_back` those of steps that wait for one
    above them, and `extensions` the deadlines to which steps extend, by their ids.
    """

    deadline: Deadline
    alarms: Sequence[Alarm]
    states: Mapping[str, str]
    unpublished: Sequence[int] = ()
    extended: Collection[str] = ()
    held_back: Collection[str] = ()
    extensions: Mapping[str, Deadline] = field(default_factory=dict)


def supposed_dates(policy: Policy, opened_at: datetime, calendar: Calendar) -> dict[str, Dates]:
    """The dates that each phase would have if it opened at `opened_at`."""
    return {phase: _supposed(getattr(policy, phase), opened_at, policy.zone, calendar) for phase in PHASES}


def extensions_ahead(
    rule: PhaseRule, alarms: Sequence[Alarm], states: Mapping[str, str], zone: str, calendar: Calendar
) -> dict[str, Deadline]:
    """To which deadline each step that extends, and has not acted yet, will move that of a phase open under `rule`."""
    steps = (alarm for alarm in alarms if alarm.what == "step" and states[alarm.id] == "planned")
    return {step.id: extended(by, step.at, zone, calendar) for step in steps if (by := rule.ladder[step.index].by)}


def unpublished(deadline: Deadline, opened_at: datetime, calendar: Calendar) -> tuple[int, ...]:
    """The years from the opening to the last day that have no published calendar."""
    first = opened_at.astimezone(ZoneInfo(deadline.zone)).year
    return tuple(year for year in range(first, deadline.last_day.year + 1) if year not in calendar.known_years)


def _supposed(rule: PhaseRule, opened_at: datetime, zone: str, calendar: Calendar) -> Dates:
    """The steps below one that extends the deadline stand as they will when it has: the ladder is planned anew."""
    planned = plan(rule, opened_at, zone, calendar)
    states = {alarm.id: "overtaken" if alarm.overtaken else "planned" for alarm in planned.alarms}
    years = unpublished(planned.deadline, opened_at, calendar)
    alarms = {alarm.id: alarm for alarm in planned.alarms}
    held, again = held_back(rule, planned.deadline, calendar), frozenset[str]()
    extensions: dict[str, Deadline] = {}
    for index, step in enumerate(rule.ladder):
        if step.by is None:
            continue
        this, *below = (f"step-{place}" for place in range(index + 1, len(rule.ladder) + 1))
        anew = plan(rule.model_copy(update={"limit": step.by}), alarms[this].at, zone, calendar)
        extensions[this], again = anew.deadline, again.union(below)
        alarms |= {alarm.id: alarm for alarm in anew.alarms if alarm.id in below}
        held = held.difference(below) | held_back(rule, anew.deadline, calendar).intersection(below)
    return Dates(planned.deadline, tuple(alarms.values()), states, years, again, held, extensions)

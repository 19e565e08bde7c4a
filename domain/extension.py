"""Moving the deadline of what has a ladder that extends once: something owed by a date, a vote whether to begin."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from domain.recount import recount
from domain.schedule import opening
from schemas.calendar import Calendar
from schemas.deadline import Alarm
from schemas.obligation import ObligationState
from schemas.policy import Limit, PhaseRule
from schemas.problems import Refused
from schemas.proposal import ProposalState


def longer(
    state: ObligationState | ProposalState, limit: Limit, now: datetime, calendar: Calendar, *, extended: bool
) -> dict[str, Any]:
    """The fields of an event that moves the deadline: `limit` from now, and the alarms around it.

    `extended` says that the ladder has done so by then: its step that does it once is not planned again.
    """
    assert state.terms is not None
    rule = state.terms.rule
    fields = opening(rule.model_copy(update={"limit": limit}), now, state.terms.zone, calendar)
    return _planned(fields, rule, extended=extended)


def counted_anew(state: ObligationState | ProposalState, now: datetime, calendar: Calendar) -> dict[str, Any]:
    """The fields of `DeadlineRecounted`.

    Raises Refused: wrong_phase without a deadline, and what `domain.recount.recount` raises.
    """
    if state.terms is None or state.deadline is None or state.opened_at is None:
        raise Refused("wrong_phase", phase=str(state.phase))
    fields = recount(state.terms.rule, state.deadline, state.opened_at, now, calendar)
    return _planned(fields, state.terms.rule, extended=state.extended)


def _planned(fields: dict[str, Any], rule: PhaseRule, *, extended: bool) -> dict[str, Any]:
    return fields | {"alarms": tuple(_unused(fields["alarms"], rule))} if extended else fields


def _unused(alarms: Iterable[Alarm], rule: PhaseRule) -> Iterable[Alarm]:
    """The alarms without that of the first step that extends."""
    used = next((index for index, step in enumerate(rule.ladder) if step.outcome == "extend"), None)
    return (alarm for alarm in alarms if alarm.what != "step" or alarm.index != used)

"""Deadlines so far away that a day off around them concerns no other test on the stage."""

from datetime import date
from itertools import count

from schemas.deadline import Deadline
from tests.api.stage import POLICY, Form, Stage

_DAYS = count(1200, 15)


def far_limit() -> Form:
    """A limit that ends in some years, each time on another day."""
    return {"days": next(_DAYS)}


def far_policy(phase: str) -> Form:
    """Rules under which that phase ends in some years, each time on another day."""
    return {**POLICY, phase: {**POLICY[phase], "limit": far_limit()}}


def deadline_of(stage: Stage, path: str) -> Deadline:
    """The open deadline of a section or document."""
    return Deadline.model_validate(stage.read(path)["deadline"])


def put_off(stage: Stage, path: str) -> date:
    """Make the last day of the open deadline a day off; returns that day."""
    return make_day_off(stage, deadline_of(stage, path))


def make_day_off(stage: Stage, deadline: Deadline) -> date:
    """Make the last day of a deadline a day off; returns that day."""
    day = deadline.last_day
    stage.done("PUT", f"/calendar/days/{day}", stage.administrator, {"working": False, "reason": "праздник города"})
    return day

"""What is asked to have a document's timetable rehearsed."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from schemas.instant import Instant
from schemas.policy import LAST_YEAR, LONGEST_DAYS
from schemas.rehearsal import Behaviour, Behaviours
from schemas.views.form import Form, Reference

FIRST_YEAR = 1990


def _in_reach(at: datetime) -> datetime:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError(f"give an instant of the years {FIRST_YEAR} to {LAST_YEAR}")
    return at


Start = Annotated[Instant, AfterValidator(_in_reach)]
"""When a timetable begins: calendars reach back and ahead only so far."""


class BehaviourForm(Form):
    """How somebody acts: in time, so many working days late, or never."""

    acts: Literal["in_time", "late", "never"] = "in_time"
    working_days: int = Field(default=0, ge=0, le=LONGEST_DAYS)

    @model_validator(mode="after")
    def _days_belong_to_late(self) -> Self:
        if (self.working_days > 0) != (self.acts == "late"):
            raise ValueError("give working_days with late, and only with it")
        return self

    @property
    def behaviour(self) -> Behaviour:
        """The same as the rules take it."""
        return Behaviour(acts=self.acts, working_days=self.working_days)


class PersonBehaviourForm(BehaviourForm):
    """How one person acts."""

    person_id: Reference


class RehearsalForm(Form):
    """How everybody acts, who acts otherwise, and, before the launch, when that is supposed to be."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "starts_at": "2026-09-01T10:00:00+03:00",
                    "everybody": {"acts": "in_time"},
                    "people": [],
                }
            ]
        }
    )

    starts_at: Start | None = None
    everybody: BehaviourForm = BehaviourForm()
    people: tuple[PersonBehaviourForm, ...] = Field(default=(), max_length=1000)

    @property
    def behaviours(self) -> Behaviours:
        """The same as the rules take it; of two lines about one person the later holds."""
        return Behaviours(
            everybody=self.everybody.behaviour, people={one.person_id: one.behaviour for one in self.people}
        )

"""The calendar of working days as the edges show it and take changes of it."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from schemas.deadline import Deadline
from schemas.views.form import Form, Prose


class OwnDayForm(Form):
    """What the installation decides of a day, and why; the reason is for everybody who reads the calendar."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"working": False, "reason": "Ректорат объявил день неучебным"}]}
    )

    working: bool
    reason: Prose = Field(min_length=3, max_length=300)


class EndOwnDayForm(Form):
    """Why a day is to be again what the published calendar says of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Приказ отменён"}]})

    reason: Prose = Field(min_length=3, max_length=300)


class OwnDayView(BaseModel):
    """A day that the installation decided on itself; `reason` is None if it was erased."""

    day: date
    working: bool
    reason: str | None
    made_by: str
    made_at: datetime


class CalendarView(BaseModel):
    """A year as it is counted, own days and all.

    `provisional` says that the year's calendar is not published, so that weekends and yearly holidays stand in.
    `days_off` are Mondays to Fridays on which nobody works, `working_weekends` Saturdays and Sundays on which people
    do; `hash` names the whole table.
    """

    year: int
    provisional: bool
    hash: str
    source: str
    working_days: int
    days_off: list[date]
    working_weekends: list[date]
    own: list[OwnDayView]


class AffectedView(BaseModel):
    """An open deadline that would be another under the calendar now in force, or is provisional no more.

    `why` is other_date or published; `movable` says whether it can be recounted, which is never into the past; `says`
    tells both dates in words. A milestone's deadline has the phase obligation; without section and milestone it is the
    whole document's, of its signing, or where the phase is proposal of the vote whether to begin.
    """

    stream: str
    document_id: str
    document: str
    section_id: str | None
    section: str | None
    milestone_id: str | None
    milestone: str | None
    phase: str
    deadline: Deadline
    would_be: Deadline
    why: str
    movable: bool
    says: str

"""Routes of the calendar of working days, and of the deadlines that a change of it would move."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.act import ThisAct
from api.paging import paged
from edge.actor import Acting, AtHouse
from edge.language import language_of
from edge.paging import AskedPage
from schemas.calendar import Calendar
from schemas.policy import LAST_YEAR
from schemas.views.calendar import AffectedView, CalendarView, EndOwnDayForm, OwnDayForm
from schemas.views.form import Done
from schemas.views.page import Items
from services.deadlines import affected, calendar

FIRST_YEAR = 1992

router = APIRouter(prefix="/calendar", tags=["calendar"])
Day = Annotated[date, Path(ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31))]
Year = Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR)]
Hash = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


@router.get("", operation_id="calendar.read")
def read_year(house: AtHouse, actor: Acting, year: Year = None) -> CalendarView:
    """A year as its days are counted; this year unless another is named."""
    return calendar.read_year(house, actor=actor, year=year)


@router.get("/tables/{calendar_hash}", operation_id="calendar.table")
def read_table(house: AtHouse, actor: Acting, calendar_hash: Hash) -> Calendar:
    """The whole table that a deadline's calendar_hash names."""
    return calendar.read_table(house, actor=actor, calendar_hash=calendar_hash)


@router.get("/affected", operation_id="calendar.list_affected")
def list_affected(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage
) -> Items[AffectedView]:
    """Open deadlines that would be others under the calendar now in force; none moves without a recount."""
    found = affected.list_affected(house, actor=actor, page=page, language=language_of(request))
    return paged(request, response, found)


@router.put("/days/{day}", operation_id="calendar.set_day")
def set_day(house: AtHouse, actor: Acting, act: ThisAct, day: Day, form: OwnDayForm) -> Done:
    """Decide that people work on a day, or do not, whatever the published calendar says of it."""
    return calendar.set_day(house, actor=actor, act=act, day=day, form=form)


@router.delete("/days/{day}", operation_id="calendar.end_day")
def end_day(house: AtHouse, actor: Acting, act: ThisAct, day: Day, form: EndOwnDayForm) -> Done:
    """Let a day be what the published calendar says of it again."""
    return calendar.end_day(house, actor=actor, act=act, day=day, form=form)

"""The calendar of working days: a year, days that the installation decides on, deadlines that would move by them."""

from datetime import date

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.views.calendar import EndOwnDayForm, OwnDayForm
from schemas.views.document_forms import ReasonForm
from services.deadlines import affected, calendar
from services.documents import document_acts
from services.pages import every
from services.planning import obligations
from services.sections import section_acts
from web.sending import Sending, Sent, Unfilled
from web.visit import Visiting

router = APIRouter(prefix="/calendar")
FIRST, LAST = 1992, 2100


@router.get("/working-days", operation_id="calendar.read")
def show_calendar(visit: Visiting, year: str = "") -> Response:
    """One year, this one unless another is named, and what would be counted anew."""
    named = int(year) if year.isdecimal() and len(year) == 4 and FIRST <= int(year) <= LAST else None
    language = visit.language
    return visit.page(
        "desk/calendar.html",
        year=calendar.read_year(visit.house, actor=visit.actor, year=named),
        affected=every(
            lambda page: affected.list_affected(visit.house, actor=visit.actor, page=page, language=language)
        ),
        first=FIRST,
        last=LAST,
    )


@router.post("/days", operation_id="calendar.set_day")
def set_day(visit: Visiting, sent: Sending) -> Response:
    """Decide that people work on a day, or do not; no deadline moves by that."""
    day = _day(sent)
    calendar.set_day(visit.house, actor=visit.actor, act=visit.act(sent), day=day, form=sent.read(OwnDayForm))
    return visit.go(f"/calendar/working-days?year={day.year}", said="calendar.day_set")


@router.post("/days/end", operation_id="calendar.end_day")
def end_day(visit: Visiting, sent: Sending) -> Response:
    """Let a day be again what the published calendar says."""
    day = _day(sent)
    calendar.end_day(visit.house, actor=visit.actor, act=visit.act(sent), day=day, form=sent.read(EndOwnDayForm))
    return visit.go(f"/calendar/working-days?year={day.year}", said="calendar.day_ended")


@router.post("/sections/{section_id}/recount", operation_id="sections.recount")
async def recount_section(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Count the deadline of a section's open phase anew."""
    form = sent.read(ReasonForm)
    await section_acts.recount(visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=form)
    return visit.go("/calendar/working-days#affected", said="calendar.recounted")


@router.post("/documents/{document_id}/recount", operation_id="documents.recount")
async def recount_document(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Count the deadline of the signing of the whole anew."""
    form = sent.read(ReasonForm)
    await document_acts.recount(visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form)
    return visit.go("/calendar/working-days#affected", said="calendar.recounted")


@router.post("/documents/{document_id}/milestones/{milestone_id}/recount", operation_id="milestones.recount")
async def recount_milestone(visit: Visiting, sent: Sending, document_id: Id, milestone_id: Id) -> Response:
    """Count a milestone's deadline anew."""
    await obligations.recount(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        document_id=document_id,
        milestone_id=milestone_id,
        form=sent.read(ReasonForm),
    )
    return visit.go("/calendar/working-days#affected", said="calendar.recounted")


def _day(sent: Sent) -> date:
    try:
        day = date.fromisoformat(sent.one("day"))
    except ValueError:
        day = date.min
    if not FIRST <= day.year <= LAST:
        raise Unfilled([{"loc": ("day",), "type": "date_parsing", "msg": "", "input": sent.one("day")}])
    return day

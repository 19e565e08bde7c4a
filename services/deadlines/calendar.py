"""The calendar of working days: reading a year and a table, and the installation's own days."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlmodel import Session, col, select

from domain.calendar import DAY, SATURDAY, is_working
from schemas.act import Act
from schemas.actor import Actor
from schemas.calendar import Calendar
from schemas.ids import new_id
from schemas.installation_events import CalendarDayEnded, CalendarDaySet
from schemas.problems import Refused
from schemas.views.calendar import CalendarView, EndOwnDayForm, OwnDayForm, OwnDayView
from schemas.views.form import Done
from services.house import House
from services.notes import keep_note
from services.rights import permit
from storage.calendars import end_own_day, find, keep, note_change
from storage.journal import Journal
from storage.tables import Note, OwnDay, Stream


def read_year(house: House, *, actor: Actor, year: int | None) -> CalendarView:
    """A year as it is counted; without one, the present year in the installation's zone."""
    permit("calendar.read", actor)
    year = year or house.clock().astimezone(ZoneInfo(house.zone)).year
    with house.database.read() as session:
        calendar = house.calendars.in_force(session)
        own = _own_days(session, year)
    days = [
        date.fromordinal(one) for one in range(date(year, 1, 1).toordinal(), (date(year, 12, 31) + DAY).toordinal())
    ]
    worked = {day for day in days if is_working(day, calendar)}
    return CalendarView(
        year=year,
        provisional=year not in calendar.known_years,
        hash=calendar.hash,
        source=calendar.source,
        working_days=len(worked),
        days_off=[day for day in days if day.weekday() < SATURDAY and day not in worked],
        working_weekends=[day for day in days if day.weekday() >= SATURDAY and day in worked],
        own=own,
    )


def _own_days(session: Session, year: int) -> list[OwnDayView]:
    rows = session.exec(
        select(OwnDay, Note.text)
        .join(Note, col(Note.id) == col(OwnDay.note_id), isouter=True)
        .where(col(OwnDay.ended_at).is_(None), OwnDay.day >= date(year, 1, 1), OwnDay.day <= date(year, 12, 31))
        .order_by(col(OwnDay.day))
    )
    return [
        OwnDayView(day=row.day, working=row.working, reason=reason, made_by=row.made_by, made_at=row.made_at)
        for row, reason in rows
    ]


def read_table(house: House, *, actor: Actor, calendar_hash: str) -> Calendar:
    """The whole table of days that deadlines with this hash were counted by. Raises Refused("not_found")."""
    permit("calendar.table", actor)
    with house.database.read() as session:
        return find(session, calendar_hash)


def set_day(house: House, *, actor: Actor, act: Act, day: date, form: OwnDayForm) -> Done:
    """Decide that people work on a day, or do not; no deadline moves by that. The version is the own days'."""
    permit("calendar.set_day", actor)
    note = keep_note(house, act, form.reason)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        end_own_day(journal.session, day, actor.id, journal.now)
        made = OwnDay(
            id=new_id(), day=day, working=form.working, note_id=note.id, made_by=actor.id, made_at=journal.now
        )
        journal.session.add(made)
        version = _changed(house, journal)
        return {"id": day.isoformat(), "version": version}, [CalendarDaySet(day=day, working=form.working, note=note)]

    return Done.model_validate(house.administer(act, effect).facts)


def end_day(house: House, *, actor: Actor, act: Act, day: date, form: EndOwnDayForm) -> Done:
    """Let a day be what the published calendar says of it. Raises Refused("not_found") if it was no own day."""
    permit("calendar.end_day", actor)
    note = keep_note(house, act, form.reason)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        if not end_own_day(journal.session, day, actor.id, journal.now):
            raise Refused("not_found")
        version = _changed(house, journal)
        return {"id": day.isoformat(), "version": version}, [CalendarDayEnded(day=day, note=note)]

    return Done.model_validate(house.administer(act, effect).facts)


def _changed(house: House, journal: Journal) -> int:
    keep(journal.session, house.calendars.read(journal.session), journal.now)
    return note_change(journal.session)

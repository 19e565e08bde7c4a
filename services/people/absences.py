"""Absences: who is away from when to when, and who stands in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlmodel import Session as Unit
from sqlmodel import col, or_, select

from activities.recording.duties import stand_in_for
from domain.rights import Relation
from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.installation_events import AbsenceEnded, AbsenceRecorded
from schemas.problems import Refused
from schemas.views.absences import AbsenceView, NewAbsence
from schemas.views.page import Page, Slice
from services.house import House
from services.people.duties import moment_of
from services.rights import permit
from storage.journal import Journal
from storage.paging import page_of
from storage.tables import Absence, Person, Stream


def list_absences(house: House, *, actor: Actor, page: Page, person_id: str | None = None) -> Slice[AbsenceView]:
    """The absences of a person (of the actor, if nobody is named) in the order they were recorded."""
    person_id = person_id or actor.id
    permit("absences.list", actor, _own(actor, person_id))
    query = select(Absence).where(Absence.person_id == person_id)
    with house.database.read() as unit:
        return page_of(unit, query, col(Absence.id), lambda row: row.id, page).each(_view)


def _own(actor: Actor, person_id: str) -> set[Relation]:
    return {Relation.SELF} if person_id == actor.id else set()


def _view(absence: Absence) -> AbsenceView:
    return AbsenceView.model_validate(absence, from_attributes=True)


def add_absence(house: House, *, actor: Actor, act: Act, form: NewAbsence) -> AbsenceView:
    """Record that somebody is away. From the first of its days the deputy is asked in their place.

    Raises Refused: person_unknown, term_backwards, absence_over, absence_overlaps, deputy_unfit, deputy_absent,
    stands_in.
    """
    person_id = form.person_id or actor.id
    permit("absences.add", actor, _own(actor, person_id))

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        unit = journal.session
        _require_days(form, today(house, journal.now))
        _require_free(unit, person_id, form)
        if form.deputy_id is not None:
            if form.deputy_id == actor.id != person_id:
                raise Refused("deputy_unfit", deputy_id=form.deputy_id)  # nobody takes another's voice for themselves
            _require_deputy(unit, person_id, form.deputy_id, form)
        absence = Absence(
            id=new_id(),
            person_id=person_id,
            deputy_id=form.deputy_id,
            since=form.since,
            until=form.until,
            made_at=journal.now,
            began_at=journal.now if form.since <= today(house, journal.now) else None,
        )
        unit.add(absence)
        stand_in_for(moment_of(house, journal, stream, act), person_id)
        recorded = AbsenceRecorded(
            absence_id=absence.id,
            person_id=person_id,
            deputy_id=form.deputy_id,
            since=form.since,
            until=form.until,
        )
        return _view(absence).model_dump(mode="json"), [recorded]

    return AbsenceView.model_validate(house.administer(act, effect).facts)


def today(house: House, now: datetime) -> date:
    """The day it is in the installation's zone."""
    return now.astimezone(ZoneInfo(house.zone)).date()


def _require_days(form: NewAbsence, day: date) -> None:
    if form.until < form.since:
        raise Refused("term_backwards", since=form.since, until=form.until)
    if form.until < day:
        raise Refused("absence_over", until=form.until)


def _require_free(unit: Unit, person_id: str, form: NewAbsence) -> None:
    """One absence at a time, and none of somebody who stands in for another in these days: no chains of deputies."""
    person = unit.get(Person, person_id)
    if person is None or not person.active:
        raise Refused("person_unknown", person_id=person_id)
    for absence in _shared(unit, form, or_(Absence.person_id == person_id, Absence.deputy_id == person_id)):
        code = "absence_overlaps" if absence.person_id == person_id else "stands_in"
        raise Refused(code, absence_id=absence.id, since=absence.since, until=absence.until)


def _require_deputy(unit: Unit, person_id: str, deputy_id: str, form: NewAbsence) -> None:
    deputy = unit.get(Person, deputy_id)
    if deputy is None or not deputy.active or deputy_id == person_id:
        raise Refused("deputy_unfit", deputy_id=deputy_id)
    for absence in _shared(unit, form, Absence.person_id == deputy_id):
        raise Refused("deputy_absent", deputy_id=deputy_id, since=absence.since, until=absence.until)


def _shared(unit: Unit, form: NewAbsence, whose: Any) -> Sequence[Absence]:
    """The absences that have a day in common with the new one and were not ended."""
    days = (col(Absence.since) <= form.until, col(Absence.until) >= form.since)
    return unit.exec(select(Absence).where(whose, *days, col(Absence.ended_at).is_(None)).order_by(Absence.id)).all()


def end_absence(house: House, *, actor: Actor, act: Act, absence_id: str) -> AbsenceView:
    """Somebody is back, or does not leave: what is owed in their place still, and passed for that, is theirs again.

    Raises Refused: not_found, absence_over.
    """
    with house.database.read() as unit:
        found = unit.get(Absence, absence_id)
    relations = _own(actor, found.person_id) if found is not None else set()
    permit("absences.end", actor, relations, refusal="not_found")

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        absence = journal.session.get(Absence, absence_id)
        if absence is None:
            raise Refused("not_found")
        if absence.ended_at is not None or absence.until < today(house, journal.now):
            raise Refused("absence_over", until=absence.until)
        absence.ended_at = absence.over_at = journal.now
        stand_in_for(moment_of(house, journal, stream, act), absence.person_id)
        ended = AbsenceEnded(absence_id=absence_id, person_id=absence.person_id)
        return _view(absence).model_dump(mode="json"), [ended]

    return AbsenceView.model_validate(house.administer(act, effect).facts)

"""The people a decision may know: who is appointed, what they stand for, who is away and who stands in."""

from collections.abc import Collection, Iterable
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from activities.recording.kind import Moment
from domain.section import People
from schemas.section import Elector, Part
from storage.tables import Absence, BodyMember, Person, Responsibility

TASKS = {"drafting": Part.EDITOR, "review": Part.REVIEWER, "sign_off": Part.APPROVER}
"""The part that each task of the matrix of responsibilities gives."""

Appointed = dict[Part, dict[str, tuple[str, ...]]]


def day_of(moment: Moment) -> date:
    """The day it is in the installation's zone."""
    return moment.journal.now.astimezone(ZoneInfo(moment.zone)).date()


def people_of(moment: Moment, document_id: str, section_id: str, others: Iterable[str]) -> People:
    """The people of a section: those appointed to it, and `others` whom its state or a command names."""
    session, day = moment.journal.session, day_of(moment)
    appointed = appointed_to(session, document_id, section_id, day)
    ids = {*others, *(person for part in appointed.values() for person in part)} - {""}
    return known_people(session, ids, day, appointed)


def known_people(session: Session, ids: Collection[str], day: date, appointed: Appointed | None = None) -> People:
    """What is known of these persons on that day; a deputy counts only while their account is open."""
    seats = session.exec(select(BodyMember).where(col(BodyMember.person_id).in_(ids), *current(day))).all()
    seats = sorted(seats, key=lambda seat: seat.body_id)
    bodies: dict[str, list[str]] = {}
    deputies: dict[str, str] = {}
    for seat in seats:
        bodies.setdefault(seat.person_id, []).append(seat.body_id)
        if seat.deputy_id is not None:
            deputies.setdefault(seat.person_id, seat.deputy_id)
    absent = _absent(session, ids, day)
    deputies |= {person: deputy for person, deputy in absent.items() if deputy is not None}
    asked = {*ids, *deputies.values()}
    rows = {row.id: row for row in session.exec(select(Person).where(col(Person.id).in_(asked)))}
    inactive = frozenset(person for person in asked if person not in rows or not rows[person].active)
    return People(
        appointed=appointed or {},
        known={
            person: Elector(
                person_id=person,
                organisation_id=rows[person].organisation_id or "",
                bodies=tuple(bodies.get(person, ())),
            )
            for person in ids
            if person in rows
        },
        inactive=inactive,
        absent={person: None if deputy in inactive else deputy for person, deputy in absent.items()},
        deputies={person: deputy for person, deputy in deputies.items() if deputy not in inactive},
    )


def appointed_to(session: Session, document_id: str, section_id: str, day: date) -> Appointed:
    """Whom the matrix gives a part in a section on that day, in the order of its rows, with the bodies it is through.

    Who is named in person is through none, whatever bodies would appoint them too.
    """
    places = or_(col(Responsibility.section_id).is_(None), Responsibility.section_id == section_id)
    query = (
        select(Responsibility, BodyMember.person_id)
        .outerjoin(BodyMember, (col(BodyMember.body_id) == col(Responsibility.body_id)) & _and(current(day)))
        .where(Responsibility.document_id == document_id, places, col(Responsibility.task).in_(TASKS))
        .order_by(col(Responsibility.made_at), col(Responsibility.id), col(BodyMember.person_id))
    )
    found: dict[Part, dict[str, tuple[str, ...]]] = {}
    named: set[tuple[Part, str]] = set()
    for row, member in session.exec(query):
        part, person = TASKS[row.task], row.person_id or member
        if person is None:
            continue
        people = found.setdefault(part, {})
        if row.body_id is None:
            named.add((part, person))
        through = () if (part, person) in named or row.body_id is None else (row.body_id,)
        people[person] = () if (part, person) in named else (*people.get(person, ()), *through)
    return found


def current(day: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions under which a membership's term covers a day."""
    since, until = col(BodyMember.since), col(BodyMember.until)
    return or_(since.is_(None), since <= day), or_(until.is_(None), until >= day)


def _and(conditions: tuple[ColumnElement[bool], ColumnElement[bool]]) -> ColumnElement[bool]:
    first, second = conditions
    return first & second


def _absent(session: Session, ids: Collection[str], day: date) -> dict[str, str | None]:
    """Who is away on that day, with their deputies."""
    away = (col(Absence.since) <= day, col(Absence.until) >= day, col(Absence.ended_at).is_(None))
    rows = session.exec(select(Absence).where(col(Absence.person_id).in_(ids), *away).order_by(Absence.id)).all()
    return {row.person_id: row.deputy_id for row in rows}

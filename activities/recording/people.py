"""The people a decision may know: who is appointed, what they stand for, who is away and who stands in."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, ColumnElement, Date, String, bindparam, case
from sqlmodel import Session, col, or_, select

from activities.recording.kind import Moment
from domain.section import People
from schemas.section import Elector, Part
from storage.prepared import rows_in
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
    speaking = speaking_in(session, document_id, section_id, day)
    heads = (person for candidates in speaking.values() for person in candidates)
    ids = {*others, *heads, *(person for part in appointed.values() for person in part)} - {""}
    return known_people(session, ids, day, appointed).with_speakers(speaking)


def speaking_in(session: Session, document_id: str, section_id: str, day: date) -> dict[str, tuple[str, ...]]:
    """The bodies that review the section as one voice, each with who may speak for it: its chair, then deputy chairs.

    A body without any of them on that day is not asked.
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in rows_in(session, _SPEAKING, document=document_id, section=section_id, day=day):
        if row.person_id not in found.get(row.body_id, ()):
            found[row.body_id] = (*found.get(row.body_id, ()), row.person_id)
    return found


def known_people(session: Session, ids: Collection[str], day: date, appointed: Appointed | None = None) -> People:
    """What is known of these persons on that day, and of their standing deputies whether they are there."""
    given: dict[str, Any] = {"ids": sorted(ids), "day": day}
    seats = sorted(rows_in(session, _SEATS, **given), key=lambda seat: seat.body_id)
    bodies: dict[str, list[str]] = {}
    for seat in seats:
        bodies.setdefault(seat.person_id, []).append(seat.body_id)
    absent = _absent(session, ids, day)
    named = [*absent.items(), *((seat.person_id, seat.deputy_id) for seat in seats)]
    standing: dict[str, tuple[str, ...]] = {}
    for person, deputy in named:
        if deputy is not None and deputy not in standing.get(person, ()):
            standing[person] = (*standing.get(person, ()), deputy)
    deputies = {deputy for asked in standing.values() for deputy in asked}
    away = frozenset(absent).union(_absent(session, deputies.difference(ids), day))
    asked = deputies.union(ids)
    rows = {row.id: row for row in rows_in(session, _PERSONS, ids=sorted(asked))}
    inactive = frozenset(person for person in asked if person not in rows or not rows[person].active)
    guests = frozenset(person for person, row in rows.items() if row.guest)
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
        absent=away,
        standing=standing,
        guests=guests,
    )


def appointed_to(session: Session, document_id: str, section_id: str, day: date) -> Appointed:
    """Whom the matrix gives a part in a section on that day, in the order of its rows, with the bodies it is through.

    Who is named in person is through none, whatever bodies would appoint them too.
    """
    found: dict[Part, dict[str, tuple[str, ...]]] = {}
    named: set[tuple[Part, str]] = set()
    for row in rows_in(session, _APPOINTED, document=document_id, section=section_id, day=day):
        part, person = TASKS[row.task], row.person_id or row.member_id
        if person is None:
            continue
        people = found.setdefault(part, {})
        if row.body_id is None:
            named.add((part, person))
        through = () if (part, person) in named or row.body_id is None else (row.body_id,)
        people[person] = () if (part, person) in named else (*people.get(person, ()), *through)
    return found


def administrators(session: Session) -> tuple[str, ...]:
    """Who governs the installation, with an open account."""
    query = select(Person.id).where(Person.role == "administrator", col(Person.active))
    return tuple(session.exec(query.order_by(Person.id)))


def current(day: date | BindParameter[date]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions under which a membership's term covers a day."""
    since, until = col(BodyMember.since), col(BodyMember.until)
    return or_(since.is_(None), since <= day), or_(until.is_(None), until >= day)


def under_way(day: date | BindParameter[date]) -> tuple[ColumnElement[bool], ColumnElement[bool], ColumnElement[bool]]:
    """The conditions under which an absence covers a day."""
    return col(Absence.since) <= day, col(Absence.until) >= day, col(Absence.ended_at).is_(None)


def _and(conditions: tuple[ColumnElement[bool], ColumnElement[bool]]) -> ColumnElement[bool]:
    first, second = conditions
    return first & second


def _absent(session: Session, ids: Collection[str], day: date) -> dict[str, str | None]:
    """Who is away on that day, with the deputies that they named."""
    if not ids:
        return {}
    rows = rows_in(session, _ABSENT, ids=sorted(ids), day=day)
    return {row.person_id: row.deputy_id for row in rows}


# Every command asks these, so each is built once and loads no more than is needed.
_DAY = bindparam("day", type_=Date)
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_SEATS = select(BodyMember.body_id, BodyMember.person_id, BodyMember.deputy_id).where(
    col(BodyMember.person_id).in_(_IDS), *current(_DAY)
)
_ABSENT = (
    select(Absence.person_id, Absence.deputy_id)
    .where(col(Absence.person_id).in_(_IDS), *under_way(_DAY))
    .order_by(Absence.id)
)
_PERSONS = select(Person.id, Person.organisation_id, Person.active, Person.guest).where(col(Person.id).in_(_IDS))
_MEMBER = (col(BodyMember.body_id) == col(Responsibility.body_id)) & _and(current(_DAY))
_APPOINTED = (
    select(Responsibility.task, Responsibility.person_id, Responsibility.body_id)
    .add_columns(col(BodyMember.person_id).label("member_id"))
    .outerjoin(BodyMember, _MEMBER)
    .where(
        col(Responsibility.document_id) == bindparam("document", type_=String),
        or_(col(Responsibility.section_id).is_(None), col(Responsibility.section_id) == bindparam("section")),
        col(Responsibility.task).in_(TASKS),
        col(Responsibility.as_one).is_(False),
    )
    .order_by(col(Responsibility.made_at), col(Responsibility.id), col(BodyMember.person_id))
)
_SPEAKING: Any = (
    select(col(Responsibility.body_id).label("body_id"), BodyMember.person_id)
    .join(BodyMember, _MEMBER)
    .where(
        col(Responsibility.document_id) == bindparam("document", type_=String),
        or_(col(Responsibility.section_id).is_(None), col(Responsibility.section_id) == bindparam("section")),
        col(Responsibility.as_one),
        col(BodyMember.office).in_(("chair", "deputy_chair")),
    )
    .order_by(
        col(Responsibility.made_at),
        col(Responsibility.id),
        case((col(BodyMember.office) == "chair", 0), else_=1),
        col(BodyMember.person_id),
    )
)

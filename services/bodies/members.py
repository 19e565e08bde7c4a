"""Members of bodies: their offices, deputies and terms."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlalchemy import String, cast
from sqlmodel import Session as Unit
from sqlmodel import col, func, or_, select

from activities.recording.duties import leave_rounds
from domain.terms import covers, overlap
from schemas.act import Act
from schemas.actor import Actor
from schemas.installation_events import MemberRemoved, MemberSet
from schemas.problems import Refused
from schemas.views.organisations import Membership, MemberView, SeatView
from schemas.views.page import Page, Slice
from services.house import House
from services.identity.accounts import require_not_erased
from services.people.absences import today
from services.people.duties import moment_of
from services.rights import permit
from storage.journal import Journal
from storage.paging import page_of
from storage.tables import Body, BodyMember, Contribution, Person, Stream

_BEGINNING = "0000-00-00"
_KEY = col(BodyMember.person_id) + "." + func.coalesce(cast(col(BodyMember.since), String), _BEGINNING)
"""What tells the terms apart and puts them in the order of their days: no two of a person begin on one."""


def list_members(house: House, *, actor: Actor, body_id: str, page: Page, on: date | None = None) -> Slice[MemberView]:
    """The members of a body in the order the people were added, each with all their terms; or those of the day `on`.

    An unknown body has none.
    """
    permit("bodies.list_members", actor)
    query = select(BodyMember, Person.name).join(Person, col(Person.id) == col(BodyMember.person_id))
    query = query.where(BodyMember.body_id == body_id)
    if on is not None:
        since, until = col(BodyMember.since), col(BodyMember.until)
        query = query.where(or_(since.is_(None), since <= on), or_(until.is_(None), until >= on))
    with house.database.read() as unit:
        members = page_of(unit, query, _KEY, _key_of, page)
    return members.each(lambda row: MemberView(name=row[1], **row[0].model_dump(exclude={"body_id", "over_at"})))


def seats_of(house: House, *, actor: Actor, person_id: str) -> list[SeatView]:
    """The places that a person has or had in bodies, by the bodies' names."""
    permit("bodies.list_members", actor)
    query = select(BodyMember, Person.name, Body.name).join(Person, col(Person.id) == col(BodyMember.person_id))
    query = query.join(Body, col(Body.id) == col(BodyMember.body_id)).where(BodyMember.person_id == person_id)
    with house.database.read() as unit:
        rows = unit.exec(query.order_by(col(Body.name), col(BodyMember.term))).all()
    return [SeatView(name=name, body=body, **row.model_dump(exclude={"over_at"})) for row, name, body in rows]


def _key_of(row: tuple[BodyMember, str]) -> str:
    return f"{row[0].person_id}.{row[0].since or _BEGINNING}"


def set_member(house: House, *, actor: Actor, act: Act, body_id: str, person_id: str, form: Membership) -> None:
    """Make somebody a member of a body, or give a member another office, deputy or term.

    Days that share some with one term of that person change it; days that share none are a term of their own.

    Nobody lets themselves in where members have spoken among themselves. Raises Refused with `not_found`,
    `already_erased`, `let_in_by_oneself` or what `seat` raises.
    """
    permit("bodies.set_member", actor)

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        person = journal.session.get(Person, person_id)
        if person is None:
            raise Refused("not_found")
        require_not_erased(person)
        if person_id == actor.id:
            _require_at_home(journal.session, body_id, person_id, today(house, journal.now))
        member = seat(journal.session, body_id, person_id, form)
        leave_rounds(moment_of(house, journal, stream, act), person_id, "left_body")  # its term may be over now
        return {}, [member]

    house.administer(act, effect)


def seat(unit: Unit, body_id: str, person_id: str, form: Membership) -> MemberSet:
    """Write a membership inside a transaction; the event that tells of it.

    Raises Refused with `not_found` (the body), `term_backwards`, `term_overlaps`, `chair_taken` or `deputy_unfit`.
    """
    if unit.get(Body, body_id) is None:
        raise Refused("not_found")
    if form.since and form.until and form.until < form.since:
        raise Refused("term_backwards", since=form.since, until=form.until)
    if form.office == "chair":
        _require_free_chair(unit, body_id, person_id, form)
    if form.deputy_id is not None:
        _require_deputy(unit, person_id, form.deputy_id)
    number = _term_number(unit, body_id, person_id, form)
    unit.merge(BodyMember(body_id=body_id, person_id=person_id, term=number, **form.model_dump()))
    return MemberSet(
        term=number,
        body_id=body_id,
        person_id=person_id,
        office=form.office,
        deputy_id=form.deputy_id,
        since=form.since,
        until=form.until,
    )


def terms_of(unit: Unit, body_id: str, person_id: str) -> Sequence[BodyMember]:
    """The terms of a person in a body in the order of their days."""
    query = select(BodyMember).where(BodyMember.body_id == body_id, BodyMember.person_id == person_id)
    return sorted(unit.exec(query), key=lambda term: term.since or date.min)


def _term_number(unit: Unit, body_id: str, person_id: str, form: Membership) -> int:
    """Which term of a person the form is about: the one it shares days with, or a new one if there is none."""
    terms = terms_of(unit, body_id, person_id)
    shared = [term for term in terms if overlap(form.since, form.until, term.since, term.until)]
    if len(shared) > 1:
        raise Refused("term_overlaps", since=shared[0].since or "…", until=shared[0].until or "…")
    return shared[0].term if shared else max((term.term for term in terms), default=0) + 1


def _require_at_home(unit: Unit, body_id: str, person_id: str, day: date) -> None:
    """Raises Refused("let_in_by_oneself") where who sits there not would read what was said inside."""
    sits = any(covers(one.since, one.until, day) for one in terms_of(unit, body_id, person_id))
    said = select(Contribution.id).where(Contribution.body_id == body_id).limit(1)
    if not sits and unit.exec(said).first() is not None:
        raise Refused("let_in_by_oneself")


def _require_free_chair(unit: Unit, body_id: str, person_id: str, form: Membership) -> None:
    """One chair at a time: the terms of two never share a day."""
    chairs = unit.exec(
        select(BodyMember).where(
            BodyMember.body_id == body_id, BodyMember.office == "chair", BodyMember.person_id != person_id
        )
    )
    for chair in chairs:
        if overlap(form.since, form.until, chair.since, chair.until):
            raise Refused("chair_taken", person_id=chair.person_id)


def _require_deputy(unit: Unit, person_id: str, deputy_id: str) -> None:
    deputy = unit.get(Person, deputy_id)
    if deputy is None or not deputy.active or deputy_id == person_id:
        raise Refused("deputy_unfit", deputy_id=deputy_id)


def remove_member(house: House, *, actor: Actor, act: Act, body_id: str, person_id: str) -> None:
    """Take somebody out of a body from today: the term that runs goes, and those to come; what is over stays.

    Raises Refused("not_found") if they have no term that runs or is to come.
    """
    permit("bodies.remove_member", actor)

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        day = today(house, journal.now)
        terms = [one for one in terms_of(journal.session, body_id, person_id) if covers(None, one.until, day)]
        if not terms:
            raise Refused("not_found")
        for term in terms:
            journal.session.delete(term)
        leave_rounds(moment_of(house, journal, stream, act), person_id, "left_body")
        return {}, [MemberRemoved(body_id=body_id, person_id=person_id, term=term.term) for term in terms]

    house.administer(act, effect)

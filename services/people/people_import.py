"""People from a list: read into a preview, then made with their organisations and memberships in one transaction."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session as Unit
from sqlmodel import col, delete, select

from activities.convert.sheet import SheetReader
from domain.lookup import name_key
from domain.people_import import Known, judge
from domain.people_sheet import read_people
from domain.terms import covers
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.installation_events import (
    MemberSet,
    OrganisationAdded,
    PeopleImportConfirmed,
    PeopleListRead,
    PersonAdded,
    PersonChanged,
)
from schemas.language import Language
from schemas.people_import import REASONS, JudgedRow, PeopleSheet
from schemas.problems import Refused
from schemas.views.invitations import NewInvitation
from schemas.views.organisations import Membership, NewOrganisation
from schemas.views.people_import import ConfirmPeople, PeopleImported, PeopleImportView
from services.bodies.members import seat, terms_of
from services.bodies.organisations import organisation_of
from services.house import House
from services.identity.invitations import ask_in
from services.people.absences import today
from services.rights import permit
from storage.earlier_names import Keeping
from storage.journal import Journal, known_receipt
from storage.references import references
from storage.tables import Body, BodyMember, Organisation, PeopleImport, Person, Stream
from storage.tables.people import salted

UNCONFIRMED = timedelta(days=30)
"""A preview that nobody confirmed is deleted after this: it holds names and addresses."""


async def import_people(house: House, *, actor: Actor, act: Act, filename: str, content: bytes) -> PeopleImportView:
    """Read a CSV or XLSX list of people and keep it as a preview.

    Raises Refused as `SheetReader.read` and `read_people` do.
    """
    receipt = await asyncio.to_thread(_read_list, house, actor, act, filename, content)
    return await asyncio.to_thread(read_import, house, actor=actor, import_id=receipt.facts["import_id"])


def _read_list(house: House, actor: Actor, act: Act, filename: str, content: bytes) -> Receipt:
    permit("people.import", actor)
    known = known_receipt(house.database, act)
    if known is not None:
        return known
    sheet = read_people(SheetReader(house.converter.settings).read(content, filename))

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        stale = journal.now - UNCONFIRMED
        journal.session.exec(
            delete(PeopleImport).where(col(PeopleImport.confirmed_at).is_(None), col(PeopleImport.made_at) < stale)
        )
        row = PeopleImport(
            id=new_id(),
            made_by=actor.id,
            filename=filename,
            sheet=sheet.model_dump(mode="json"),
            made_at=journal.now,
        )
        journal.session.add(row)
        return {"import_id": row.id}, [PeopleListRead(import_id=row.id)]

    return house.administer(act, effect)


def read_import(house: House, *, actor: Actor, import_id: str, language: Language | None = None) -> PeopleImportView:
    """The preview as things stand now: somebody may have been added since. Raises Refused("not_found").

    It speaks `language`, or else that of the actor.
    """
    permit("people.import_read", actor)
    with house.database.read() as unit:
        row = unit.get(PeopleImport, import_id)
        if row is None:
            raise Refused("not_found")
        sheet = PeopleSheet.model_validate(row.sheet)
        judged = judge(sheet.rows, _known(unit, house, sheet)) if sheet.rows else []
    counts = row.done or Counter(one.status for one in judged)
    return PeopleImportView.model_validate(
        row.model_dump(include={"id", "filename", "confirmed_at"})
        | {"columns": sheet.columns, "ignored": sheet.ignored, "counts": counts}
        | {"rows": [_shown(one, language or actor.language) for one in judged]}
    )


def _shown(row: JudgedRow, language: str) -> dict[str, Any]:
    place = 1 if language == "en" else 0
    reasons = [{"code": one.code, "detail": REASONS[one.code][place].format_map(one.facts)} for one in row.reasons]
    return row.model_dump() | {"reasons": reasons}


def confirm_import(house: House, *, actor: Actor, act: Act, import_id: str, form: ConfirmPeople) -> PeopleImported:
    """Make what the preview shows, without the rows that are wrong. Raises Refused: not_found, people_import_used."""
    permit("people.import_confirm", actor)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        row = journal.session.get(PeopleImport, import_id, with_for_update=True)
        if row is None:
            raise Refused("not_found")
        if row.confirmed_at is not None:
            raise Refused("people_import_used")
        sheet = PeopleSheet.model_validate(row.sheet)
        making = _Making(house, journal, actor.id, invites=form.invite)
        for judged in judge(sheet.rows, _known(journal.session, house, sheet)):
            making.take(judged)
        row.confirmed_at, row.done = journal.now, dict(making.done)
        row.sheet = sheet.model_copy(update={"rows": ()}).model_dump(mode="json")
        return dict(making.done), [PeopleImportConfirmed(import_id=import_id), *making.events]

    return PeopleImported.model_validate(house.administer(act, effect).facts)


def _known(unit: Unit, house: House, sheet: PeopleSheet) -> Known:
    day = today(house, house.clock())
    seats = select(BodyMember, Person.email).join(Person, col(Person.id) == col(BodyMember.person_id))
    chairs = unit.exec(seats.where(BodyMember.office == "chair")).all()
    emails = {row.email.lower() for row in sheet.rows}
    people = unit.exec(select(Person.email, Person.active).where(col(Person.email).in_(emails))).all()
    return Known(
        regions=references("regions"),
        kinds=references("stakeholder-kinds"),
        offices=references("offices"),
        bodies=dict(unit.exec(select(Body.id, Body.name).order_by(col(Body.id))).all()),
        chairs={one.body_id: email for one, email in chairs if covers(None, one.until, day)},
        people=dict(people),
    )


class _Making:
    """What an import makes, row by row, inside one transaction."""

    def __init__(self, house: House, journal: Journal, by: str, *, invites: bool) -> None:
        self._house = house
        self._journal = journal
        self._unit = journal.session
        self._by = by
        self._invites = invites
        found = self._unit.exec(select(Organisation.name, Organisation.id).order_by(col(Organisation.id).desc()))
        self._organisations = {name_key(name): organisation_id for name, organisation_id in found}
        self.events: list[BaseModel] = []
        self.done = Counter(dict.fromkeys(PeopleImported.model_fields, 0))

    def take(self, row: JudgedRow) -> None:
        """Make the person, their organisation and their membership, as far as they are not there."""
        if row.status == "wrong":
            self.done["wrong"] += 1
            return
        person = self._unit.exec(select(Person).where(Person.email == row.email)).first()
        if person is None:
            person = self._person(row)
        else:
            self.done["known"] += 1
            self._place(person, row)
        if row.body_id is not None and not terms_of(self._unit, row.body_id, person.id):
            self._seat(row, row.body_id, person.id)

    def _place(self, person: Person, row: JudgedRow) -> None:
        """Give somebody who is known and belongs nowhere the organisation that the list names."""
        organisation_id = None if person.organisation_id else self._organisation(row)
        if organisation_id is None:
            return
        called = Keeping(person)
        person.organisation_id = organisation_id
        called.done(self._unit, self._journal.now)
        person.version += 1
        typed, fields = self._house.typed(salted(person)), ("organisation_id",)
        self.events.append(PersonChanged(person_id=person.id, version=person.version, fields=fields, typed=typed))

    def _person(self, row: JudgedRow) -> Person:
        person = Person(
            id=new_id(),
            email=row.email,
            name=row.name,
            position=row.position,
            organisation_id=self._organisation(row),
            made_at=self._journal.now,
        )
        self._unit.add(person)
        self._unit.flush()
        self.done["people"] += 1
        typed = self._house.typed(person)
        self.events.append(PersonAdded(person_id=person.id, role=person.role, typed=typed))
        if self._invites:
            form = NewInvitation(email=row.email, name=row.name)
            self.events.append(ask_in(self._journal, self._by, form, person.id)[1])
            self.done["invitations"] += 1
        return person

    def _organisation(self, row: JudgedRow) -> str | None:
        if not row.organisation:
            return None
        key = name_key(row.organisation)
        if key not in self._organisations:
            form = NewOrganisation.model_validate({"name": row.organisation, "kind": row.kind, "region": row.region})
            made = organisation_of(self._journal, form)
            self._unit.add(made)
            self._unit.flush()
            self._organisations[key] = made.id
            self.done["organisations"] += 1
            self.events.append(OrganisationAdded(organisation_id=made.id, typed=self._house.typed(made)))
        return self._organisations[key]

    def _seat(self, row: JudgedRow, body_id: str, person_id: str) -> None:
        form = Membership.model_validate({"office": row.office})
        seated: MemberSet = seat(self._unit, body_id, person_id, form)
        self._unit.flush()
        self.done["memberships"] += 1
        self.events.append(seated)

"""People through the services on both databases: the record, references, and last uses of tokens."""

import asyncio
import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from schemas.act import Act
from schemas.actor import SYSTEM, Actor, Scope
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.views.absences import NewAbsence
from schemas.views.keys import NewToken, SignIn
from schemas.views.organisations import Membership, NewBody, NewOrganisation
from schemas.views.page import Page
from schemas.views.people import NewPerson, PersonChange
from schemas.views.people_import import ConfirmPeople
from services.bodies.bodies import add_body
from services.bodies.members import list_members, set_member
from services.bodies.organisations import add_organisation
from services.house import House
from services.identity.actors import find_actor
from services.identity.passwords import Passwords
from services.identity.signin import sign_in
from services.identity.tokens import add_token, revoke_token
from services.people.absences import add_absence
from services.people.people import add_person, list_people, update_person
from services.people.people_import import confirm_import, import_people
from storage.database import Database
from storage.installation import ensure_installation
from storage.journal import INSTALLATION
from storage.objects import open_store
from storage.tables import Event, Token, metadata

PASSWORD = "утро вечера мудренее"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(database_url: str, tmp_path: Path, clock: Clock) -> Iterator[House]:
    database = Database(database_url)
    metadata.create_all(database.writer)
    secret = bytes.fromhex(ensure_installation(database, clock).secret)
    cheap = Passwords(rounds=1, memory=64)
    yield House(database, open_store(f"file://{tmp_path / 'objects'}"), clock, secret, passwords=cheap)
    database.close()


def act(house: House, operation: str) -> Act:
    return house.act_of("", operation, new_id(), "")


def added(house: House, email: str, **more: str) -> str:
    form = NewPerson.model_validate({"email": email, "name": "Анна", "password": PASSWORD, **more})
    return add_person(house, actor=SYSTEM, act=act(house, "people.add"), form=form).id


def events(house: House) -> list[dict[str, object]]:
    with house.database.read() as session:
        rows = session.exec(select(Event).where(Event.stream_id == INSTALLATION).order_by(Event.seq)).all()  # type: ignore[arg-type]
    told = [json.loads(row.body)["event"] for row in rows]
    return [{**one, "typed": bool(one["typed"])} if "typed" in one else one for one in told]


def test_administration_is_recorded_by_ids_and_codes(house: House) -> None:
    organisation = add_organisation(
        house, actor=SYSTEM, act=act(house, "organisations.add"), form=NewOrganisation(name="Землячество")
    )
    person_id = added(house, "anna@example.org", organisation_id=organisation.id)
    change = PersonChange(name="Анна Петровна", role="administrator")
    update_person(house, actor=SYSTEM, act=act(house, "people.update"), person_id=person_id, version=1, form=change)
    assert events(house) == [
        {"type": "organisation_added", "organisation_id": organisation.id, "typed": True},
        {"type": "person_added", "person_id": person_id, "role": "member", "typed": True},
        {
            "type": "person_changed",
            "person_id": person_id,
            "version": 2,
            "fields": ["name", "role"],
            "role": "administrator",
            "active": None,
            "typed": True,
        },
    ]


def test_refused_act_leaves_no_trace(house: House) -> None:
    added(house, "anna@example.org")
    before = events(house)
    with pytest.raises(Refused, match="email_taken"):
        added(house, "Anna@example.org")
    assert events(house) == before
    assert len(list_people(house, actor=SYSTEM, page=Page()).items) == 1


def test_people_added_at_once_with_one_address_are_one(house: House) -> None:
    answers: list[str] = []

    def add() -> None:
        try:
            answers.append(added(house, "anna@example.org") and "added")
        except Refused as refused:
            answers.append(refused.code)

    threads = [threading.Thread(target=add) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answers) == ["added", *["email_taken"] * 7]


def test_members_are_listed_with_their_names(house: House) -> None:
    body = add_body(house, actor=SYSTEM, act=act(house, "bodies.add"), form=NewBody(name="Совет"))
    ids = [added(house, f"{number}@example.org") for number in range(3)]
    for person_id in ids:
        membership = Membership(office="secretary")
        deed = act(house, "bodies.set_member")
        set_member(house, actor=SYSTEM, act=deed, body_id=body.id, person_id=person_id, form=membership)
    first = list_members(house, actor=SYSTEM, body_id=body.id, page=Page(limit=2))
    rest = list_members(house, actor=SYSTEM, body_id=body.id, page=Page(limit=2, after=first.next_after))
    assert [(one.person_id, one.name, one.office) for one in (*first.items, *rest.items)] == [
        (person_id, "Анна", "secretary") for person_id in ids
    ]


def test_use_of_a_token_is_noted_at_most_once_a_minute(house: House, clock: Clock) -> None:
    actor = Actor(id=added(house, "anna@example.org"), role="member")
    form = NewToken(name="Выгрузка", scopes=[Scope.READ])
    made = add_token(house, actor=actor, act=act(house, "tokens.add"), seed="ab" * 32, form=form)
    start = clock.now
    noted = []
    for seconds in (0, 59, 60, 61, 119, 120):
        clock.now = start + timedelta(seconds=seconds)
        asyncio.run(find_actor(house, made.token))
        with house.database.read() as session:
            used_at = session.get_one(Token, made.id).used_at
        assert used_at is not None
        noted.append((used_at - start).total_seconds())
    assert noted == [0, 0, 60, 60, 60, 120]


def test_account_closed_during_a_sign_in_gets_no_session(house: House) -> None:
    person_id = added(house, "anna@example.org")
    closing = PersonChange(active=False)
    verify = house.passwords.verify

    class ClosedMeanwhile(Passwords):
        """Lets the account be closed between the check of its password and the session."""

        def verify(self, password: str, kept: str | None) -> bool:
            right = verify(password, kept)
            deed = act(house, "people.update")
            update_person(house, actor=SYSTEM, act=deed, person_id=person_id, version=1, form=closing)
            return right

    object.__setattr__(house, "passwords", ClosedMeanwhile(rounds=1, memory=64))
    form = SignIn.model_validate({"email": "anna@example.org", "password": PASSWORD})
    with pytest.raises(Refused, match="credentials_refused"):
        sign_in(house, act=act(house, "sessions.sign_in"), seed="cd" * 32, form=form, address="198.51.100.1")


def test_members_and_absences_go_by_days(house: House) -> None:
    body = add_body(house, actor=SYSTEM, act=act(house, "bodies.add"), form=NewBody(name="Совет"))
    ids = [added(house, f"{number}@example.org") for number in range(3)]
    terms = [{}, {"since": "2026-12-01", "until": "2026-12-31"}, {"until": "2026-11-30"}]
    for person_id, term in zip(ids, terms, strict=True):
        deed, form = act(house, "bodies.set_member"), Membership.model_validate(term)
        set_member(house, actor=SYSTEM, act=deed, body_id=body.id, person_id=person_id, form=form)

    def on(day: date) -> list[str]:
        return [one.person_id for one in list_members(house, actor=SYSTEM, body_id=body.id, page=Page(), on=day).items]

    assert [on(date(2026, 11, 30)), on(date(2026, 12, 1)), on(date(2026, 12, 31)), on(date(2027, 1, 1))] == [
        [ids[0], ids[2]],
        ids[:2],
        ids[:2],
        ids[:1],
    ]
    away = NewAbsence(person_id=ids[0], since=date(2026, 12, 1), until=date(2026, 12, 2), deputy_id=ids[1])
    add_absence(house, actor=SYSTEM, act=act(house, "absences.add"), form=away)
    for person_id, code in ((ids[0], "absence_overlaps"), (ids[1], "stands_in")):
        other = NewAbsence(person_id=person_id, since=date(2026, 12, 2), until=date(2026, 12, 9))
        with pytest.raises(Refused, match=code):
            add_absence(house, actor=SYSTEM, act=act(house, "absences.add"), form=other)


def test_list_confirmed_twice_at_once_is_carried_out_once(house: House) -> None:
    content = "ФИО;Почта;Организация\nА;a@example.org;Завод\nБ;b@example.org;завод\n".encode()
    reading = import_people(house, actor=SYSTEM, act=act(house, "people.import"), filename="a.csv", content=content)
    preview = asyncio.run(reading)
    answers = []

    def confirm() -> None:
        deed = act(house, "people.import_confirm")
        try:
            done = confirm_import(house, actor=SYSTEM, act=deed, import_id=preview.id, form=ConfirmPeople())
            answers.append((done.people, done.organisations))
        except Refused as refused:
            answers.append(refused.code)

    threads = [threading.Thread(target=confirm) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answers, key=str) == [(2, 1), *["people_import_used"] * 3]
    assert len(list_people(house, actor=SYSTEM, page=Page()).items) == 2


def test_token_is_not_made_by_what_was_ended_meanwhile(house: House) -> None:
    person_id = added(house, "anna@example.org")
    form = NewToken.model_validate({"name": "Выгрузка", "scopes": ["read"]})
    actor = Actor.model_validate({"id": person_id, "role": "member"})
    made = add_token(house, actor=actor, act=act(house, "tokens.add"), seed="ab" * 32, form=form)
    with_it = actor.model_copy(update={"token": made.id})
    revoke_token(house, actor=actor, act=act(house, "tokens.revoke"), token_id=made.id)
    with pytest.raises(Refused, match="credential_invalid"):
        add_token(house, actor=with_it, act=act(house, "tokens.add"), seed="cd" * 32, form=form)
    closing = PersonChange(active=False)
    update_person(house, actor=SYSTEM, act=act(house, "people.update"), person_id=person_id, version=1, form=closing)
    with pytest.raises(Refused, match="credential_invalid"):
        add_token(house, actor=actor, act=act(house, "tokens.add"), seed="ef" * 32, form=form)

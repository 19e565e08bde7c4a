"""Asking outside experts in: who is asked to read which revision, their letters, and taking it back."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from pydantic import BaseModel
from sqlmodel import Session, col, select, update

from activities.recording.guests import require_good
from domain.section.electorate import seated
from schemas.act import Act
from schemas.actor import Actor
from schemas.guest_events import GuestInvited, GuestLinkSent, GuestRevoked
from schemas.ids import new_id
from schemas.installation_events import PersonAdded
from schemas.problems import Refused
from schemas.section import SectionState
from schemas.views.guests import GuestView, NewGuest
from schemas.views.made import Made
from schemas.views.page import Page, Slice
from services.guests.opinions import last_opinions
from services.guests.standing import is_open, state_of
from services.house import House
from services.identity.links import new_link
from services.people.people import require_references
from services.relations import section_for
from services.sections.opinions import opinions_in
from storage.journal import Journal, known_receipt
from storage.paging import page_of
from storage.tables import Guest, Link, Person, Section, SectionPerson, Stream

PART: Final = "guest"
"""What an outside expert is on a section's list: let in to read, and no voter by that."""


def list_guests(house: House, *, actor: Actor, section_id: str, page: Page) -> Slice[GuestView]:
    """The outside experts of a section, in the order in which they were asked; opinions where the actor sees them.

    Who has been made a voter has no opinion here any more: their verdict is on the ballot.
    """
    with house.database.read() as session:
        section = section_for(session, "guests.list", actor, section_id)
        found = page_of(session, select(Guest).where(Guest.section_id == section_id), col(Guest.id), _id_of, page)
        ids = [row.id for row in found.items]
        people = {row.id: row for row in session.exec(select(Person).where(col(Person.id).in_(_people(found.items))))}
        letters = {row.guest_id: row.state for row in _links(session, ids)}
        seen = opinions_in(session, actor, section)
        opinions = {} if seen.are_hidden else last_opinions(session, ids)

    def view(row: Guest) -> GuestView:
        person = people[row.person_id]
        told = {"name": person.name, "email": person.email, "organisation_id": person.organisation_id}
        told |= {"state": state_of(row, section, house.clock()), "letter": letters.get(row.id)}
        votes = is_open(row, section) and row.person_id in seated(seen.state)
        return GuestView.model_validate(row.model_dump() | told | {"opinion": None if votes else opinions.get(row.id)})

    return found.each(view)


def invite(house: House, *, actor: Actor, act: Act, section_id: str, form: NewGuest) -> Made:
    """Ask an outside expert to read the revision under review; the letter with the link leaves by itself.

    Raises Refused: not_found, not_allowed, round_closed, guest_has_account, guest_invited_already, email_taken,
    organisation_unknown, too_many_attempts.
    """
    with house.database.read() as session:
        section_for(session, "guests.invite", actor, section_id)
    _count_letter(house, act, form.email, actor)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        session = journal.session
        section = session.get_one(Section, section_id)
        if section.phase != "review" or section.head_id is None:
            raise Refused("round_closed", phase=section.phase)
        person, events = _person(house, journal, form)
        _require_uninvited(session, journal, person.id, section.head_id)
        session.merge(SectionPerson(section_id=section_id, person_id=person.id, part=PART))
        guest = Guest(
            id=new_id(),
            section_id=section_id,
            person_id=person.id,
            revision_id=section.head_id,
            cycle=section.cycle,
            round=section.round,
            invited_by=actor.id,
            made_at=journal.now,
            expires_at=journal.now + timedelta(days=form.days),
        )
        session.add(guest)
        session.flush()
        _add_link(journal, guest)
        asked = {"section_id": section_id, "revision_id": guest.revision_id, "person_id": person.id}
        return {"id": guest.id}, [*events, GuestInvited(guest_id=guest.id, **asked)]

    return Made(id=house.administer(act, effect).facts["id"])


def send_again(house: House, *, actor: Actor, act: Act, guest_id: str) -> None:
    """Send the letter with a new link; earlier ones that nobody opened no longer work.

    Raises Refused: not_found, guest_link_expired, guest_link_revoked, too_many_attempts.
    """
    guest, email = _require_own(house, "guests.send_again", actor, guest_id)
    _count_letter(house, act, email, actor)
    renew(house, act, guest.id)


def renew(house: House, act: Act, guest_id: str) -> None:
    """Have a letter with a new link sent to a guest's own address. Raises Refused: guest_link_expired, _revoked."""

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        guest = journal.session.get_one(Guest, guest_id, with_for_update=True)
        require_good(guest, journal.now)
        _end_links(journal, guest_id, opened=False)
        _add_link(journal, guest)
        return {}, [GuestLinkSent(guest_id=guest_id)]

    house.administer(act, effect)


def revoke(house: House, *, actor: Actor, act: Act, guest_id: str) -> None:
    """Close everything to a guest, at once; what they said stays. Raises Refused: not_found, guest_link_revoked."""
    _require_own(house, "guests.revoke", actor, guest_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        guest = journal.session.get_one(Guest, guest_id, with_for_update=True)
        if guest.revoked_at is not None:
            raise Refused("guest_link_revoked")
        guest.revoked_at = journal.now
        _end_links(journal, guest_id, opened=True)
        return {}, [GuestRevoked(guest_id=guest_id)]

    house.administer(act, effect)


def is_voter(session: Session, guest: Guest) -> bool:
    """Whether a guest's verdict counts as a voter's: the coordinator made them a reviewer of the open round."""
    section = session.get_one(Section, guest.section_id)
    state = SectionState.model_validate(session.get_one(Stream, f"section/{section.id}").state)
    return is_open(guest, section) and guest.person_id in seated(state)


def _person(house: House, journal: Journal, form: NewGuest) -> tuple[Person, list[BaseModel]]:
    """The guest with this address, new if nobody has it."""
    session = journal.session
    person = session.exec(select(Person).where(Person.email == form.email)).first()
    if person is not None:
        if not person.active:
            raise Refused("email_taken")
        if not person.guest:
            raise Refused("guest_has_account")
        return person, []
    require_references(session, None, form.organisation_id)
    person = Person(id=new_id(), guest=True, made_at=journal.now, **form.model_dump(exclude={"days"}))
    session.add(person)
    session.flush()
    return person, [PersonAdded(person_id=person.id, role=person.role, typed=house.typed(person))]


def _require_uninvited(session: Session, journal: Journal, person_id: str, revision_id: str) -> None:
    same = (Guest.person_id == person_id, Guest.revision_id == revision_id)
    good = (col(Guest.revoked_at).is_(None), col(Guest.expires_at) > journal.now)
    found = session.exec(select(Guest.id).where(*same, *good).limit(1)).first()
    if found is not None:
        raise Refused("guest_invited_already", guest_id=found)


def _require_own(house: House, operation: str, actor: Actor, guest_id: str) -> tuple[Guest, str]:
    with house.database.read() as session:
        guest = session.get(Guest, guest_id)
        if guest is None:
            raise Refused("not_found")
        section_for(session, operation, actor, guest.section_id)
        return guest, session.get_one(Person, guest.person_id).email


def _count_letter(house: House, act: Act, email: str, actor: Actor) -> None:
    """Letters to one address, and letters that one coordinator has sent, are counted like attempts to sign in."""
    if known_receipt(house.database, act) is None:
        house.attempts.begin(f"invitation {email}", f"invitations {actor.id}", house.clock())


def _add_link(journal: Journal, guest: Guest) -> None:
    lasts = guest.expires_at - journal.now
    journal.session.add(new_link(PART, journal.now, lasts, person_id=guest.person_id, guest_id=guest.id))


def _end_links(journal: Journal, guest_id: str, *, opened: bool) -> None:
    """End the links that nobody opened, and with `opened` what goes on in browsers, too."""
    these = update(Link).where(col(Link.guest_id) == guest_id)
    journal.session.exec(these.where(col(Link.used_at).is_(None)).values(used_at=journal.now))
    if opened:
        journal.session.exec(these.values(session_hash=""))


def _links(session: Session, guest_ids: Sequence[str]) -> Sequence[Link]:
    return session.exec(select(Link).where(col(Link.guest_id).in_(guest_ids)).order_by(col(Link.id))).all()


def _people(guests: Sequence[Guest]) -> list[str]:
    return [row.person_id for row in guests]


def _id_of(row: Guest) -> str:
    return row.id

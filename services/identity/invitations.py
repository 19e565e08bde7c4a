"""Invitations: somebody is asked in by a letter, and joins with a name, a password and their consent."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session as Unit
from sqlmodel import col, select, update

from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.installation_events import (
    InvitationAccepted,
    InvitationMade,
    InvitationSentAgain,
    InvitationWithdrawn,
    PasswordSet,
    PersonAdded,
)
from schemas.problems import Refused
from schemas.views.invitations import Acceptance, InvitationView, NewInvitation
from schemas.views.made import Made
from schemas.views.organisations import Membership
from schemas.views.page import Page, Slice
from services.bodies.members import seat
from services.house import House
from services.identity.consent import take_consent
from services.identity.links import good_link, new_link, use_link
from services.identity.passwords import check_password
from services.people.people import require_references
from services.rights import permit
from storage.journal import Journal, known_receipt
from storage.link_tokens import counted_as
from storage.paging import page_of
from storage.tables import Body, Invitation, Link, Person, Stream
from storage.tables.people import salted

LASTS = timedelta(days=14)


def list_invitations(house: House, *, actor: Actor, page: Page) -> Slice[InvitationView]:
    """Invitations in the order they were made; a coordinator sees their own."""
    permit("invitations.list", actor)
    query = select(Invitation)
    if actor.role != "administrator":
        query = query.where(Invitation.invited_by == actor.id)
    with house.database.read() as unit:
        found = page_of(unit, query, col(Invitation.id), lambda row: row.id, page)
        links = select(Link).where(col(Link.invitation_id).in_([row.id for row in found.items]))
        last = {link.invitation_id: link for link in unit.exec(links.order_by(col(Link.id)))}
    return found.each(lambda row: _view(row, last.get(row.id)))


def _view(row: Invitation, link: Link | None) -> InvitationView:
    known = {"expires_at": link.expires_at, "letter": link.state} if link else {"expires_at": None, "letter": None}
    return InvitationView.model_validate(row.model_dump() | known)


def invite(house: House, *, actor: Actor, act: Act, form: NewInvitation) -> Made:
    """Ask somebody in. A coordinator invites members without places in bodies; the rest is for administrators.

    Raises Refused: not_allowed, email_taken, already_invited, organisation_unknown, body_unknown, too_many_attempts.
    """
    permit("invitations.add", actor)
    if actor.role != "administrator" and (form.role != "member" or form.bodies):
        raise Refused("not_allowed")
    _count_letter(house, actor, act, form.email)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        unit = journal.session
        known = unit.exec(select(Person).where(Person.email == form.email)).first()
        if known is not None and (known.password_hash is not None or not known.active):
            raise Refused("email_taken")
        _require_uninvited(unit, journal, form.email)
        require_references(unit, None, form.organisation_id)
        for place in form.bodies:
            if unit.get(Body, place.body_id) is None:
                raise Refused("body_unknown", body_id=place.body_id)
        invitation, event = ask_in(journal, actor.id, form, known.id if known else None)
        return {"id": invitation.id}, [event]

    return Made(id=house.administer(act, effect).facts["id"])


def ask_in(
    journal: Journal, by: str, form: NewInvitation, person_id: str | None = None
) -> tuple[Invitation, InvitationMade]:
    """Write an invitation and the link that its letter will bring, inside a transaction."""
    seats = {place.body_id: place.model_dump(mode="json", exclude={"body_id"}) for place in form.bodies}
    invitation = Invitation(
        id=new_id(),
        **form.model_dump(exclude={"bodies"}),
        bodies=seats,
        person_id=person_id,
        invited_by=by,
        made_at=journal.now,
    )
    journal.session.add(invitation)
    journal.session.flush()
    journal.session.add(new_link("invitation", journal.now, LASTS, invitation_id=invitation.id))
    return invitation, InvitationMade(invitation_id=invitation.id, role=form.role, bodies=tuple(sorted(seats)))


def _require_uninvited(unit: Unit, journal: Journal, email: str) -> None:
    open_one = (col(Invitation.accepted_at).is_(None), col(Invitation.withdrawn_at).is_(None))
    query = select(Invitation.id).join(Link, col(Link.invitation_id) == col(Invitation.id))
    query = query.where(Invitation.email == email, *open_one, col(Link.expires_at) > journal.now)
    found = unit.exec(query.limit(1)).first()
    if found is not None:
        raise Refused("already_invited", invitation_id=found)


def _count_letter(house: House, actor: Actor, act: Act, email: str) -> None:
    """Let nobody flood a stranger's mailbox, or a coordinator many: letters are counted like attempts to sign in.

    Raises Refused("too_many_attempts").
    """
    if known_receipt(house.database, act) is None:
        by = email if actor.role == "administrator" else actor.id
        house.attempts.begin(f"invitation {email}", f"invitations {by}", house.clock())


def send_again(house: House, *, actor: Actor, act: Act, invitation_id: str) -> None:
    """Send the letter with a new link; earlier ones no longer work.

    Raises Refused: not_found, invitation_settled, too_many_attempts.
    """
    invitation = _require_own(house, "invitations.send_again", actor, invitation_id)
    _count_letter(house, actor, act, invitation.email)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        _open_one(journal, invitation_id)
        _spend_links(journal, invitation_id)
        journal.session.add(new_link("invitation", journal.now, LASTS, invitation_id=invitation_id))
        return {}, [InvitationSentAgain(invitation_id=invitation_id)]

    house.administer(act, effect)


def withdraw(house: House, *, actor: Actor, act: Act, invitation_id: str) -> None:
    """Take an invitation back; its link no longer works. Raises Refused: not_found, invitation_settled."""
    _require_own(house, "invitations.withdraw", actor, invitation_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        _open_one(journal, invitation_id).withdrawn_at = journal.now
        _spend_links(journal, invitation_id)
        return {}, [InvitationWithdrawn(invitation_id=invitation_id)]

    house.administer(act, effect)


def _require_own(house: House, operation: str, actor: Actor, invitation_id: str) -> Invitation:
    permit(operation, actor)
    with house.database.read() as unit:
        invitation = unit.get(Invitation, invitation_id)
    if invitation is None or (actor.role != "administrator" and invitation.invited_by != actor.id):
        raise Refused("not_found")
    return invitation


def _open_one(journal: Journal, invitation_id: str) -> Invitation:
    invitation = journal.session.get_one(Invitation, invitation_id)
    if invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        raise Refused("invitation_settled")
    return invitation


def _spend_links(journal: Journal, invitation_id: str) -> None:
    unused = (col(Link.invitation_id) == invitation_id, col(Link.used_at).is_(None))
    journal.session.exec(update(Link).where(*unused).values(used_at=journal.now))


def accept(house: House, *, act: Act, form: Acceptance, address: str) -> Made:
    """Join by the link of an invitation; the id of the person.

    Raises Refused: link_spent, too_many_attempts, consent_unknown, email_taken, or what `check_password` raises.
    """
    counted = counted_as(form.token.get_secret_value())
    house.attempts.begin(counted, address, house.clock())
    act = house.passwords.seal(act)
    known = known_receipt(house.database, act)
    if known is not None:
        return Made(id=known.facts["id"])
    with house.database.read() as unit:
        link = good_link(unit, form.token.get_secret_value(), house.clock())
        invitation = unit.get(Invitation, link.invitation_id) if link.invitation_id else None
    if invitation is None:
        raise Refused("link_spent")
    check_password(form.password.get_secret_value(), invitation.email)
    hashed = house.passwords.hash(form.password.get_secret_value())

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        link = use_link(journal, form.token, "invitation")
        invitation = journal.session.get_one(Invitation, link.invitation_id, with_for_update=True)
        return _join(house, journal, invitation, form, hashed)

    facts = house.administer(act, effect).facts
    house.attempts.succeeded(counted, address, house.clock())
    return Made(id=facts["id"])


def _join(
    house: House, journal: Journal, invitation: Invitation, form: Acceptance, hashed: str
) -> tuple[dict[str, Any], Sequence[BaseModel]]:
    unit = journal.session
    events: list[BaseModel] = []
    person = unit.exec(select(Person).where(Person.email == invitation.email)).first()
    if person is None:
        person = Person(id=new_id(), made_at=journal.now, **invitation.model_dump(include=_TAKEN))
        unit.add(person)
        unit.flush()
        events.append(PersonAdded(person_id=person.id, role=person.role))
    elif person.password_hash is not None or not person.active:
        raise Refused("email_taken")
    person.name, person.password_hash, person.guest = form.name, hashed, False
    invitation.person_id, invitation.accepted_at = person.id, journal.now
    events += [
        InvitationAccepted(invitation_id=invitation.id, person_id=person.id, typed=house.typed(salted(person))),
        PasswordSet(person_id=person.id),
        take_consent(journal, person, form.consent),
    ]
    for body_id, place in sorted(invitation.bodies.items()):
        events.append(seat(unit, body_id, person.id, Membership.model_validate(place)))
    return {"id": person.id}, events


_TAKEN = {"email", "name", "position", "organisation_id", "role", "language"}
"""What an invitation says about a person."""

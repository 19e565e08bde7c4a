"""How a guest comes in: a letter's link is opened once, in one browser, and that browser is known from then on."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from pydantic import BaseModel, SecretStr
from sqlmodel import Session

from activities.recording.guests import require_good
from schemas.act import Act
from schemas.actor import Actor
from schemas.guest_events import GuestLinkOpened
from schemas.problems import Refused
from schemas.views.guests import GuestEntered, GuestOpening
from services.guests.inviting import renew
from services.house import House
from services.identity.actors import actor_of
from services.identity.consent import take_consent
from storage.journal import Journal, known_receipt
from storage.link_tokens import counted_as, kept_hash, link_named
from storage.refusals import RefusedAct
from storage.tables import Guest, Link, Person, Stream

PREFIX = "veche_guest_"


@dataclass(frozen=True)
class Visitor:
    """A guest who came by their own browser, as the services take an actor."""

    guest: Guest
    actor: Actor


def is_guests(house: House, token: str) -> bool:
    """Whether a link's token is a guest's, good or not; for choosing the page to show."""
    named = link_named(token)
    if named is None:
        return False
    with house.database.read() as session:
        link = session.get(Link, named)
    return link is not None and link.kind == "guest" and kept_hash(token) in link.token_hashes


def look(house: House, *, token: str, address: str) -> Guest:
    """The guest whose letter's link this is, while it may be opened; looking changes nothing.

    Raises Refused: guest_link_unknown, guest_link_opened, guest_link_expired, guest_link_revoked, too_many_attempts.
    """
    with house.database.read() as session:
        guest, code = _by_letter(session, token, house.clock())
    if guest is None or code:
        _refuse(house, "guest.open", guest, code, counted_as(token), address)
    return guest


def open_link(house: House, *, act: Act, seed: str, form: GuestOpening, address: str) -> GuestEntered:
    """Open a letter's link in this browser, with the guest's consent; raises as `look` does, and consent_unknown."""
    token = _token(form.token, seed)
    known = known_receipt(house.database, act)
    if known is not None:
        return GuestEntered(token=token, **known.facts)
    guest = look(house, token=form.token.get_secret_value(), address=address)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        session = journal.session
        link = session.get(Link, link_named(form.token.get_secret_value()), with_for_update=True)
        if link is None or link.used_at is not None:
            raise Refused("guest_link_opened")
        row = session.get_one(Guest, guest.id, with_for_update=True)
        require_good(row, journal.now)
        link.used_at, link.session_hash = journal.now, kept_hash(token)
        row.opened_at = row.opened_at or journal.now
        consent = take_consent(journal, session.get_one(Person, row.person_id, with_for_update=True), form.consent)
        facts = {"guest_id": row.id, "expires_at": row.expires_at.isoformat()}
        return facts, [consent, GuestLinkOpened(guest_id=row.id, link_id=link.id)]

    return GuestEntered(token=token, **house.administer(act, effect).facts)


def send_new_link(house: House, *, act: Act, token: SecretStr, address: str) -> None:
    """Have a new link sent to the guest's own address, asked for with a link that was opened already.

    Raises Refused: guest_link_unknown, guest_link_expired, guest_link_revoked, too_many_attempts.
    """
    if known_receipt(house.database, act) is not None:
        return
    with house.database.read() as session:
        guest, code = _by_letter(session, token.get_secret_value(), house.clock())
    if guest is None or code not in ("", "guest_link_opened"):
        _refuse(house, "guest.renew", guest, code, counted_as(token.get_secret_value()), address)
    house.attempts.begin(f"guest {guest.id}", address, house.clock())
    renew(house, act, guest.id)


def visitor(house: House, operation: str, *, token: str, address: str) -> Visitor:
    """Who comes with what their browser keeps of an opened link; raises as `look` does."""
    now = house.clock()
    with house.database.read() as session:
        guest = _by_session(session, token)
        code = _trouble(guest, now) if guest is not None else "guest_link_unknown"
        person = session.get(Person, guest.person_id) if guest is not None else None
    if guest is None or code or person is None or not person.active:
        _refuse(house, operation, guest, code or "guest_link_revoked", counted_as(token, PREFIX), address)
    return Visitor(guest, actor_of(house, person))


def act_of(house: House, visited: Visitor, act: Act) -> Act:
    """The act of a guest: another guest's of the same key is another one."""
    return Act(
        id=house.keyed_hash("guest", visited.guest.id, act.id), body_hash=act.body_hash, actor_id=visited.actor.id
    )


def _by_letter(session: Session, token: str, now: datetime) -> tuple[Guest | None, str]:
    """Whose letter brought the token, and why it opens nothing, if so."""
    named = link_named(token)
    link = session.get(Link, named) if named else None
    if link is None or link.guest_id is None or kept_hash(token) not in link.token_hashes:
        return None, "guest_link_unknown"
    guest = session.get_one(Guest, link.guest_id)
    return guest, _trouble(guest, now) or ("guest_link_opened" if link.used_at is not None else "")


def _by_session(session: Session, token: str) -> Guest | None:
    named = link_named(token, PREFIX)
    link = session.get(Link, named) if named else None
    if link is None or link.guest_id is None or link.session_hash != kept_hash(token):
        return None
    return session.get(Guest, link.guest_id)


def _trouble(guest: Guest, now: datetime) -> str:
    if guest.revoked_at is not None:
        return "guest_link_revoked"
    return "guest_link_expired" if guest.expires_at <= now else ""


def _token(letters: SecretStr, seed: str) -> str:
    """What the browser keeps, made from `seed` (64 hexadecimal digits): it names its link, and is never stored."""
    named = link_named(letters.get_secret_value())
    content = (UUID(named).bytes if named else b"") + bytes.fromhex(seed)
    return PREFIX + base64.urlsafe_b64encode(content).decode()


def _refuse(house: House, operation: str, guest: Guest | None, code: str, counted: str, address: str) -> NoReturn:
    """Note who was refused, and raise Refused; whoever guesses is counted, and slowed down by that."""
    now = house.clock()
    place = f"guest/{guest.id}" if guest is not None else ""
    who = guest.person_id if guest is not None else ""
    house.refusals.note(house.database, RefusedAct(who, operation, code, place), now)
    if guest is None:
        house.attempts.begin(counted, address, now)
    raise Refused(code)

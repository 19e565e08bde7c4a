"""The notice that a letter answers: whose it is, from which addresses, and about which revision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from domain.replies.tokens import ANSWERABLE, named_by
from services.guests.standing import state_of
from storage.tables import Channel, Guest, Notice, Person, Revision, Section


@dataclass(frozen=True)
class Answered:
    """A notice as a letter answers it; `open` says that its round still is.

    `is_shut_out`: an outside expert to whom everything was closed, or whose time is over; `guest_id` is their last
    invitation. `consents`: nobody who came by an invitation and has not agreed, or no longer does, to what is kept.
    """

    notice: Notice
    person: Person
    addresses: frozenset[str]
    section_id: str
    revision_id: str
    open: bool
    is_shut_out: bool
    guest_id: str | None = None
    consents: bool = True

    @property
    def facts(self) -> dict[str, Any]:
        """Where it was, for what is told of the answer."""
        names = ("document_id", "document", "section_id", "section", "position", "revision", "phase")
        return {name: self.notice.facts.get(name) for name in names}


def answered_by(session: Session, secret: bytes, tokens: tuple[str, ...], now: datetime) -> Answered | None:
    """The notice that the first good token names, None where none is good."""
    for token in tokens:
        notice_id = named_by(secret, "answer", token)
        notice = session.get(Notice, notice_id) if notice_id else None
        if notice is not None and notice.kind in ANSWERABLE:
            return _answered(session, notice, now)
    return None


def _answered(session: Session, notice: Notice, now: datetime) -> Answered | None:
    facts, person = notice.facts, session.get_one(Person, notice.person_id)
    section = session.get(Section, facts.get("section_id"))
    if section is None:
        return None
    same = (Revision.section_id == section.id, Revision.number == facts["revision"])
    revision_id = session.exec(select(Revision.id).where(*same)).first()
    if revision_id is None:
        return None
    asked = (facts["cycle"], facts["round"], revision_id)
    is_open = section.phase == "review" and (section.cycle, section.round, section.head_id) == asked
    mine = select(Channel.address).where(Channel.person_id == person.id, col(Channel.kind) == "email")
    addresses = frozenset(one.lower() for one in (person.email, *session.exec(mine)) if one)
    shut_out, guest = is_shut_out(session, person, section, now), _invitation(session, person, section)
    consents = not person.guest or (person.consent_at is not None and person.consent_withdrawn_at is None)
    guest_id = guest.id if guest else None
    return Answered(notice, person, addresses, section.id, revision_id, is_open, shut_out, guest_id, consents)


def is_shut_out(session: Session, person: Person, section: Section, now: datetime) -> bool:
    """Whether this is an outside expert to whom everything was closed, or whose time is over."""
    last = _invitation(session, person, section)
    return last is not None and state_of(last, section, now) in ("revoked", "expired")


def _invitation(session: Session, person: Person, section: Section) -> Guest | None:
    """The last one of an outside expert to a section."""
    if not person.guest:
        return None
    asked = select(Guest).where(Guest.person_id == person.id, Guest.section_id == section.id)
    return session.exec(asked.order_by(col(Guest.id).desc())).first()

"""The queue of letters with single-use links: which are due, and what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select, update

from storage.link_tokens import kept_hash, new_token
from storage.tables import Document, Guest, Invitation, Link, Person, Section

BATCH = 20
CLAIM = timedelta(minutes=2)
"""How long taken letters are left alone; after a crash they are sent again when this is over."""

DELAYS = (*[timedelta(seconds=5)] * 3, *[timedelta(seconds=30)] * 4, *[timedelta(minutes=5)] * 12)
"""The pauses between attempts; what no longer is good by then is not sent."""


@dataclass(frozen=True)
class LinkErrand:
    """A letter to be written: to whom, with which fresh token, which only this value knows."""

    link: Link
    email: str
    name: str
    language: str
    inviter: str
    token: str = field(repr=False)
    about: str = ""


def anything_due(session: Session, now: datetime) -> bool:
    """Whether there is something to send; one query."""
    return session.exec(select(Link.id).where(_due(now)).limit(1)).first() is not None


def claim(session: Session, now: datetime) -> list[LinkErrand]:
    """Take what is due, each with a fresh token; what is for nobody or no longer good is put away."""
    query = select(Link).where(_due(now)).order_by(col(Link.next_try_at), col(Link.id)).limit(BATCH)
    taken = session.exec(query.with_for_update(skip_locked=True)).all()
    return [errand for link in taken if (errand := _errand(session, link, now)) is not None]


def record_sent(session: Session, errand: LinkErrand) -> None:
    """The letter left."""
    link = session.get(Link, errand.link.id, with_for_update=True)
    if link is None:  # its person was erased meanwhile
        return
    link.state, link.error, link.claimed_until = "sent", None, None
    link.attempts += 1


def record_failures(session: Session, errands: Sequence[LinkErrand], code: str, now: datetime) -> None:
    """The letters did not leave: plan the next attempt of each, or give up after the last.

    Nothing is done with one whose claim ran out meanwhile and that somebody else took.
    """
    for errand in errands:
        link = session.get(Link, errand.link.id, with_for_update=True)
        if link is None or link.state == "sent" or link.claimed_until != errand.link.claimed_until:
            continue
        link.attempts += 1
        link.error, link.claimed_until = code, None
        if link.attempts <= len(DELAYS):
            link.state, link.next_try_at = "failed", now + DELAYS[link.attempts - 1]
        else:
            link.state = "given_up"


def release(session: Session, errands: Iterable[LinkErrand]) -> None:
    """Give taken letters back untried."""
    for errand in errands:
        theirs = update(Link).where(col(Link.id) == errand.link.id)
        session.exec(theirs.where(col(Link.claimed_until) == errand.link.claimed_until).values(claimed_until=None))


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(
        col(Link.state).in_(("planned", "failed")),
        col(Link.next_try_at) <= now,
        or_(col(Link.claimed_until).is_(None), col(Link.claimed_until) <= now),
    )


def _errand(session: Session, link: Link, now: datetime) -> LinkErrand | None:
    person = session.get(Person, link.person_id) if link.person_id else None
    invitation = session.get(Invitation, link.invitation_id) if link.invitation_id else None
    if invitation is None and (person is None or not person.active):
        session.delete(link)
        return None
    if link.used_at is not None or link.expires_at <= now:
        link.state = "given_up"
        return None
    token = new_token(link.id)
    link.token_hashes = [*link.token_hashes, kept_hash(token)]
    link.claimed_until = now + CLAIM
    if invitation is not None:
        inviter = session.get(Person, invitation.invited_by)
        by = inviter.name if inviter else ""
        return LinkErrand(link, invitation.email, invitation.name, invitation.language, by, token)
    assert person is not None
    if link.guest_id is not None:
        return _guest_errand(session, link, person, token)
    return LinkErrand(link, person.email, person.name, person.language, "", token)


def _guest_errand(session: Session, link: Link, person: Person, token: str) -> LinkErrand:
    guest = session.get_one(Guest, link.guest_id)
    section = session.get_one(Section, guest.section_id)
    document = session.get_one(Document, section.document_id)
    inviter = session.get(Person, guest.invited_by)
    about = f"{document.title}: {section.position}. {section.title}"
    by = inviter.name if inviter else ""
    return LinkErrand(link, person.email, person.name, person.language, by, token, about)

"""A person's calendar feed: an address with a secret in it, and the deadlines that are read there."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, select

from domain.duties import Duty
from domain.letters.duty import duty_words
from domain.rights import Relation
from domain.section.electorate import is_blind
from schemas.act import Act
from schemas.actor import Actor
from schemas.canonical import sha256_hex
from schemas.channel_events import FeedMade, FeedRevoked
from schemas.deadline import Deadline
from schemas.language import Language
from schemas.problems import Refused
from schemas.section import SectionState
from services.deadlines.calendar_file import Entry, calendar_file
from services.deadlines.duties import duties_of, obligations_of
from services.house import House
from services.identity.passwords import token_hash
from services.identity.signin import make_token
from services.rights import permit
from services.sections.opinions import told_openly
from services.sections.texts import File
from storage.journal import Journal
from storage.tables import Document, Feed, Person, Section, Stream

FEED_PREFIX = "veche_cal_"


def make_feed(house: House, *, actor: Actor, act: Act, seed: str, person_id: str) -> str:
    """Begin a feed under a new secret made from `seed` (64 hexadecimal digits); the old address is good no more.

    The secret; only its hash is stored.
    """
    permit("feeds.make", actor, {Relation.SELF} if actor.id == person_id else ())
    token = make_token(FEED_PREFIX, seed)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        feed = journal.session.get(Feed, person_id) or Feed(person_id=person_id, token_hash="", made_at=journal.now)
        feed.token_hash, feed.made_at = token_hash(token), journal.now
        journal.session.add(feed)
        return {"id": person_id}, [FeedMade(person_id=person_id)]

    house.administer(act, effect)
    return token


def revoke_feed(house: House, *, actor: Actor, act: Act, person_id: str) -> None:
    """End a feed; ending it again changes nothing."""
    permit("feeds.revoke", actor, {Relation.SELF} if actor.id == person_id else ())

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        return {}, end_feed(journal.session, person_id)

    house.administer(act, effect)


def end_feed(session: Session, person_id: str) -> list[FeedRevoked]:
    """End the person's feed if they have one, inside a transaction; the event that tells of it."""
    feed = session.get(Feed, person_id)
    if feed is None:
        return []
    session.delete(feed)
    return [FeedRevoked(person_id=person_id)]


def read_feed(house: House, *, actor: Actor, token: str) -> File:
    """The calendar of the person whose secret this is. Raises Refused("not_found") for any other."""
    permit("feeds.read", actor)
    with house.database.read() as session:
        feed = session.exec(select(Feed).where(Feed.token_hash == token_hash(token))).first()
        person = session.get(Person, feed.person_id) if feed else None
        if person is None or not person.active:
            raise Refused("not_found")
        language: Language = "en" if person.language == "en" else "ru"
        entries = [
            *_entries(session, person.id, house.public_url, language),
            *_obligations(session, person.id, house.public_url, language),
        ]
    content = calendar_file(entries, language, house.public_url)
    return File("veche.ics", lambda: content, "text/calendar; charset=utf-8", sha256_hex(content))


def _entries(session: Session, person_id: str, base_url: str, language: Language) -> list[Entry]:
    return [_entry(session, one.stream, one.duty, base_url, language) for one in duties_of(session, person_id)]


def _obligations(session: Session, person_id: str, base_url: str, language: Language) -> list[Entry]:
    """What else the person owes by a date."""
    entries = []
    for obligation, document, stream in obligations_of(session, person_id):
        if obligation.deadline is None:
            continue
        deadline = Deadline.model_validate(obligation.deadline)
        facts = {"document": document.title, "obligation": obligation.title}
        title, description = duty_words("obligation", facts, deadline, language)
        url = f"{base_url}/documents/{document.id}/plan#milestone-{obligation.id}"
        entries.append(Entry(obligation.id, deadline, title, description, url, stream.seq, stream.moved_at))
    return entries


def _entry(session: Session, stream: Stream, duty: Duty, base_url: str, language: Language) -> Entry:
    place = f"documents/{stream.state.get('document_id', stream.state['id'])}"
    document = session.get_one(Document, place.rpartition("/")[2])
    facts: dict[str, Any] = {"document": document.title}
    if stream.kind == "section":
        place = f"sections/{stream.state['id']}"
        section = session.get_one(Section, stream.state["id"])
        facts |= {"section": section.title, "position": section.position}
    title, description = duty_words(duty.phase, facts, duty.deadline, language)
    number, changed_at = stream.seq, stream.moved_at
    if stream.kind == "section" and is_blind(SectionState.model_validate(stream.state)):
        number, changed_at = told_openly(session, stream.state["id"])
    return Entry(
        id=duty.id,
        deadline=duty.deadline,
        title=title,
        description=description,
        url=f"{base_url}/{place}",
        number=number,
        changed_at=changed_at,
    )

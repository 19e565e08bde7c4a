"""What happened in a section or a vote, or was administered, each entry a sentence in the reader's language."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from domain.telling import sentence
from schemas.actor import Actor
from schemas.language import Language
from schemas.problems import Refused
from schemas.views.documents import TimelineEntry
from schemas.views.page import Page, Slice
from services.house import House
from services.people.names import names_in, names_of
from services.record.history import proposal_timeline, section_timeline
from services.rights import permit
from storage.journal import INSTALLATION
from storage.tables import Event

_SEQ = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True)
class Told:
    """One entry: when (UTC), the sentence, and the reason that was typed with it."""

    at: datetime
    sentence: str
    reason: str | None


def section_told(house: House, *, actor: Actor, section_id: str, page: Page, language: Language) -> Slice[Told]:
    """Everything that happened in a section, in order, as sentences."""
    found = section_timeline(house, actor=actor, section_id=section_id, page=page)
    return _told(house, actor, found, language)


def proposal_told(house: House, *, actor: Actor, document_id: str, page: Page, language: Language) -> Slice[Told]:
    """The same of the last vote whether to begin; raises as `proposal_timeline` does."""
    found = proposal_timeline(house, actor=actor, document_id=document_id, number=None, page=page)
    return _told(house, actor, found, language)


def installation_told(house: House, *, actor: Actor, page: Page, language: Language) -> Slice[Told]:
    """What was administered, the latest first. Raises Refused("cursor_invalid")."""
    permit("audit.list_checkpoints", actor)
    if page.after is not None and _SEQ.fullmatch(page.after) is None:
        raise Refused("cursor_invalid")
    query = select(Event).where(Event.stream_id == INSTALLATION).order_by(col(Event.seq).desc()).limit(page.limit + 1)
    if page.after is not None:
        query = query.where(col(Event.seq) < int(page.after))
    with house.database.read() as session:
        rows = session.exec(query).all()
        kept = rows[: page.limit]
        ids = {str(one) for row in kept for value in row.data.values() for one in _values(value)}
        names = names_in(session, ids | {row.actor_id for row in kept if row.actor_id})
    told = [
        Told(
            row.at,
            sentence(row.data, row.at, names.get(row.actor_id or "", ""), names, zone=house.zone, language=language),
            None,
        )
        for row in kept
    ]
    return Slice(items=told, next_after=str(kept[-1].seq) if len(rows) > page.limit else None)


def _told(house: House, actor: Actor, found: Slice[TimelineEntry], language: Language) -> Slice[Told]:
    ids = {str(one) for entry in found.items for value in entry.event.values() for one in _values(value)}
    names = names_of(house, actor=actor, ids=ids)
    return found.each(
        lambda entry: Told(
            entry.at,
            sentence(entry.event, entry.at, entry.actor or "", names, zone=house.zone, language=language),
            entry.reason,
        )
    )


def _values(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]

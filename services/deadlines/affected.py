"""Open deadlines that the calendar now in force would put elsewhere: listed, never moved by themselves."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from domain.recount import counted_anew, why_anew
from domain.words import deadline_in_words
from schemas.actor import Actor
from schemas.calendar import Calendar
from schemas.deadline import Deadline
from schemas.document import DocumentState
from schemas.language import Language
from schemas.obligation import ObligationState
from schemas.problems import Refused
from schemas.proposal import ProposalState
from schemas.section import SectionState
from schemas.views.calendar import AffectedView
from schemas.views.page import Page, Slice
from services.house import House
from services.rights import permit
from storage.tables import Document, Obligation, Section, Stream

BATCH = 200
_STREAM = re.compile(r"(section|document|obligation|proposal)/[0-9a-f-]{36}")
_STATES: dict[str, type[SectionState | DocumentState | ObligationState | ProposalState]] = {
    "section": SectionState,
    "document": DocumentState,
    "obligation": ObligationState,
    "proposal": ProposalState,
}
_SAYS: dict[Language, dict[str, str]] = {
    "ru": {
        "other_date": "Сейчас: {now}. По действующему календарю: {anew}.",
        "published": "Срок прежний, {now}, но больше не предварительный: календарь этих лет опубликован.",
    },
    "en": {
        "other_date": "Now: {now}. By the calendar in force: {anew}.",
        "published": "The deadline stays {now}, but is provisional no more: the calendar of its years is published.",
    },
}


class Open(NamedTuple):
    """An open deadline and whose it is."""

    stream: str
    document: Document
    section: Section | None
    owed: Obligation | None
    phase: str
    deadline: Deadline
    opened_at: datetime


def list_affected(house: House, *, actor: Actor, page: Page, language: Language) -> Slice[AffectedView]:
    """Those of the documents that the actor coordinates; an administrator sees all. In the order of streams.

    Raises Refused("cursor_invalid").
    """
    permit("calendar.list_affected", actor)
    if page.after is not None and _STREAM.fullmatch(page.after) is None:
        raise Refused("cursor_invalid")
    found: list[AffectedView] = []
    with house.database.read() as session:
        calendar = house.calendars.in_force(session)
        for one in _open_deadlines(session, actor, page.after or ""):
            shown = _affected(one, calendar, house.clock(), language)
            if shown is not None:
                found.append(shown)
            if len(found) > page.limit:
                break
    more = len(found) > page.limit
    return Slice(items=found[: page.limit], next_after=found[page.limit - 1].stream if more else None)


def _affected(one: Open, calendar: Calendar, now: datetime, language: Language) -> AffectedView | None:
    why = why_anew(one.deadline, one.opened_at, calendar)
    would_be = counted_anew(one.deadline, one.opened_at, calendar)
    if why is None or max(one.deadline.at, would_be.at) <= now:
        return None
    words = {"now": deadline_in_words(one.deadline, language), "anew": deadline_in_words(would_be, language)}
    return AffectedView(
        stream=one.stream,
        document_id=one.document.id,
        document=one.document.title,
        section_id=one.section.id if one.section else None,
        section=one.section.title if one.section else None,
        milestone_id=one.owed.id if one.owed else None,
        milestone=one.owed.title if one.owed else None,
        phase=one.phase,
        deadline=one.deadline,
        would_be=would_be,
        why=why,
        movable=would_be.at > now,
        says=_SAYS[language][why].format_map(words),
    )


def _open_deadlines(session: Session, actor: Actor, after: str) -> Iterator[Open]:
    """Streams after the key `after` in their order, a batch at a time."""
    while True:
        query = select(Stream).where(col(Stream.kind).in_(tuple(_STATES)), col(Stream.closed).is_(False))
        streams = session.exec(query.where(col(Stream.id) > after).order_by(col(Stream.id)).limit(BATCH)).all()
        for stream in streams:
            state = _STATES[stream.kind].model_validate(stream.state)
            if state.deadline is None or state.opened_at is None:
                continue
            document = session.get_one(Document, getattr(state, "document_id", state.id))
            if actor.role == "administrator" or document.coordinator_id == actor.id:
                section = session.get_one(Section, state.id) if stream.kind == "section" else None
                owed = session.get_one(Obligation, state.id) if stream.kind == "obligation" else None
                phase = stream.kind if stream.kind in ("obligation", "proposal") else str(state.phase)
                yield Open(stream.id, document, section, owed, phase, state.deadline, state.opened_at)
        if len(streams) < BATCH:
            return
        after = streams[-1].id

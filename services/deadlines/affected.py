"""Open deadlines that the calendar now in force would put elsewhere: listed, never moved by themselves."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, ColumnElement, bindparam, type_coerce
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from domain.recount import counted_anew, why_anew
from domain.words import deadline_in_words
from schemas.actor import Actor
from schemas.calendar import Calendar
from schemas.deadline import Deadline
from schemas.language import Language
from schemas.problems import Refused
from schemas.views.calendar import AffectedView
from schemas.views.page import Page, Slice
from services.house import House
from services.rights import permit
from storage.tables import Document, Obligation, Section, Stream

BATCH = 500
_STREAM = re.compile(r"(section|document|obligation|proposal)/[0-9a-f-]{36}")
_KINDS = ("section", "document", "obligation", "proposal")
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
    """An open deadline, and whose it is by its stream's state."""

    stream: str
    kind: str
    document_id: str
    phase: str
    deadline: Deadline
    opened_at: datetime

    @property
    def id(self) -> str:
        """That of the section, document, obligation or proposal."""
        return self.stream.partition("/")[2]


def _in_state(name: str) -> ColumnElement[Any]:
    return type_coerce(col(Stream.state)[name], JSON)


# Read without the states themselves, which are long: of tens of thousands that are open a calendar concerns a few.
_OPEN = (
    columns(
        col(Stream.id),
        col(Stream.kind),
        _in_state("document_id").label("document_id"),
        _in_state("phase").label("phase"),
        _in_state("deadline").label("deadline"),
        _in_state("opened_at").label("opened_at"),
    )
    .where(
        col(Stream.kind).in_(_KINDS),
        col(Stream.closed).is_(False),
        col(Stream.state)["deadline"].as_string().is_not(None),
        col(Stream.state)["opened_at"].as_string().is_not(None),
        col(Stream.id) > bindparam("after"),
    )
    .order_by(col(Stream.id))
    .limit(BATCH)
)


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
            shown = _affected(session, one, calendar, house.clock(), language)
            if shown is not None:
                found.append(shown)
            if len(found) > page.limit:
                break
    more = len(found) > page.limit
    return Slice(items=found[: page.limit], next_after=found[page.limit - 1].stream if more else None)


def _affected(
    session: Session, one: Open, calendar: Calendar, now: datetime, language: Language
) -> AffectedView | None:
    why = why_anew(one.deadline, one.opened_at, calendar)
    if why is None:
        return None
    would_be = counted_anew(one.deadline, one.opened_at, calendar)
    if max(one.deadline.at, would_be.at) <= now:
        return None
    document = session.get_one(Document, one.document_id)
    section = session.get_one(Section, one.id) if one.kind == "section" else None
    owed = session.get_one(Obligation, one.id) if one.kind == "obligation" else None
    words = {"now": deadline_in_words(one.deadline, language), "anew": deadline_in_words(would_be, language)}
    return AffectedView(
        stream=one.stream,
        document_id=document.id,
        document=document.title,
        section_id=section.id if section else None,
        section=section.title if section else None,
        milestone_id=owed.id if owed else None,
        milestone=owed.title if owed else None,
        phase=one.phase,
        deadline=one.deadline,
        would_be=would_be,
        why=why,
        movable=would_be.at > now,
        says=_SAYS[language][why].format_map(words),
    )


def _open_deadlines(session: Session, actor: Actor, after: str) -> Iterator[Open]:
    """Those that the actor may see of streams after the key `after`, in their order, a batch at a time."""
    theirs = set(session.exec(select(Document.id).where(Document.coordinator_id == actor.id)))
    while rows := session.connection().execute(_OPEN, {"after": after}).all():
        for row in rows:
            document_id = row.document_id or row.id.partition("/")[2]
            if actor.role == "administrator" or document_id in theirs:
                phase = row.kind if row.kind in ("obligation", "proposal") else row.phase
                opened_at = datetime.fromisoformat(row.opened_at)
                yield Open(row.id, row.kind, document_id, phase, Deadline.model_validate(row.deadline), opened_at)
        after = rows[-1].id

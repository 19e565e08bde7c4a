"""What happened and what is planned: timelines and the ledger."""

import re

from sqlmodel import Session, col, or_, select

from domain.ledger_words import ledger_words
from schemas.actor import Actor
from schemas.language import LANGUAGES
from schemas.problems import Refused
from schemas.views.documents import LedgerEntry, TimelineEntry
from schemas.views.page import Page, Slice
from services.house import House
from services.planning.obligations import obligation_for
from services.planning.proposals import proposal_for
from services.relations import document_for, section_for
from services.sections.opinions import Opinions, blind_sections, opinions_in
from storage.paging import page_of
from storage.tables import Alarm, Event, Note, Obligation, Person, Proposal, Section

_SEQ = re.compile(r"[0-9]{1,15}")


def section_timeline(house: House, *, actor: Actor, section_id: str, page: Page) -> Slice[TimelineEntry]:
    """Everything that happened in a section, in order; up to the open round for who must give their opinion first."""
    with house.database.read() as session:
        opinions = opinions_in(session, actor, section_for(session, "sections.timeline", actor, section_id))
        return _timeline(session, f"section/{section_id}", page, opinions)


def document_timeline(house: House, *, actor: Actor, document_id: str, page: Page) -> Slice[TimelineEntry]:
    """Everything that happened to a document as a whole, in order."""
    with house.database.read() as session:
        document_for(session, "documents.timeline", actor, document_id)
        return _timeline(session, f"document/{document_id}", page)


def obligation_timeline(
    house: House, *, actor: Actor, document_id: str, milestone_id: str, page: Page
) -> Slice[TimelineEntry]:
    """Everything that happened to a milestone since it came into force, in order."""
    with house.database.read() as session:
        _, owed = obligation_for(session, "milestones.timeline", actor, document_id, milestone_id)
        return _timeline(session, f"obligation/{owed.id}", page)


def proposal_timeline(
    house: House, *, actor: Actor, document_id: str, number: int | None, page: Page
) -> Slice[TimelineEntry]:
    """Everything that happened in a vote whether to begin, the last unless another is asked for by its number.

    Raises Refused("not_found") where there was none.
    """
    with house.database.read() as session:
        _, proposal = proposal_for(session, "proposals.timeline", actor, document_id, number)
        return _timeline(session, f"proposal/{proposal.id}", page)


def list_ledger(house: House, *, actor: Actor, document_id: str, page: Page) -> Slice[LedgerEntry]:
    """Every planned reminder, deadline and step of a document and its sections, and what became of it."""
    with house.database.read() as session:
        document_for(session, "ledger.list", actor, document_id)
        sections = session.exec(select(Section.id).where(Section.document_id == document_id)).all()
        owed = session.exec(select(Obligation.id).where(Obligation.document_id == document_id)).all()
        proposals = session.exec(select(Proposal.id).where(Proposal.document_id == document_id)).all()
        streams = [f"section/{section}" for section in sections]
        streams += [f"obligation/{one}" for one in owed] + [f"proposal/{one}" for one in proposals]
        query = select(Alarm).where(
            or_(Alarm.stream_id == f"document/{document_id}", col(Alarm.stream_id).in_(streams))
        )
        found = page_of(session, query, col(Alarm.id), lambda row: row.id, page)
        hidden = {
            (f"section/{one.state.id}", "review", one.state.round)
            for one in blind_sections(session, actor, document_id)
        }
    return found.each(lambda row: _ledger_entry(row, counted=(row.stream_id, row.phase, row.round) not in hidden))


def _ledger_entry(row: Alarm, *, counted: bool) -> LedgerEntry:
    """An entry; how many were told is left out where it would tell how many have given their opinion."""
    seen = row.model_dump() | ({} if counted else {"told": None, "sent_at": None})
    words = {language: ledger_words(row.phase, row.state, row.reason, seen["told"], language) for language in LANGUAGES}
    return LedgerEntry.model_validate(seen | words)


def _timeline(session: Session, stream_id: str, page: Page, opinions: Opinions | None = None) -> Slice[TimelineEntry]:
    query = select(Event).where(Event.stream_id == stream_id).order_by(col(Event.seq))
    if page.after is not None and _SEQ.fullmatch(page.after) is None:
        raise Refused("cursor_invalid")
    after = int(page.after or 0)
    if opinions is not None and opinions.opening is not None:
        query = query.where(col(Event.seq) <= opinions.opening.seq)
    rows = session.exec(query.where(col(Event.seq) > after).limit(page.limit + 1)).all()
    kept = rows[: page.limit]
    people = {row.actor_id for row in kept if row.actor_id}
    names = dict(session.exec(select(Person.id, Person.name).where(col(Person.id).in_(people))).all())
    notes = {note["id"] for row in kept if (note := row.data.get("note"))}
    reasons = dict(session.exec(select(Note.id, Note.text).where(col(Note.id).in_(notes))).all())
    items = [
        TimelineEntry(
            seq=row.seq,
            at=row.at,
            type=row.type,
            actor_id=row.actor_id or None,
            actor=names.get(row.actor_id or ""),
            event=row.data if opinions is None else opinions.event(row),
            reason=reasons.get((row.data.get("note") or {}).get("id", "")),
            hash=row.hash,
        )
        for row in kept
    ]
    more = len(rows) > page.limit
    return Slice(items=items, next_after=str(kept[-1].seq) if more else None)

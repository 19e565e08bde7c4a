"""A timeline as a file that proves itself: entries, the checkpoint that covers them, and a signature over it all."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from domain.heads import Heads
from domain.telling import sentence
from schemas.actor import Actor
from schemas.canonical import canonical_json
from schemas.checkpoint import Head
from schemas.frozen import Frozen
from schemas.language import Language
from schemas.timeline import TimelineLine, TimelineProof, TimelineReason, TimelineTop
from services.house import House
from services.planning.obligations import obligation_for
from services.planning.proposals import proposal_for
from services.relations import document_for, section_for
from services.sections.opinions import opinions_in
from services.sections.texts import File
from storage.tables import Checkpoint, CheckpointHead, Event, Installation, Note, Person

MEDIA_TYPE = "application/jsonl"


def export_section(house: House, *, actor: Actor, section_id: str) -> File:
    """A section's whole timeline, signed. Raises Refused("own_opinion_first") while others' opinions are hidden."""
    with house.database.read() as session:
        section = section_for(session, "sections.export_timeline", actor, section_id)
        opinions_in(session, actor, section).require_open()
        return _file(house, session, f"section/{section.id}", section.title, actor)


def export_document(house: House, *, actor: Actor, document_id: str) -> File:
    """The whole timeline of a document as a whole, signed; its sections have their own."""
    with house.database.read() as session:
        document = document_for(session, "documents.export_timeline", actor, document_id)
        return _file(house, session, f"document/{document.id}", document.title, actor)


def export_obligation(house: House, *, actor: Actor, document_id: str, milestone_id: str) -> File:
    """The whole timeline of a milestone since it came into force, signed."""
    with house.database.read() as session:
        _, owed = obligation_for(session, "milestones.export_timeline", actor, document_id, milestone_id)
        return _file(house, session, f"obligation/{owed.id}", owed.title, actor)


def export_proposal(house: House, *, actor: Actor, document_id: str, number: int | None) -> File:
    """The whole timeline of a vote whether to begin, signed."""
    with house.database.read() as session:
        document, proposal = proposal_for(session, "proposals.export_timeline", actor, document_id, number)
        return _file(house, session, f"proposal/{proposal.id}", document.title, actor)


def _file(house: House, session: Session, stream_id: str, title: str, actor: Actor) -> File:
    assert house.keys is not None, "this house was opened without the folder of keys"
    entries = session.exec(select(Event).where(Event.stream_id == stream_id).order_by(col(Event.seq))).all()
    top = TimelineTop(
        installation_id=session.exec(select(Installation.id)).one(),
        stream_id=stream_id,
        title=title,
        made_at=house.clock(),
        entries=len(entries),
    )
    language: Language = "en" if actor.language == "en" else "ru"
    lines: list[Frozen] = [top, *_lines(house, session, entries, language), _proof(session, stream_id)]
    content = "".join(canonical_json(line.model_dump(mode="json")) + "\n" for line in lines).encode()
    signed = content + house.keys.current().sign(content)
    name = f"timeline-{stream_id.replace('/', '-')}.jsonl"
    return File(name, lambda: signed, MEDIA_TYPE, f"{stream_id}-{top.made_at.isoformat()}")


def _lines(house: House, session: Session, entries: Sequence[Event], language: Language) -> list[TimelineLine]:
    names = dict(session.exec(select(Person.id, Person.name)).all())
    ids = {note["id"] for entry in entries if (note := entry.data.get("note"))}
    notes = {note.id: note for note in session.exec(select(Note).where(col(Note.id).in_(ids)))}
    return [
        TimelineLine(
            seq=entry.seq,
            sentence=sentence(
                entry.data,
                entry.at,
                names.get(entry.actor_id or "", entry.actor_id or ""),
                names,
                zone=house.zone,
                language=language,
            ),
            reason=_reason(entry.data, notes),
            previous=entry.previous,
            hash=entry.hash,
            body=entry.body,
        )
        for entry in entries
    ]


def _reason(event: dict[str, Any], notes: dict[str, Note]) -> TimelineReason | None:
    """The reason typed with the entry, unless it was erased."""
    note = notes.get((event.get("note") or {}).get("id", ""))
    return TimelineReason(text=note.text, salt=note.salt) if note and note.salt else None


def _proof(session: Session, stream_id: str) -> TimelineProof:
    checkpoint = session.exec(select(Checkpoint).order_by(col(Checkpoint.number).desc()).limit(1)).first()
    if checkpoint is None or session.get(CheckpointHead, stream_id) is None:
        return TimelineProof()
    rows = session.exec(select(CheckpointHead.stream_id, CheckpointHead.place, CheckpointHead.seq, CheckpointHead.tail))
    heads = Heads(Head(stream_id=name, place=place, seq=seq, tail=tail) for name, place, seq, tail in rows)
    head = heads.by_stream[stream_id]
    return TimelineProof(
        statement=checkpoint.statement,
        signature=checkpoint.signature,
        head=head,
        path=heads.tree.path(head.place),
    )

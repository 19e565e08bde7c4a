"""Readings: a file that came back is read and shown first, and what is wanted of it is applied after that."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, col, select

from activities.convert.coming_back import read_back
from domain.rights import Relation
from domain.text.canonical import addressed
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.conversion import WARNINGS
from schemas.ids import new_id
from schemas.language import Language
from schemas.problems import Refused
from schemas.reading import UNCLEAR
from schemas.setup_events import FileRead, ReadingApplied
from schemas.views.readings import Applied, ApplyForm, ReadChange, ReadComment, ReadingView, Unclear, Understood
from services.house import House
from services.relations import relations_to_document, section_for
from services.rights import may, permit
from services.sections.comments import place_in_head
from services.sections.incoming import Incoming, add
from services.sections.opinions import Opinions, opinions_in
from services.sections.understanding import revision_of, understand
from storage.journal import Journal, carry_out, known_receipt
from storage.tables import Comment, Document, Reading, Revision, Section, Stream


async def make_reading(
    house: House, *, actor: Actor, act: Act, section_id: str, filename: str, revision_id: str | None, content: bytes
) -> ReadingView:
    """Read a file that came back and keep what was understood; nothing of it is applied.

    Raises Refused: what the door and the converter raise, not_found, file_of_another_section,
    reading_without_revision, reading_too_large.
    """

    def made() -> Receipt:
        with house.database.read() as session:
            section_for(session, "readings.add", actor, section_id)
        known = known_receipt(house.database, act)
        return known or _made(house, actor, act, section_id, filename, revision_id, content)

    receipt = await asyncio.to_thread(made)
    return await asyncio.to_thread(lambda: read_reading(house, actor=actor, reading_id=receipt.facts["reading_id"]))


def _made(
    house: House, actor: Actor, act: Act, section_id: str, filename: str, named: str | None, content: bytes
) -> Receipt:
    back = read_back(house.converter, content, filename)
    known = revision_of(house, section_id, named, back.contents.return_code, back.converted.ast)
    understood = understand(house, back, known.revision, actor)
    original = house.store.put(content)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[FileRead]]:
        row = Reading(
            id=new_id(),
            section_id=section_id,
            person_id=actor.id,
            revision_id=known.revision.id,
            known_by=known.by,
            likeness=known.likeness,
            original_hash=original,
            filename=filename[:200],
            format=back.converted.format,
            understood=understood.model_dump(mode="json"),
            at=journal.now,
        )
        journal.session.add(row)
        read = FileRead(reading_id=row.id, revision_id=row.revision_id, known_by=row.known_by)
        return {"reading_id": row.id}, [read]

    return carry_out(house.database, house.clock, act, f"section/{section_id}", effect)


def read_reading(house: House, *, actor: Actor, reading_id: str) -> ReadingView:
    """What was understood of a file, and what of it is in the section by now."""
    with house.database.read() as session:
        row = _reading_for(session, "readings.read", actor, reading_id)
        understood = Understood.model_validate(row.understood)
        incoming = _incoming(house, actor, row, understood)
        known = _known(session, opinions_in(session, actor, session.get_one(Section, row.section_id)), incoming)
        number = session.get_one(Revision, row.revision_id).number
    changes, comments = (
        [one.said.model_copy(update={"known": one.origin in known}) for one in incoming if isinstance(one.said, kind)]
        for kind in (ReadChange, ReadComment)
    )
    return ReadingView.model_validate(
        row.model_dump(exclude={"understood", "original_hash"})
        | {
            "file_hash": row.original_hash,
            "revision_number": number,
            "changes": changes,
            "comments": comments,
            "unclear": [_unclear(code, words) for code, words in understood.unclear],
            "lost": [{"code": code, "ru": WARNINGS[code][0], "en": WARNINGS[code][1]} for code in understood.lost],
        }
    )


def apply_reading(house: House, *, actor: Actor, act: Act, reading_id: str, form: ApplyForm) -> Applied:
    """Make comments, replies and proposals of what was understood, under the name of who sent the file.

    What is in the section already, by this file or another, is not added again. Raises Refused:
    revision_unconfirmed, reading_of_another_revision, reading_number_unknown.
    """
    with house.database.read() as session:
        row = _reading_for(session, "readings.apply", actor, reading_id)
        section = section_for(session, "readings.add", actor, row.section_id)
        revision = session.get_one(Revision, row.revision_id)
    _confirm(row, form)
    understood = Understood.model_validate(row.understood)
    chosen = _chosen(_incoming(house, actor, row, understood), form)
    hashes = addressed(house.texts.ast(revision.text_hash)).block_hashes
    for one in chosen:
        one.keep(house, actor, revision, understood, hashes)

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        here = _Applying(house, journal, section.document_id, revision, actor.id, stream.cycle)
        here.known = _known(journal.session, opinions_in(journal.session, actor, section), chosen)
        events = [event for one in chosen for event in here.one(one)]
        journal.session.get_one(Reading, row.id).applied_at = journal.now
        facts = {"added": here.added, "known": len(chosen) - len(here.added)}
        applied = ReadingApplied(reading_id=row.id, added=len(here.added), known=facts["known"])
        return facts, [applied, *events]

    receipt = carry_out(house.database, house.clock, act, f"section/{row.section_id}", effect)
    place_in_head(house, row.section_id, row.revision_id)
    return Applied.model_validate(receipt.facts)


class _Applying:
    """One application under way: `known` are the ids of what is in the section, by origin; `added` new ids."""

    known: dict[str, str]

    def __init__(
        self, house: House, journal: Journal, document_id: str, revision: Revision, person_id: str, cycle: int
    ) -> None:
        self.house, self.journal = house, journal
        self.document_id, self.revision, self.person_id, self.cycle = document_id, revision, person_id, cycle
        self.added: list[str] = []
        self._by_number: dict[int, str] = {}

    def one(self, incoming: Incoming) -> Iterable[BaseModel]:
        number = incoming.said.number if isinstance(incoming.said, ReadComment) else None
        if incoming.origin in self.known:
            if number is not None:
                self._by_number[number] = self.known[incoming.origin]
            return
        parent = self._parent(incoming.said)
        comment, event = add(
            self.house, self.journal, self.document_id, self.revision, self.person_id, incoming, parent, self.cycle
        )
        self.known[incoming.origin] = comment.id
        if number is not None:
            self._by_number[number] = comment.id
        self.added.append(comment.id)
        yield event

    def _parent(self, said: ReadChange | ReadComment) -> str | None:
        if isinstance(said, ReadChange):
            return None
        found = said.replies_to_id or (self._by_number.get(said.replies_to) if said.replies_to is not None else None)
        parent = self.journal.session.get(Comment, found) if found else None
        return (parent.parent_id or parent.id) if parent is not None else None


def _confirm(row: Reading, form: ApplyForm) -> None:
    if form.revision_id is None and row.known_by == "likeness":
        raise Refused("revision_unconfirmed", revision_id=row.revision_id)
    if form.revision_id is not None and form.revision_id != row.revision_id:
        raise Refused("reading_of_another_revision", revision_id=row.revision_id)


def _chosen(incoming: list[Incoming], form: ApplyForm) -> list[Incoming]:
    """What is asked for; comments of ours and, unless asked for, changes of looks alone are left."""
    chosen = []
    for kind, wanted in ((ReadChange, form.changes), (ReadComment, form.comments)):
        there = [one for one in incoming if isinstance(one.said, kind)]
        if wanted is not None and not {*wanted} <= {one.said.number for one in there}:
            raise Refused("reading_number_unknown")
        chosen += [one for one in there if (one.said.number in wanted if wanted is not None else one.is_offered)]
    return [one for one in chosen if not one.is_ours]


def _incoming(house: House, actor: Actor, row: Reading, understood: Understood) -> list[Incoming]:
    said: list[ReadChange | ReadComment] = [*understood.changes, *understood.comments]
    language: Language = "en" if actor.language == "en" else "ru"
    return [Incoming(one, house.keyed_hash("origin", row.section_id, *_origin(one)), language) for one in said]


def _origin(said: ReadChange | ReadComment) -> tuple[str, ...]:
    """What makes two of them one: author, date, words and place."""
    if isinstance(said, ReadChange):
        return "change", said.author, said.date, said.quote, said.replacement, said.prefix, said.suffix
    return "comment", said.author, said.date, said.text, said.words, said.prefix, said.suffix


def _known(session: Session, opinions: Opinions, incoming: Iterable[Incoming]) -> dict[str, str]:
    """By origin the ids of those that are in the section already, as far as the reader sees what is there."""
    section_id = opinions.state.id
    origins = [one.origin for one in incoming]
    found: dict[str, str] = {}
    for place in range(0, len(origins), 500):
        query = select(Comment.origin, Comment.id).where(
            Comment.section_id == section_id, opinions.shown, col(Comment.origin).in_(origins[place : place + 500])
        )
        found |= dict(session.exec(query).all())
    return found


def _reading_for(session: Session, operation: str, actor: Actor, reading_id: str) -> Reading:
    """A reading, for who sent the file, and to read for who coordinates the document."""
    row = session.get(Reading, reading_id)
    section = session.get(Section, row.section_id) if row else None
    if row is None or section is None:
        raise Refused("not_found")
    relations = relations_to_document(session, actor, session.get_one(Document, section.document_id))
    if row.person_id == actor.id:
        relations.add(Relation.SELF)
    sees = may("readings.read", actor, relations)
    permit(operation, actor, relations, refusal="not_allowed" if sees else "not_found")
    return row


def _unclear(code: str, words: str) -> Unclear:
    ru, en = UNCLEAR[code]
    return Unclear(code=code, words=words, ru=ru, en=en)

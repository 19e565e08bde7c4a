"""Positions that came on paper: the letter is taken in with its scan, and entered on behalf of who wrote it."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import true
from sqlmodel import Session, col, or_, select

from activities.convert.materials import words_of
from activities.convert.pictures import without_metadata
from activities.recording.people import current
from domain.materials import MEDIA_TYPES, ending
from domain.rights import Relation
from domain.section.on_paper import entered_through
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.position_events import LetterTaken
from schemas.problems import Refused
from schemas.section import Note, Phase, SectionState
from schemas.section_commands import GiveVerdict
from schemas.views.page import Page, Slice
from schemas.views.positions import LetterVerdictForm, LetterView
from services.house import House
from services.relations import relations_to_document, relations_to_section, section_for
from services.rights import may, permit
from services.sections.opinions import opinions_in
from services.sections.texts import File
from services.sections.uncounted import carry_in_section
from storage.journal import Journal, carry_out, known_receipt
from storage.paging import page_of
from storage.tables import BodyMember, Document, Letter, Responsibility, Section, Stream


def take_in(
    house: House,
    *,
    actor: Actor,
    act: Act,
    section_id: str,
    number: str,
    dated: date,
    filename: str,
    content: bytes,
) -> str:
    """Take in a letter with somebody's position, to be entered; the letter's id.

    Raises Refused: not_found, not_allowed, and what is said of files not let in.
    """
    known = known_receipt(house.database, act)
    if known is not None:
        return str(known.facts["letter_id"])
    with house.database.read() as session:
        _entering(session, "letters.add", actor, section_id)
    kept = _admitted(house, filename, content)
    address = house.store.put(kept)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[LetterTaken]]:
        row = Letter(
            id=new_id(),
            section_id=section_id,
            person_id=actor.id,
            number=number,
            dated=dated.isoformat(),
            address=address,
            filename=filename,
            size=len(kept),
            at=journal.now,
        )
        journal.session.add(row)
        taken = LetterTaken(letter_id=row.id, file=address, typed=house.typed(row))
        return {"letter_id": row.id}, [taken]

    return str(carry_out(house.database, house.clock, act, f"section/{section_id}", effect).facts["letter_id"])


async def enter(house: House, *, actor: Actor, act: Act, letter_id: str, form: LetterVerdictForm) -> Receipt:
    """Enter the decision of a letter as the verdict of who wrote it; they are told, and may change it to the close.

    What the voter said themselves stands: who may see that is told so. To others, where everybody's own opinion comes
    first, the entry looks the same, and the letter is set aside.

    Raises Refused: not_found, not_allowed, letter_used, round_closed, not_asked_here, already_voted, outdated_revision.
    """

    def admit(session: Session) -> tuple[Letter, bool]:
        letter = session.get(Letter, letter_id)
        if letter is None:
            raise Refused("not_found")
        _entering(session, "letters.enter", actor, letter.section_id, form.person_id)
        unseen = opinions_in(session, actor, session.get_one(Section, letter.section_id)).are_hidden
        if unseen and letter.person_id != actor.id:
            raise Refused("not_found")
        if letter.used_at is not None:
            raise Refused("letter_used")
        return letter, unseen

    def command(seen: tuple[Letter, bool], note: Note | None) -> GiveVerdict:
        letter, unseen = seen
        return GiveVerdict(
            revision_id=form.revision_id,
            verdict=form.verdict,
            note=note,
            remark_id=new_id() if note else None,
            on_behalf_of=form.person_id,
            letter_id=letter.id,
            unseen=unseen,
        )

    with house.database.read() as session:
        found = session.get(Letter, letter_id)
    section_id = found.section_id if found is not None else ""
    return await carry_in_section(house, section_id, actor, act, admit=admit, command=command, reason=form.text)


def read_letter(house: House, *, actor: Actor, letter_id: str) -> LetterView:
    """A letter; one that was not entered yet is for who keeps the papers."""
    with house.database.read() as session:
        return LetterView.model_validate(_letter_for(session, "letters.read", actor, letter_id), from_attributes=True)


def letter_file(house: House, *, actor: Actor, letter_id: str) -> File:
    """The scan of a letter."""
    with house.database.read() as session:
        letter = _letter_for(session, "letters.file", actor, letter_id)
    kind = MEDIA_TYPES.get(ending(letter.filename), "application/octet-stream")
    return File(letter.filename, partial(house.store.get, letter.address), kind, letter.address)


def voters_by_letter(house: House, *, actor: Actor, section_id: str) -> list[str]:
    """The voters of the open round whose positions the actor may enter from paper; empty for who keeps no papers."""
    with house.database.read() as session:
        section = section_for(session, "sections.read", actor, section_id)
        relations = relations_to_document(session, actor, session.get_one(Document, section.document_id))
        if not (may("letters.enter", actor, relations) or _keeps_papers(session, actor, section, None)):
            return []
        state = SectionState.model_validate(session.get_one(Stream, f"section/{section_id}").state)
        if state.phase != Phase.REVIEW:
            return []
        return [
            one
            for one in state.voters
            if may("letters.enter", actor, relations) or _keeps_papers(session, actor, section, one)
        ]


def list_taken_in(house: House, *, actor: Actor, section_id: str, page: Page) -> Slice[LetterView]:
    """The letters of a section that were taken in and not entered yet, for who may enter them.

    Who has to give an own opinion first has before them only what they took in themselves.
    """
    with house.database.read() as session:
        _entering(session, "letters.list", actor, section_id)
        hidden = opinions_in(session, actor, session.get_one(Section, section_id)).are_hidden
        seen = Letter.person_id == actor.id if hidden else true()
        waiting = select(Letter).where(Letter.section_id == section_id, col(Letter.used_at).is_(None), seen)
        rows = page_of(session, waiting, col(Letter.id), lambda row: row.id, page)
        return rows.each(lambda row: LetterView.model_validate(row, from_attributes=True))


def _admitted(house: House, filename: str, content: bytes) -> bytes:
    """What is kept of a scan that the door and the jail let in: of a picture only the picture."""
    words_of(house.converter, content, filename)
    try:
        return without_metadata(content)
    except ValueError as error:
        raise Refused("upload_corrupt") from error


def _entering(session: Session, operation: str, actor: Actor, section_id: str, voter_id: str | None = None) -> None:
    """Whether the actor may enter this voter's position, or anybody's: as coordinator, or as a secretary."""
    section = session.get(Section, section_id)
    if section is None:
        raise Refused("not_found")
    relations = relations_to_document(session, actor, session.get_one(Document, section.document_id))
    sees = may("sections.read", actor, relations)
    if _keeps_papers(session, actor, section, voter_id):
        relations.add(Relation.SECRETARY)
    permit(operation, actor, relations, refusal="not_allowed" if sees else "not_found")


def _keeps_papers(session: Session, actor: Actor, section: Section, voter_id: str | None) -> bool:
    """Whether the actor is secretary of a body of the document's matrix; with a voter, of one that they vote for."""
    if actor.is_anonymous:
        return False
    here = or_(col(Responsibility.section_id).is_(None), col(Responsibility.section_id) == section.id)
    query = select(Responsibility.body_id).join(BodyMember, col(BodyMember.body_id) == col(Responsibility.body_id))
    seat = (BodyMember.person_id == actor.id, BodyMember.office == "secretary", *current(actor.today))
    bodies = set(session.exec(query.where(Responsibility.document_id == section.document_id, here, *seat)))
    if voter_id is None:
        return bool(bodies)
    state = SectionState.model_validate(session.get_one(Stream, f"section/{section.id}").state)
    return not bodies.isdisjoint(entered_through(state, voter_id))


def _letter_for(session: Session, operation: str, actor: Actor, letter_id: str) -> Letter:
    """A letter that was entered, for who sees what is said in the section; before, for who may enter it."""
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise Refused("not_found")
    section = section_for(session, operation, actor, letter.section_id)
    opinions = opinions_in(session, actor, section)
    if letter.used_at is not None:
        opinions.require_open()
        return letter
    if opinions.are_hidden and letter.person_id != actor.id:
        raise Refused("not_found")
    document = session.get_one(Document, section.document_id)
    relations = relations_to_document(session, actor, document) | relations_to_section(session, actor, section)
    keeps = _keeps_papers(session, actor, section, letter.voter_id)
    if Relation.COORDINATOR not in relations and not keeps:
        raise Refused("not_found")
    return letter

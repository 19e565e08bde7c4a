"""Handing in a text: at the door, into the store, merged onto the head where it moved, and then to review."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from activities.texts import note_lines
from domain.rights import Relation
from domain.text.merge import merge
from domain.text.plain import text_blocks
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.conversion import WARNINGS, TakenChanges
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.section import Phase
from schemas.section_commands import SubmitRevision
from schemas.text import Ast, Conflict
from schemas.views.texts import Submitted
from services.house import House
from services.relations import let_in, relations_to_document
from services.rights import may, permit
from services.sections.carrying import changes_since
from services.sections.taken_file import TakenFile, likeliest, take_file
from storage.journal import Journal, known_receipt
from storage.tables import Answer, Document, Revision, Section

KEPT = frozenset(
    {"not_in_drafting", "base_outdated", "base_unknown", "merge_conflict", "nobody_to_judge", "not_an_editor"}
)
"""Refusals after which the text stays its sender's draft, with an address."""


@dataclass(frozen=True)
class _Offer:
    """A text that may go to review as it is: its row's id and the command."""

    revision_id: str
    command: SubmitRevision


async def submit(
    house: House,
    *,
    actor: Actor,
    act: Act,
    section_id: str,
    filename: str,
    base_id: str | None,
    content: bytes,
    changes: TakenChanges | None = None,
) -> Submitted:
    """Hand a text in that was edited from the revision `base_id`; unsaid, from that of the file's return code.

    Raises Refused at the door (format, size, hostile) and changes_unresolved (tracked changes of which nobody said
    what becomes of them), where nothing is kept; and not_in_drafting, base_unknown, merge_conflict or
    nobody_to_judge, where the text is kept as a draft whose id is the fact `draft_id`.
    """

    def prepare() -> _Offer | Submitted:
        with house.database.read() as session:
            let_in(session, "sections.submit", actor, section_id)
        row = _row_of(house, act)
        if row is None:
            taken = take_file(house, section_id, filename, content, base_id, changes)
            row = _taken_in(house, actor, act, section_id, filename, taken, content)
        return _offer(house, act, row)

    known = await _answered(house, act)
    return known or await _hand_in(house, act, section_id, await asyncio.to_thread(prepare))


async def hand_in_written(house: House, *, act: Act, section_id: str, written: Callable[[], Revision]) -> Submitted:
    """Hand in a text that was written here; `written` checks who may and makes its row. Raises as `submit` does."""

    def prepare() -> _Offer | Submitted:
        row = _row_of(house, act)
        if row is None:
            row = written()
            with house.database.write() as session:
                session.add(row)
        return _offer(house, act, row)

    known = await _answered(house, act)
    return known or await _hand_in(house, act, section_id, await asyncio.to_thread(prepare))


async def hand_in_draft(house: House, *, actor: Actor, act: Act, draft_id: str) -> Submitted:
    """Hand in a draft that was set aside: after looking at a merge, or when its section is in drafting again.

    Raises Refused as `submit` does, and not_a_draft.
    """

    def prepare() -> tuple[str, _Offer | Submitted]:
        row = draft_for(house, "drafts.hand_in", actor, draft_id)
        if row.state == "accepted":
            raise Refused("not_a_draft")
        return row.section_id, _offer(house, act, row)

    known = await _answered(house, act)
    if known is not None:
        return known
    section_id, offer = await asyncio.to_thread(prepare)
    return await _hand_in(house, act, section_id, offer)


def draft_for(house: House, operation: str, actor: Actor, draft_id: str) -> Revision:
    """A text that its sender, or who coordinates its document, may see. Raises Refused("not_found")."""
    with house.database.read() as session:
        row = session.get(Revision, draft_id)
        if row is None:
            raise Refused("not_found")
        document = session.get_one(Document, session.get_one(Section, row.section_id).document_id)
        relations = relations_to_document(session, actor, document)
    if row.person_id == actor.id:
        relations.add(Relation.SELF)
    sees = may("drafts.read", actor, relations)
    permit(operation, actor, relations, refusal="not_allowed" if sees else "not_found")
    return row


async def _answered(house: House, act: Act) -> Submitted | None:
    receipt = await asyncio.to_thread(known_receipt, house.database, act)
    return None if receipt is None else await asyncio.to_thread(_answer, house, receipt)


async def _hand_in(house: House, act: Act, section_id: str, offer: _Offer | Submitted) -> Submitted:
    if isinstance(offer, Submitted):
        return offer
    try:
        receipt = await house.engine.send(f"section/{section_id}", offer.command, act)
    except Refused as refused:
        if refused.code not in KEPT:
            raise
        receipt = await asyncio.to_thread(_set_aside, house, act, section_id, offer.revision_id, refused)
    return await asyncio.to_thread(_answer, house, receipt)


def _row_of(house: House, act: Act) -> Revision | None:
    with house.database.read() as session:
        return session.exec(select(Revision).where(Revision.act_id == act.id)).first()


def _taken_in(
    house: House, actor: Actor, act: Act, section_id: str, filename: str, taken: TakenFile, content: bytes
) -> Revision:
    """Into the store; the row is written before anything is decided, so nothing is lost."""
    converted = taken.converted
    text = house.texts.kept(converted.ast)
    row = Revision(
        id=new_id(),
        act_id=act.id,
        section_id=section_id,
        person_id=actor.id,
        base_id=taken.base_id,
        text_hash=text.hash,
        original_hash=house.store.put(content),
        filename=filename[:200],
        format=converted.format,
        warnings=" ".join(converted.warnings),
        words=_words(converted.ast),
        at=house.clock(),
    )
    try:
        with house.database.write() as session:
            session.add(row)
            note_lines(session, text)
    except IntegrityError:  # a repetition of the same act came through the door at the same moment
        return _row_of(house, act) or row
    return row


def _offer(house: House, act: Act, row: Revision) -> _Offer | Submitted:
    """What can be done with a text now: send it to review, or propose its merge with the head that moved."""
    try:
        with house.database.read() as session:
            section = session.get_one(Section, row.section_id)
            base = _base(session, section, row)
            head = session.get(Revision, section.head_id) if section.head_id else None
        if section.phase != Phase.DRAFTING:
            raise Refused("not_in_drafting", phase=section.phase)
        if head is not None and base is not None and base.id != head.id:
            return _merged(house, act, row, base, head)
    except Refused as refused:
        if refused.code not in KEPT:
            raise
        if refused.code == "base_unknown":
            refused = Refused("base_unknown", likeliest_id=likeliest(house, row))
        return _answer(house, _set_aside(house, act, row.section_id, row.id, refused))
    change = house.texts.comparison(head.text_hash, row.text_hash).change if head else "substance"
    authors = [row.person_id, *row.proposers]
    if row.merged_id is not None and base is not None:
        authors.append(base.person_id)
    if change != row.change:
        _note_change(house, row, change)
    command = SubmitRevision(
        revision_id=row.id,
        base_id=head.id if head else None,
        text_hash=row.text_hash,
        authors=tuple(dict.fromkeys(authors)),
        change=change,
        since=changes_since(house, row),
    )
    return _Offer(row.id, command)


def _base(session: Session, section: Section, row: Revision) -> Revision | None:
    """The revision that a text was edited from, or merged onto. Raises Refused("base_unknown")."""
    base_id = row.merged_id or row.base_id
    if base_id is None and section.head_id is None:
        return None
    base = session.get(Revision, base_id) if base_id else None
    if base is None or base.section_id != section.id or base.number is None:
        raise Refused("base_unknown")
    return base


def _merged(house: House, act: Act, row: Revision, base: Revision, head: Revision) -> Submitted:
    """Merge a text onto the head and keep the result as a draft for its sender to look at."""
    texts = house.texts
    result = merge(texts.ast(base.text_hash), texts.ast(head.text_hash), texts.ast(row.text_hash))
    if isinstance(result, Conflict):
        raise Refused("merge_conflict", head_id=head.id)
    merged = row.model_copy(
        update={
            "id": new_id(),
            "act_id": f"{act.id}:merge",
            "state": "set_aside",
            "reason": "merge_to_confirm",
            "merged_id": head.id,
            "text_hash": texts.keep(result.ast),
            "words": _words(result.ast),
            "at": house.clock(),
        }
    )
    facts = {
        "outcome": "merge_proposed",
        "draft_id": merged.id,
        "merged_with": head.id,
        "warnings": row.warnings.split(),
    }
    with house.database.write() as session:
        journal = Journal(session, house.clock())
        stream = journal.lock(f"section/{row.section_id}")
        receipt = journal.known(act)
        if receipt is None:
            session.add(Revision.model_validate(merged.model_dump()))
            session.get_one(Revision, row.id).sqlmodel_update({"state": "set_aside", "reason": "merged"})
            session.exec(update(Answer).where(col(Answer.draft_id) == row.id).values(draft_id=merged.id))
            receipt = journal.remember(act, stream, facts)
    return _answer(house, receipt)


def _set_aside(house: House, act: Act, section_id: str, revision_id: str, refused: Refused) -> Receipt:
    """Keep a refused text as its sender's draft, and the refusal as the answer to every repetition.

    Returns the answer that the act has by then: a repetition at the same moment may have been accepted.
    """
    with house.database.write() as session:
        journal = Journal(session, house.clock())
        stream = journal.lock(f"section/{section_id}")
        row = session.get_one(Revision, revision_id)
        known = journal.known(act)
        if known is not None:
            return known
        if row.state == "accepted":
            raise refused
        row.state, row.reason = "set_aside", refused.code
        return journal.remember(act, stream, {**refused.facts, "draft_id": revision_id}, refused=refused.code)


def _note_change(house: House, row: Revision, change: str) -> None:
    with house.database.write() as session:
        session.get_one(Revision, row.id).change = change


def _answer(house: House, receipt: Receipt) -> Submitted:
    """The answer that a receipt stands for; raises the refusal if it was one."""
    facts = receipt.facts
    if receipt.refused == "merge_conflict":
        raise Refused("merge_conflict", **facts, conflicts=_conflicts(house, facts["draft_id"], facts["head_id"]))
    if receipt.refused is not None:
        raise Refused(receipt.refused, **facts)
    if "outcome" in facts:
        return Submitted.model_validate(facts | {"warnings": [_warning(code) for code in facts["warnings"]]})
    with house.database.read() as session:
        row = session.get_one(Revision, receipt.facts["revision_id"])
    return Submitted(
        outcome="accepted",
        revision_id=row.id,
        number=row.number,
        change=row.change,
        merged_with=row.merged_id,
        warnings=[_warning(code) for code in row.warnings.split()],
        phase=receipt.facts["phase"],
        round=receipt.facts["round"],
    )


def _conflicts(house: House, draft_id: str, head_id: str) -> list[dict[str, Any]]:
    """The places where a draft and the head collide; worked out anew, since a receipt holds nobody's words."""
    with house.database.read() as session:
        row, head = session.get_one(Revision, draft_id), session.get_one(Revision, head_id)
        base = _base(session, session.get_one(Section, row.section_id), row)
    assert base is not None
    texts = house.texts
    result = merge(texts.ast(base.text_hash), texts.ast(head.text_hash), texts.ast(row.text_hash))
    return [block.model_dump() for block in result.blocks] if isinstance(result, Conflict) else []


def _warning(code: str) -> dict[str, str]:
    ru, en = WARNINGS[code]
    return {"code": code, "ru": ru, "en": en}


def _words(ast: Ast) -> int:
    return sum(len(block.text.split()) for block in text_blocks(ast))

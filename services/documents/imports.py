"""Outlines: reading an upload into proposed sections, and making a document from what is confirmed."""

import asyncio
from collections.abc import Sequence
from typing import Any

from domain.outline import read_outline
from domain.rights import Relation
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.language import Language
from schemas.outline import DocumentTemplate, Outline, ProposedSection
from schemas.problems import Refused
from schemas.setup_events import DocumentCreated, OutlineImported
from schemas.views.document_forms import ConfirmForm
from schemas.views.documents import ImportView
from schemas.views.page import Page, Slice
from services.documents.documents import PlannedSection, add_document, created, policy_in
from services.house import House
from services.pages import cut
from services.rights import permit
from storage.journal import INSTALLATION, Journal, carry_out, known_receipt
from storage.tables import Import, Stream
from storage.templates import SHIPPED, template

UNTITLED: dict[Language, str] = {"ru": "Документ без названия", "en": "Untitled document"}
"""Never the name of a file, which may say whose it is and would stand in every letter."""


def list_templates(_house: House, *, actor: Actor, page: Page) -> Slice[DocumentTemplate]:
    """The document templates that ship with the service."""
    permit("templates.list", actor)
    return cut(SHIPPED, str, page).each(template)


async def import_outline(house: House, *, actor: Actor, act: Act, filename: str, content: bytes) -> ImportView:
    """Read an outline from Markdown, Word or ODT and keep it as a preview.

    Raises Refused as the door and the converter do, and with outline_without_sections.
    """
    receipt = await asyncio.to_thread(_import, house, actor, act, filename, content)
    return read_import(house, actor=actor, import_id=receipt.facts["import_id"])


def _import(house: House, actor: Actor, act: Act, filename: str, content: bytes) -> Receipt:
    permit("documents.import", actor)
    known = known_receipt(house.database, act)
    if known is not None:
        return known
    outline = read_outline(house.converter.to_ast(content, filename).ast)
    original = house.store.put(content)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[OutlineImported]]:
        row = Import(
            id=new_id(),
            person_id=actor.id,
            original_hash=original,
            filename=filename,
            outline=outline.model_dump(mode="json"),
            made_at=journal.now,
        )
        journal.session.add(row)
        return {"import_id": row.id}, [OutlineImported(import_id=row.id)]

    return carry_out(house.database, house.clock, act, INSTALLATION, effect)


def read_import(house: House, *, actor: Actor, import_id: str) -> ImportView:
    """The preview of an outline."""
    row = _import_for(house, "documents.import_read", actor, import_id)
    outline = Outline.model_validate(row.outline)
    sections = [
        {"number": s.number, "run": s.run, "title": s.title, "brief": s.brief_text, "selected": s.selected}
        for s in outline.sections
    ]
    return ImportView(
        id=row.id,
        filename=row.filename,
        title=outline.title,
        by=outline.by,
        needs_confirmation=outline.needs_confirmation,
        sections=sections,
        unassigned=list(outline.unassigned),
        document_id=row.document_id,
    )


def confirm_import(house: House, *, actor: Actor, act: Act, import_id: str, form: ConfirmForm) -> Receipt:
    """Make a document from an outline's confirmed sections. The receipt names `document_id`.

    Raises Refused: proposal_unknown, import_used, person_unknown.
    """
    row = _import_for(house, "documents.import_confirm", actor, import_id)
    outline = Outline.model_validate(row.outline)
    planned = _planned(outline, form)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[DocumentCreated]]:
        kept = journal.session.get_one(Import, import_id)
        if kept.document_id is not None:
            raise Refused("import_used", document_id=kept.document_id)
        document = add_document(
            journal,
            coordinator_id=actor.id,
            title=form.title or outline.title or UNTITLED[form.language],
            language=form.language,
            approvers=form.approvers,
            policy=policy_in(house, form.policy),
            sections=planned,
        )
        kept.document_id = document.id
        return {"document_id": document.id}, [created(house, journal, document, import_id)]

    return carry_out(house.database, house.clock, act, INSTALLATION, effect)


def _planned(outline: Outline, form: ConfirmForm) -> list[PlannedSection]:
    if form.sections is None:
        return [_section(section) for section in outline.sections if section.selected]
    return [_section(_proposed(outline, s.number, s.run), s.title) for s in form.sections]


def _proposed(outline: Outline, number: int, run: int) -> ProposedSection:
    for section in outline.sections:
        if (section.number, section.run) == (number, run):
            return section
    raise Refused("proposal_unknown", number=number, run=run)


def _section(proposed: ProposedSection, title: str | None = None) -> PlannedSection:
    return PlannedSection(title=title or proposed.title, brief=proposed.brief_text)


def _import_for(house: House, operation: str, actor: Actor, import_id: str) -> Import:
    with house.database.read() as session:
        row = session.get(Import, import_id)
    if row is None:
        raise Refused("not_found")
    permit(operation, actor, {Relation.SELF} if row.person_id == actor.id else set(), refusal="not_found")
    return row

"""Plans and letters from files: read into a preview, then taken into the plan or beside it as another source."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from domain.plan.lines import with_typed_numbers
from domain.plan.mentions import mentions, mentions_in
from domain.plan.reading import read_columns, read_plan
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.plan import Mention, Milestone, ReadMilestone, ReadPlan
from schemas.plan_events import PlanRead, PlanSourceAdded
from schemas.problems import Refused
from schemas.views.plan import PlanImportView
from schemas.views.plan_forms import PlanConfirmForm, TakenMilestone
from services.house import House
from services.planning.contradictions import add_source, found_in, today_in
from services.planning.milestones import add_row, due_of, milestone_row, plan_of
from services.relations import document_for
from storage.journal import Journal, carry_out, known_receipt
from storage.tables import Document, PlanImport, PlanSource, PlanStatement, Stream

LARGEST_CSV = 2**20
TEXTS = (".md", ".markdown", ".txt")


async def import_plan(
    house: House, *, actor: Actor, act: Act, document_id: str, filename: str, year: int | None, content: bytes
) -> PlanImportView:
    """Read a plan, or another text with dates, from Word, ODT, Markdown or CSV and keep it as a preview.

    Raises Refused as the door and the converter do, and with plan_without_milestones, plan_unreadable, plan_too_long.
    """
    receipt = await asyncio.to_thread(_import, house, actor, act, document_id, filename, year, content)
    import_id = receipt.facts["import_id"]
    return await asyncio.to_thread(read_import, house, actor=actor, document_id=document_id, import_id=import_id)


def _import(
    house: House, actor: Actor, act: Act, document_id: str, filename: str, year: int | None, content: bytes
) -> Receipt:
    with house.database.read() as session:
        document_for(session, "plans.import", actor, document_id)
        plan = plan_of(session, document_id)
    known = known_receipt(house.database, act)
    if known is not None:
        return known
    read, said = _read(house, filename, content, plan, year)
    original = house.store.put(content)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        row = PlanImport(
            id=new_id(),
            document_id=document_id,
            person_id=actor.id,
            original_hash=original,
            filename=filename,
            read=read.model_dump(mode="json") if read else {},
            mentions=[one.model_dump(mode="json") for one in said],
            made_at=journal.now,
        )
        journal.session.add(row)
        return {"import_id": row.id}, [PlanRead(import_id=row.id)]

    return carry_out(house.database, house.clock, act, f"document/{document_id}", effect)


def _read(
    house: House, filename: str, content: bytes, plan: Sequence[Milestone], year: int | None
) -> tuple[ReadPlan | None, tuple[Mention, ...]]:
    """The milestones in a file, if there are any, and the dates in it that are about those of the plan."""
    if filename.lower().endswith(".csv"):
        if len(content) > LARGEST_CSV:
            raise Refused("upload_too_large", limit_mb=LARGEST_CSV // 2**20)
        read = read_columns(content, year)
        return read, mentions_in(read.milestones, plan)
    if filename.lower().endswith(TEXTS):
        # What is no UTF-8 goes to the door as it is, to be refused there.
        with suppress(UnicodeDecodeError):
            content = with_typed_numbers(content.decode("utf-8-sig")).encode() if content else content
    ast = house.converter.to_ast(content, filename).ast
    try:
        found: ReadPlan | None = read_plan(ast, year)
    except Refused as refused:
        if refused.code != "plan_without_milestones":
            raise
        found = None
    said = mentions(ast, plan, year)
    if found is not None:
        said = mentions_in([one for one in found.milestones if one.selected], plan) or said
    if found is None and not said:
        raise Refused("plan_without_milestones")
    return found, said


def read_import(house: House, *, actor: Actor, document_id: str, import_id: str) -> PlanImportView:
    """The preview of an upload, with the contradictions of what was selected in it."""
    with house.database.read() as session:
        document = document_for(session, "plans.import_read", actor, document_id)
        row = _import_row(session, document_id, import_id)
    read = ReadPlan.model_validate(row.read) if row.read else None
    found = read.milestones if read else ()
    selected = [_as_milestone(one) for one in found if one.selected]
    return PlanImportView(
        id=row.id,
        document_id=document_id,
        filename=row.filename,
        by=read.by if read else None,
        milestones=list(found),
        unassigned=list(read.unassigned) if read else [],
        mentions=[Mention.model_validate(one) for one in row.mentions],
        contradictions=found_in(selected, (), today_in(house, document)),
        used_at=row.used_at,
    )


def confirm_import(
    house: House, *, actor: Actor, act: Act, document_id: str, import_id: str, form: PlanConfirmForm
) -> Receipt:
    """Take an upload's milestones into the plan, or its dates as a source's. The receipt names `source_id`.

    Raises Refused: plan_import_used, plan_place_unknown, plan_without_milestones, plan_too_long, not_found.
    """
    with house.database.read() as session:
        document_for(session, "plans.import_confirm", actor, document_id)
        _import_row(session, document_id, import_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        row = _import_row(journal.session, document_id, import_id)
        if row.used_at is not None:
            raise Refused("plan_import_used")
        row.used_at = journal.now
        name = form.name or row.filename
        source = add_source(journal, document_id, row.person_id, name, row.original_hash)
        if form.take == "milestones":
            added = PlanSourceAdded(source_id=source.id, milestones=_take(journal, row, source, form))
        else:
            added = PlanSourceAdded(source_id=source.id, statements=_state(journal, row, source, form))
        return {"source_id": source.id}, [added]

    return carry_out(house.database, house.clock, act, f"document/{document_id}", effect)


def _take(journal: Journal, row: PlanImport, source: PlanSource, form: PlanConfirmForm) -> tuple[str, ...]:
    read = ReadPlan.model_validate(row.read) if row.read else None
    if read is None:
        raise Refused("plan_without_milestones")
    found = {one.place: one for one in read.milestones}
    chosen = form.milestones or [TakenMilestone(place=one.place) for one in read.milestones if one.selected]
    made = []
    for taken in chosen:
        if taken.place not in found:
            raise Refused("plan_place_unknown", place=taken.place)
        one = found[taken.place]
        milestone = add_row(
            journal,
            row.document_id,
            number=one.number if taken.number is None else taken.number,
            title=taken.title or one.title,
            details=one.details,
            body=one.body if taken.body is None else taken.body,
            forms=one.forms,
            needs=list(one.needs),
            due=one.due if taken.due is None else due_of(taken.due),
            source_id=source.id,
        )
        made.append(milestone.id)
    return tuple(made)


def _state(journal: Journal, row: PlanImport, source: PlanSource, form: PlanConfirmForm) -> tuple[str, ...]:
    """The dates that a person confirmed, or else the first that was found for each milestone there still is."""
    session = journal.session
    known = {one.id for one in plan_of(session, row.document_id)}
    found = [Mention.model_validate(one) for one in row.mentions]
    said = {one.milestone_id: (one.due, one.quote) for one in reversed(found) if one.milestone_id in known}
    if form.statements is not None:
        said = {one.milestone_id: (due_of(one.due), one.quote) for one in form.statements}
    if not said:
        raise Refused("plan_without_milestones")
    for milestone_id, (due, quote) in said.items():
        milestone_row(session, row.document_id, milestone_id)
        due_as_data = due.model_dump(mode="json")
        session.add(PlanStatement(source_id=source.id, milestone_id=milestone_id, due=due_as_data, quote=quote))
    return tuple(said)


def _import_row(session: Session, document_id: str, import_id: str) -> PlanImport:
    row = session.get(PlanImport, import_id)
    if row is None or row.document_id != document_id or session.get(Document, document_id) is None:
        raise Refused("not_found")
    return row


def _as_milestone(one: ReadMilestone) -> Milestone:
    return Milestone.model_validate({**one.model_dump(), "id": str(one.place)})

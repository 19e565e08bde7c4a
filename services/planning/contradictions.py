"""What contradicts itself in a plan, what other sources say of its dates, and why the coordinator lets it stand."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlmodel import Session, col, func, select

from domain.plan.contradictions import Facts, contradictions
from domain.plan.words import in_words
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.plan import Milestone, Statement
from schemas.plan_events import ContradictionAcknowledged, PlanSourceAdded
from schemas.policy import Policy
from schemas.problems import Refused
from schemas.views.document_forms import ReasonForm
from schemas.views.page import Page, Slice
from schemas.views.plan import Acknowledged, ContradictionView, SourceView, StatementView
from schemas.views.plan_forms import SourceForm
from services.house import House
from services.notes import keep_note
from services.pages import cut
from services.planning.milestones import due_of, milestone_row, plan_of
from services.relations import document_for
from storage.journal import Journal, carry_out, known_receipt
from storage.paging import page_of
from storage.tables import (
    Document,
    MilestoneRow,
    Note,
    Obligation,
    PlanAcknowledgement,
    PlanSource,
    PlanStatement,
    Stream,
)


def list_contradictions(
    house: House, *, actor: Actor, document_id: str, today: date | None, page: Page
) -> Slice[ContradictionView]:
    """Everything that contradicts itself in the plan that is being written, as it stands on `today`."""
    with house.database.read() as session:
        document = document_for(session, "plans.list_contradictions", actor, document_id)
        found = standing(session, document_id, today or today_in(house, document))
        acknowledged = _acknowledged(session, document_id)
    views = [one.model_copy(update={"acknowledged": acknowledged.get(one.id)}) for one in found]
    return cut(views, lambda one: one.id, page)


def acknowledge(
    house: House, *, actor: Actor, act: Act, document_id: str, contradiction_id: str, form: ReasonForm
) -> Receipt:
    """Say why a contradiction stands; it stays listed, with the reason. Raises Refused("contradiction_unknown")."""
    known = known_receipt(house.database, act)
    with house.database.read() as session:
        document = document_for(session, "plans.acknowledge", actor, document_id)
    if known is not None:
        return known
    note = keep_note(house, act, form.reason)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        session = journal.session
        if contradiction_id not in {one.id for one in standing(session, document_id, today_in(house, document))}:
            raise Refused("contradiction_unknown")
        row = session.get(PlanAcknowledgement, (document_id, contradiction_id)) or PlanAcknowledgement(
            document_id=document_id, contradiction_id=contradiction_id, person_id="", note_id="", at=journal.now
        )
        row.person_id, row.note_id, row.at = actor.id, note.id, journal.now
        session.add(row)
        return {}, [ContradictionAcknowledged(contradiction_id=contradiction_id, note=note)]

    return carry_out(house.database, house.clock, act, f"document/{document_id}", effect)


def list_sources(house: House, *, actor: Actor, document_id: str, page: Page) -> Slice[SourceView]:
    """The sources of a plan, in the order they came in."""
    with house.database.read() as session:
        document_for(session, "plans.list_sources", actor, document_id)
        query = select(PlanSource).where(PlanSource.document_id == document_id)
        found = page_of(session, query, col(PlanSource.id), lambda row: row.id, page)
        ids = [row.id for row in found.items]
        brought: dict[str | None, int] = dict(
            session.exec(
                select(MilestoneRow.source_id, func.count())
                .where(col(MilestoneRow.source_id).in_(ids))
                .group_by(col(MilestoneRow.source_id))
            ).all()
        )
        said: dict[str, list[StatementView]] = {}
        for row in session.exec(select(PlanStatement).where(col(PlanStatement.source_id).in_(ids))):
            said.setdefault(row.source_id, []).append(StatementView.model_validate(row, from_attributes=True))
    return found.each(
        lambda row: SourceView(
            id=row.id,
            name=row.name,
            made_at=row.made_at,
            milestones=brought.get(row.id, 0),
            statements=said.get(row.id, []),
        )
    )


def enter_source(house: House, *, actor: Actor, act: Act, document_id: str, form: SourceForm) -> Receipt:
    """Enter by hand what a source says of milestones' dates. The receipt names `source_id`."""
    with house.database.read() as session:
        document_for(session, "plans.add_source", actor, document_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        source = add_source(journal, document_id, actor.id, form.name)
        said = {one.milestone_id: one for one in form.statements}
        for milestone_id, one in said.items():
            milestone_row(journal.session, document_id, milestone_id)
            due = due_of(one.due).model_dump(mode="json")
            journal.session.add(PlanStatement(source_id=source.id, milestone_id=milestone_id, due=due, quote=one.quote))
        return {"source_id": source.id}, [PlanSourceAdded(source_id=source.id, statements=tuple(said))]

    return carry_out(house.database, house.clock, act, f"document/{document_id}", effect)


def add_source(
    journal: Journal, document_id: str, person_id: str, name: str, original_hash: str | None = None
) -> PlanSource:
    """Write a source's row, inside a transaction; `person_id` is who brought it."""
    source = PlanSource(
        id=new_id(),
        document_id=document_id,
        person_id=person_id,
        name=name,
        original_hash=original_hash,
        made_at=journal.now,
    )
    journal.session.add(source)
    journal.session.flush()
    return source


def standing(session: Session, document_id: str, today: date) -> list[ContradictionView]:
    """The contradictions of a document's plan as its rows have it."""
    rows = session.exec(
        select(PlanStatement, PlanSource.name)
        .join(PlanSource, col(PlanSource.id) == col(PlanStatement.source_id))
        .where(PlanSource.document_id == document_id)
        .order_by(PlanSource.id, PlanStatement.milestone_id)
    ).all()
    said = [Statement.model_validate({**row.model_dump(), "source": name}) for row, name in rows]
    ended = select(Obligation.id).where(Obligation.document_id == document_id, col(Obligation.ended_at).is_not(None))
    return found_in(plan_of(session, document_id), said, today, set(session.exec(ended)))


def found_in(
    plan: Sequence[Milestone], statements: Sequence[Statement], today: date, fulfilled: Collection[str] = frozenset()
) -> list[ContradictionView]:
    """The contradictions of a plan, as they are shown."""
    facts = Facts(statements=statements, today=today, fulfilled=fulfilled)
    return [
        ContradictionView(**one.model_dump(), id=one.id, ru=in_words(one, plan, "ru"), en=in_words(one, plan, "en"))
        for one in contradictions(plan, facts)
    ]


def today_in(house: House, document: Document) -> date:
    """Today's date where the document's days begin and end."""
    return house.clock().astimezone(ZoneInfo(Policy.model_validate(document.policy).zone)).date()


def _acknowledged(session: Session, document_id: str) -> dict[str, Acknowledged]:
    rows = session.exec(
        select(PlanAcknowledgement, Note.text)
        .join(Note, col(Note.id) == col(PlanAcknowledgement.note_id), isouter=True)
        .where(PlanAcknowledgement.document_id == document_id)
    )
    return {
        row.contradiction_id: Acknowledged(person_id=row.person_id, at=row.at, reason=reason) for row, reason in rows
    }

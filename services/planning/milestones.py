"""The milestones of a plan that is being written: listing, adding, changing, removing."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, col, func, select

from domain.plan.bodies import formed_in
from domain.plan.dates import read_due
from domain.plan.reading import MOST_MILESTONES
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.plan import Due, Milestone
from schemas.plan_events import MilestoneAdded, MilestoneChanged, MilestoneRemoved
from schemas.problems import Refused
from schemas.views.page import Page, Slice
from schemas.views.plan import MilestoneView
from schemas.views.plan_forms import DueForm, MilestoneChange, MilestoneForm
from services.documents.documents import require_people
from services.house import House
from services.relations import document_for
from storage.journal import Journal, carry_out
from storage.paging import page_of
from storage.tables import Body, MilestoneRow, PlanStatement, Stream


def list_milestones(house: House, *, actor: Actor, document_id: str, page: Page) -> Slice[MilestoneView]:
    """The milestones of a document's plan, in the order they were added."""
    with house.database.read() as session:
        document_for(session, "milestones.list", actor, document_id)
        query = select(MilestoneRow).where(MilestoneRow.document_id == document_id)
        return page_of(session, query, col(MilestoneRow.id), lambda row: row.id, page).each(_view)


def read_milestone(house: House, *, actor: Actor, document_id: str, milestone_id: str) -> MilestoneView:
    """One milestone."""
    with house.database.read() as session:
        document_for(session, "milestones.read", actor, document_id)
        return _view(milestone_row(session, document_id, milestone_id))


def add_milestone(house: House, *, actor: Actor, act: Act, document_id: str, form: MilestoneForm) -> Receipt:
    """Add a milestone at the end. The receipt names `milestone_id`.

    Raises Refused: body_unknown, person_unknown, plan_too_long.
    """
    with house.database.read() as session:
        document_for(session, "milestones.add", actor, document_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        _require_known(journal.session, form)
        given = form.model_dump(exclude={"due"})
        given["forms"] = formed_in(form.title) if form.forms is None else form.forms
        row = add_row(journal, document_id, due=due_of(form.due), **given)
        return {"milestone_id": row.id}, [MilestoneAdded(milestone_id=row.id)]

    return carry_out(house.database, house.clock, act, f"document/{document_id}", effect)


def update_milestone(
    house: House,
    *,
    actor: Actor,
    act: Act,
    document_id: str,
    milestone_id: str,
    version: int,
    change: MilestoneChange,
) -> Receipt:
    """Change a milestone made from `version`. Raises Refused: version_outdated, body_unknown, person_unknown."""
    with house.database.read() as session:
        document_for(session, "milestones.update", actor, document_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        row = milestone_row(journal.session, document_id, milestone_id)
        if row.version != version:
            raise Refused("version_outdated", version=row.version)
        _require_known(journal.session, change)
        nullable = {"body_id", "person_id"}
        given = change.model_dump(exclude_unset=True, exclude={"due"})
        row.sqlmodel_update({name: value for name, value in given.items() if value is not None or name in nullable})
        if change.due is not None:
            row.due = due_of(change.due).model_dump(mode="json")
        row.version += 1
        fields = tuple(sorted(change.model_fields_set))
        changed = MilestoneChanged(milestone_id=row.id, fields=fields, version=row.version)
        return {"version": row.version}, [changed]

    return carry_out(house.database, house.clock, act, f"document/{document_id}", effect)


def remove_milestone(
    house: House, *, actor: Actor, act: Act, document_id: str, milestone_id: str, version: int
) -> None:
    """Take a milestone that still is at `version` out of the plan.

    Those that need it by its id name its number or title from then on. Raises Refused("version_outdated").
    """
    with house.database.read() as session:
        document_for(session, "milestones.remove", actor, document_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        session = journal.session
        row = milestone_row(session, document_id, milestone_id)
        if row.version != version:
            raise Refused("version_outdated", version=row.version)
        name = row.number or row.title[:300]
        for other in session.exec(select(MilestoneRow).where(MilestoneRow.document_id == document_id)):
            other.needs = [name if need == row.id else need for need in other.needs]
        for statement in session.exec(select(PlanStatement).where(PlanStatement.milestone_id == row.id)):
            session.delete(statement)
        session.flush()
        session.delete(row)
        return {}, [MilestoneRemoved(milestone_id=milestone_id)]

    carry_out(house.database, house.clock, act, f"document/{document_id}", effect)


def plan_of(session: Session, document_id: str) -> tuple[Milestone, ...]:
    """The plan that is being written, in its order."""
    rows = session.exec(
        select(MilestoneRow)
        .where(MilestoneRow.document_id == document_id)
        .order_by(col(MilestoneRow.position), MilestoneRow.id)
    )
    return tuple(Milestone.model_validate(row, from_attributes=True) for row in rows)


def add_row(journal: Journal, document_id: str, *, due: Due, **given: Any) -> MilestoneRow:
    """Write one milestone at the end of a plan, inside a transaction. Raises Refused("plan_too_long")."""
    last, rows = journal.session.exec(
        select(func.max(MilestoneRow.position), func.count()).where(MilestoneRow.document_id == document_id)
    ).one()
    if rows >= MOST_MILESTONES:
        raise Refused("plan_too_long", limit=MOST_MILESTONES)
    row = MilestoneRow(
        id=new_id(),
        document_id=document_id,
        position=(last or 0) + 1,
        due=due.model_dump(mode="json"),
        made_at=journal.now,
        **given,
    )
    journal.session.add(row)
    journal.session.flush()
    return row


def milestone_row(session: Session, document_id: str, milestone_id: str) -> MilestoneRow:
    """A milestone of this document's plan. Raises Refused("not_found")."""
    row = session.get(MilestoneRow, milestone_id)
    if row is None or row.document_id != document_id:
        raise Refused("not_found")
    return row


def due_of(form: DueForm) -> Due:
    """What a form says of when: its days, or what its words mean."""
    if form.first is None or form.last is None:
        return read_due(form.words)
    precision = "day" if form.first == form.last else "period"
    return Due.model_validate({**form.model_dump(), "precision": precision})


def _require_known(session: Session, form: MilestoneForm | MilestoneChange) -> None:
    if form.body_id is not None and session.get(Body, form.body_id) is None:
        raise Refused("body_unknown", body_id=form.body_id)
    if form.person_id is not None:
        require_people(session, [form.person_id])


def _view(row: MilestoneRow) -> MilestoneView:
    return MilestoneView.model_validate(row, from_attributes=True)

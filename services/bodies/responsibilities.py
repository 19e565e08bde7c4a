"""The matrix of responsibility: which people and bodies answer for which sections and tasks of a document."""

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel
from sqlmodel import Session as Unit
from sqlmodel import col, delete, select

from activities.recording.people import current
from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.setup_events import Answers, ResponsibilitiesSet
from schemas.views.form import Done
from schemas.views.responsibilities import Holder, MatrixForm, MatrixRow, MatrixView, ResponsibilityForm, Task
from services.documents.documents import require_people
from services.house import House
from services.relations import document_for
from storage.journal import Journal, carry_out
from storage.tables import Body, BodyMember, Document, Person, Responsibility, Section, Stream
from storage.versions import take_version


def read_matrix(house: House, *, actor: Actor, document_id: str) -> MatrixView:
    """The matrix of a document. Raises Refused as `document_for` does."""
    with house.database.read() as session:
        document = document_for(session, "responsibilities.read", actor, document_id)
        sections = session.exec(
            select(Section).where(Section.document_id == document_id).order_by(col(Section.position))
        ).all()
        holders = _holders(session, document_id)
    rows = [_row(holders, None, None, document.title)]
    rows += [_row(holders, section.id, section.position, section.title) for section in sections]
    return MatrixView(version=document.version, rows=rows)


def set_matrix(house: House, *, actor: Actor, act: Act, document_id: str, version: int, form: MatrixForm) -> Done:
    """Replace the matrix as read at the document's `version`; what runs goes on as it was opened.

    Raises Refused: version_outdated, person_unknown, body_unknown, section_unknown, body_without_head.
    """
    with house.database.read() as session:
        document_for(session, "responsibilities.set", actor, document_id)
    rows = list(dict.fromkeys(form.rows))

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        session = journal.session
        document = take_version(session, Document, document_id, version)
        _require_known(session, document_id, rows)
        session.exec(delete(Responsibility).where(col(Responsibility.document_id) == document_id))
        session.add_all(
            Responsibility(id=new_id(), document_id=document_id, made_at=journal.now, **row.model_dump())
            for row in rows
        )
        _open_rooms(journal, actor, {row.body_id for row in rows if row.as_one and row.body_id})
        answers = tuple(Answers(**row.model_dump()) for row in rows)
        return {"version": document.version}, [ResponsibilitiesSet(answers=answers, version=document.version)]

    receipt = carry_out(house.database, house.clock, act, f"document/{document_id}", effect)
    return Done(id=document_id, version=receipt.facts["version"])


def _require_known(session: Unit, document_id: str, rows: Sequence[ResponsibilityForm]) -> None:
    require_people(session, sorted({row.person_id for row in rows if row.person_id}))
    bodies = {row.body_id for row in rows if row.body_id}
    missing = bodies - set(session.exec(select(Body.id).where(col(Body.id).in_(bodies))).all())
    if missing:
        raise Refused("body_unknown", body_id=min(missing))
    sections = {row.section_id for row in rows if row.section_id}
    own = select(Section.id).where(Section.document_id == document_id, col(Section.id).in_(sections))
    foreign = sections - set(session.exec(own).all())
    if foreign:
        raise Refused("section_unknown", section_id=min(foreign))


def _open_rooms(journal: Journal, actor: Actor, bodies: set[str]) -> None:
    """The streams in which acts inside bodies with one voice are recorded, apart from what everybody reads.

    Raises Refused("body_without_head") for a body that nobody would speak for today.
    """
    for body in sorted(bodies):
        offices = (col(BodyMember.office).in_(("chair", "deputy_chair")), *current(actor.today))
        if journal.session.exec(select(BodyMember.body_id).where(BodyMember.body_id == body, *offices)).first() is None:
            raise Refused("body_without_head", body_id=body)
        if journal.session.get(Stream, f"body/{body}") is None:
            journal.open(f"body/{body}", "body", {}).closed = True


def _holders(session: Unit, document_id: str) -> dict[tuple[str | None, str], list[Holder]]:
    """Who answers, by section (None: all of them) and task, in the order of the matrix that was set."""
    query = (
        select(Responsibility, Person.name, Body.name)
        .join(Person, col(Person.id) == col(Responsibility.person_id), isouter=True)
        .join(Body, col(Body.id) == col(Responsibility.body_id), isouter=True)
        .where(Responsibility.document_id == document_id)
        .order_by(col(Responsibility.id))
    )
    found: dict[tuple[str | None, str], list[Holder]] = {}
    for row, person, body in session.exec(query):
        holder = Holder(person_id=row.person_id, body_id=row.body_id, name=person or body or "", as_one=row.as_one)
        found.setdefault((row.section_id, row.task), []).append(holder)
    return found


def _row(
    holders: dict[tuple[str | None, str], list[Holder]], section_id: str | None, position: int | None, title: str
) -> MatrixRow:
    tasks = {task: holders.get((section_id, task), []) for task in get_args(Task)}
    return MatrixRow(section_id=section_id, position=position, title=title, **tasks)

"""What follows when a plan's text is approved: its milestones come into force, and are owed from then on."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlmodel import Session, col, select

from activities.engine import EngineFromThread
from activities.recording.people import current
from domain.plan.words import label
from schemas.act import Act
from schemas.obligation import CancelObligation, ObligationState, Oblige, Terms
from schemas.plan import Milestone
from schemas.plan_events import PlanInForce
from schemas.policy import PhaseRule, Policy
from schemas.problems import Refused
from storage.database import Database
from storage.journal import Journal, carry_out
from storage.tables import BodyMember, Document, Obligation, Person, PlanText, Revision


class PlanForce:
    """Brings approved plans into force; every step may be repeated."""

    def __init__(self, database: Database, engine: EngineFromThread, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock

    def approved(self, cause: str, revision_id: str) -> None:
        """If the revision that was approved is a plan's text, its milestones are owed; `cause` names the event."""
        with self._database.read() as session:
            row = session.exec(
                select(PlanText)
                .join(Revision, col(Revision.act_id) == col(PlanText.act_id))
                .where(Revision.id == revision_id)
            ).first()
        if row is None:
            return
        act = Act(id=f"{cause}:plan", body_hash="")
        stream_id = f"document/{row.document_id}"
        carry_out(self._database, self._clock, act, stream_id, lambda journal, _: self._bind(journal, row, revision_id))
        self._oblige(row.act_id)

    def _bind(self, journal: Journal, laid: PlanText, revision_id: str) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        """In one transaction the text becomes the plan in force, and what it asks for has a stream of its own."""
        session = journal.session
        row = session.get_one(PlanText, laid.act_id)
        revision = session.get_one(Revision, revision_id)
        for former in session.exec(
            select(PlanText).where(
                PlanText.document_id == row.document_id,
                col(PlanText.in_force_at).is_not(None),
                col(PlanText.replaced_at).is_(None),
            )
        ):
            former.replaced_at = journal.now
        row.revision_id, row.text_hash, row.in_force_at, row.replaced_at = (
            revision_id, revision.text_hash, journal.now, None
        )  # fmt: skip
        plan = _plan(row)
        for one in plan:
            _have_stream(journal, row, one)
        in_force = PlanInForce(
            section_id=row.section_id,
            revision_id=revision_id,
            text_hash=revision.text_hash,
            milestones=tuple(one.id for one in plan),
            ended=_left_out(session, row),
        )
        return {}, [in_force]

    def _oblige(self, act_id: str) -> None:
        with self._database.read() as session:
            row = session.get_one(PlanText, act_id)
            if row.replaced_at is not None:
                return
            document = session.get_one(Document, row.document_id)
            terms = {one.id: _terms(session, row, document, one, self._clock()) for one in _plan(row)}
            left_out = _left_out(session, row)
        for milestone_id, owed in terms.items():
            stream_id = f"obligation/{milestone_id}"
            self._engine.send(stream_id, Oblige(terms=owed), Act(id=f"{stream_id}:by:{act_id}", body_hash=""))
        for milestone_id in left_out:
            stream_id = f"obligation/{milestone_id}"
            with suppress(Refused):  # whoever fulfilled or cancelled it meanwhile was first
                self._engine.send(stream_id, CancelObligation(), Act(id=f"{stream_id}:not:{act_id}", body_hash=""))


def members_on(session: Session, body_id: str, day: date) -> tuple[str, ...]:
    """The active members of a body whose term covers `day`."""
    query = (
        select(BodyMember.person_id)
        .join(Person, col(Person.id) == col(BodyMember.person_id))
        .where(
            BodyMember.body_id == body_id,
            col(Person.active),
            *current(day),
        )
    )
    return tuple(session.exec(query.order_by(BodyMember.person_id)))


def _plan(row: PlanText) -> tuple[Milestone, ...]:
    return tuple(Milestone.model_validate(one) for one in row.milestones)


def _have_stream(journal: Journal, row: PlanText, one: Milestone) -> None:
    session, title = journal.session, label(one, "en" if row.language == "en" else "ru")
    obligation = session.get(Obligation, one.id)
    if obligation is not None:
        obligation.title = title
        return
    session.add(Obligation(id=one.id, document_id=row.document_id, title=title, made_at=journal.now))
    session.flush()
    state = ObligationState(id=one.id, document_id=row.document_id)
    journal.open(f"obligation/{one.id}", "obligation", state.model_dump(mode="json"))


def _left_out(session: Session, row: PlanText) -> tuple[str, ...]:
    """What was owed by the plan before and is not in this one."""
    kept = {one.id for one in _plan(row)}
    query = select(Obligation.id).where(Obligation.document_id == row.document_id, col(Obligation.ended_at).is_(None))
    return tuple(found for found in session.exec(query.order_by(Obligation.id)) if found not in kept)


def _terms(session: Session, row: PlanText, document: Document, one: Milestone, now: datetime) -> Terms:
    """Who owes a milestone: its person, or the members of its body by now; named nobody, the coordinator does."""
    zone = Policy.model_validate(document.policy).zone
    owed_by: tuple[str, ...] = ()
    person = session.get(Person, one.person_id) if one.person_id else None
    if person is not None and person.active:
        owed_by = (person.id,)
    elif one.body_id is not None:
        owed_by = members_on(session, one.body_id, now.astimezone(ZoneInfo(zone)).date())
    return Terms(
        coordinator_id=document.coordinator_id,
        owed_by=owed_by,
        leaders=tuple(document.approvers),
        day=one.due.last,
        rule=PhaseRule.model_validate(row.rule),
        zone=zone,
        bound_by=row.text_hash or "",
    )

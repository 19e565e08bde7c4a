"""A document's plan as a whole: its rule, its text before people, and plan against fact once it is in force."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlmodel import Session, col, select

from domain.obligation import check_rule
from domain.plan.table import as_markdown
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.deadline import Deadline
from schemas.obligation import DEFAULT_RULE
from schemas.plan import Due, Milestone
from schemas.plan_events import PlanRuleSet
from schemas.policy import PhaseRule, Policy
from schemas.problems import Refused
from schemas.views.plan import InForce, PlanLine, PlannedSectionView, PlanView
from schemas.views.plan_forms import LayForm, PlanRuleForm
from schemas.views.texts import Submitted
from services.house import House
from services.planning.contradictions import standing, today_in
from services.planning.milestones import plan_of
from services.relations import document_for, section_for
from services.sections.submission import submit
from storage.journal import Journal, carry_out, known_receipt
from storage.tables import (
    Body,
    Document,
    Note,
    Obligation,
    ObligationPerson,
    Person,
    PlanSettings,
    PlanText,
    Section,
    Stream,
)


def set_rule(house: House, *, actor: Actor, act: Act, document_id: str, version: int, form: PlanRuleForm) -> Receipt:
    """Set how the plan reminds and escalates, from the next text of it on.

    Raises Refused: version_outdated, ladder_outcome_misplaced.
    """
    with house.database.read() as session:
        document_for(session, "plans.set_rule", actor, document_id)
    check_rule(form.rule)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        row = journal.session.get(PlanSettings, document_id)
        if version != (row.version if row else 1):
            raise Refused("version_outdated", version=row.version if row else 1)
        rule = form.rule.model_dump(mode="json")
        journal.session.merge(PlanSettings(document_id=document_id, rule=rule, version=version + 1))
        return {"version": version + 1}, [PlanRuleSet()]

    return carry_out(house.database, house.clock, act, f"document/{document_id}", effect)


async def lay_plan(house: House, *, actor: Actor, act: Act, document_id: str, form: LayForm) -> Submitted:
    """Hand the plan in as the text of a section, where it is reviewed and approved like any other.

    When exactly that revision is approved, these milestones come into force. Raises Refused: plan_empty, and what
    `services.sections.submission.submit` raises.
    """

    def prepare() -> tuple[str | None, bytes]:
        known_receipt(house.database, act)  # the same key with another section is refused as that
        with house.database.read() as session:
            section = section_for(session, "plans.lay", actor, form.section_id)
            if section.document_id != document_id:
                raise Refused("not_found")
            row = session.get(PlanText, act.id) or _text_of(session, act, section)
        with house.database.write() as session:
            session.merge(row)
        plan = [Milestone.model_validate(one) for one in row.milestones]
        return section.head_id, as_markdown(plan, "en" if row.language == "en" else "ru", row.names).encode()

    head_id, content = await asyncio.to_thread(prepare)
    return await submit(
        house, actor=actor, act=act, section_id=form.section_id, filename="plan.md", base_id=head_id, content=content
    )


def _text_of(session: Session, act: Act, section: Section) -> PlanText:
    """The plan as it is now, to be bound by the hash of the revision that the same act hands in."""
    document = session.get_one(Document, section.document_id)
    plan = plan_of(session, document.id)
    if not plan:
        raise Refused("plan_empty")
    bodies = select(Body.id, Body.name).where(col(Body.id).in_([one.body_id for one in plan]))
    people = select(Person.id, Person.name).where(col(Person.id).in_([one.person_id for one in plan]))
    settings = session.get(PlanSettings, document.id)
    return PlanText(
        act_id=act.id,
        document_id=document.id,
        section_id=section.id,
        language=document.language,
        milestones=[one.model_dump(mode="json") for one in plan],
        names=dict(session.exec(bodies).all()) | dict(session.exec(people).all()),
        rule=settings.rule if settings else DEFAULT_RULE.model_dump(mode="json"),
    )


def read_plan_view(house: House, *, actor: Actor, document_id: str) -> PlanView:
    """Plan against fact: the milestones in force, or those being written where no plan is, and how each fares."""
    with house.database.read() as session:
        document = document_for(session, "plans.read", actor, document_id)
        today = today_in(house, document)
        text = in_force(session, document_id)
        drafted = plan_of(session, document_id)
        plan = tuple(Milestone.model_validate(one) for one in text.milestones) if text else drafted
        owed = {row.id: row for row in session.exec(select(Obligation).where(Obligation.document_id == document_id))}
        people = _people(session, list(owed))
        notes = _notes(session, [row.note_id for row in owed.values() if row.note_id])
        sections = session.exec(
            select(Section).where(Section.document_id == document_id).order_by(col(Section.position))
        ).all()
        settings = session.get(PlanSettings, document_id)
        contradictions = standing(session, document_id, today)
    zone = Policy.model_validate(document.policy).zone
    lines = [_line(one, owed.get(one.id) if text else None, people.get(one.id, []), notes, today, zone) for one in plan]
    waiting = [line for line in lines if line.state in ("open", "draft") and line.last_day and not line.overdue]
    following = min(waiting, key=lambda line: line.last_day or date.max, default=None)
    return PlanView(
        document_id=document_id,
        version=settings.version if settings else 1,
        rule=PhaseRule.model_validate(settings.rule) if settings else DEFAULT_RULE,
        in_force=InForce.model_validate(text, from_attributes=True) if text else None,
        changed_since=text is not None and plan != drafted,
        contradictions=len(contradictions),
        milestones=lines,
        overdue=[line.id for line in lines if line.overdue],
        next=following.id if following else None,
        sections=[PlannedSectionView.model_validate(row, from_attributes=True) for row in sections],
    )


def in_force(session: Session, document_id: str) -> PlanText | None:
    """The plan that is in force, if one is."""
    return session.exec(
        select(PlanText).where(
            PlanText.document_id == document_id,
            col(PlanText.in_force_at).is_not(None),
            col(PlanText.replaced_at).is_(None),
        )
    ).first()


def _line(
    one: Milestone, owed: Obligation | None, people: list[str], notes: dict[str, str], today: date, zone: str
) -> PlanLine:
    deadline = Deadline.model_validate(owed.deadline) if owed and owed.deadline else None
    last_day = deadline.last_day if deadline else one.due.last
    ended = owed.ended_at if owed else None
    done = ended.astimezone(ZoneInfo(zone)).date() if ended and owed and owed.state == "fulfilled" else None
    running = owed is None or owed.ended_at is None
    overdue = running and last_day is not None and last_day < today
    late = (done or today) - last_day if last_day is not None and (done or overdue) else None
    return PlanLine(
        id=one.id,
        number=one.number,
        title=one.title,
        body=one.body,
        due=Due.model_validate(one.due.model_dump()),
        needs=list(one.needs),
        state=owed.state if owed else "draft",
        owed_by=people,
        deadline=deadline,
        last_day=last_day,
        overdue=overdue,
        ended_at=ended,
        days_late=late.days if late is not None else None,
        note=notes.get(owed.note_id or "") if owed else None,
    )


def _people(session: Session, ids: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    query = select(ObligationPerson).where(col(ObligationPerson.obligation_id).in_(ids))
    for row in session.exec(query.order_by(ObligationPerson.person_id)):
        found.setdefault(row.obligation_id, []).append(row.person_id)
    return found


def _notes(session: Session, ids: list[str]) -> dict[str, str]:
    return dict(session.exec(select(Note.id, Note.text).where(col(Note.id).in_(ids))).all())

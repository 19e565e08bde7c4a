"""Policies in words: supposed ones with supposed dates, and those that a section or a document lives by."""

from functools import partial
from itertools import chain
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from domain.policy import checks
from domain.preview import (
    Dates,
    People,
    extensions_ahead,
    found_problems,
    lived_by,
    policy_words,
    supposed_dates,
    unpublished,
)
from domain.schedule import held_back
from domain.section.alarms import rule_of
from schemas.actor import Actor
from schemas.deadline import Alarm
from schemas.document import DocumentState
from schemas.language import Language
from schemas.policy import PhaseRule, Policy
from schemas.preview import PolicyWords
from schemas.section import Part, Phase, SectionState
from schemas.views.policies import PreviewForm
from services.documents.documents import policy_in
from services.documents.electorates import document_checks, electorates, require_weighed
from services.house import House
from services.relations import document_for, section_for
from services.rights import permit
from storage.calendars import find
from storage.tables import Alarm as AlarmRow
from storage.tables import Document, Organisation, Person, SectionPerson, Stream


def preview(house: House, *, actor: Actor, form: PreviewForm, language: Language) -> PolicyWords:
    """The policy with the dates that every phase would have if it opened at the instant, and what is wrong with it.

    Raises Refused("not_found") for a document that is none or not for the actor.
    """
    permit("policies.preview", actor)
    policy = policy_in(house, form.policy)
    opened_at, signers = form.opened_at or house.clock(), form.signers
    with house.database.read() as session:
        calendar = house.calendars.in_force(session)
        if form.document_id is not None:
            document = document_for(session, "documents.rules", actor, form.document_id)
            found = electorates(session, document, house.clock().astimezone(ZoneInfo(house.zone)).date())
            signers = min([*(len(one.signers) for one in found), len(document.approvers)])
            asked = document_checks(session, policy, document, found, opened_at)
        else:
            asked = chain(
                checks(policy, form.voters, signers, opened_at), [partial(require_weighed, session, policy.vote)]
            )
        problems = found_problems(asked, language, policy.zone)
        people = People(signers, _names(session, policy))
    dates = supposed_dates(policy, opened_at, calendar)
    return policy_words(policy, language, dates, people, problems=problems, opened_at=opened_at)


def section_rules(house: House, *, actor: Actor, section_id: str, language: Language) -> PolicyWords:
    """The rules that a section lives by, with the dates of its open phase; before the launch those it is to have."""
    with house.database.read() as session:
        section = section_for(session, "sections.rules", actor, section_id)
        document = session.get_one(Document, section.document_id)
        stream = session.get_one(Stream, f"section/{section_id}")
        state = SectionState.model_validate(stream.state)
        coming = state.coming_policy
        policy = lived_by(str(state.phase), state.policy, coming)
        if state.phase == Phase.PLANNED:
            policy = coming = Policy.model_validate(section.policy or document.policy)
        dates = {}
        if state.deadline is not None:
            dates[str(state.phase)] = _dates(house, session, stream.id, rule_of(state), state)
        signers = len(state.signers) if state.phase == Phase.SIGN_OFF else _approvers(session, section_id)
        people = People(signers, _names(session, policy))
    kept = str(state.phase) if policy != coming else ""
    return policy_words(policy, language, dates, people, now=house.clock(), kept=kept)


def document_rules(house: House, *, actor: Actor, document_id: str, language: Language) -> PolicyWords:
    """The rules of a document, with the dates of its signing while that is open; sections may have their own."""
    with house.database.read() as session:
        document = document_for(session, "documents.rules", actor, document_id)
        stream = session.get_one(Stream, f"document/{document_id}")
        state = DocumentState.model_validate(stream.state)
        coming = Policy.model_validate(document.policy) if state.phase == "setup" else state.coming_policy
        policy = lived_by("sign_off", state.policy, coming) if state.deadline is not None else coming
        dates = {}
        if state.deadline is not None:
            dates["sign_off"] = _dates(house, session, stream.id, state.policy.sign_off, state)
        people = People(len(document.approvers), _names(session, policy))
    kept = "sign_off" if policy != coming else ""
    return policy_words(policy, language, dates, people, now=house.clock(), kept=kept)


def _dates(
    house: House, session: Session, stream_id: str, rule: PhaseRule, state: SectionState | DocumentState
) -> Dates:
    """What the ledger says of the open phase: its last opening is the one in force."""
    deadline, opened_at = state.deadline, state.opened_at
    assert deadline is not None
    assert opened_at is not None
    last = select(func.max(AlarmRow.opened_seq)).where(AlarmRow.stream_id == stream_id).scalar_subquery()
    rows = session.exec(
        select(AlarmRow)
        .where(AlarmRow.stream_id == stream_id, col(AlarmRow.opened_seq) == last)
        .order_by(col(AlarmRow.planned_at))
    ).all()
    places = {one.id: one.index for one in state.alarms}
    alarms = [
        Alarm.model_validate(
            {"id": row.alarm_id, "what": row.what, "at": row.planned_at, "index": places.get(row.alarm_id, 0)}
        )
        for row in rows
    ]
    states = {row.alarm_id: _became(row) for row in rows}
    counted_by = find(session, deadline.calendar_hash)
    return Dates(
        deadline,
        alarms,
        states,
        unpublished(deadline, opened_at, counted_by),
        held_back=held_back(rule, deadline, counted_by),
        extensions=extensions_ahead(rule, alarms, states, deadline.zone, house.calendars.in_force(session)),
    )


def _became(row: AlarmRow) -> str:
    """Overtaken by another alarm is something else than planned for a moment outside the phase."""
    return "skipped" if row.state == "overtaken" and (row.reason or "").startswith("by_") else row.state


def _approvers(session: Session, section_id: str) -> int:
    rows = select(SectionPerson).where(SectionPerson.section_id == section_id, SectionPerson.part == Part.APPROVER)
    return len(session.exec(rows).all())


def _names(session: Session, policy: Policy) -> dict[str, str]:
    """The names of those whose voices weigh more; ids that nobody has are told as they are."""
    ids = [one.of for one in policy.vote.weights]
    people = session.exec(select(Person.id, Person.name).where(col(Person.id).in_(ids))).all()
    organisations = session.exec(select(Organisation.id, Organisation.name).where(col(Organisation.id).in_(ids))).all()
    return dict([*people, *organisations])

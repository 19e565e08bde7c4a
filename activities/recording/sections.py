"""Recording a section's commands: what the decision may know, and the rows that its events write."""

from functools import reduce
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select, update

from activities.lying import require_shown, section_lying
from activities.recording.bases import keep_flags
from activities.recording.disagreements import keep_disagreement
from activities.recording.guests import ask_guests, require_link
from activities.recording.kind import Moment, keep_state, standing_of
from activities.recording.ledger import keep_ledger
from activities.recording.notices import Turn, plan_notices
from activities.recording.people import people_of
from activities.recording.remarks import hand_remarks_over, keep_remark, remark_of
from activities.recording.reviews import keep_review
from domain.section import Facts, People, decide, evolve, next_alarm
from domain.section.alarms import rule_of
from domain.section.disputed import deciding
from domain.section.electorate import listed
from domain.section.successions import due_after
from domain.silence import INVITATIONS, LEAST_UPTIME, REMINDER, last_chance, reached
from schemas.disagreement_commands import TakeToLeadership
from schemas.disagreement_events import DecisionPassed, OfDisagreement
from schemas.problems import Refused
from schemas.record import Standing
from schemas.section import Part, Phase, SectionState
from schemas.section_commands import SECTION_COMMAND, Launch, SectionCommand, SendReview, Sign
from schemas.section_events import (
    AlarmRang,
    DutyPassed,
    PhaseOpened,
    PolicyChanged,
    Reassigned,
    RevisionSubmitted,
    SectionEvent,
)
from storage.prepared import change_in
from storage.tables import Document, Event, Notice, Person, Revision, Section, SectionPerson, Stream
from storage.unanswered import unanswered_of
from storage.uptime import share_up

FOLLOWED = frozenset(
    {
        *("revision_submitted", "approved", "published", "reopened", "withdrawn"),
        *("recused", "duty_passed", "duty_returned"),
    }
)
"""After these, comments are placed anew, the document is told, or the workflow has to end; or alarms may have moved
from outside the workflow, which has to look at them again."""

KNOWING_NOBODY = frozenset({"sign", "publish", "withdraw", "extend", "recount", "change_coordinator"})
"""Commands that open no phase and choose nobody: their decision needs no people."""


class SectionKind:
    """Streams named `section/ID`."""

    def command(self, data: dict[str, Any]) -> SectionCommand:
        """Read a section's command."""
        return SECTION_COMMAND.validate_python(data)

    def standing(self, stream: Stream) -> Standing:
        """How the section's stream stands."""
        return standing_of(stream, next_alarm(SectionState.model_validate(stream.state)))

    def observe(self, moment: Moment, command: SectionCommand) -> None:
        """A section depends on nothing outside its own stream."""

    def apply(self, moment: Moment, command: SectionCommand) -> dict[str, Any]:
        """Decide and write; the receipt's facts say the phase, round and head that result."""
        state = SectionState.model_validate(moment.stream.state)
        before = _shown(state)
        require_link(moment, command)
        if isinstance(command, Sign) and command.shown and state.phase == Phase.SIGN_OFF and state.head:
            lying = section_lying(moment.journal.session, state, state.head, moment.act.actor_id)
            require_shown(lying, command.shown)
        events = decide(state, command, _facts(moment, state, command))
        moment.journal.append(moment.stream, moment.act, [*keep_review(moment, state, command), *events])
        final = reduce(evolve, events, state)
        for seq, event in enumerate(events, start=moment.stream.seq - len(events) + 1):
            for one in due_after(state, event):
                hand_remarks_over(moment.journal.session, state.id, one)
            state = evolve(state, event)
            _project(moment, state, event)
            keep_remark(moment, state, event, command)
            keep_disagreement(moment, state, event)
            ask_guests(moment, state, event)
            keep_flags(moment, state.id, event)
            rule = rule_of(state) if isinstance(event, AlarmRang) else None
            row = keep_ledger(moment, seq, event, phase=str(state.phase), round_=state.round, rule=rule)
            plan_notices(moment, Turn(seq, event, state, final), row)
        keep_state(moment, state, events, followed=FOLLOWED, alarm=next_alarm(state))
        if _shown(state) != before:
            _project_state(moment, state)
        about = command.model_dump(include={"comment_id", "taken"}, mode="json")
        if isinstance(command, SendReview):
            about["comments"] = [one.comment_id for one in command.remarks]
        named = [one.disagreement_id for one in events if isinstance(one, OfDisagreement)]
        about |= {"disagreement_id": named[0]} if named else {}
        return about | {
            "phase": str(state.phase),
            "round": state.round,
            "cycle": state.cycle,
            "revision_id": state.head.revision_id if state.head else None,
            "deadline": state.deadline.model_dump(mode="json") if state.deadline else None,
        }


def _facts(moment: Moment, state: SectionState, command: SectionCommand) -> Facts:
    now, told, up = moment.journal.now, frozenset[str](), True
    if command.type == "ring" and state.phase == Phase.REVIEW:
        told = reached(told_in_round(moment.journal.session, moment.stream.id, ("sent",)))
        up = _was_up(moment, state)
    people = People() if command.type in KNOWING_NOBODY else _people(moment, state, command)
    session = moment.journal.session
    asks = command.type not in KNOWING_NOBODY and state.phase in (Phase.DRAFTING, Phase.REVIEW)
    asks = asks or state.phase == Phase.SIGN_OFF
    return Facts(
        now=now,
        calendar=moment.calendar,
        actor_id=moment.act.actor_id,
        told=told,
        up=up,
        people=people,
        unanswered=unanswered_of(session, state.id, state.cycle) if asks else (),
        remark=remark_of(moment, state, command),
        leaders=_leaders(session, state) if isinstance(command, TakeToLeadership) else (),
    )


def _people(moment: Moment, state: SectionState, command: SectionCommand) -> People:
    listed = (*state.editors, *state.reviewers, *state.approvers)
    if isinstance(command, Launch):
        listed = (*command.editors, *command.reviewers, *command.approvers)
    open_phase = (*state.voters, *state.signers, *(state.drafters or ()), *(one.deputy_id for one in state.passes))
    named = (getattr(command, name, "") for name in ("joins", "person_id", "deputy_id", "decider_id"))
    return people_of(moment, state.document_id, state.id, (*listed, *open_phase, *deciding(state), *named))


def _leaders(session: Session, state: SectionState) -> tuple[str, ...]:
    return tuple(session.get_one(Document, state.document_id).approvers)


def told_in_round(session: Session, stream_id: str, states: tuple[str, ...]) -> list[tuple[str, str]]:
    """The invitations to the open round and reminders of it in these states, by person and kind.

    Only to people who can answer.
    """
    opened = session.exec(
        select(Event.seq)
        .where(Event.stream_id == stream_id, Event.type == "round_opened")
        .order_by(col(Event.seq).desc())
        .limit(1)
    ).one()
    rows = session.exec(
        select(Notice.person_id, Notice.kind)
        .join(Person, col(Person.id) == col(Notice.person_id))
        .where(
            col(Person.active),
            Notice.stream_id == stream_id,
            Notice.seq >= opened,
            col(Notice.state).in_(states),
            col(Notice.kind).in_((*INVITATIONS, REMINDER)),
        )
    ).all()
    return [(person, kind) for person, kind in rows]


def _was_up(moment: Moment, state: SectionState) -> bool:
    if state.deadline is None or state.opened_at is None:
        return True
    since, until = last_chance(state.deadline, state.opened_at, moment.calendar)
    return share_up(moment.journal.session, since, until) >= LEAST_UPTIME


def _project(moment: Moment, state: SectionState, event: SectionEvent) -> None:
    session = moment.journal.session
    if isinstance(event, RevisionSubmitted):
        head = event.head
        if change_in(session, _ACCEPT, revision=head.revision_id, section=state.id, as_number=head.number) != 1:
            raise Refused("not_found")
        if session.exec(select(Revision.text_hash).where(Revision.id == head.revision_id)).one() != head.text_hash:
            raise Refused("try_again")  # a proposal came into the draft, or left it, while it was handed in
    elif isinstance(event, Reassigned):
        _project_part(moment, state, event)
    elif isinstance(event, DutyPassed | DecisionPassed) and event.deputy_id is not None:
        session.merge(SectionPerson(section_id=state.id, person_id=event.deputy_id, part="deputy"))
    elif isinstance(event, PolicyChanged) and event.own:
        change_in(session, _OWN_POLICY, section=state.id, own=event.policy.model_dump(mode="json"))
    elif isinstance(event, PhaseOpened) or (isinstance(event, AlarmRang) and event.alarm.what == "deadline"):
        change_in(session, _OVERDUE, section=state.id, is_late=isinstance(event, AlarmRang))


def _project_part(moment: Moment, state: SectionState, event: Reassigned) -> None:
    """Keep the section's list; who sits for somebody appointed by the matrix is not on it, and sees the section."""
    session = moment.journal.session
    part = str(Part(event.part))
    if event.joins not in listed(state, Part(event.part)):
        session.merge(SectionPerson(section_id=state.id, person_id=event.joins, part="deputy"))
        return
    row = session.get(SectionPerson, (state.id, event.leaves, part)) if event.leaves is not None else None
    if row is not None:
        session.delete(row)
        place = row.place
    else:
        same_part = (SectionPerson.section_id == state.id, SectionPerson.part == part)
        last = session.exec(select(func.max(SectionPerson.place)).where(*same_part)).one()
        place = 0 if last is None else last + 1
    session.add(SectionPerson(section_id=state.id, person_id=event.joins, part=part, place=place))


def _shown(state: SectionState) -> tuple[object, ...]:
    """What of a state stands on the section's row."""
    return state.phase, state.cycle, state.round, state.head, state.deadline


def _project_state(moment: Moment, state: SectionState) -> None:
    session, head, deadline = moment.journal.session, state.head, state.deadline
    shown = {"as_phase": str(state.phase), "as_cycle": state.cycle, "as_round": state.round}
    until = deadline.model_dump(mode="json") if deadline else None
    change_in(session, _SHOW, section=state.id, until=until, **shown)
    if head is not None:
        change_in(
            session, _HEAD, section=state.id, revision=head.revision_id, as_number=head.number, text=head.text_hash
        )
    if deadline is None:
        change_in(session, _OVERDUE, section=state.id, is_late=False)


_THIS = col(Section.id) == bindparam("section")
_SHOW = update(Section).where(_THIS)
_SHOW = _SHOW.values(
    phase=bindparam("as_phase"), cycle=bindparam("as_cycle"), round=bindparam("as_round"), deadline=bindparam("until")
)
_HEAD = update(Section).where(_THIS)
_HEAD = _HEAD.values(head_id=bindparam("revision"), head_number=bindparam("as_number"), text_hash=bindparam("text"))
_OVERDUE = update(Section).where(_THIS).values(overdue=bindparam("is_late"))
_OWN_POLICY = update(Section).where(_THIS).values(policy=bindparam("own"))
_ACCEPT = (
    update(Revision)
    .where(col(Revision.id) == bindparam("revision"), col(Revision.section_id) == bindparam("section"))
    .values(state="accepted", number=bindparam("as_number"), reason=None)
)

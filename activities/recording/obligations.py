"""Recording what is owed by a date: what the decision may know, and the rows that its events write."""

from functools import reduce
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import select

from activities.recording.kind import Moment, keep_state, standing_of
from activities.recording.ledger import keep_ledger
from activities.recording.people import known_people
from activities.recording.plan_notices import plan_obligation_notices
from domain.obligation import Facts, check_rule, decide, evolve, next_alarm
from domain.obligation.evolve import owed_by
from domain.obligation.people import passes_to_deputies
from domain.section import People
from schemas.obligation import (
    OBLIGATION_COMMAND,
    ObligationCancelled,
    ObligationCommand,
    ObligationEvent,
    ObligationFulfilled,
    ObligationState,
    Oblige,
)
from schemas.record import Standing
from schemas.section_events import AlarmRang, PhaseOpened
from storage.tables import Document, Obligation, ObligationPerson, Stream

HANDS = frozenset({"obliged", "obligation_passed", "obligation_returned", "obligation_handed_over", "obligation_left"})
"""Events that can change who owes it."""


class ObligationKind:
    """Streams named `obligation/ID`."""

    def command(self, data: dict[str, Any]) -> ObligationCommand:
        """Read an obligation's command."""
        return OBLIGATION_COMMAND.validate_python(data)

    def standing(self, stream: Stream) -> Standing:
        """How the obligation's stream stands."""
        return standing_of(stream, next_alarm(ObligationState.model_validate(stream.state)))

    def observe(self, moment: Moment, command: ObligationCommand) -> None:
        """An obligation depends on nothing outside its own stream."""

    def apply(self, moment: Moment, command: ObligationCommand) -> dict[str, Any]:
        """Decide and write; the receipt's facts say the phase and the deadline that result."""
        state = ObligationState.model_validate(moment.stream.state)
        if command.type == "oblige":
            check_rule(command.terms.rule)
            command = _led_as_now(moment, state, command)
        events = decide(state, command, _facts(moment, state, command))
        moment.journal.append(moment.stream, moment.act, events)
        final = reduce(evolve, events, state)
        for seq, event in enumerate(events, start=moment.stream.seq - len(events) + 1):
            state = evolve(state, event)
            rule = state.terms.rule if state.terms else None
            row = keep_ledger(moment, seq, event, phase="obligation", round_=0, rule=rule)
            _project(moment, state, event)
            plan_obligation_notices(moment, seq, state, final, event, row)
        keep_state(moment, state, events, followed=frozenset(), alarm=next_alarm(state))
        return {
            "phase": str(state.phase),
            "deadline": state.deadline.model_dump(mode="json") if state.deadline else None,
        }


def _led_as_now(moment: Moment, state: ObligationState, command: Oblige) -> Oblige:
    """The terms with whoever coordinates and leads the document by now: they may have been read before that changed."""
    query = select(Document).where(Document.id == state.document_id).execution_options(populate_existing=True)
    document = moment.journal.session.exec(query).one()
    led = {"coordinator_id": document.coordinator_id, "leaders": tuple(document.approvers)}
    return command.model_copy(update={"terms": command.terms.model_copy(update=led)})


def _facts(moment: Moment, state: ObligationState, command: ObligationCommand) -> Facts:
    now, people = moment.journal.now, People()
    terms = command.terms if isinstance(command, Oblige) else state.terms
    if terms is not None and passes_to_deputies(terms):
        today = now.astimezone(ZoneInfo(terms.zone)).date()
        stood_in_for = (one.person_id for one in state.passes)
        people = known_people(moment.journal.session, {*owed_by(terms), *state.owed_by, *stood_in_for}, today)
    return Facts(now=now, calendar=moment.calendar, actor_id=moment.act.actor_id, people=people)


def _project(moment: Moment, state: ObligationState, event: ObligationEvent) -> None:
    session = moment.journal.session
    row = session.get_one(Obligation, state.id)
    row.state = str(state.phase)
    row.deadline = state.deadline.model_dump(mode="json") if state.deadline else None
    if isinstance(event, PhaseOpened) or (isinstance(event, AlarmRang) and event.alarm.what == "deadline"):
        row.overdue = isinstance(event, AlarmRang)
    if event.type == "obliged":
        row.ended_at, row.note_id = None, None
    if isinstance(event, ObligationFulfilled | ObligationCancelled):
        row.ended_at, row.overdue = moment.journal.now, False
        row.note_id = event.note.id if event.note else None
    if event.type in HANDS:
        for one in session.exec(select(ObligationPerson).where(ObligationPerson.obligation_id == state.id)):
            session.delete(one)
        session.flush()
        session.add_all(ObligationPerson(obligation_id=state.id, person_id=person) for person in state.owed_by)

"""Whom a stream asks for an act as it stands, and when they would act as they are supposed to."""

from datetime import datetime
from typing import NamedTuple

from domain.document import signing
from domain.schedule import last_moment, moment_late
from domain.section.alarms import awaited
from domain.section.disputed import is_held
from domain.section.electorate import answering, waiting
from schemas.calendar import Calendar
from schemas.deadline import Deadline
from schemas.document import DocumentPhase, DocumentState
from schemas.rehearsal import Behaviour
from schemas.section import Phase, SectionState


class Asked(NamedTuple):
    """An act that is outstanding: in whose place, and who is to do it."""

    what: str
    person_id: str
    actor_id: str


_ACTS = {Phase.DRAFTING: "submit_revision", Phase.REVIEW: "give_verdict", Phase.SIGN_OFF: "sign"}


def asked_by(state: SectionState | DocumentState, *, lacks_answers: bool = False) -> tuple[Asked, ...]:
    """Everybody whose act the open phase waits for; the coordinator too, where only they can end a round.

    A text before its signers that `lacks_answers` waits for its editors first.
    """
    if isinstance(state, DocumentState):
        if state.phase != DocumentPhase.SIGNING:
            return ()
        pairs = zip(signing.waiting(state), signing.awaited(state), strict=True)
        return tuple(Asked("sign_document", person, actor) for person, actor in pairs)
    if state.phase not in _ACTS:
        return ()
    if lacks_answers:
        return tuple(Asked("answer_remarks", editor, editor) for editor in answering(state))
    if is_held(state):
        return tuple(Asked("settle_disagreements", person, person) for person in awaited(state))
    if state.held_by is not None:
        return tuple(Asked("answer_remarks", editor, editor) for editor in awaited(state))
    found = [Asked(_ACTS[state.phase], *pair) for pair in zip(waiting(state), awaited(state), strict=True)]
    if state.undecided:
        found.append(Asked("decide_round", state.coordinator_id, state.coordinator_id))
    return tuple(found)


def acts_at(behaviour: Behaviour, deadline: Deadline, asked_at: datetime, calendar: Calendar) -> datetime | None:
    """When somebody who behaves so does what they were asked at that instant; never is None."""
    if behaviour.acts == "never":
        return None
    if behaviour.acts == "late":
        return moment_late(deadline, asked_at, behaviour.working_days, calendar)
    return last_moment(deadline, asked_at, calendar)

"""A section's alarms: which is next, and whom each concerns."""

from domain.alarms import nearest
from domain.section.deputies import acting
from domain.section.disputed import awaited_to_settle, is_held
from domain.section.electorate import answering, is_blind, seated, spoken, waiting
from domain.section.upholding import term_alarm
from schemas.deadline import Alarm
from schemas.policy import PhaseRule, Step
from schemas.section import Phase, SectionState


def next_alarm(state: SectionState) -> Alarm | None:
    """The nearest reminder, deadline, ladder step or end of the authors' terms that has not been acted on."""
    return nearest(alarms_of(state))


def alarms_of(state: SectionState) -> tuple[Alarm, ...]:
    """All that are ahead: those of the open phase, and the end of the terms that it waits for."""
    term = term_alarm(state)
    return state.alarms if term is None else (*state.alarms, term)


def rule_of(state: SectionState) -> PhaseRule:
    """The rule of the phase that is open; only phases with a deadline have one."""
    return {
        Phase.DRAFTING: state.policy.drafting,
        Phase.REVIEW: state.policy.review,
        Phase.SIGN_OFF: state.policy.sign_off,
    }[state.phase]


def step_of(state: SectionState, alarm: Alarm) -> Step:
    """The ladder's step that an alarm of the kind `step` stands for."""
    return rule_of(state).ladder[alarm.index]


def awaited(state: SectionState) -> tuple[str, ...]:
    """Who the open phase waits for: those whose duty it is, or their deputies; for answers, the editors.

    Where disagreements are to be settled, whom these wait for. Nobody where all have signed and terms run.
    """
    if term_alarm(state) is not None:
        return ()
    if is_held(state):
        return awaited_to_settle(state)
    if state.held_by is not None:
        return answering(state)
    return acting(state, waiting(state))


def still_asked(state: SectionState) -> tuple[str, ...]:
    """Who has said nothing in a round that is done without them, or their deputies, where own opinions come first.

    To them everything goes on as before, or else they would learn what the others said.
    """
    if state.held_by is None or not is_blind(state):
        return ()
    return acting(state, tuple(person for person in seated(state) if person not in spoken(state)))


def asked(state: SectionState) -> tuple[str, ...]:
    """Everybody whose act the open phase waits for, or seems to wait for."""
    return tuple(dict.fromkeys((*awaited(state), *still_asked(state))))


def told_by(state: SectionState, alarm: Alarm) -> tuple[str, ...]:
    """Whom an alarm is told to: a reminder those who are awaited, the deadline them and the coordinator.

    A step tells whom it names; of the people of the open phase, those whose act is outstanding.
    """
    if alarm.what == "reminder":
        return asked(state)
    if alarm.what == "deadline":
        return tuple(dict.fromkeys((*asked(state), state.coordinator_id)))
    people: list[str] = []
    for role in step_of(state, alarm).tell:
        people += {
            "owner": state.editors[:1],
            "editors": acting(state, seated(state)) if state.phase == Phase.DRAFTING else state.editors,
            "reviewers": asked(state) if state.phase == Phase.REVIEW else state.reviewers,
            "approvers": acting(state, state.signers) if state.phase == Phase.SIGN_OFF else state.approvers,
            "coordinator": (state.coordinator_id,),
        }[role]
    return tuple(dict.fromkeys(people))

"""Who signs the whole: whose signature is awaited, and whom an alarm of the signing is told to."""

from schemas.deadline import Alarm
from schemas.document import DocumentState


def awaited(state: DocumentState) -> tuple[str, ...]:
    """The leaders whose signature on the open candidate is awaited now: of those who sign in turn, only the next."""
    waiting = tuple(person for person in state.approvers if person not in state.signatures)
    return waiting[:1] if state.policy.sign.order == "in_turn" else waiting


def told_by(state: DocumentState, alarm: Alarm) -> tuple[str, ...]:
    """A reminder tells those who are awaited, the deadline them and the coordinator, a step whom it names.

    A document has neither editors nor reviewers: a step that names them tells nobody by that.
    """
    waiting = awaited(state)
    if alarm.what == "reminder":
        return waiting
    roles = {"approvers": waiting, "coordinator": (state.coordinator_id,)}
    named = tuple(roles) if alarm.what == "deadline" else state.policy.sign_off.ladder[alarm.index].tell
    return tuple(dict.fromkeys(person for role in named for person in roles.get(role, ())))

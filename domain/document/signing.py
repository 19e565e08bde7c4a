"""Who signs the whole: the leaders of the open signing, their deputies, whose turn it is, and whom an alarm tells."""

from schemas.deadline import Alarm
from schemas.document import DocumentState
from schemas.problems import Refused


def signers(state: DocumentState) -> tuple[str, ...]:
    """The leaders before whom the open candidate lies."""
    return state.approvers if state.signers is None else state.signers


def waiting(state: DocumentState) -> tuple[str, ...]:
    """The leaders whose signature is awaited now: of those who sign in turn, only the next."""
    still = tuple(person for person in signers(state) if person not in state.signatures)
    return still[:1] if state.policy.sign.order == "in_turn" else still


def deputy_of(state: DocumentState, person: str) -> str | None:
    """To whom a leader's duty has passed, if it has."""
    return next((one.deputy_id for one in state.passes if one.person_id == person), None)


def acting_for(state: DocumentState, person: str) -> str:
    """Who acts in a leader's place: their deputy, or they themselves."""
    return deputy_of(state, person) or person


def awaited(state: DocumentState) -> tuple[str, ...]:
    """Who is to sign now: those whose turn it is, or their deputies."""
    return tuple(acting_for(state, person) for person in waiting(state))


def principal_of(state: DocumentState, deputy: str) -> str | None:
    """Which leader somebody stands in for."""
    return next((one.person_id for one in state.passes if one.deputy_id == deputy), None)


def seat_of(state: DocumentState, actor: str) -> tuple[str, str | None]:
    """In whose place an actor signs, and the actor again if that is as a deputy. Raises not_a_signer, duty_passed."""
    principal = principal_of(state, actor)
    if principal is not None:
        return principal, actor
    if actor not in signers(state):
        raise Refused("not_a_signer")
    if acting_for(state, actor) != actor:
        raise Refused("duty_passed")
    return actor, None


def enough_signed(state: DocumentState) -> bool:
    """Whether the signatures suffice; where nobody may sign any more, they never do."""
    return 0 < (state.policy.sign.needed or len(signers(state))) <= len(state.signatures)


def can_be_met(state: DocumentState) -> bool:
    """Whether enough leaders are left in the open signing for its rule."""
    return len(signers(state)) >= (state.policy.sign.needed or 1)


def told_by(state: DocumentState, alarm: Alarm) -> tuple[str, ...]:
    """A reminder tells those who are awaited, the deadline them and the coordinator, a step whom it names.

    A document has neither editors nor reviewers: a step that names them tells nobody by that.
    """
    who = awaited(state)
    if alarm.what == "reminder":
        return who
    roles = {"approvers": who, "coordinator": (state.coordinator_id,)}
    named = tuple(roles) if alarm.what == "deadline" else state.policy.sign_off.ladder[alarm.index].tell
    return tuple(dict.fromkeys(person for role in named for person in roles.get(role, ())))

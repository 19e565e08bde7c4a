"""Deputies: who acts for whom in the open phase, and to whom a duty may pass."""

from functools import partial

from domain.section.disputed import deciding
from domain.section.electorate import ACTING, conflicted, is_blind, seated, spoken, waiting
from domain.section.facts import People
from domain.standing_in import BackToPerson, NoDeputy, ToDeputy, in_right_hands, next_deputy
from schemas.problems import Refused
from schemas.section import Note, Phase, SectionState
from schemas.section_events import DeputiesLacking, DutyPassed, DutyReturned, SectionEvent

NOT_SEATED = {Phase.DRAFTING: "not_an_editor", Phase.REVIEW: "not_a_voter", Phase.SIGN_OFF: "not_a_signer"}
"""What somebody is told who has no duty in the open phase."""


def deputy_of(state: SectionState, person: str | None) -> str | None:
    """To whom a person's duty has passed, if it has."""
    return next((one.deputy_id for one in state.passes if one.person_id == person), None)


def acting_for(state: SectionState, person: str) -> str:
    """Who acts in a person's place: their deputy, or they themselves."""
    return deputy_of(state, person) or person


def acting(state: SectionState, persons: tuple[str, ...]) -> tuple[str, ...]:
    """Who acts in each person's place."""
    return tuple(acting_for(state, person) for person in persons)


def principal_of(state: SectionState, deputy: str) -> str | None:
    """Whom somebody stands in for in the open phase."""
    return next((one.person_id for one in state.passes if one.deputy_id == deputy), None)


def seat_of(state: SectionState, actor: str) -> tuple[str, str | None]:
    """In whose place an actor acts, and the actor again if that is as a deputy.

    Raises Refused: duty_passed where a deputy acts instead, not_an_editor, not_a_voter or not_a_signer.
    """
    principal = principal_of(state, actor)
    if principal is not None:
        return principal, actor
    if actor not in seated(state):
        raise Refused(NOT_SEATED[state.phase])
    if acting_for(state, actor) != actor:
        raise Refused("duty_passed")
    return actor, None


def why_not(state: SectionState, people: People, deputy: str) -> str | None:
    """The code that says why somebody may not take over a duty of the open phase: nobody has two voices in it."""
    if deputy in seated(state) or principal_of(state, deputy) is not None:
        return "deputy_is_voter"
    if is_blind(state) and deputy in (*deciding(state), state.coordinator_id, *state.editors):
        return "deputy_is_voter"  # they have read what others say, and nobody speaks after that for the first time
    if deputy in conflicted(state):
        return "recused_here"
    if deputy in people.inactive:
        return "person_unknown"
    judged = state.head is not None and state.phase != Phase.DRAFTING
    return "wrote_it_alone" if judged and state.head and set(state.head.authors) == {deputy} else None


def unable(state: SectionState, people: People, deputy: str) -> str | None:
    """The code that says why somebody does not take over a duty today: nor does who is away, or has no account."""
    if deputy in people.guests:
        return "person_unknown"
    return "deputy_away" if deputy in people.absent else why_not(state, people, deputy)


def passing(
    state: SectionState,
    person: str,
    deputy: str,
    by: str,
    *,
    note: Note | None = None,
    until_back: bool = False,
    relieves: str | None = None,
) -> DutyPassed:
    """The event of a duty that passes on."""
    return DutyPassed.model_validate(
        {
            "part": ACTING[state.phase],
            "person_id": person,
            "deputy_id": deputy,
            "by": by,
            "awaited": person in waiting(state),
            "until_back": until_back,
            "relieves": relieves,
            "note": note,
        }
    )


def next_passing(state: SectionState, people: People, person: str, by: str) -> SectionEvent:
    """A duty that is to pass on goes to the first standing deputy who is able; to nobody where none is."""
    return _event(state, person, by, next_deputy(people, person, partial(unable, state, people)))


def attending(state: SectionState, people: People, person: str) -> SectionEvent | None:
    """What today's absences do to somebody's open duty; None where it is in the hands in which it should be."""
    if person in spoken(state):
        return None
    passed = next((one for one in state.passes if one.person_id == person), None)
    found = in_right_hands(people, person, passed, partial(unable, state, people))
    return None if found is None else _event(state, person, "absence", found)


def _event(state: SectionState, person: str, by: str, found: ToDeputy | BackToPerson | NoDeputy) -> SectionEvent:
    part = ACTING[state.phase]
    match found:
        case ToDeputy():
            away = by == "absence"
            return passing(state, person, found.deputy_id, by, until_back=away, relieves=found.relieves)
        case BackToPerson():
            return DutyReturned(part=part, person_id=person, deputy_id=found.deputy_id, reason=found.reason)
        case NoDeputy():
            return DeputiesLacking(part=part, persons=(person,), reasons=(found.reason,))

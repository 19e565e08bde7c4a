"""Deputies: who acts for whom in the open phase, and to whom a duty may pass."""

from domain.section.electorate import ACTING, seated, spoken, waiting
from domain.section.facts import People
from schemas.problems import Refused
from schemas.section import Note, Phase, SectionState
from schemas.section_events import DeputiesLacking, DutyPassed, SectionEvent

NOT_SEATED = {Phase.DRAFTING: "not_an_editor", Phase.REVIEW: "not_a_voter", Phase.SIGN_OFF: "not_a_signer"}
"""What somebody is told who has no duty in the open phase."""


def acting_for(state: SectionState, person: str) -> str:
    """Who acts in a person's place: their deputy, or they themselves."""
    return next((one.deputy_id for one in state.passes if one.person_id == person), person)


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
    if deputy in people.inactive:
        return "person_unknown"
    judged = state.head is not None and state.phase != Phase.DRAFTING
    return "wrote_it_alone" if judged and state.head and set(state.head.authors) == {deputy} else None


def passing(state: SectionState, person: str, deputy: str, by: str, note: Note | None = None) -> DutyPassed:
    """The event of a duty that passes on."""
    return DutyPassed.model_validate(
        {
            "part": ACTING[state.phase],
            "person_id": person,
            "deputy_id": deputy,
            "by": by,
            "awaited": person in waiting(state),
            "note": note,
        }
    )


def next_passing(state: SectionState, people: People, person: str, deputy: str | None, by: str) -> SectionEvent | None:
    """What happens to a duty that is to pass on: it passes, or there is nobody; None where it passed or was done."""
    if person in spoken(state) or acting_for(state, person) != person:
        return None
    if deputy is None or why_not(state, people, deputy) is not None:
        return DeputiesLacking(part=ACTING[state.phase], persons=(person,))
    return passing(state, person, deputy, by)

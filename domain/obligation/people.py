"""What happens to something owed when its people change: deputies who take over, the coordinator, closed accounts."""

from collections.abc import Iterator
from functools import partial

from domain.obligation.evolve import evolve, holder, principal_of
from domain.section.facts import People
from domain.standing_in import BackToPerson, NoDeputy, ToDeputy, in_right_hands, next_deputy
from schemas.obligation import (
    HandObligationOver,
    LeaveObligation,
    ObligationEvent,
    ObligationHandedOver,
    ObligationLeft,
    ObligationPassed,
    ObligationReturned,
    ObligationState,
    Terms,
)


def passes_to_deputies(terms: Terms | None) -> bool:
    """Whether the plan's ladder lets what is owed pass to deputies; where it does not, an absence does nothing."""
    return terms is not None and any(step.outcome == "pass_to_deputy" for step in terms.rule.ladder)


def passing_on(state: ObligationState, people: People) -> Iterator[ObligationPassed]:
    """It passes from those who owe it to deputies who do not yet; never on from a deputy, nor back to a principal."""
    deputies = {one.deputy_id for one in state.passes}
    for person in (one for one in state.owed_by if one not in deputies):
        found = next_deputy(people, person, partial(_unable, state, people))
        if isinstance(found, ToDeputy):
            passed = ObligationPassed(leaves=person, joins=found.deputy_id)
            yield passed
            state = evolve(state, passed)


def attend(state: ObligationState, people: People) -> Iterator[ObligationEvent]:
    """Who is away by now is stood in for and who is back owes it again, where the ladder passes it to deputies."""
    if not passes_to_deputies(state.terms):
        return
    for person in [principal_of(state, holding) or holding for holding in state.owed_by]:
        passed = next((one for one in state.passes if one.person_id == person), None)
        event = _event(person, in_right_hands(people, person, passed, partial(_unable, state, people)))
        if event is not None:
            yield event
            state = evolve(state, event)


def _event(person: str, found: ToDeputy | BackToPerson | NoDeputy | None) -> ObligationEvent | None:
    match found:
        case ToDeputy():
            return ObligationPassed(leaves=person, joins=found.deputy_id, by="absence", relieves=found.relieves)
        case BackToPerson():
            return ObligationReturned(person_id=person, deputy_id=found.deputy_id, reason=found.reason)
    return None


def _unable(state: ObligationState, people: People, deputy: str) -> str | None:
    """The code that says why somebody does not take it over: away, gone, or part of it already."""
    if deputy in people.absent:
        return "deputy_away"
    if deputy in {*state.owed_by, *(person for one in state.passes for person in (one.person_id, one.deputy_id))}:
        return "deputy_is_voter"
    return "person_unknown" if deputy in people.inactive else None


def hand_over(state: ObligationState, command: HandObligationOver) -> Iterator[ObligationHandedOver]:
    """Another coordinator or leader; what the one before owed as coordinator, the new one owes."""
    assert state.terms is not None
    people = state.terms.leaders if command.part == "leader" else (state.terms.coordinator_id,)
    if command.leaves in people:
        owes = command.part == "coordinator" and command.leaves not in state.terms.owed_by
        owes = owes and holder(state, command.leaves) in state.owed_by
        yield ObligationHandedOver(part=command.part, leaves=command.leaves, joins=command.joins, owes=owes)


def leave(state: ObligationState, command: LeaveObligation) -> Iterator[ObligationEvent]:
    """A closed account gives back what it stood in for, and owes nothing itself.

    A coordinator who owes it as such and alone stays until another is named, of which the document tells.
    """
    assert state.terms is not None
    person = command.person_id
    principal = principal_of(state, person)
    if principal is not None:
        returned = ObligationReturned(person_id=principal, deputy_id=person)
        yield returned
        state = evolve(state, returned)
    assert state.terms is not None
    named = person in state.terms.owed_by
    alone = state.owed_by == (person,) and state.terms.coordinator_id == person
    if named or (holder(state, person) in state.owed_by and not alone):
        yield ObligationLeft(person_id=person, base=sum(one != person for one in state.owed_by))

"""What happens to something owed when its people change: deputies who take over, the coordinator, closed accounts."""

from collections.abc import Iterator, Mapping

from domain.obligation.evolve import evolve, holder
from schemas.obligation import (
    HandObligationOver,
    LeaveObligation,
    ObligationEvent,
    ObligationHandedOver,
    ObligationLeft,
    ObligationPassed,
    ObligationReturned,
    ObligationState,
)


def passing_on(state: ObligationState, deputies: Mapping[str, str]) -> Iterator[ObligationPassed]:
    """It passes from those who owe it to deputies who do not yet; never on from a deputy, nor back to a principal."""
    taken = {*state.owed_by, *(person for one in state.passes for person in (one.person_id, one.deputy_id))}
    own = (person for person in state.owed_by if person not in {one.deputy_id for one in state.passes})
    for person in own:
        deputy = deputies.get(person)
        if deputy is not None and deputy not in taken:
            taken.add(deputy)
            yield ObligationPassed(leaves=person, joins=deputy)


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
    principal = next((one.person_id for one in state.passes if one.deputy_id == person), None)
    if principal is not None:
        returned = ObligationReturned(person_id=principal, deputy_id=person)
        yield returned
        state = evolve(state, returned)
    assert state.terms is not None
    named = person in state.terms.owed_by
    alone = state.owed_by == (person,) and state.terms.coordinator_id == person
    if named or (holder(state, person) in state.owed_by and not alone):
        yield ObligationLeft(person_id=person, base=sum(one != person for one in state.owed_by))

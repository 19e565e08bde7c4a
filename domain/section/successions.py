"""Who comes in a reviewer's place speaks for their remarks: the terms and disagreements that pass on with a seat."""

from typing import Any

from domain.section.electorate import is_blind
from schemas.section import Part, SectionState, Succession
from schemas.section_events import Reassigned, RoundClosed, SectionEvent, VerdictGiven


def due_after(state: SectionState, event: SectionEvent) -> tuple[Succession, ...]:
    """The successions that take place by an event in this state.

    Where own opinions come first, who came in somebody's place learns what was remarked there once they have spoken,
    or the round is closed.
    """
    came = _came(event)
    if came and not is_blind(state):
        return came
    if isinstance(event, VerdictGiven):
        return _leading_to(event.person_id, state.successions)
    return state.successions if isinstance(event, RoundClosed) else ()


def succeeded(state: SectionState, event: SectionEvent) -> dict[str, Any]:
    """What an event makes of the successions that wait, and of the terms and disagreements of those that take place."""
    due = due_after(state, event)
    left = tuple(one for one in (*state.successions, *_came(event)) if one not in due)
    changes: dict[str, Any] = {"successions": left} if left != state.successions else {}
    for one in due:
        state = state.model_copy(update=_handed_over(state, one))
    return changes | ({"terms": state.terms, "disagreements": state.disagreements} if due else {})


def _leading_to(person: str, waiting: tuple[Succession, ...]) -> tuple[Succession, ...]:
    """By which the person comes in somebody's place, at once or one after another."""
    places, found = {person}, list[Succession]()
    for one in reversed(waiting):
        if one.joins in places:
            places.add(one.leaves)
            found.insert(0, one)
    return tuple(found)


def _came(event: SectionEvent) -> tuple[Succession, ...]:
    if not isinstance(event, Reassigned) or event.part != Part.REVIEWER or event.leaves is None:
        return ()
    return (Succession(leaves=event.leaves, joins=event.joins),)


def _handed_over(state: SectionState, one: Succession) -> dict[str, Any]:
    joins = {"author_id": one.joins}
    theirs = (known.outcome is None and known.author_id == one.leaves for known in state.disagreements)
    return {
        "terms": tuple(term.model_copy(update=joins) if term.author_id == one.leaves else term for term in state.terms),
        "disagreements": tuple(
            known.model_copy(update=joins) if open_ else known
            for known, open_ in zip(state.disagreements, theirs, strict=True)
        ),
    }

"""Duties of leaders that change hands: who is away and back, and what a ladder passes on."""

from collections.abc import Callable, Iterable
from functools import partial

from domain.document.evolve import evolve
from domain.document.signing import principal_of, signers, waiting
from domain.section.facts import People
from domain.standing_in import BackToPerson, NoDeputy, ToDeputy, in_right_hands, next_deputy
from schemas.document import DocumentState
from schemas.document_events import DocumentEvent, LeadersWithoutDeputies, SigningPassed, SigningReturned
from schemas.section import Note


def why_not(state: DocumentState, people: People, deputy: str) -> str | None:
    """The code that says why somebody does not take over a leader's open duty: away, taking part already, or gone."""
    if deputy in people.absent:
        return "deputy_away"
    if deputy in signers(state) or principal_of(state, deputy) is not None:
        return "deputy_is_voter"
    return "person_unknown" if deputy in people.inactive else None


def passing(
    state: DocumentState,
    person: str,
    deputy: str,
    by: str,
    *,
    note: Note | None = None,
    relieves: str | None = None,
) -> SigningPassed:
    """The event of a leader's duty that passes on."""
    return SigningPassed.model_validate(
        {
            "person_id": person,
            "deputy_id": deputy,
            "by": by,
            "awaited": person in waiting(state),
            "until_back": by == "absence",
            "relieves": relieves,
            "note": note,
        }
    )


def next_passing(state: DocumentState, people: People, person: str, by: str) -> DocumentEvent:
    """A duty that is to pass on goes to the first standing deputy who is able; to nobody where none is."""
    return _event(state, person, by, next_deputy(people, person, partial(why_not, state, people)))


def attending(state: DocumentState, people: People, person: str) -> DocumentEvent | None:
    """What today's absences do to a leader's open duty; None where it is in the hands in which it should be."""
    if person in state.signatures:
        return None
    passed = next((one for one in state.passes if one.person_id == person), None)
    found = in_right_hands(people, person, passed, partial(why_not, state, people))
    return None if found is None else _event(state, person, "absence", found)


def _event(state: DocumentState, person: str, by: str, found: ToDeputy | BackToPerson | NoDeputy) -> DocumentEvent:
    match found:
        case ToDeputy():
            return passing(state, person, found.deputy_id, by, relieves=found.relieves)
        case BackToPerson():
            return SigningReturned(person_id=person, deputy_id=found.deputy_id, reason=found.reason)
        case NoDeputy():
            return LeadersWithoutDeputies(persons=(person,), reasons=(found.reason,))


def attend(state: DocumentState, people: People, missed: Iterable[str] = ()) -> list[DocumentEvent]:
    """Let leaders be stood in for who are away by now, and give back what came back or was left.

    Where nobody may stand in for one of the `missed`, one event says so; of others that was said before.
    """
    return _handing_over(state, signers(state), set(missed), lambda now, person: attending(now, people, person))


def pass_on(state: DocumentState, people: People, leaders: Iterable[str], by: str) -> list[DocumentEvent]:
    """Pass open duties on to deputies; what passed on before stays where it is. One event names those without."""
    keep = {*state.signatures, *(one.person_id for one in state.passes)}
    left = tuple(person for person in leaders if person not in keep)
    return _handing_over(state, left, set(left), lambda now, person: next_passing(now, people, person, by))


def _handing_over(
    state: DocumentState,
    leaders: tuple[str, ...],
    missed: set[str],
    next_event: Callable[[DocumentState, str], DocumentEvent | None],
) -> list[DocumentEvent]:
    events: list[DocumentEvent] = []
    lacking: list[tuple[str, str]] = []
    for person in leaders:
        event = next_event(state, person)
        if isinstance(event, LeadersWithoutDeputies):
            lacking += zip(event.persons, event.reasons, strict=True)
        elif event is not None:
            events.append(event)
            state = evolve(state, event)
    lacking = [(person, reason) for person, reason in lacking if person in missed]
    if lacking:
        persons, reasons = zip(*lacking, strict=True)
        events.append(LeadersWithoutDeputies(persons=persons, reasons=reasons))
    return events

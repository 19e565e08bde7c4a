"""The agreement sheet: who agreed to an exact revision, how and when, read from a section's events."""

from collections.abc import Iterable
from datetime import datetime

from schemas.frozen import Frozen
from schemas.section_events import SectionEvent, Signed, SilenceCounted, VerdictGiven


class SheetEntry(Frozen):
    """One person's word on the revision: a verdict's code, `tacit` for counted silence, or `signed`."""

    person_id: str
    word: str
    at: datetime


def sheet(events: Iterable[tuple[datetime, SectionEvent]], revision_id: str) -> tuple[SheetEntry, ...]:
    """The standing words on a revision in the order they were given: a changed verdict counts as its last."""
    verdicts: dict[str, SheetEntry] = {}
    signatures: dict[str, SheetEntry] = {}
    for at, event in events:
        match event:
            case VerdictGiven(revision_id=named) if named == revision_id:
                verdicts.pop(event.person_id, None)
                verdicts[event.person_id] = SheetEntry(person_id=event.person_id, word=str(event.verdict), at=at)
            case SilenceCounted(revision_id=named) if named == revision_id:
                verdicts |= {p: SheetEntry(person_id=p, word="tacit", at=at) for p in event.persons}
            case Signed(revision_id=named) if named == revision_id:
                signatures[event.person_id] = SheetEntry(person_id=event.person_id, word="signed", at=at)
    return (*verdicts.values(), *signatures.values())

"""The agreement sheet: who agreed to an exact revision, how and when, read from a section's events."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from schemas.frozen import Frozen
from schemas.section import Part
from schemas.section_events import Recused, RoundClosed, SectionEvent, Signed, SilenceCounted, VerdictGiven

SheetPart = Literal["reviewer", "signer", "coordinator"]
"""In which part somebody speaks on a sheet."""


class SheetEntry(Frozen):
    """One person's word on the revision, given by a deputy where one is named.

    It is a verdict's code, `tacit` for counted silence, `signed`, `recused` or `left` for who was taken out of the
    round, or `decided` for the coordinator's decision in place of the rule.
    """

    person_id: str
    deputy_id: str | None = None
    part: SheetPart
    word: str
    at: datetime


def sheet(events: Iterable[tuple[datetime, SectionEvent]], revision_id: str) -> tuple[SheetEntry, ...]:
    """The standing words on a revision in the order they were given: a changed verdict counts as its last.

    Who was taken out of the round stands there with that alone: what they said before no longer counts.
    """
    words: dict[tuple[str, str], SheetEntry] = {}

    def put(part: SheetPart, person: str, word: str, at: datetime, deputy: str | None = None) -> None:
        words.pop((part, person), None)
        words[part, person] = SheetEntry(person_id=person, deputy_id=deputy, part=part, word=word, at=at)

    for at, event in events:
        if getattr(event, "revision_id", None) != revision_id:
            continue
        match event:
            case VerdictGiven():
                put("reviewer", event.person_id, str(event.verdict), at, event.deputy_id)
            case SilenceCounted():
                for person in event.persons:
                    put("reviewer", person, "tacit", at)
            case Signed():
                put("signer", event.person_id, "signed", at, event.deputy_id)
            case Recused(part=Part.REVIEWER | Part.APPROVER):
                part: SheetPart = "reviewer" if event.part == Part.REVIEWER else "signer"
                put(part, event.person_id, "recused" if event.reason == "conflict" else "left", at)
            case RoundClosed(outcome="in_favour", person_id=str() as coordinator):
                put("coordinator", coordinator, "decided", at)
    return tuple(words.values())

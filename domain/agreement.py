"""The agreement sheet: who agreed to an exact revision, how and when, read from a section's events."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from schemas.document_events import DocumentApproved, DocumentEvent, LeaderLeft, SigningPassed, SigningReturned
from schemas.frozen import Frozen
from schemas.section import EarlierVerdict, Elector, Part
from schemas.section_events import (
    Approved,
    DraftingResumed,
    DutyPassed,
    DutyReturned,
    Reassigned,
    Recused,
    RoundClosed,
    RoundOpened,
    SectionEvent,
    Signed,
    SigningDeclined,
    SignOffOpened,
    SilenceCounted,
    VerdictGiven,
    VerdictTakenBack,
)

SheetPart = Literal["reviewer", "signer", "coordinator"]
"""In which part somebody speaks on a sheet."""


class SheetEntry(Frozen):
    """One person's word on the revision, given by a deputy where one is named.

    It is a verdict's code, `tacit` for counted silence, `signed`, `declined` for who refused to sign (`note_id` are the
    reasons), `void` for a signature that counts no more since the text went back, `recused` or `left` for who was taken
    out of the round, or `decided` for the coordinator's decision in place of the rule. `judged_id` is the earlier
    revision that a verdict carried over from, `at` then when it was given there. `body_id` is the body whose one voice
    it is, `letter_id` the letter that it came by on paper.
    """

    person_id: str
    deputy_id: str | None = None
    part: SheetPart
    word: str
    at: datetime
    judged_id: str | None = None
    body_id: str | None = None
    letter_id: str | None = None
    note_id: str | None = None


class StandIn(Frozen):
    """A duty that a deputy had in a person's place; `until` is None while they still have it."""

    person_id: str
    deputy_id: str
    part: Literal["reviewer", "signer", "leadership"]
    by: Literal["delegation", "absence", "ladder"]
    since: datetime
    until: datetime | None = None


PARTS: dict[str, Literal["reviewer", "signer", "leadership"]] = {
    "reviewer": "reviewer",
    "approver": "signer",
    "leader": "leadership",
}
"""The part that somebody speaks in on a sheet, by the part they have."""


def stand_ins(
    events: Iterable[tuple[datetime, SectionEvent | DocumentEvent]], revision_id: str | None = None
) -> tuple[StandIn, ...]:
    """Who acted for whom, from when to when, in the round and the sign-off of a revision or in a document's signing.

    The end of a phase ends what was handed over in it, and so does the departure of whose duty it was; drafting is no
    part of it.
    """
    found: list[StandIn] = []
    here = revision_id is None

    def end(at: datetime, person_id: str | None = None) -> None:
        for place, one in enumerate(found):
            if one.until is None and person_id in (None, one.person_id):
                found[place] = one.model_copy(update={"until": at})

    for at, event in events:
        if isinstance(event, RoundOpened | SignOffOpened):
            end(at)
            here = event.revision_id == revision_id
        elif here and isinstance(event, DutyPassed | SigningPassed) and str(event.part) in PARTS:
            end(at, event.person_id)
            part = PARTS[str(event.part)]
            stand_in = {"person_id": event.person_id, "deputy_id": event.deputy_id, "by": event.by, "since": at}
            found.append(StandIn.model_validate(stand_in | {"part": part}))
        elif isinstance(event, DutyReturned | SigningReturned | LeaderLeft | Recused):
            end(at, event.person_id)
        elif isinstance(event, Reassigned) and event.leaves is not None and event.elector is not None:
            end(at, event.leaves)
        elif isinstance(event, RoundClosed | Approved | SigningDeclined | DocumentApproved):
            end(at)
    return tuple(found)


def sheet(events: Iterable[tuple[datetime, SectionEvent]], revision_id: str) -> tuple[SheetEntry, ...]:
    """The standing words on a revision in the order they were given: a changed verdict counts as its last.

    Who was taken out of the round stands there with that alone: what they said before no longer counts. Signatures on
    a text that went back to its editors are void.
    """
    signing = False
    words: dict[tuple[str, str], SheetEntry] = {}
    given: dict[str, tuple[datetime, VerdictGiven]] = {}
    bodies: dict[str, str] = {}

    def put(part: SheetPart, person: str, word: str, at: datetime, **more: str | None) -> None:
        words.pop((part, person), None)
        if part == "reviewer":
            more["body_id"] = bodies.get(person)
        words[part, person] = SheetEntry(person_id=person, part=part, word=word, at=at, **more)

    for at, event in events:
        if isinstance(event, VerdictGiven):
            given[event.person_id] = at, event
        if isinstance(event, SignOffOpened | Approved):
            signing = isinstance(event, SignOffOpened) and event.revision_id == revision_id
        elif isinstance(event, DraftingResumed) and signing:
            words |= {key: _void(one) for key, one in words.items()}
            signing = False
        bodies |= {one.person_id: one.speaks_for for one in _electors(event) if one.speaks_for}
        if getattr(event, "revision_id", None) != revision_id:
            continue
        match event:
            case RoundOpened():
                words |= {
                    ("reviewer", one.person_id): _carried(one, *given.get(one.person_id, (at, None)))
                    for one in event.carried
                }
            case VerdictGiven():
                by = {"deputy_id": event.deputy_id, "letter_id": event.letter_id}
                put("reviewer", event.person_id, str(event.verdict), at, **by)
            case VerdictTakenBack():
                words.pop(("reviewer", event.person_id), None)
            case SilenceCounted():
                for person in event.persons:
                    put("reviewer", person, "tacit", at)
            case Signed():
                put("signer", event.person_id, "signed", at, deputy_id=event.deputy_id)
            case SigningDeclined():
                more = {"deputy_id": event.deputy_id, "note_id": event.note.id}
                put("signer", event.person_id, "declined", at, **more)
            case Recused(part=Part.REVIEWER | Part.APPROVER):
                part: SheetPart = "reviewer" if event.part == Part.REVIEWER else "signer"
                put(part, event.person_id, "recused" if event.reason == "conflict" else "left", at)
            case RoundClosed(outcome="in_favour", person_id=str() as coordinator):
                put("coordinator", coordinator, "decided", at)
    return tuple(words.values())


def _void(entry: SheetEntry) -> SheetEntry:
    return entry.model_copy(update={"word": "void"}) if entry.word == "signed" else entry


def _electors(event: SectionEvent) -> tuple[Elector, ...]:
    """Who votes from this event on, with what they stand for."""
    if isinstance(event, RoundOpened):
        return event.electors
    return (event.elector,) if isinstance(event, Reassigned) and event.elector is not None else ()


def _carried(verdict: EarlierVerdict, at: datetime, event: VerdictGiven | None) -> SheetEntry:
    return SheetEntry(
        person_id=verdict.person_id,
        deputy_id=verdict.deputy_id,
        part="reviewer",
        word=str(verdict.verdict),
        at=at,
        judged_id=verdict.judged_id,
        body_id=event.body_id if event is not None else None,
        letter_id=event.letter_id if event is not None else None,
    )

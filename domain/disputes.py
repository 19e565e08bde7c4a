"""Disagreements as the record tells them: what is disputed, in which words, and what came of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from schemas.frozen import Frozen

OF_DISPUTES = frozenset({"disagreement_opened", "meeting_held", "taken_to_leadership", "disagreement_closed"})
"""The events of a section that disagreements are read from."""


class Met(Frozen):
    """A reconciliation meeting, held where there are minutes; place and minutes are noted."""

    at: datetime
    participants: tuple[str, ...] = ()
    place: str = ""
    minutes: str = ""


class Dispute(Frozen):
    """One disagreement about a comment; notes are named by their ids.

    `outcome` is open, meeting or leadership while it has none, and afterwards the one it has. `proposed` notes the
    author's wording, `wording` the one that was agreed on or decided, `reason` why it was upheld, `grounds` why it
    ended so, and `decision` what leadership decided for: by `deputy_id` in the place of `decider_id` where one is
    named.
    """

    id: str
    comment_id: str
    author_id: str
    at: datetime
    outcome: str = "open"
    decider_id: str = ""
    deputy_id: str = ""
    reason: str = ""
    proposed: str = ""
    wording: str = ""
    grounds: str = ""
    decision: str = ""
    changes: bool = False
    """Whether what was agreed on or decided is to stand in the text."""
    meetings: tuple[Met, ...] = ()


def disputes(events: Iterable[tuple[datetime, Mapping[str, Any]]]) -> tuple[Dispute, ...]:
    """Every disagreement in the order it arose; one that was lifted, and not upheld again, is none."""
    found: dict[str, Dispute] = {}
    for at, event in events:
        if event["type"] == "disagreement_opened":
            known = found.get(event["disagreement_id"])
            opened = _opened(at, event)
            if known is not None and known.outcome != "lifted":  # it was referred to a meeting, and is upheld besides
                opened = opened.model_copy(update={"outcome": known.outcome, "meetings": known.meetings})
            found[opened.id] = opened
        elif event["type"] in OF_DISPUTES:
            one = found[event["disagreement_id"]]
            found[one.id] = one.model_copy(update=_changed(one, event) | {"at": at})
    return tuple(one for one in found.values() if one.outcome != "lifted")


def _opened(at: datetime, event: Mapping[str, Any]) -> Dispute:
    return Dispute(
        id=event["disagreement_id"],
        comment_id=event["comment_id"],
        author_id=event["author_id"],
        at=at,
        reason=_note(event, "note"),
        proposed=_note(event, "wording"),
    )


def _changed(one: Dispute, event: Mapping[str, Any]) -> dict[str, Any]:
    if event["type"] == "meeting_held":
        return {"outcome": one.outcome if one.decider_id else "meeting", "meetings": (*_met(one, event),)}
    if event["type"] == "taken_to_leadership":
        return {"outcome": "leadership", "decider_id": event["decider_id"]}
    words = {"wording": _note(event, "wording"), "grounds": _note(event, "note")}
    return {
        "outcome": event["outcome"],
        "decision": event.get("decision") or "",
        "deputy_id": event.get("deputy_id") or "",
        "changes": bool(event.get("changes")),
    } | words


def _met(one: Dispute, event: Mapping[str, Any]) -> Iterator[Met]:
    """The meetings by now: one that was only called gives way to what became of it."""
    yield from (met for met in one.meetings if met.minutes)
    yield Met(
        at=event["at"],
        participants=event.get("participants", ()),
        place=_note(event, "place"),
        minutes=_note(event, "minutes"),
    )


def _note(event: Mapping[str, Any], name: str) -> str:
    note = event.get(name)
    return note["id"] if note else ""

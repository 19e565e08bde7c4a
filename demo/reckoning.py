"""The reckoning: what the record, the ledger and everybody's inbox say about the story, compared and counted."""

from collections import Counter
from datetime import datetime
from typing import Any

from demo.client import WrongAnswer
from demo.stage import Stage, expect

_ROUND = "revision_submitted round_opened"
_AGAINST = "round_closed drafting_resumed"
_IN_FAVOUR = "round_closed sign_off_opened"
_SIGNED = "signed approved published"
HISTORIES = {
    1: f"launched {_ROUND} comment_added verdict_given verdict_given {_AGAINST}"
    f" comment_answered comment_answered {_ROUND}"
    f" comment_resolved verdict_given verdict_given verdict_given {_IN_FAVOUR} signed {_SIGNED}",
    2: f"launched {_ROUND} comment_added comment_answered verdict_given verdict_given answers_awaited comment_answered"
    f" {_IN_FAVOUR} {_SIGNED}",
    3: f"launched {_ROUND} {_AGAINST} {_ROUND} {_AGAINST} {_ROUND} verdict_given verdict_given {_IN_FAVOUR} {_SIGNED}",
    4: f"launched extended reassigned {_ROUND} verdict_given verdict_given {_IN_FAVOUR} {_SIGNED}",
    5: f"launched {_ROUND} verdict_given silence_counted {_IN_FAVOUR} {_SIGNED}",
    6: f"launched {_ROUND} comment_added comment_answered disagreement_opened verdict_given verdict_given"
    f" answers_awaited meeting_held taken_to_leadership {_IN_FAVOUR} signed disagreement_closed approved published",
}
"""What must have happened in each section, in this order; the alarms between are the ledger's affair."""

_NOT_TOLD_HERE = {
    "section_added", "settings_changed", "people_assigned", "alarm_rang", "alarm_overtaken", "grace_given",
}  # fmt: skip

INBOXES = {
    ("marina", "escalation"): [4, 5],
    ("marina", "deadline_passed"): [4, 5],
    ("pavel", "returned"): [1, 3, 3],
    ("gleb", "returned"): [3, 3],
    ("gleb", "extended"): [4],
    ("gleb", "relieved"): [4],
    ("olga", "drafting_opened"): [4],
    ("irina", "basis_changed"): [1],
    ("fyodor", "review_invitation"): [5],
    ("stepan", "sign_invitation"): [1, 3, 5, 6],
    ("stepan", "candidate_opened"): [None],
    ("lidia", "sign_invitation"): [1, 2, 4],
    ("lidia", "candidate_opened"): [None],
    ("fyodor", "published"): [5],
    ("timur", "disagreement_closed"): [6],
    ("lidia", "decision_on_disagreement"): [6],
}
"""Of which sections these people were told so; None stands for the document as a whole."""


def reckon(stage: Stage) -> dict[str, Any]:
    """Check all of it and count. Raises WrongAnswer with what was expected."""
    events = {number: _history(stage, number) for number in stage.sections}
    notices = _inboxes(stage)
    rows = _ledger(stage)
    _silence_was_told(stage, notices["fyodor"])
    happened = Counter(event["type"] for history in events.values() for event in history)
    rang = Counter(row["what"] for row in rows if row["state"] == "rung" and row["told"])
    stage.say(
        f"Проверены хроника, журнал сроков ({len(rows)} строк) и почта каждого участника",
        f"The record, the ledger ({len(rows)} rows) and everybody's inbox were checked",
    )
    return {
        "sections": len(stage.sections),
        "reminders": rang["reminder"],
        "missed_deadlines": rang["deadline"],
        "escalations": rang["step"],
        "extensions": happened["extended"],
        "reassignments": happened["reassigned"],
        "revisions": happened["revision_submitted"],
        "comments": happened["comment_added"] + happened["comment_answered"],
        "verdicts": happened["verdict_given"],
        "disagreements": happened["disagreement_opened"],
        "silence_counted": happened["silence_counted"],
        "signatures": happened["signed"],
        "notices": sum(map(len, notices.values())),
        "letters": sum(1 for inbox in notices.values() for notice in inbox if notice["sent_at"]),
    }


def _history(stage: Stage, number: int) -> list[dict[str, Any]]:
    events = stage.coordinator.list(stage.path(number, "/timeline"))
    told = [event["type"] for event in events if event["type"] not in _NOT_TOLD_HERE]
    expect(f"what happened in section {number}", " ".join(told), HISTORIES[number])
    for event in events:
        if event["type"] in ("extended", "reassigned") and not event["reason"]:
            raise WrongAnswer(f"section {number}, {event['type']}: expected a reason")
    return events


def _inboxes(stage: Stage) -> dict[str, list[dict[str, Any]]]:
    """Everybody's inbox when all that is in it has been sent."""

    def settled() -> dict[str, list[dict[str, Any]]] | None:
        inboxes = {key: person.list("/notices") for key, person in stage.people.items()}
        return inboxes if all(notice["sent_at"] for inbox in inboxes.values() for notice in inbox) else None

    inboxes = stage.until("all letters sent", settled)
    numbers = {section: number for number, section in stage.sections.items()}
    for (key, kind), expected in INBOXES.items():
        about = [numbers.get(n["facts"].get("section_id", "")) for n in inboxes[key] if n["kind"] == kind]
        expect(f"{kind} in the inbox of {key}", sorted(about, key=str), expected)
    for key, inbox in inboxes.items():
        for notice in inbox:
            if not (notice["subject"] and notice["text"]):
                raise WrongAnswer(f"{notice['kind']} in the inbox of {key}: expected words")
    return inboxes


def _ledger(stage: Stage) -> list[dict[str, Any]]:
    """All rows: each rang, was overtaken or cancelled; sent where somebody was told, with a reason elsewhere."""
    rows = stage.coordinator.list(f"{stage.document}/ledger")
    for row in rows:
        ended = row["state"] in ("rung", "overtaken", "cancelled")
        told = row["state"] == "rung" and row["told"] > 0
        explained = bool(row["sent_at"]) if told else bool(row["reason"])
        if not (ended and explained):
            raise WrongAnswer(f"ledger: expected each row ended, and sent or with a reason, found {row!r}")
    sections = {f"section/{section}": number for number, section in stage.sections.items()}
    rang = {(sections.get(row["stream_id"]), row["what"], row["phase"]) for row in rows if row["state"] == "rung"}
    wanted = {(4, "deadline", "drafting"), (4, "step", "drafting"), (5, "deadline", "review"), (5, "step", "review")}
    expect("what rang beside reminders", {entry for entry in rang if entry[1] != "reminder"}, wanted)
    return rows


def _silence_was_told(stage: Stage, inbox: list[dict[str, Any]]) -> None:
    """Silence counted only after an invitation and a reminder had left."""
    events = stage.coordinator.list(stage.path(5, "/timeline"))
    counted = next(_instant(event["at"]) for event in events if event["type"] == "silence_counted")
    for kind in ("review_invitation", "review_reminder"):
        sent = [notice for notice in inbox if notice["kind"] == kind and _instant(notice["sent_at"]) < counted]
        expect(f"{kind} sent before silence counted", bool(sent), True)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)

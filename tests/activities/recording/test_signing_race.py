"""Editing against signing: whoever comes first, nothing is approved whose exact text its signers did not sign."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import col, select

from schemas.document_commands import ReadSections
from schemas.ids import new_id
from schemas.record import RecordResult
from schemas.section import Verdict
from schemas.section_commands import DeclineToSign, GiveVerdict, Sign
from storage.tables import Event
from tests.activities.recording.conftest import Desk
from tests.workflows.records import APPROVERS, EDITORS, NOTE, REVIEWERS

Racer = Callable[[], RecordResult | None]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("rounds", [8, pytest.param(250, marks=pytest.mark.long)])
def test_editing_that_races_signing_never_approves_what_nobody_signed(
    desk: Desk, rounds: int, count: Callable[..., None]
) -> None:
    won: Counter[str] = Counter()
    with ThreadPoolExecutor(4) as threads:
        for _ in range(rounds):
            if desk.state().phase == "approved":
                assert desk.reopen().receipt is not None
                desk.do(desk.document, "", ReadSections())
            _to_sign_off(desk)
            racers = _racers(desk)
            start = threading.Barrier(len(racers))

            def race(act: Racer, start: threading.Barrier = start) -> RecordResult | None:
                start.wait()
                return act()

            under_way = {name: threads.submit(race, act) for name, act in racers.items()}
            for name, racer in under_way.items():
                result = racer.result()
                won[name] += result is not None and result.receipt is not None
    assert won["sign"] + won["decline"] == rounds, won
    assert won["edit"] <= won["decline"]
    assert won["forge"] == 0
    assert _approvals(desk) == won["sign"]
    count("edits that raced a signature", rounds)


def _to_sign_off(desk: Desk) -> None:
    """The section with a new text that its reviewers agreed to."""
    if desk.state().phase == "drafting":
        desk.do(desk.stream_id(), EDITORS[0], desk.hand_in(f"Текст {new_id()}."))
    if desk.state().phase == "review":
        verdict = GiveVerdict(revision_id=desk.head().revision_id, verdict=Verdict.AGREE)
        desk.do(desk.stream_id(), REVIEWERS[0], verdict)
    assert desk.state().phase == "sign_off"


def _racers(desk: Desk) -> dict[str, Racer]:
    """One signs what they saw, one sends it back and edits, one edits meanwhile, one signs a text of their own."""
    stream_id, seen = desk.stream_id(), desk.head()
    edit = desk.hand_in(f"Правка {new_id()}.")

    def decline_and_edit() -> RecordResult:
        declined = desk.record(stream_id, APPROVERS[0], DeclineToSign(revision_id=seen.revision_id, note=NOTE))
        desk.record(stream_id, EDITORS[0], edit)
        return declined

    forged = Sign(revision_id=seen.revision_id, text_hash=edit.text_hash)
    return {
        "sign": lambda: desk.record(
            stream_id, APPROVERS[0], Sign(revision_id=seen.revision_id, text_hash=seen.text_hash)
        ),
        "decline": decline_and_edit,
        "edit": lambda: desk.record(stream_id, EDITORS[0], desk.hand_in(f"Ещё правка {new_id()}.")),
        "forge": lambda: desk.record(stream_id, APPROVERS[0], forged),
    }


def _approvals(desk: Desk) -> int:
    """How often the section was approved, each time as the text that lay there and that every signer had signed."""
    with desk.parts.database.read() as session:
        query = select(Event).where(Event.stream_id == desk.stream_id()).order_by(col(Event.seq))
        events: list[dict[str, Any]] = [event.data for event in session.exec(query)]
    head: tuple[str, str] = ("", "")
    signed: dict[str, tuple[str, str]] = {}
    signers: set[str] = set()
    approvals = 0
    for event in events:
        match event["type"]:
            case "revision_submitted":
                head, signed = (event["head"]["revision_id"], event["head"]["text_hash"]), {}
            case "sign_off_opened":
                assert event["revision_id"] == head[0]
                signers, signed = set(event["signers"]), {}
            case "signed":
                signed[event["person_id"]] = (event["revision_id"], event["text_hash"])
            case "approved":
                approvals += 1
                assert (event["revision_id"], event["text_hash"]) == head
                assert signed == dict.fromkeys(signers, head)
    return approvals

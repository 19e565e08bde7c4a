"""Reopening against publication: whoever comes first, nothing is published that nobody signed."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlmodel import col, select

from schemas.document_commands import ReadSections
from storage.tables import Event

SOME, MANY = 15, 250
"""Races on each database in `make test` and in `make check`."""


def test_publication_racing_a_reopening_never_shows_what_nobody_signed(desk: Any, amount: Callable[..., int]) -> None:
    for place in range(3):
        desk.approve(place)
    won = []
    with ThreadPoolExecutor(2) as threads:
        for _ in range(amount(SOME, MANY)):
            desk.approve_whole()
            edition_id = desk.order()
            start = threading.Barrier(2)

            def race(act: Any, start: threading.Barrier = start) -> Any:
                start.wait()
                return act()

            reopening = threads.submit(race, desk.reopen)
            completion = threads.submit(race, lambda edition_id=edition_id: desk.complete(edition_id))
            assert reopening.result().receipt is not None
            won.append(completion.result().receipt is not None)
            desk.do(desk.document, "", ReadSections())
            assert desk.phase() == "in_work"
            desk.approve(0)
    assert _published_as_signed(desk) == sum(won)


def _published_as_signed(desk: Any) -> int:
    """How many editions were published, each of them exactly the candidate that both leaders had signed."""
    with desk.parts.database.read() as session:
        events = session.exec(select(Event).where(Event.stream_id == desk.document).order_by(col(Event.seq))).all()
        published = session.exec(select(Event).where(Event.type == "published")).all()
    signed: list[str] = []
    ordered: dict[str, Any] = {}
    editions = 0
    for event in events:
        data = event.data
        if event.type in ("candidate_opened", "candidate_voided"):
            signed = []
        elif event.type == "document_signed":
            signed.append(data["candidate_hash"])
        elif event.type == "publication_ordered":
            ordered = data
        elif event.type == "edition_published":
            editions += 1
            assert ordered["edition_id"] == data["edition_id"]
            listed = {one["section_id"]: one["revision_id"] for one in ordered["candidate"]["sections"]}
            moved = {
                entry.stream_id.removeprefix("section/"): entry.data["revision_id"]
                for entry in published
                if entry.command_id == event.command_id
            }
            assert len(signed) == 2
            assert len(set(signed)) == 1
            assert moved.items() <= listed.items()
            assert desk.sections[0] in moved
    return editions

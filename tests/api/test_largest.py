"""The largest section: thousands of comments, hundreds of revisions, many who judge at once, and small histories."""

import asyncio
import os
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from google.protobuf.message import Message
from httpx2 import Response
from temporalio.api.common.v1 import Payload

from app.wiring import connect
from schemas.ids import new_id
from tests.activities.convert.files import docx_parts, pack, paragraph, picture, relation
from tests.api.stage import POLICY, Form, Stage, problem
from tests.api.world import Account

MOST_BYTES = 64 * 1024
"""Of one payload in any history; the server's own limit is two megabytes, and a larger update hangs."""
MOST_EVENTS = 10_240
"""Of one run; the server ends one at five times as many."""
AT_ONCE = 8
"""Clients that comment at the same time."""
UNANIMOUS: Form = {**POLICY, "vote": {"kind": "unanimity"}, "answers": "optional"}


@dataclass(frozen=True)
class Size:
    """How much one section gets."""

    revisions: int
    comments: int
    voters: int


def paragraphs(revision: int) -> list[str]:
    """The text of a revision: another paragraph is worded anew in each."""
    texts = [f"Абзац {number} говорит о деле {number} и о сроке его." for number in range(40)]
    for earlier in range(1, revision + 1):
        texts[earlier % 40] = f"Абзац {earlier % 40} говорит о деле {earlier % 40}, редакция {earlier}."
    return texts


def patiently(ask: Callable[[], Response]) -> Response:
    """The first answer that is not «later»; nothing else of the kind 5xx is ever given."""
    while (answer := ask()).status_code == 503:
        assert "Retry-After" in answer.headers
    assert answer.status_code < 500, answer.text
    return answer


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(Size(revisions=4, comments=40, voters=12), id="some"),
        pytest.param(
            Size(revisions=200, comments=2500, voters=50),
            id="many",
            marks=[pytest.mark.long, pytest.mark.timeout(1800)],
        ),
    ],
)
def test_largest_section_ends_and_its_histories_stay_small(
    stage: Stage, size: Size, count: Callable[..., None]
) -> None:
    voters = [stage.world.person() for _ in range(size.voters)]
    paper = stage.launched(policy=UNANIMOUS, reviewers=voters)
    said = set()
    for number in range(1, size.revisions + 1):
        if number > 1:
            stage.send_back(paper.section)
        texts = paragraphs(number)
        stage.hand_in(paper.section, "\n\n".join(texts))
        said |= discussed(stage, paper.section, voters, number, size.comments // size.revisions, texts)
    listed = [one for page in stage.pages(f"{paper.section}/comments", stage.coordinator, 200) for one in page]
    assert {one["id"] for one in listed} == said
    stage.until(stage.quiet, patience=1200)  # every comment finds its place in every later revision
    judged = judged_at_once(stage, paper.section, voters)
    assert len(judged) == size.voters
    stage.sign(paper.section)
    stage.publish(paper.path)
    stage.until(stage.quiet, patience=300)
    events, largest = asyncio.run(histories(stage, [*paper.sections], paper.id))
    assert max(events) < MOST_EVENTS
    assert largest <= MOST_BYTES
    count("largest section: comments", len(said))
    count("largest section: revisions", size.revisions)
    count("largest section: events of its longest run", max(events))
    count("largest section: bytes of its largest payload", largest)


MEGABYTES = 20 * 2**20
LINE = "Совет собирается раз в год, как записано в уставе.\n\n"


def word_file(*, words: int = 1, random_bytes: int = 0) -> bytes:
    """A Word file of so many paragraphs, with a picture of so many bytes that no packing makes fewer."""
    body = paragraph(LINE.strip()) * words + (picture('r:embed="r1"') if random_bytes else "")
    parts = docx_parts(body, relation("image", "media/image1.png"))
    return pack({**parts, "word/media/image1.png": os.urandom(random_bytes)}, zipfile.ZIP_STORED)


LARGE: dict[str, tuple[Callable[[], bytes], tuple[int, str]]] = {
    "razdel.docx with a picture of 20 MB": (lambda: word_file(random_bytes=MEGABYTES), (201, "accepted")),
    "razdel.docx with 20 MB of words": (
        lambda: word_file(words=MEGABYTES // len(paragraph(LINE.strip()).encode())),
        (422, "conversion_too_large"),
    ),
    "razdel.md with 20 MB of words": (
        (LINE * (MEGABYTES // len(LINE.encode()))).encode,
        (413, "upload_too_large"),
    ),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_document_is_taken_or_refused_in_words(stage: Stage, name: str) -> None:
    make, expected = LARGE[name]
    paper = stage.launched()
    answer = stage.submit(paper.section, make(), filename=name.split(maxsplit=1)[0])
    told = answer.json()["outcome"] if answer.is_success else problem(answer)[1]
    assert (answer.status_code, told) == expected, answer.text


def discussed(
    stage: Stage, section: str, voters: list[Account], revision: int, many: int, texts: list[str]
) -> set[str]:
    """The ids of comments that were made on the head by several people at once."""
    head = stage.head(section)

    def say(number: int) -> str:
        form = {"revision_id": head, "text": f"Замечание {revision}.{number}", "quote": texts[number % 40]}
        key, by = new_id(), voters[number % len(voters)]
        answer = patiently(lambda: stage.world.call("POST", f"{section}/comments", by, key=key, json=form))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return set(threads.map(say, range(many)))


def judged_at_once(stage: Stage, section: str, voters: list[Account]) -> list[Form]:
    """What each is answered when all judge at the same moment."""
    form = {"revision_id": stage.head(section), "verdict": "agree"}

    def judge(voter: Account) -> Form:
        key = new_id()
        answer = patiently(lambda: stage.world.call("POST", f"{section}/verdicts", voter, key=key, json=form))
        assert answer.is_success, answer.text
        given: Form = answer.json()
        return given

    with ThreadPoolExecutor(len(voters)) as threads:
        return list(threads.map(judge, voters))


async def histories(stage: Stage, sections: list[str], document: str) -> tuple[list[int], int]:
    """How many events each run of these workflows has, and the bytes of the largest payload in any."""
    client = await connect(stage.parts.settings)
    events, largest = [], 0
    for workflow_id in [f"document/{document}/1", *(f"section/{one}/1" for one in sections)]:
        run_id: str | None = None
        while run_id != "":
            history = await client.get_workflow_handle(workflow_id, run_id=run_id).fetch_history()
            events.append(len(history.events))
            largest = max(largest, *(len(one.data) for event in history.events for one in payloads(event)))
            run_id = history.events[0].workflow_execution_started_event_attributes.continued_execution_run_id
    return events, largest


def payloads(message: Message) -> Iterator[Payload]:
    """Every payload inside a message, however deep."""
    if isinstance(message, Payload):
        yield message
        return
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        if field.message_type.GetOptions().map_entry:
            parts: list[Any] = list(value.values())
        else:
            parts = list(value) if field.is_repeated else [value]
        for part in parts:
            if isinstance(part, Message):
                yield from payloads(part)

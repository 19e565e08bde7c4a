"""The size of bodies, and how slowly they may come."""

import asyncio
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from fastapi import FastAPI, Request
from starlette.testclient import TestClient
from starlette.types import Message

from api.problems import problem_response
from api.uploads import UPLOAD
from edge import limits
from edge.limits import BODY_BYTES, SLOWEST, UPLOAD_BYTES, BodyLimit, TooSlow, _counted, limits_of
from tests.api.world import World


def in_chunks(size: int) -> Iterator[bytes]:
    for start in range(0, size, 100_000):
        yield b" " * min(100_000, size - start)


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize(("size", "status"), [(BODY_BYTES, 422), (BODY_BYTES + 1, 413)])
def test_body_is_taken_up_to_the_limit(world: World, announced: bool, size: int, status: int) -> None:
    content = b" " * size if announced else in_chunks(size)
    headers = {"Content-Type": "application/json"}
    answer = world.call("POST", "/bodies", world.person("administrator"), content=content, headers=headers)
    assert answer.status_code == status


def test_body_that_was_announced_too_large_is_not_read() -> None:
    app, read = uploads()
    refused = TestClient(app).post("/small", content=b"x" * 2_000_000)
    assert (refused.json()["limit"], refused.headers["connection"], read) == (BODY_BYTES, "close", [])


def test_upload_route_takes_its_larger_limit() -> None:
    app, read = uploads()
    client = TestClient(app)
    assert client.post("/sections/1/files", content=b"x" * UPLOAD_BYTES).status_code == 200
    assert client.post("/sections/1/files", content=b"x" * (UPLOAD_BYTES + 1)).json()["limit"] == UPLOAD_BYTES
    assert read == [UPLOAD_BYTES]


@pytest.mark.parametrize(("first", "goes_on"), [(60 * SLOWEST, True), (1, False)])
def test_what_has_arrived_of_a_body_earns_it_time(monkeypatch: pytest.MonkeyPatch, first: int, goes_on: bool) -> None:
    parts = iter([b"x" * first, b"x"])

    async def receive() -> Message:
        return {"type": "http.request", "body": next(parts), "more_body": True}

    async def take() -> None:
        counted = _counted(receive, BODY_BYTES)
        await counted()
        monkeypatch.setattr(limits, "BODY_SECONDS", -30.0)  # half a minute was waited in vain
        await counted()

    with nullcontext() if goes_on else pytest.raises(TooSlow):
        asyncio.run(take())


def uploads() -> tuple[FastAPI, list[int]]:
    app, read = FastAPI(), []

    @app.post("/sections/{section_id}/files", openapi_extra=UPLOAD)
    @app.post("/small")
    async def take(request: Request) -> None:
        read.append(len(await request.body()))

    app.add_middleware(BodyLimit, limit_of=limits_of(app), refuse=problem_response)
    return app, read

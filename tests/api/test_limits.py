"""The size of bodies."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI, Request
from starlette.testclient import TestClient

from api.limits import BODY_BYTES, UPLOAD, UPLOAD_BYTES, BodyLimit, TooLarge, limits_of, too_large
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


def uploads() -> tuple[FastAPI, list[int]]:
    app, read = FastAPI(), []

    @app.post("/sections/{section_id}/files", openapi_extra=UPLOAD)
    @app.post("/small")
    async def take(request: Request) -> None:
        read.append(len(await request.body()))

    app.add_exception_handler(TooLarge, too_large)
    app.add_middleware(BodyLimit, limit_of=limits_of(app))
    return app, read

"""What no client sends by mistake is refused before it is a request: two lengths, two hosts, endless headers."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress

import pytest
import uvicorn

from edge import limits
from tests.api.world import World

LIVE = b"GET /api/v1/health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n"
SIGN_IN = b"POST /api/v1/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\n"
CLOSE = b"Connection: close\r\n\r\n"


@pytest.fixture
def wire(world: World) -> Iterator[Callable[[bytes], list[str]]]:
    """Sends bytes to the API as it is served, and gives the status lines that come back until it closes."""
    world.app.state.house = world.house
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(world.app, log_level="critical", proxy_headers=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()

    def send(content: bytes) -> list[str]:
        with closing(socket.create_connection(listening.getsockname(), timeout=90)) as connection:
            answer = b""
            with suppress(ConnectionError):  # it may be closed while we are still sending
                connection.sendall(content)
                while part := connection.recv(65536):
                    answer += part
        return [line.decode() for line in answer.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]

    yield send
    server.should_exit = True
    thread.join()


BEGUN = (b"Content-Length: 9\r\n\r\n", b"Content-Length: 9\r\n\r\n{", b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")


@pytest.mark.parametrize("begun", BEGUN)
def test_body_that_stops_coming_is_cut_off_and_the_connection_closed(
    wire: Callable[[bytes], list[str]], monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.1)
    json = SIGN_IN + b"Content-Type: application/json\r\nIdempotency-Key: a\r\n"
    assert wire(json + begun) == ["HTTP/1.1 408 Request Timeout"]


REFUSED = {
    "length and chunks, with a request behind": SIGN_IN
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    + LIVE
    + CLOSE,
    "two lengths": SIGN_IN + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "length below nothing": SIGN_IN + b"Content-Length: -1\r\n\r\n",
    "coding that nobody knows": SIGN_IN + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "two hosts": LIVE + b"Host: 127.0.0.1\r\n" + CLOSE,
    "blank before the colon": LIVE + b"X-A : b\r\n" + CLOSE,
}
ENDLESS = {
    "one": LIVE + b"X-A: " + b"a" * 400_000 + b"\r\n" + CLOSE,
    "many": LIVE + b"".join(b"X-%d: a\r\n" % number for number in range(40_000)) + CLOSE,
}


def test_bytes_that_two_servers_could_read_differently_are_refused(
    wire: Callable[[bytes], list[str]], count: Callable[..., None]
) -> None:
    answers = {name: wire(content) for name, content in REFUSED.items()}
    assert answers == {name: ["HTTP/1.1 400 Bad Request"] for name in REFUSED}
    assert [name for name, content in ENDLESS.items() if "HTTP/1.1 200 OK" in wire(content)] == []
    assert wire(LIVE + CLOSE) == ["HTTP/1.1 200 OK"]
    count("requests smuggled", len(REFUSED) + len(ENDLESS))

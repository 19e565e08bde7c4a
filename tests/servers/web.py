"""An HTTP server of the tests' own that keeps the requests it receives."""

import contextlib
import json
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.servers.process import LOOPBACK


@dataclass(frozen=True)
class Received:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Its body, read."""
        return json.loads(self.body)


@dataclass
class WebServer:
    """Where it listens, and what it received.

    `status` and `location` are what it answers, after `before` was called.
    """

    port: int
    requests: list[Received] = field(default_factory=list)
    status: int = 200
    location: str = ""
    before: Callable[[], None] = lambda: None

    @property
    def place(self) -> str:
        """Host and port."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def url(self) -> str:
        """Its address; no slash at its end."""
        return f"http://{self.place}"


@contextlib.contextmanager
def running_web(certificate: Path | None = None) -> Iterator[WebServer]:
    """A server in threads of this process, on a port of its own; with TLS where a key and certificate are given."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            server.requests.append(Received(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            server.before()
            self.send_response(server.status)
            if server.location:
                self.send_header("Location", server.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST

        def handle(self) -> None:
            with contextlib.suppress(OSError):  # a client that does not trust the certificate hangs up
                super().handle()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    listening = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        listening.socket = context.wrap_socket(listening.socket, server_side=True, do_handshake_on_connect=False)
    server = WebServer(listening.server_address[1])
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()

"""A relay on loopback that spoils a share of the requests that pass through it to an HTTP server."""

import random
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseRequestHandler, ThreadingTCPServer

from tests.servers.process import LOOPBACK

FAULTS = ("reset", "busy", "stall", "cut")
_BUSY = b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_NO_ROOM = b"<?xml version='1.0'?><Error><Code>XMinioStorageFull</Code><Message>no room</Message></Error>"
_FULL = (
    b"HTTP/1.1 507 Insufficient Storage\r\nContent-Type: application/xml\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_NO_ROOM), _NO_ROOM)
)


class FaultProxy(ThreadingTCPServer):
    """`share` of what clients send meets one of `faults`:

    reset (the connection breaks), busy (503), full (507, only where it is asked for), stall (silence until the
    proxy ends), cut (the server carries the request out, its answer breaks off in the headers or in the body).
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 100

    def __init__(self, target_port: int, seed: int) -> None:
        super().__init__((LOOPBACK, 0), _Relay)
        self.target_port = target_port
        self.share = 0.0
        self.faults: tuple[str, ...] = FAULTS
        self.met = 0
        self.ended = threading.Event()
        self._random = random.Random(seed)
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def draw(self) -> str | None:
        """The fault for the next piece, or None."""
        with self._lock:
            if self._random.random() >= self.share:
                return None
            self.met += 1
            return self._random.choice(self.faults)

    def draw_length(self) -> int:
        """How many bytes of an answer pass before it breaks off."""
        with self._lock:
            return self._random.randint(1, 400)

    def handle_error(self, request: object, client_address: object) -> None:
        """A broken connection is what this server is for."""


class _Relay(BaseRequestHandler):
    server: FaultProxy
    request: socket.socket

    def handle(self) -> None:
        with socket.create_connection((LOOPBACK, self.server.target_port)) as upstream:
            self.limit: int | None = None
            threading.Thread(target=self._answer, args=(upstream,), daemon=True).start()
            while piece := self.request.recv(1 << 16):
                fault = self.server.draw()
                if fault == "stall":
                    self.server.ended.wait()
                    return
                if fault in ("busy", "full"):
                    self.request.sendall(_BUSY if fault == "busy" else _FULL)
                    return
                if fault == "reset":
                    self._reset()
                    return
                if fault == "cut":
                    self.limit = self.server.draw_length()
                upstream.sendall(piece)

    def _answer(self, upstream: socket.socket) -> None:
        try:
            while piece := upstream.recv(1 << 16):
                self.request.sendall(piece[: self.limit])
                if self.limit is not None:
                    break
            self._reset()
        except OSError:
            pass  # one side has gone; the other notices by itself

    def _reset(self) -> None:
        # Lingering for no time makes the close a reset instead of an orderly end.
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.request.shutdown(socket.SHUT_RDWR)


@contextmanager
def fault_proxy(target_port: int, seed: int = 1) -> Iterator[FaultProxy]:
    """A proxy to a port of loopback, letting all pass until its `share` is set."""
    with FaultProxy(target_port, seed) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            yield proxy
        finally:
            proxy.ended.set()
            proxy.shutdown()

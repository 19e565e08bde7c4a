"""A lean HTTP/1.1 client, so that what is measured is the server: one connection, one request at a time."""

import asyncio
import json
import uuid
from typing import Any, NamedTuple, Self
from urllib.parse import quote, urlsplit


class Answer(NamedTuple):
    """Status, headers by their lower-case names, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body) if self.body else {}


class Connection:
    """One kept-alive connection to the service at an address."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        self._reader = reader
        self._writer = writer
        self._host = host

    @classmethod
    async def to(cls, address: str) -> Self:
        """A new connection to "http://host:port"."""
        parts = urlsplit(address)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        return cls(reader, writer, parts.netloc)

    async def send(self, request: bytes) -> Answer:
        """Send a request that was written before, and read its answer."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:] if line)
        headers = {name.lower(): value for name, value in headers.items()}
        length = int(headers.get("content-length", 0))
        return Answer(int(lines[0].split(" ")[1]), headers, await self._reader.readexactly(length) if length else b"")

    async def do(self, method: str, path: str, token: str, form: Any = None, **more: Any) -> Any:
        """The content of the answer; raises RuntimeError unless it is a success."""
        content = more.pop("content", None)
        body = content if content is not None else (b"" if form is None else json.dumps(form).encode())
        answer = await self.send(self.request(method, path, token, body, **more))
        if not 200 <= answer.status < 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body[:400]!r}")
        return answer.data

    def request(self, method: str, path: str, token: str, body: bytes = b"", **headers: str) -> bytes:
        """A request to be sent as often as one likes; a writing one gets an Idempotency-Key of its own."""
        lines = [f"{method} {quote(f'/api/v1{path}', safe='/?=&%')} HTTP/1.1", f"Host: {self._host}"]
        if token:
            lines.append(f"Authorization: Bearer {token}")
        if method != "GET":
            lines += [f"Idempotency-Key: {uuid.uuid4().hex}", f"Content-Length: {len(body)}"]
            lines.append("Content-Type: application/json")
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def close(self) -> None:
        """Give the connection back."""
        self._writer.close()

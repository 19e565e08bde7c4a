"""What the drill's clients ask, and the log of it: every act, what was answered, and how often it was sent."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Literal
from uuid import UUID

import httpx2 as httpx

PATIENCE = 180.0
"""Seconds for which one act is sent again before the installation counts as lost."""

SILENCE = 30.0
"""Seconds until a client hangs up: three times what the service promises, for machines that are busy."""

Outcome = Literal["asked", "ok", "refused", "unknown"]
Form = dict[str, Any]


class Unexpected(Exception):
    """An answer that no life may get, whatever was killed."""


@dataclass
class Asked:
    """One act: who asked for which operation, under which Idempotency-Key, and what became of it.

    `unknown` is an act whose client hung up after a lost answer and never asked again.
    """

    operation: str
    method: str
    path: str
    by: "Person"
    request: Form
    key: str
    outcome: Outcome = "asked"
    status: int = 0
    answer: Form = field(default_factory=dict)
    sendings: int = 0


@dataclass(frozen=True)
class Person:
    """Somebody signed in."""

    id: str
    token: str


class Log:
    """All acts of all clients; safe for their threads."""

    def __init__(self) -> None:
        self.acts: list[Asked] = []
        self.slowest = 0.0
        """Seconds that the slowest answer took."""
        self.silent = 0
        """Sendings that were not answered at all within `SILENCE`, though the connection stood."""
        self._lock = Lock()

    def add(self, asked: Asked) -> Asked:
        """Note an act before it is sent."""
        with self._lock:
            self.acts.append(asked)
        return asked

    def with_outcome(self, outcome: Outcome, operation: str = "") -> list[Asked]:
        """The acts that ended so, of one operation if it is named."""
        return [one for one in list(self.acts) if one.outcome == outcome and operation in ("", one.operation)]

    def counts(self) -> Counter[str]:
        """How many acts ended in which way."""
        return Counter(one.outcome for one in list(self.acts))


class Asker:
    """One client: sends, waits, sends again with the same key, and writes the log."""

    def __init__(self, address: str, log: Log, seed: int) -> None:
        self.log = log
        self.chance = random.Random(seed)
        self._http = httpx.Client(base_url=f"{address}/api/v1", timeout=SILENCE)

    def close(self) -> None:
        """Give the connection back."""
        self._http.close()

    def sign_in(self, email: str, password: str) -> Person:
        """A person with a session of their own."""
        form = {"email": email, "password": password}
        begun = self.act("sessions.sign_in", "POST", "/sessions", Person("", ""), json=form).answer
        return Person(begun["person_id"], begun["token"])

    def act(self, operation: str, method: str, path: str, by: Person, **request: Any) -> Asked:
        """An act that has to succeed, sent until it is answered. Raises Unexpected for a refusal."""
        asked = self._noted(operation, method, path, by, request)
        answer = self._until_answered(asked)
        self._keep(asked, answer)
        if asked.outcome != "ok":
            raise Unexpected(f"{method} {path}: {answer.status_code} {answer.text[:500]}")
        return asked

    def refused(self, operation: str, method: str, path: str, by: Person, **request: Any) -> Asked:
        """An act that has to be refused."""
        asked = self._noted(operation, method, path, by, request)
        answer = self._until_answered(asked)
        self._keep(asked, answer)
        if asked.outcome != "refused":
            raise Unexpected(f"{method} {path} was to be refused: {answer.status_code} {answer.text[:500]}")
        return asked

    def hung_up(self, operation: str, method: str, path: str, by: Person, **request: Any) -> Asked:
        """An act that is sent once by somebody who does not ask again when no answer comes."""
        asked = self._noted(operation, method, path, by, request)
        answer = self._send(asked)
        if answer is None:
            asked.outcome = "unknown"
        else:
            self._keep(asked, answer)
        return asked

    def repeat(self, asked: Asked) -> None:
        """Send an acknowledged act once more. Raises Unexpected if the answer is another one."""
        answer = self._until_answered(asked)
        if (answer.status_code, _content(answer)) != (asked.status, asked.answer):
            raise Unexpected(f"{asked.method} {asked.path} repeated: {answer.status_code} {answer.text[:500]}")

    def read(self, path: str, by: Person) -> Form:
        """What stands at a path."""
        asked = Asked("", "GET", path, by, {}, "")
        answer = self._until_answered(asked)
        if answer.status_code != httpx.codes.OK:
            raise Unexpected(f"GET {path}: {answer.status_code} {answer.text[:500]}")
        return _content(answer)

    def items(self, path: str, by: Person) -> list[Form]:
        """A whole list, page after page."""
        found: list[Form] = []
        following = f"{path}?limit=200"
        while following:
            answer = self._until_answered(Asked("", "GET", following, by, {}, ""))
            found += answer.json()["items"]
            following = answer.links.get("next", {}).get("url", "").removeprefix("/api/v1")
        return found

    def until(self, seen: Callable[[], Any], what: str) -> Any:
        """What `seen` gives as soon as it is true."""
        give_up = time.monotonic() + PATIENCE
        while not (found := seen()):
            if time.monotonic() > give_up:
                raise Unexpected(f"not within {PATIENCE:g} s: {what}")
            time.sleep(0.1)
        return found

    def _noted(self, operation: str, method: str, path: str, by: Person, request: Form) -> Asked:
        key = str(UUID(int=self.chance.getrandbits(128)))
        return self.log.add(Asked(operation, method, path, by, request, key))

    def _until_answered(self, asked: Asked) -> httpx.Response:
        give_up = time.monotonic() + PATIENCE
        while (answer := self._send(asked)) is None:
            if time.monotonic() > give_up:
                raise Unexpected(f"{asked.method} {asked.path}: no answer within {PATIENCE:g} s")
            time.sleep(self.chance.uniform(0.05, 0.3))
        return answer

    def _send(self, asked: Asked) -> httpx.Response | None:
        """One sending; None if its outcome is unknown: the connection broke, or the service says so itself."""
        headers = {"Authorization": f"Bearer {asked.by.token}"} if asked.by.token else {}
        if asked.key:
            headers["Idempotency-Key"] = asked.key
        request = dict(asked.request)
        if (version := request.pop("version", None)) is not None:
            headers["If-Match"] = f'"{version}"'
        asked.sendings += 1
        began = time.monotonic()
        try:
            answer = self._http.request(asked.method, asked.path, headers=headers, **request)
        except httpx.TransportError as trouble:
            self.log.silent += isinstance(trouble, httpx.TimeoutException)
            return None
        self.log.slowest = max(self.log.slowest, time.monotonic() - began)
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE and "Retry-After" in answer.headers:
            return None
        return answer

    def _keep(self, asked: Asked, answer: httpx.Response) -> None:
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Unexpected(f"{asked.method} {asked.path}: {answer.status_code} {answer.text[:500]}")
        asked.outcome = "ok" if answer.is_success else "refused"
        asked.status, asked.answer = answer.status_code, _content(answer)


def _content(answer: httpx.Response) -> Form:
    content: Form = answer.json() if answer.content else {}
    return content

"""The installation under measurement: `veche up` in a folder of its own, with the people of a document."""

import asyncio
import json
import os
import secrets
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.children import veche
from app.settings import Settings
from app.state import RunState, read_state
from benchmarks.connection import Connection
from schemas.policy import DEFAULT_POLICY
from tests.servers.process import Server, free_ports

_EMAIL = "admin@example.org"
_TO_START = 300.0
"""Seconds that all of it has to answer, on a machine that is busy with something else too."""
_PROOF_SECONDS = 240.0
"""A little less than a proof lasts."""
_PEOPLE = ("coordinator", "editor", "first", "second", "third", "approver", "leader")
REVIEWERS = ("first", "second", "third")
UNANIMOUS = DEFAULT_POLICY.model_dump(mode="json", exclude_none=True) | {"vote": {"kind": "unanimity"}}
"""Usual limits in working days; three reviewers must all agree."""


@dataclass
class Installation:
    """A running installation; people by their part, as (id, token), with passwords and proofs of having typed them."""

    settings: Settings
    up: Server
    people: dict[str, tuple[str, str]] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict, repr=False)
    proofs: dict[str, tuple[str, float]] = field(default_factory=dict, repr=False)

    @property
    def state(self) -> RunState:
        """What the supervisor last wrote of itself."""
        state = read_state(self.settings)
        assert state is not None
        return state

    @property
    def address(self) -> str:
        """Where it answers."""
        return self.state.address

    def pids(self) -> dict[str, int]:
        """The processes of the children, by name."""
        return {name: child.process.pid for name, child in self.state.children.items() if child.process}

    def token(self, part: str) -> str:
        """What somebody proves themselves with."""
        return self.people[part][1]

    async def proof(self, part: str) -> str:
        """What confirms somebody's signatures, one for many: hashing a password is slow on purpose."""
        kept, ends = self.proofs.get(part, ("", 0.0))
        if time.monotonic() >= ends:
            http = await self.connect()
            given = await http.do("POST", "/confirmations", self.token(part), {"password": self.passwords[part]})
            http.close()
            kept = str(given["proof"])
            self.proofs[part] = (kept, time.monotonic() + _PROOF_SECONDS)
        return kept

    async def connect(self) -> Connection:
        """A new connection to the API."""
        return await Connection.to(self.address)

    async def let_in(self) -> None:
        """An administrator and one person for each part, with a password, signed in, with an API token."""
        password = _administrator(self.settings)
        http = await self.connect()
        begun = await http.do("POST", "/sessions", "", {"email": _EMAIL, "password": password})
        for part in _PEOPLE:
            email, secret = f"{part}@example.org", secrets.token_urlsafe(12)
            role = "coordinator" if part == "coordinator" else "member"
            person = {"email": email, "name": f"Участник {part}", "password": secret, "role": role}
            made = await http.do("POST", "/people", begun["token"], person)
            own = await http.do("POST", "/sessions", "", {"email": email, "password": secret})
            form = {"name": "bench", "scopes": ["read", "write"]}
            token = await http.do("POST", "/tokens", own["token"], form)
            self.people[part], self.passwords[part] = (made["id"], token["token"]), secret
        http.close()

    async def document(self, sections: int, policy: Any = None) -> str:
        """A document in setup with so many sections, staffed by its matrix; its id.

        Its sections come out of outlines, which hold up to five hundred each.
        """
        http = await self.connect()
        coordinator = self.token("coordinator")
        outline = "# Стратегия\n\n" + "".join(f"## Раздел {n}\n\nО чём он.\n\n" for n in range(1, sections + 1))
        path = "/imports?filename=plan.md"
        read = await http.do("POST", path, coordinator, content=outline.encode())
        chosen = [{"number": one["number"], "run": one["run"]} for one in read["sections"]]
        form = {"approvers": [self.people["leader"][0]], "policy": policy or UNANIMOUS, "sections": chosen}
        document = (await http.do("POST", f"/imports/{read['id']}/confirm", coordinator, form))["id"]
        await http.do("PUT", f"/documents/{document}/responsibilities", coordinator, self._matrix(), If_Match='"1"')
        http.close()
        return str(document)

    def _matrix(self) -> Any:
        tasks = [("drafting", "editor"), *(("review", one) for one in REVIEWERS), ("sign_off", "approver")]
        return {"rows": [{"task": task, "person_id": self.people[part][0]} for task, part in tasks]}

    def told(self, process: str, event: str) -> Any:
        """The last thing of its name that a process logged."""
        lines = (self.settings.logs / f"{process}.log").read_text(encoding="utf-8").splitlines()
        said = (json.loads(line) for line in reversed(lines) if line.startswith("{"))
        return next(one for one in said if one.get("event") == event)

    async def sections(self, http: Connection, document: str) -> list[Any]:
        """All sections of a document."""
        found: list[Any] = []
        path = f"/documents/{document}/sections?limit=200"
        while path:
            answer = await http.send(http.request("GET", path, self.token("coordinator")))
            found += answer.data["items"]
            following = answer.headers.get("link", "").partition(">")[0].removeprefix("<").removeprefix("/api/v1")
            path = following
        return found


@contextmanager
def running(folder: Path) -> Iterator[Installation]:
    """A fresh installation in `folder`, from when all of it answers until it has stopped."""
    for name in [name for name in os.environ if name.startswith("VECHE_")]:
        del os.environ[name]  # what the environment says of another installation must not reach this one
    folder.mkdir(parents=True, exist_ok=True)
    (port,) = free_ports(1)
    settings = Settings.for_folder(folder, port=port)

    def ready() -> bool:
        state = read_state(settings)
        return state is not None and state.ready

    command = veche("up", "--data", str(folder), "--port", str(port))
    up = Server(command, folder.parent / f"{folder.name}.log", lambda: True, ends_by=signal.SIGTERM)
    up.start()
    try:
        wait_until(ready, _TO_START)
        installation = Installation(settings, up)
        asyncio.run(installation.let_in())
        yield installation
    finally:
        up.end()


def wait_until(seen: Callable[[], bool], patience: float, every: float = 0.05) -> float:
    """Seconds until `seen`; raises TimeoutError after `patience`."""
    began = time.monotonic()
    while not seen():
        if time.monotonic() - began > patience:
            raise TimeoutError(f"not seen within {patience:g} s")
        time.sleep(every)
    return time.monotonic() - began


def _administrator(settings: Settings) -> str:
    person = ("--admin", "--email", _EMAIL, "--name", "Администратор")
    made = subprocess.run(
        veche("user", "add", *person, "--data", str(settings.data)), capture_output=True, text=True, check=True
    )
    return made.stdout.split()[-1]

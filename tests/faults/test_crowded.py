"""More requests at once than an API has room for."""

import asyncio
import hashlib
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
from sqlmodel import select

from schemas.ids import new_id
from storage.database import Database
from storage.tables import Organisation
from tests.story.installation import Installation, installed

EMAIL = "head@example.org"


@pytest.fixture
def installation(tmp_path: Path, temporal: str) -> Iterator[Installation]:
    with installed(tmp_path, temporal_address=temporal, temporal_namespace="default") as running:
        yield running


@pytest.fixture
def database(installation: Installation) -> Iterator[Database]:
    opened = Database(f"sqlite:///{Path(installation.settings['VECHE_DATA']) / 'veche.db'}")
    yield opened
    opened.close()


@pytest.mark.timeout(600)
def test_who_finds_no_room_is_told_at_once_and_served_once_later(
    installation: Installation, database: Database, count: Callable[..., None]
) -> None:
    said = installation.veche("user", "add", "--admin", "--email", EMAIL, "--name", "Глава").stdout
    crowd = asyncio.run(served(f"{installation.address}/api/v1", said.split()[-1], database))
    met = Counter(crowd.answers)
    assert met[503, "overloaded"] > 0, met
    assert not [status for status, _ in met if status not in (201, 503)], met
    with database.read() as session:
        names = session.exec(select(Organisation.name)).all()
    assert sorted(names) == sorted(crowd.names)
    count("overload: people served", len(names))
    count("overload: requests told to come again", met[503, "overloaded"])


@dataclass
class Crowd:
    """People who each add an organisation, and every answer that they got."""

    client: httpx2.AsyncClient
    names: list[str] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)

    async def sign_in(self, password: str) -> None:
        signed = await self.ask("/sessions", {"email": EMAIL, "password": password})
        self.client.headers["Authorization"] = f"Bearer {signed.json()['token']}"

    async def ask(self, path: str, form: dict[str, str]) -> httpx2.Response:
        """The answer; the key follows from the form, so that asking again repeats."""
        key = hashlib.sha256(str(form).encode()).hexdigest()
        answer = await self.client.post(path, json=form, headers={"Idempotency-Key": key})
        assert answer.status_code != 503 or int(answer.headers["Retry-After"]) > 0
        return answer

    async def add(self, name: str) -> None:
        """Ask until it is done; a connection that the server closed meanwhile is no answer."""
        while True:
            try:
                answer = await self.ask("/organisations", {"name": name})
            except httpx2.TransportError:
                continue
            self.answers.append((answer.status_code, answer.json().get("code", "")))
            if answer.is_success:
                return
            await asyncio.sleep(random.uniform(0, 2 * int(answer.headers["Retry-After"])))

    def come(self) -> asyncio.Task[None]:
        self.names.append(f"Землячество {new_id()}")
        return asyncio.ensure_future(self.add(self.names[-1]))


async def served(api: str, password: str, database: Database) -> Crowd:
    """More and more people come while nobody can write, until one is sent away; then all are served."""
    unbound = httpx2.Limits(max_connections=None)
    async with httpx2.AsyncClient(base_url=api, timeout=60, limits=unbound) as client:
        crowd = Crowd(client)
        await crowd.sign_in(password)
        coming: list[asyncio.Task[None]] = []
        with database.write():
            while (503, "overloaded") not in crowd.answers:
                coming += [crowd.come() for _ in range(50)]
                await asyncio.sleep(0.05)
            alive = await client.get("/health/live")
        assert alive.status_code == 200
        await asyncio.gather(*coming)
        return crowd

"""An upgrade in the midst of work: sections in every stage, made by the version before, are carried on by this one."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from temporalio.client import Client

from app import pulse
from app.settings import Settings
from schemas.actor import Role
from schemas.ids import new_id
from tests.api.stage import FIRST, PHASES, Paper, Stage
from tests.api.world import PASSWORD, Account, World
from tests.servers.process import LOOPBACK, Server, free_ports
from tests.story.installation import is_ready

ROOT = Path(__file__).parents[2]
EACH = 7
"""Sections that stand in each phase when the upgrade comes."""


def version_before(folder: Path) -> Path:
    """The source of the version before the newest migration, out of this clone's history; skips where it has none."""

    def git(*words: str) -> bytes:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"no earlier version in this clone: git {' '.join(words)}: {done.stderr.decode().strip()}")
        return done.stdout

    newest = git("log", "-1", "--format=%H", "--diff-filter=A", "--", "storage/migrations/versions").decode().strip()
    packed = git("archive", f"{newest}^")
    folder.mkdir()
    subprocess.run(["tar", "-x"], cwd=folder, input=packed, check=True)
    return folder


class FarWorld(World):
    """An installation whose API is a process, of whatever version; people are made as administrators make them."""

    def person(self, role: Role = "member", *, email: str = "") -> Account:
        self.people += 1
        email = email or f"{role}{self.people}@example.org"
        form = {"name": f"Участник {self.people}", "email": email, "password": PASSWORD, "role": role}
        return Account(self.made("/people", self.head, form), email, self.sign_in(email))

    head: Account


@dataclass
class Site:
    """The processes of an installation, each of the version before or of this one."""

    folder: Path
    before: Path
    settings: dict[str, str]
    port: int
    stops: list[Server] = field(default_factory=list)

    def veche(self, *words: str, old: bool = False) -> str:
        """What a command says; it must end well."""
        variables = os.environ | self.settings | self._path(old)
        done = subprocess.run(self._command(old, *words), env=variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def started(self, name: str, *, old: bool = False) -> Server:
        """An API (`serve`) or a worker that runs until it is ended."""
        pulses = Settings.for_folder(self.folder / "data")
        answers = {
            "serve": lambda: is_ready(f"http://{LOOPBACK}:{self.port}"),
            "worker": lambda: pulse.beats(pulses, "worker", server.pid),
        }
        server = Server(
            self._command(old, name),
            self.folder / f"{name}-{'old' if old else 'new'}.log",
            answers[name],
            environment=self.settings | self._path(old),
            ends_by=signal.SIGTERM,
        )
        self.stops.append(server)
        server.start()
        return server

    @staticmethod
    def _command(old: bool, *words: str) -> list[str]:
        return [sys.executable, *(["-P"] if old else []), "-m", "app.cli", *words]

    def _path(self, old: bool) -> dict[str, str]:
        return {"PYTHONPATH": str(self.before)} if old else {}


@contextmanager
def site(folder: Path, **chosen: str) -> Iterator[Site]:
    before = version_before(folder / "before")
    (port,) = free_ports(1)
    settings = {"data": str(folder / "data"), "port": str(port), "temporal_namespace": "default", **chosen}
    found = [sys.executable, "-P", "-c", "import app; print(app.__file__)"]
    environment = {**os.environ, "PYTHONPATH": str(before)}
    assert str(before) in subprocess.run(found, env=environment, capture_output=True, text=True, check=True).stdout
    made = Site(folder, before, {f"VECHE_{name}".upper(): value for name, value in settings.items()}, port)
    try:
        yield made
    finally:
        for server in made.stops:
            server.end()


def staged(site: Site, client: httpx2.Client) -> Stage:
    """People to play with, made through the API that runs."""
    made = site.veche("user", "add", "--admin", "--email", "head@example.org", "--name", "Глава", old=True)
    world = FarWorld(None, None, SimpleNamespace(state=SimpleNamespace()), client)  # type: ignore[arg-type]
    world.head = Account("", "", world.sign_in("head@example.org", made.split()[-1]))
    return Stage(world, None, None)  # type: ignore[arg-type]  its processes are the site's


STEPS: dict[str, Callable[[Stage, str], Any]] = {
    "drafting": lambda stage, section: stage.hand_in(section, FIRST),
    "review": lambda stage, section: stage.agree(section),
    "sign_off": lambda stage, section: stage.sign(section),
}


def brought(stage: Stage, phase: str) -> Paper:
    """A document whose sections all stand in that phase."""
    if phase == "planned":
        return stage.paper(EACH)
    paper = stage.launched(EACH)
    for section in paper.sections:
        if phase == "withdrawn":
            stage.done("POST", f"/sections/{section}/withdraw", stage.coordinator, {"reason": "не нужен"})
        else:
            led(stage, f"/sections/{section}", until=phase)
    if phase == "published":
        stage.publish(paper.path)
    return paper


def led(stage: Stage, section: str, until: str = "approved") -> None:
    """Take a section from step to step up to a phase."""
    while (phase := stage.phase(section)) in STEPS and phase != until:
        STEPS[phase](stage, section)


def ended(stage: Stage, phase: str, paper: Paper) -> None:
    """Bring a document that stood in that phase to its edition; a published one to its second."""
    if phase == "withdrawn":
        return
    if phase == "planned":
        stage.launch(paper)
    if phase == "published":
        stage.done("POST", f"{paper.section}/reopen", stage.coordinator, {"reason": "новое издание"})
    for section in paper.sections:
        led(stage, f"/sections/{section}")
    stage.publish(paper.path)


async def tasks_of(site: Site) -> tuple[Counter[int], list[str]]:
    """How many workflow tasks each process completed, and the causes of those that failed."""
    client = await Client.connect(site.settings["VECHE_TEMPORAL_ADDRESS"], namespace="default")
    queue = site.settings["VECHE_TEMPORAL_TASK_QUEUE"]
    completed: Counter[int] = Counter()
    failed = []
    async for workflow in client.list_workflows(f"TaskQueue = '{queue}'"):
        async for event in client.get_workflow_handle(workflow.id, run_id=workflow.run_id).fetch_history_events():
            if event.HasField("workflow_task_completed_event_attributes"):
                completed[int(event.workflow_task_completed_event_attributes.identity.partition("@")[0])] += 1
            if event.HasField("workflow_task_failed_event_attributes"):
                failed.append(event.workflow_task_failed_event_attributes.failure.message)
    return completed, failed


@pytest.mark.long
@pytest.mark.timeout(1500)
def test_sections_in_every_phase_outlive_an_upgrade(
    database_url: str, temporal: str, tmp_path: Path, count: Callable[..., None]
) -> None:
    chosen = {"database_url": database_url, "temporal_address": temporal, "temporal_task_queue": f"upgrade-{new_id()}"}
    with site(tmp_path, **chosen) as installation:
        installation.veche("migrate", old=True)
        old_worker, old_api = (installation.started(name, old=True) for name in ("worker", "serve"))
        with httpx2.Client(base_url=f"http://{LOOPBACK}:{installation.port}", timeout=60) as client:
            stage = staged(installation, client)
            papers = {phase: brought(stage, phase) for phase in PHASES}
            old_api.end()
            installation.veche("migrate")
            new_worker, _ = (installation.started(name) for name in ("worker", "serve"))
            for phase in PHASES[::2]:  # while a worker of each version works
                ended(stage, phase, papers[phase])
            old = old_worker.pid
            old_worker.end()
            for phase in PHASES[1::2]:
                ended(stage, phase, papers[phase])
            new = new_worker.pid
            shown = {
                phase: [stage.phase(f"/sections/{one}") for one in paper.sections] for phase, paper in papers.items()
            }
        assert shown == {phase: ["withdrawn" if phase == "withdrawn" else "published"] * EACH for phase in PHASES}
        installation.veche("audit", "verify")
        completed, failed = asyncio.run(tasks_of(installation))
    assert [message for message in failed if "ondetermin" in message] == []
    assert set(completed) == {old, new}
    count("upgrade: sections carried over", EACH * len(PHASES))
    count("upgrade: workflow tasks of the version before", completed[old])
    count("upgrade: workflow tasks of this version", completed[new])

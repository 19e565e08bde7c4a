"""One drill from beginning to end: people at work, kills, quiet, and the reckoning."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.drill.asking import Asker, Log
from tests.drill.fleet import Fleet, running_fleet
from tests.drill.lives import PASSWORD, Cast, Client
from tests.drill.reckoning import Reckoning

HEAD = "head@example.org"
PATIENCE = 300.0
"""Seconds that the clients have after the last kill to bring everything to its end."""


@dataclass(frozen=True)
class Plan:
    """How hard it blows. Each client leads so many sections at once; `seed` makes clients and kills repeatable."""

    kills: int
    seed: int
    clients: int = 8
    sections: int = 6
    sick: bool = False
    """Whether the servers hang and fail as well, before anything is killed."""


@dataclass(frozen=True)
class Report:
    """What the drill saw, as names and numbers."""

    counts: dict[str, int]

    def lines(self) -> Iterator[str]:
        """One line for each count."""
        return (f"{name}: {number}" for name, number in self.counts.items())


def drill(plan: Plan, folder: Path, say: Callable[[str], None] = print) -> Report:
    """Drill one fresh installation; raises AssertionError or Unexpected at whatever was lost, doubled or stuck."""
    say(f"seed {plan.seed}, {plan.kills} kills, {plan.clients} clients with {plan.sections} sections each")
    with running_fleet(folder) as fleet:
        log = Log()
        with _askers(fleet, log, plan) as askers:
            cast = _cast(fleet, askers[0])
            began = time.monotonic()
            documents, sections = _storm(fleet, plan, askers, cast)
            seconds = round(time.monotonic() - began)
            counts = Reckoning(fleet, log, askers[0], cast, documents).reckon()
        return Report(
            {
                "kills": fleet.kills.total(),
                **{f"kills of {name}": number for name, number in sorted(fleet.kills.items())},
                "documents published": len(documents),
                "sections ended": sections,
                **{f"acts {outcome}": number for outcome, number in sorted(log.counts().items())},
                "sendings": sum(one.sendings for one in log.acts),
                **counts,
                "answers that never came": log.silent,
                "faults of the object store": fleet.proxy.met,
                "slowest answer in seconds": round(log.slowest),
                "seconds at work": seconds,
            }
        )


def _storm(fleet: Fleet, plan: Plan, askers: list[Asker], cast: Cast) -> tuple[list[str], int]:
    """Clients at work from before the first kill until after the last; what they brought to its end."""
    over = False
    clients = [Client(asker, cast, plan.sections, lambda: over) for asker in askers]
    for client in clients:
        client.start()

    def acknowledged() -> int:
        return len(askers[0].log.with_outcome("ok"))

    def wait_for_work(acts: int) -> None:
        goal, give_up = acknowledged() + acts, time.monotonic() + PATIENCE
        while acknowledged() < goal:
            _look_after(clients)
            assert time.monotonic() < give_up, "nothing more was acknowledged"
            fleet.keep(0.1)

    if plan.sick:
        fleet.sicken(wait_for_work)
    fleet.kill_by_chance(plan.kills, random.Random(plan.seed), wait_for_work)
    over = True
    give_up = time.monotonic() + PATIENCE
    while any(client.is_alive() for client in clients):
        _look_after(clients)
        assert time.monotonic() < give_up, "not every section ended"
        fleet.keep(0.2)
    _look_after(clients)
    documents = [document for client in clients for document in client.documents]
    return documents, sum(client.ended_sections for client in clients)


def _look_after(clients: list[Client]) -> None:
    for client in clients:
        if client.failure is not None:
            raise client.failure


@contextmanager
def _askers(fleet: Fleet, log: Log, plan: Plan) -> Iterator[list[Asker]]:
    address = fleet.installation.address
    askers = [Asker(address, log, plan.seed * 1000 + number) for number in range(plan.clients)]
    try:
        yield askers
    finally:
        for asker in askers:
            asker.close()


def _cast(fleet: Fleet, asker: Asker) -> Cast:
    made = fleet.installation.veche("user", "add", "--admin", "--email", HEAD, "--name", "Глава")
    assert made.returncode == 0, made.stderr
    head = asker.sign_in(HEAD, made.stdout.split()[-1])
    people = []
    for name in ("editor", "first", "second", "approver", "leader"):
        form = {"name": name, "email": f"{name}@example.org", "password": PASSWORD}
        asker.act("people.add", "POST", "/people", head, json=form)
        people.append(asker.sign_in(form["email"], PASSWORD))
    editor, first, second, approver, leader = people
    return Cast(head, editor, (first, second), approver, leader)

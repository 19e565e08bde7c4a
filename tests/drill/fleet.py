"""Every part of an installation as a process of its own, to be killed: database, objects, workflows, API, worker."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2 as httpx
import psycopg

from tests.servers.fault_proxy import FaultProxy, fault_proxy
from tests.servers.mail import MailServer, running_mail
from tests.servers.postgres import running_postgres
from tests.servers.process import Server
from tests.servers.temporal import running_temporal
from tests.servers.weed import bucket_of, running_weed
from tests.story.installation import Installation, installed

HANGING = {"database": "database", "objects": "object_store", "temporal": "workflows"}
"""The servers that are made to hang, and by which of its checks readiness tells it."""
_HANGS = 24.0
"""Seconds; well over twice what anybody waits."""

_PAUSE = 0.5
"""Seconds between two looks at who is dead."""


@dataclass
class Fleet:
    """An installation and all servers behind it; those that die are started again while `keep` is called."""

    installation: Installation
    servers: dict[str, Server]
    mail: MailServer
    proxy: FaultProxy
    database_url: str
    kills: Counter[str] = field(default_factory=Counter)

    def kill_by_chance(self, kills: int, chance: random.Random, wait_for_work: Callable[[int], None]) -> None:
        """Kill one part after the other, each of them in every five.

        Two out of three fall after so many acknowledged acts, however slow the machine; the third into a recovery.
        """
        order: list[str] = []
        for _ in range(kills):
            if chance.random() < 2 / 3:
                wait_for_work(chance.randint(1, 20))
            self.keep(chance.uniform(0.0, 1.0))
            if not order:
                order = chance.sample(sorted(self.servers), len(self.servers))
            name = order.pop()
            self.servers[name].kill()
            self.kills[name] += 1
            self.keep(chance.uniform(0.0, 0.5), without=name)

    def sicken(self, wait_for_work: Callable[[int], None]) -> None:
        """Have each server hang for longer than anybody waits, sessions ended by the database, objects spoilt."""
        for name, check in HANGING.items():
            wait_for_work(5)
            self.servers[name].pause()
            try:
                self.keep(_HANGS / 2)
                self._assert_health_tells(check)
                self.keep(_HANGS / 2)
            finally:
                self.servers[name].resume()
        wait_for_work(5)
        self._end_sessions(20)
        self.proxy.share = 0.3
        wait_for_work(60)
        self.proxy.share = 0.0

    def _end_sessions(self, times: int) -> None:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = %s"
        with psycopg.connect(self.database_url.replace("+psycopg", ""), autocommit=True) as storm:
            for _ in range(times):
                storm.execute(others, [storm.info.dbname])
                self.keep(0.3)

    def _assert_health_tells(self, check: str) -> None:
        address = f"{self.installation.address}/api/v1/health"
        assert httpx.get(f"{address}/live", timeout=30).status_code == httpx.codes.OK
        told = httpx.get(f"{address}/ready", timeout=30)
        failing = [one["name"] for one in told.json()["checks"] if not one["ok"]]
        assert told.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert check in failing, told.text

    def keep(self, seconds: float, without: str = "") -> None:
        """Start again whoever is dead, for so long; from the one thread that outlives them all."""
        until = time.monotonic() + seconds
        while True:
            for name, server in self.servers.items():
                if name != without and not server.runs:
                    server.launch()
            left = until - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(_PAUSE, left))


@contextmanager
def running_fleet(folder: Path) -> Iterator[Fleet]:
    """All of it on loopback, fresh; raises `PartMissing` if the machine lacks one of the servers."""
    with (
        running_postgres(keeps_commits=True) as postgres,
        postgres.fresh_database() as database_url,
        running_weed() as weed,
        weed.fresh_bucket() as objects_url,
        fault_proxy(weed.port) as proxy,
        running_temporal() as (temporal, temporal_address),
        running_mail() as mail,
        installed(
            folder,
            database_url=database_url,
            object_store_url=weed.url(bucket_of(objects_url), proxy.port),
            temporal_address=temporal_address,
            temporal_namespace="default",
            smtp_url=f"smtp://{mail.host}:{mail.port}",
        ) as installation,
    ):
        servers = {
            "database": postgres.server,
            "objects": weed.server,
            "temporal": temporal,
            "api": installation.api,
            "worker": installation.worker,
        }
        yield Fleet(installation, servers, mail, proxy, database_url)

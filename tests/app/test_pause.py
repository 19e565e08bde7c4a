"""A restored or copied installation: its worker does nothing until `veche resume` has shown what fell due."""

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlmodel import Session, col, select

from app import cli, pulse
from app.clock import utc_now
from app.migrate import migrate
from app.settings import Settings
from schemas.ids import new_id
from schemas.policy import PhaseRule, Step
from storage.database import Database
from storage.incarnation import Pause, pause_of
from storage.tables import Absence, Alarm, Delivery, Event, Installation, Link, Notice
from tests.activities.recording.conftest import Desk
from tests.servers.process import Server
from tests.workflows.house import open_trial, settings_for
from tests.workflows.records import EDITORS, prepare, rules, seconds

T = TypeVar("T")
DUE = PhaseRule(limit=seconds(0.01), ladder=(Step(after=seconds(0.02), tell=("coordinator",)),))


def until(seen: Callable[[], T], patience: float = 90.0) -> T:
    give_up = time.monotonic() + patience
    while not (found := seen()):
        assert time.monotonic() < give_up, f"not seen within {patience:g} s"
        time.sleep(0.05)
    return found


def make(folder: Path, address: str) -> Settings:
    """An installation in which notices wait and deadlines have passed, although no process ever ran."""
    folder.mkdir()
    settings = settings_for(folder, f"sqlite:///{folder / 'veche.db'}", address, f"pause-{new_id()}")
    migrate(settings)
    parts = open_trial(settings)
    document_id, sections = prepare(parts, policy=rules(drafting=DUE), sections=2)
    Desk(parts, document_id, sections, parts.recorder).launch()
    yesterday = utc_now() - timedelta(days=1)
    with parts.database.write() as session:
        session.add(
            Absence(
                id=new_id(),
                person_id=EDITORS[0],
                since=yesterday.date() - timedelta(days=1),
                until=yesterday.date(),
                made_at=yesterday,
            )
        )
        session.add(
            Link(
                id=new_id(),
                kind="sign_in",
                person_id=EDITORS[0],
                made_at=yesterday,
                expires_at=yesterday + timedelta(days=30),
                next_try_at=yesterday,
            )
        )
    parts.database.close()
    return settings


@contextmanager
def looking(settings: Settings) -> Iterator[Session]:
    database = Database(settings.database_url)
    try:
        with database.snapshot() as session:
            yield session
    finally:
        database.close()


def held(settings: Settings) -> Pause | None:
    database = Database(settings.database_url)
    try:
        return pause_of(database, settings.mark)
    finally:
        database.close()


@contextmanager
def worker(settings: Settings) -> Iterator[Server]:
    """The worker as a process, up as soon as it gives a sign of life."""
    environment = {
        "VECHE_TEMPORAL_ADDRESS": settings.temporal_address,
        "VECHE_TEMPORAL_NAMESPACE": settings.temporal_namespace,
        "VECHE_TEMPORAL_TASK_QUEUE": settings.temporal_task_queue,
    }
    command = [sys.executable, "-m", "app.cli", "worker", "--data", str(settings.data)]
    log = settings.data / "worker.log"
    server = Server(command, log, lambda: pulse.beats(settings, "worker", server.pid), environment=environment)
    server.start()
    try:
        yield server
    finally:
        server.end()


def veche(monkeypatch: pytest.MonkeyPatch, settings: Settings, *arguments: str) -> int:
    with monkeypatch.context() as environment:
        environment.setenv("VECHE_TEMPORAL_ADDRESS", settings.temporal_address)
        environment.setenv("VECHE_TEMPORAL_NAMESPACE", settings.temporal_namespace)
        environment.setenv("VECHE_TEMPORAL_TASK_QUEUE", settings.temporal_task_queue)
        return cli.run([*arguments, "--data", str(settings.data)])


def letters(settings: Settings) -> str:
    return "\n".join(path.read_text() for path in settings.outbox.rglob("*") if path.is_file())


def rung(settings: Settings) -> int:
    with looking(settings) as session:
        return len(session.exec(select(Alarm.id).where(Alarm.state == "rung")).all())


def test_restored_installation_sends_nothing_and_rings_nothing_until_it_is_resumed(
    temporal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    original = make(tmp_path / "original", temporal)
    assert veche(monkeypatch, original, "backup", str(tmp_path / "copy")) == 0
    restored = original.model_copy(update={"data": tmp_path / "restored"})
    restored = restored.model_copy(
        update={
            "database_url": f"sqlite:///{restored.data / 'veche.db'}",
            "object_store_url": str(restored.data / "objects"),
        }
    )
    assert veche(monkeypatch, restored, "restore", str(tmp_path / "copy")) == 0
    grow_old(restored)
    with looking(restored) as session:
        waiting = set(session.exec(select(Notice.id)))
        entries = len(session.exec(select(Event.seq)).all())
    assert waiting
    with worker(restored) as process:
        until(lambda: "paused" in process.log.read_text())
        beat = pulse._file(restored, "worker").stat().st_mtime_ns
        until(lambda: pulse._file(restored, "worker").stat().st_mtime_ns > beat)
        with looking(restored) as session:
            assert {alarm.state for alarm in session.exec(select(Alarm))} == {"planned"}
            assert {notice.state for notice in session.exec(select(Notice))} == {"planned"}
            assert session.exec(select(Delivery)).all() == []
            assert len(session.exec(select(Event.seq)).all()) == entries
        assert not restored.outbox.exists()
        capsys.readouterr()
        assert veche(monkeypatch, restored, "user", "add", "--email", "a@example.org", "--name", "А") == 2
        assert "veche resume" in capsys.readouterr().err
        assert [veche(monkeypatch, restored, "reconcile", *how) for how in ((), ("--end",))] == [2, 2]
        assert "veche resume" in capsys.readouterr().err
        assert_shown(monkeypatch, restored, capsys, len(waiting))
        assert veche(monkeypatch, restored, "resume", "--yes", "--unsent", "drop") == 0
        assert veche(monkeypatch, restored, "reconcile", "--json") == 0
        found = json.loads(capsys.readouterr().out.partition("\n{")[2].join(["{", ""]))
        assert found["open"] == 3
        until(lambda: rung(restored) == 4)
        until(lambda: "Message-ID" in letters(restored))
    sent = letters(restored)
    assert [notice for notice in sorted(waiting) if notice in sent] == []
    with looking(restored) as session:
        assert {notice.state for notice in session.exec(select(Notice).where(col(Notice.id).in_(waiting)))} == {
            "given_up"
        }
        assert {link.state for link in session.exec(select(Link))} == {"given_up"}
    assert held(restored) is None
    assert held(original) is None


def grow_old(settings: Settings) -> None:
    """Let the backup that was restored be three days old."""
    database = Database(settings.database_url)
    with database.write() as session:
        session.exec(select(Installation)).one().snapshot_at = utc_now() - timedelta(days=3)
    database.close()


def assert_shown(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, capsys: pytest.CaptureFixture[str], waiting: int
) -> None:
    """Without a choice, or a yes, everything is shown and the pause goes on."""
    for arguments in (["resume", "--yes"], ["resume", "--unsent", "send"]):
        assert veche(monkeypatch, settings, *arguments) == 1
        said = capsys.readouterr().out
        assert "Deadlines and reminders that fell due: 4;" in said
        assert said.count(" deadline section/") == 2
        assert f"Notices and letters not sent: {waiting + 1}." in said
        assert "link_sign_in: 1" in said
        assert "Absences that are over: 1." in said
        assert held(settings) is not None


def test_copied_data_folder_is_held_and_its_original_is_not(
    temporal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = make(tmp_path / "original", temporal)
    shutil.copytree(original.data, tmp_path / "copied")
    shutil.copytree(original.data, tmp_path / "unmarked", ignore=shutil.ignore_patterns("incarnation"))
    original.data.rename(tmp_path / "moved")
    moved, copied, unmarked = (Settings.for_folder(tmp_path / name) for name in ("moved", "copied", "unmarked"))
    assert (held(moved), held(copied), held(unmarked)) == (None, Pause("cloned"), Pause("cloned"))
    migrate(copied)  # as every start of `veche up` does
    assert held(copied) == Pause("cloned")
    assert veche(monkeypatch, copied, "resume", "--yes", "--unsent", "drop") == 0
    assert (held(moved), held(copied)) == (None, None)
    assert veche(monkeypatch, copied, "resume", "--yes") == 0  # there is nothing to resume
    with looking(moved) as session, looking(copied) as other:
        ids = [one.exec(select(Installation.incarnation)).one() for one in (session, other)]
        event = other.exec(select(Event).where(Event.type == "installation_resumed")).one().data
    assert (event["why"], event["before"], event["incarnation"]) == ("cloned", *ids)
    assert ids[0] != ids[1]

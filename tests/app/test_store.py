"""`veche store`: what was changed or is gone is named in both languages, and sweeping changes nothing without a yes."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from app import cli
from app.clock import utc_now
from app.migrate import migrate
from app.settings import Settings
from storage.database import Database
from storage.objects import open_store
from storage.tables import Comparison, Installation


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings.for_folder(tmp_path / "data")
    made.data.mkdir()
    migrate(made)
    return made


def file_of(settings: Settings, address: str) -> Path:
    return settings.data / "objects" / address[:2] / address


def test_store_verify_names_what_was_changed_and_what_is_gone(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(settings.object_store_url)
    sound, changed, gone = (store.put(content) for content in (b"sound", b"changed", b"gone"))
    database = Database(settings.database_url)
    with database.write() as session:
        for address in (sound, changed, gone):
            session.add(Comparison(base_hash=address, head_hash="", engine="", address=address, change=""))
    database.close()
    verify = ["store", "verify", "--data", str(settings.data)]
    assert cli.run(verify) == 0
    assert "All objects are as they were put: 3, of which nothing names 0." in capsys.readouterr().out
    file_of(settings, changed).write_bytes(b"Changed")
    file_of(settings, gone).unlink()
    assert cli.run(verify) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"Объект {changed} подменён или повреждён; на него ссылается: comparisons.",
        f"Object {changed} was replaced or damaged; it is named by: comparisons.",
        f"Объекта {gone} нет; на него ссылается: comparisons.",
        f"Object {gone} is gone; comparisons names it.",
    ]


def test_store_sweep_shows_first_and_sets_aside_only_at_a_yes(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(settings.object_store_url)
    old, fresh = store.put(b"old"), store.put(b"fresh")
    long_ago = (utc_now() - timedelta(days=2)).timestamp()
    os.utime(file_of(settings, old), (long_ago, long_ago))
    sweep = ["store", "sweep", "--data", str(settings.data)]
    assert cli.run(sweep) == 0
    said = capsys.readouterr().out
    assert (old in said, fresh in said) == (True, False)
    assert list(store.addresses()) == sorted([old, fresh])
    assert cli.run([*sweep, "--yes"]) == 0
    assert (list(store.addresses()), store.has(old)) == ([fresh], True)


def test_store_sweep_does_nothing_in_a_pause(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(settings.database_url)
    with database.write() as session:
        session.exec(select(Installation)).one().paused_at = utc_now()
    database.close()
    assert cli.run(["store", "sweep", "--yes", "--data", str(settings.data)]) == 2
    assert "veche resume" in capsys.readouterr().err


def test_resumed_copy_sweeps_a_store_only_after_it_is_called_its_own(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(settings.object_store_url)
    old = store.put(b"named by another")
    long_ago = (utc_now() - timedelta(days=2)).timestamp()
    os.utime(file_of(settings, old), (long_ago, long_ago))
    assert cli.run(["store", "own", "--data", str(settings.data)]) == 0  # it was its own, as after any sweep
    shutil.copytree(settings.data, tmp_path / "copy", ignore=shutil.ignore_patterns("objects"))
    (tmp_path / "copy" / "objects").symlink_to(settings.data / "objects")
    at = ["--data", str(tmp_path / "copy")]
    assert [cli.run(["store", *how, *at]) for how in (["own"], ["sweep", "--yes"])] == [2, 2]
    assert cli.run(["resume", "--yes", *at]) == 0
    capsys.readouterr()
    assert cli.run(["store", "sweep", "--yes", *at]) == 1
    assert "veche store own" in capsys.readouterr().err
    assert list(store.addresses()) == [old]
    assert cli.run(["store", "own", *at]) == 0
    assert cli.run(["store", "sweep", "--yes", *at]) == 0
    assert list(store.addresses()) == []

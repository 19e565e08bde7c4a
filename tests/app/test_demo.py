"""`veche demo` around the story: somebody else's files are safe, one at a time, and nothing left when interrupted."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.processes import trace
from app.settings import Settings
from app.state import read_state

PATIENCE = 180.0


def demo(out, **variables):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("VECHE_")}
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", "demo", "--out", str(out)],
        env=environment | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def commands_naming(folder):
    """The command lines of all living processes that name the folder: all that a demo starts do."""
    traces = [trace(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [found.command for found in traces if found and any(str(folder) in part for part in found.command)]


@pytest.mark.parametrize("name", ["data", "edition", "papers", "summary.json"])
def test_demo_leaves_files_alone_that_it_did_not_make(tmp_path, name):
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine").touch()
    refused = demo(tmp_path)
    _, said = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 2
    assert [str(tmp_path) in sentence for sentence in said.splitlines()] == [True, True]
    assert [str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*")] == [name, f"{name}/mine"]


def test_demo_refuses_a_second_one_and_leaves_nothing_running_when_interrupted(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    out = tmp_path / "out"
    settings = Settings.for_folder(out / "data")
    first = demo(out, VECHE_DATA=str(elsewhere))
    try:
        give_up_at = time.monotonic() + PATIENCE
        while not ((state := read_state(settings)) and state.ready):
            assert first.poll() is None
            assert time.monotonic() < give_up_at
            time.sleep(0.1)
        second = demo(out)
        _, said = second.communicate(timeout=PATIENCE)
        assert second.returncode == 2
        assert [state.address in sentence for sentence in said.splitlines()] == [True, True]
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=PATIENCE)
    finally:
        first.kill()
        first.communicate()
    assert first.returncode == 130
    assert commands_naming(out) == []
    assert not elsewhere.exists()

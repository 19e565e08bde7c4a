"""Saved histories of every transition replay in the processes as they are now, whatever the rules say by now."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workflows.record_histories import FOLDER, SCENES, file_of

ROOT = Path(__file__).parents[2]
FILES = sorted(FOLDER.glob("*.json"))


def replay(seed: int, *way: str) -> dict[str, str]:
    """What becomes of every history in a process of its own with this hash seed."""
    command = [sys.executable, "-m", "tests.workflows.replay", *way, *map(str, FILES)]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    ran = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    names = {file.name for file in FILES}
    said = (line.split(maxsplit=1) for line in ran.stdout.splitlines())  # the SDK writes there too
    return {words[0]: words[1] for words in said if words and words[0] in names}


def all_are(outcome: str) -> dict[str, str]:
    return {file.name: outcome for file in FILES}


def test_every_transition_has_its_history() -> None:
    expected = {file_of(scene, kind, cycle) for scene, (_, _, kept) in SCENES.items() for kind, cycle in kept}
    assert set(FILES) == expected


@pytest.mark.parametrize("seed", [0, 1, 4242])
def test_histories_replay_under_any_hash_seed(seed: int, count: Callable[..., None]) -> None:
    assert replay(seed) == all_are("replayed")
    count("histories replayed", len(FILES))


def test_histories_replay_when_every_rule_has_changed(count: Callable[..., None]) -> None:
    assert replay(0, "--other-rules") == all_are("replayed")
    count("histories replayed", len(FILES))


def test_no_history_replays_in_a_process_that_does_something_else() -> None:
    assert replay(0, "--other-shell") == all_are("NondeterminismError")

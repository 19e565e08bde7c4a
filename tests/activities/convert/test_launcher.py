import os
import signal
import subprocess
import sys

import pytest

from activities.convert import launcher

PYTHON = [sys.executable, "-I", "-S", "-c"]


def launch(program: list[str], *, cpu: int = 5, file_size: int = 2**20, parent: int | None = None) -> list[str]:
    limits = [2**32, cpu, file_size, os.getpid() if parent is None else parent]
    return [sys.executable, "-I", "-S", launcher.__file__, *map(str, limits), *program]


def test_program_is_killed_when_its_processor_time_is_over() -> None:
    command = launch([*PYTHON, "while True: pass"], cpu=1)
    assert subprocess.run(command, check=False, timeout=20).returncode == -signal.SIGXCPU


@pytest.mark.parametrize("parent", [1, 2**22])
def test_program_of_a_parent_already_gone_does_not_start(parent: int) -> None:
    run = subprocess.run(launch([*PYTHON, "print(1)"], parent=parent), check=False, capture_output=True)
    assert (run.returncode, run.stdout) == (launcher.CANNOT_START, b"")


def test_program_that_cannot_be_started_is_named() -> None:
    run = subprocess.run(launch(["/no/such/program"]), check=False, capture_output=True, text=True)
    assert run.returncode == launcher.CANNOT_START
    assert run.stderr.startswith("cannot start /no/such/program")


def test_limits_are_set_for_good() -> None:
    script = (
        "import resource as r; print([r.getrlimit(w) for w in"
        " (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE, r.RLIMIT_CORE)])"
    )
    told = subprocess.run(launch([*PYTHON, script]), check=True, capture_output=True, text=True).stdout
    limits = [(2**32, 2**32), (5, 6), (2**20, 2**20), (64, 64), (0, 0)]
    assert told == f"{limits}\n"

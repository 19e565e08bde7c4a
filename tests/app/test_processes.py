"""A leftover is killed only if it is the very process that was recorded."""

import os
import signal
import subprocess
import sys
import time

import pytest

from app.children import exit_code, spawn
from app.processes import kill_leftover, trace


@pytest.fixture
def sleeper():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], process_group=0)
    yield process
    process.kill()
    process.wait()


def test_trace_of_a_process_is_stable_and_ends_with_it(sleeper):
    seen = trace(sleeper.pid)
    assert seen is not None
    assert seen.command[0] == sys.executable
    assert trace(sleeper.pid) == seen
    sleeper.kill()
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)
    assert trace(sleeper.pid) is None, "dead and not yet collected counts as gone"


def test_leftover_that_is_the_recorded_process_is_killed(sleeper):
    assert kill_leftover(trace(sleeper.pid))
    assert sleeper.wait(timeout=5) == -signal.SIGKILL


@pytest.mark.parametrize("changed", [{"started": 1}, {"command": ("other",)}])
def test_leftover_that_is_another_process_is_left_alone(sleeper, changed):
    assert not kill_leftover(trace(sleeper.pid).model_copy(update=changed))
    assert sleeper.poll() is None


def test_leftover_that_leads_no_group_is_left_alone():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert not kill_leftover(trace(process.pid))
        process.communicate(b"\n")
    assert process.returncode == 0


def test_child_that_dies_takes_what_it_started_with_it(tmp_path):
    parent = "import subprocess, sys; print(subprocess.Popen(['sleep', '600']).pid, flush=True)"
    log = tmp_path / "logs" / "child.log"
    process = spawn([sys.executable, "-c", parent], dict(os.environ), log)
    deadline = time.monotonic() + 60
    while (code := exit_code(process)) is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert code == 0
    orphan = int(log.read_text())
    while trace(orphan) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert trace(orphan) is None


def test_child_log_past_its_limit_is_put_aside(tmp_path):
    log = tmp_path / "logs" / "child.log"
    log.parent.mkdir()
    log.write_bytes(b"." * 10_000_001)
    process = spawn([sys.executable, "-c", "print('fresh')"], dict(os.environ), log)
    process.wait()
    assert log.read_text() == "fresh\n"
    assert (tmp_path / "logs" / "child.log.1").stat().st_size == 10_000_001

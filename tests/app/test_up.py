"""`veche up` on real parts: killed and started again, second one refused, children restarted, stopped cleanly."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.ports import Ports
from app.processes import trace
from app.settings import Settings
from app.state import ChildState, RunState, read_state, write_state
from tests.servers.process import free_ports

PATIENCE = 120.0
CHILDREN = ("temporal", "worker", "api")


def eventually(seen, what):
    """Wait until `seen()` is true and return it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := seen():
            return found
        time.sleep(0.02)
    pytest.fail(f"not within {PATIENCE:g} s: {what}")


def commands_naming(folder):
    """The command lines of all living processes that name the folder: our children all do."""
    traces = [trace(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [found.command for found in traces if found and any(str(folder) in part for part in found.command)]


class Installation:
    """One data folder and the `veche up` that runs on it."""

    def __init__(self, folder):
        self.data = folder / "data"
        self.settings = Settings.for_folder(self.data)
        self.output = folder / "output"
        self.process = None
        # Of their own: on the port that all prefer, another test would answer in place of one that was killed.
        api, temporal = free_ports(2)
        self.settings.run.mkdir(parents=True, mode=0o700)
        (self.settings.run / "ports.json").write_text(Ports(api=api, temporal=temporal).model_dump_json())

    def command(self):
        return [sys.executable, "-m", "app.cli", "up", "--data", str(self.data)]

    def start(self):
        environment = {key: value for key, value in os.environ.items() if not key.startswith("VECHE_")}
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(self.command(), env=environment, stdout=output, stderr=output)

    def state(self):
        """The state this very `up` wrote; None until it has."""
        state = read_state(self.settings)
        return state if state and state.pid == self.process.pid else None

    def ready(self):
        def seen():
            assert self.process.poll() is None, self.output.read_text()
            state = self.state()
            return state if state and state.ready else None

        return eventually(seen, "all children answer")

    def send(self, number):
        self.process.send_signal(number)

    def ended(self):
        return self.process.wait(PATIENCE)

    def assert_nobody_left(self):
        eventually(lambda: not commands_naming(self.data), f"gone: {commands_naming(self.data)}")


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path)
    made.start()
    yield made
    made.process.kill()
    made.process.wait()
    made.assert_nobody_left()


def test_up_on_a_folder_in_use_is_refused_with_the_first_address(installation):
    address = installation.ready().address
    second = subprocess.run(installation.command(), check=False, capture_output=True, text=True)
    assert second.returncode == 2
    russian, english = second.stderr.splitlines()
    assert russian == f"В папке {installation.data} уже работает Вече: {address}."
    assert english == f"Veche is already running in {installation.data}: {address}."
    assert installation.ready().children == installation.state().children, "the first one is undisturbed"


def test_child_that_dies_is_restarted_and_counted(installation):
    before = installation.ready()
    for count, name in enumerate(CHILDREN, start=1):
        killed = installation.ready().children[name].process
        os.kill(killed.pid, signal.SIGKILL)
        eventually(lambda name=name: installation.state().children[name].restarts == 1, f"{name} restarted")
        after = installation.ready()
        assert after.children[name].process.pid != killed.pid
        assert after.children[name].last_exit == -signal.SIGKILL
        assert sum(child.restarts for child in after.children.values()) == count, "the others went on"
    assert (after.address, after.temporal_address) == (before.address, before.temporal_address)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_up_asked_to_stop_ends_cleanly_with_code_zero(installation, number):
    address = installation.ready().address
    installation.send(number)
    assert installation.ended() == 0
    installation.assert_nobody_left()
    stopped = installation.state()
    assert not stopped.ready
    assert [child.process for child in stopped.children.values()] == [None, None, None]
    said = installation.output.read_text()
    assert [line.partition(" (")[0] for line in said.splitlines()] == [
        f"Вече работает: {address}",
        f"Veche is running: {address}",
    ]


def test_up_told_twice_by_ctrl_c_does_not_wait_for_a_child_that_hangs(installation):
    state = installation.ready()
    os.kill(state.children["api"].process.pid, signal.SIGSTOP)
    installation.send(signal.SIGINT)
    time.sleep(1.5)  # longer than one look at a child, during which two signals would count as one
    assert installation.process.poll() is None, "the first one waits"
    installation.send(signal.SIGINT)
    assert installation.ended() == 130
    installation.assert_nobody_left()


def test_up_ends_what_the_last_run_left_over_and_nobody_else(tmp_path):
    def sleeper():
        return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], process_group=0)

    def recorded(process):
        return ChildState(
            process=process, port=None, restarts=0, since="2026-01-01T00:00:00Z", answers=True, last_exit=None
        )

    ours, stranger = sleeper(), sleeper()
    made = Installation(tmp_path)
    children = {
        "worker": recorded(trace(ours.pid)),
        "api": recorded(trace(stranger.pid).model_copy(update={"started": 1})),
    }
    write_state(
        made.settings,
        RunState(
            pid=1,
            since="2026-01-01T00:00:00Z",
            address="http://127.0.0.1:1",
            temporal_address="127.0.0.1:2",
            ready=True,
            children=children,
        ),
    )
    try:
        made.start()
        assert ours.wait(PATIENCE) == -signal.SIGKILL
        made.ready()
        assert stranger.poll() is None
        made.send(signal.SIGTERM)
        assert made.ended() == 0
    finally:
        for process in (ours, stranger, made.process):
            process.kill()
            process.wait()


def is_ready(data, pid):
    state = read_state(Settings.for_folder(data))
    return state is not None and state.pid == pid and state.ready


def test_copy_of_a_folder_that_is_in_use_leaves_its_processes_alone(installation):
    before = installation.ready()
    copied = installation.data.with_name("copied")
    shutil.copytree(installation.data, copied)
    beside = [*installation.command()[:-1], str(copied), "--port", str(free_ports(1)[0])]
    output = copied.with_name("beside")
    with output.open("ab") as written:
        copy = subprocess.Popen(beside, stdout=written, stderr=written)
    try:
        eventually(lambda: is_ready(copied, copy.pid), "the copy answers")
    finally:
        copy.terminate()
        copy.wait(PATIENCE)
    after = installation.ready()
    assert {name: child.process for name, child in after.children.items()} == {
        name: child.process for name, child in before.children.items()
    }, output.read_text()


def test_up_where_no_folder_can_be_is_refused_with_the_reason(tmp_path):
    (tmp_path / "file").touch()
    command = [sys.executable, "-m", "app.cli", "up", "--data", str(tmp_path / "file" / "data")]
    refused = subprocess.run(command, check=False, capture_output=True, text=True)
    assert refused.returncode == 2
    assert f"The folder {tmp_path}/file/data cannot be written" in refused.stderr

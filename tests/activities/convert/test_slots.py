import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from activities.convert.slots import taken_slot
from schemas.conversion import ConvertSettings
from schemas.problems import Refused

ROOT = Path(__file__).parents[3]
WORK_AND_TELL_WHEN = """
import sys
from pathlib import Path
from activities.convert.jail import Jail
from schemas.conversion import ConvertSettings
script = "import time; a = time.monotonic(); time.sleep(0.3); print(a, time.monotonic())"
program = [sys.executable, "-I", "-S", "-c", script]
print(Jail(ConvertSettings(Path(sys.argv[1]), slots=2)).run(program, b"").decode())
"""
CONVERT_FOR_LONG = """
import sys
from pathlib import Path
from activities.convert.reader import Converter
from schemas.conversion import ConvertSettings
Converter(ConvertSettings(Path(sys.argv[1]), slots=1)).to_ast(b"``` a\\n" * 10_000, "a.md")
"""


def run(script: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def converters_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes started by this one that have become pandoc."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in children if "pandoc" in program_of(pid)]


def program_of(pid: str) -> str:
    try:
        return os.readlink(f"/proc/{pid}/exe")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if holds():
            return True
        time.sleep(0.02)
    return False


def test_no_more_than_the_slots_work_at_once_across_processes(tmp_path: Path) -> None:
    workers = [run(WORK_AND_TELL_WHEN, tmp_path / "slots") for _ in range(6)]
    spans = [tuple(map(float, worker.communicate(timeout=50)[0].split())) for worker in workers]
    at_once = [sum(start <= moment < end for start, end in spans) for moment, _ in spans]
    assert len(spans) == 6
    assert max(at_once) == 2


def test_nobody_waits_for_a_slot_for_ever(settings: ConvertSettings) -> None:
    with (
        taken_slot(settings.slots_folder, 1, 0.1),
        pytest.raises(Refused, match="conversion_busy"),
        taken_slot(settings.slots_folder, 1, 0.1),
    ):
        pass


def test_room_is_emptied_of_what_a_killed_process_left(settings: ConvertSettings) -> None:
    left = settings.slots_folder / "room-0" / "work" / "left"
    left.parent.mkdir(parents=True)
    left.write_text("x")
    with taken_slot(settings.slots_folder, 1, 0.1) as slot:
        assert list(slot.room.iterdir()) == []
    assert not slot.room.exists()


def test_turn_is_held_while_the_converter_lives(settings: ConvertSettings) -> None:
    with taken_slot(settings.slots_folder, 1, 0.1) as slot:
        holder = subprocess.Popen(["sleep", "30"], pass_fds=[slot.lock])
    with pytest.raises(Refused, match="conversion_busy"), taken_slot(settings.slots_folder, 1, 0.1):
        pass
    holder.kill()
    holder.wait()
    with taken_slot(settings.slots_folder, 1, 0.1):
        pass


def test_killed_parent_leaves_no_converter_behind(tmp_path: Path) -> None:
    parent = run(CONVERT_FOR_LONG, tmp_path)
    assert wait_until(lambda: len(converters_of(parent)) == 1, 20)
    (converter,) = converters_of(parent)
    assert is_alive(converter)
    parent.kill()
    parent.communicate()
    assert wait_until(lambda: not is_alive(converter), 2)
    with taken_slot(tmp_path, 1, 2.0):
        pass

import os
import socket
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from activities.convert.jail import Jail
from activities.convert.pandoc import pandoc_command
from schemas.conversion import ConvertSettings
from schemas.problems import Refused

PYTHON = [sys.executable, "-I", "-S", "-c"]
CAN_LEAVE_NETWORK = [*PYTHON, "import ctypes; raise SystemExit(ctypes.CDLL(None).unshare(0x50000000) != 0)"]
CONNECT = """
import socket, sys
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2)
    print("open")
except OSError:
    print("closed")
"""
LOOK_ROUND = """
import os, sys
names = sorted(set(os.environ) - {"LC_CTYPE"})
print(names, os.listdir("."), os.getpgid(0) == os.getsid(0) == os.getpid())
"""
UNCLOSED_FENCES = b"``` a\n" * 10_000
REFUSED_PROGRAMS = {
    "memory": ("bytearray(1 << 40)", "conversion_failed"),
    "a large file": (
        "import os, signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\nwhile True: os.write(1, bytes(1 << 16))",
        "conversion_too_large",
    ),
    "processor time": ("while True: pass", "conversion_timeout"),
    "sleep": ("import time; time.sleep(60)", "conversion_timeout"),
    "sleep deaf to signals": (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)", "conversion_timeout"),
    "a failure": ("raise SystemExit(3)", "conversion_failed"),
    "many open files": ("import os\nfor n in range(99): os.open('/dev/null', 0)", "conversion_failed"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED_PROGRAMS)
def test_program_is_stopped_at_its_limit(name: str, settings: ConvertSettings) -> None:
    script, code = REFUSED_PROGRAMS[name]
    tight = replace(settings, wall_seconds=1.0, output_bytes=2**20)
    started = time.monotonic()
    with pytest.raises(Refused) as refusal:
        Jail(tight).run([*PYTHON, script], b"")
    assert refusal.value.code == code
    assert time.monotonic() - started < 5


def test_program_that_is_not_there_is_told_apart(settings: ConvertSettings) -> None:
    with pytest.raises(Refused, match="conversion_unavailable"):
        Jail(settings).run(["/no/such/program"], b"")


def test_program_starts_with_nothing(settings: ConvertSettings) -> None:
    told = Jail(settings).run([*PYTHON, LOOK_ROUND], b"").decode()
    assert told == "['HOME', 'LANG', 'SOURCE_DATE_EPOCH', 'TMPDIR'] [] True\n"


def test_program_reads_what_it_is_given(settings: ConvertSettings) -> None:
    given = os.urandom(300_000)
    copy = "import sys, shutil; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)"
    assert Jail(settings).run([*PYTHON, copy], given) == given


def test_nothing_stays_behind(settings: ConvertSettings) -> None:
    leave = "open('left', 'w').write('x'); import os; os.mkdir('deep')"
    Jail(settings).run([*PYTHON, leave], b"")
    assert [path.name for path in settings.slots_folder.iterdir()] == ["slot-0"]


def test_program_cannot_reach_the_network(settings: ConvertSettings) -> None:
    if subprocess.run(CAN_LEAVE_NETWORK, check=False).returncode != 0:
        pytest.skip("the kernel of this machine gives no network namespaces")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        outside = subprocess.run([*PYTHON, CONNECT, port], capture_output=True, check=True).stdout
        inside = Jail(settings).run([*PYTHON, CONNECT, port], b"")
    assert (outside, inside) == (b"open\n", b"closed\n")


def test_pandoc_is_stopped_by_the_clock(settings: ConvertSettings) -> None:
    started = time.monotonic()
    with pytest.raises(Refused, match="conversion_timeout"):
        Jail(replace(settings, wall_seconds=1.0)).run(
            pandoc_command(settings.heap_bytes, "--from=markdown", "--to=json"), UNCLOSED_FENCES
        )
    assert time.monotonic() - started < 4


def test_pandoc_is_stopped_at_its_memory(settings: ConvertSettings) -> None:
    with pytest.raises(Refused, match="conversion_too_large"):
        Jail(settings).run(pandoc_command(16 * 2**20, "--from=markdown", "--to=json"), b"word *word* " * 20_000)


def test_pandoc_is_stopped_at_the_size_of_its_output(settings: ConvertSettings) -> None:
    program = pandoc_command(settings.heap_bytes, "--from=markdown", "--to=json")
    with pytest.raises(Refused, match="conversion_too_large"):
        Jail(replace(settings, output_bytes=2**20)).run(program, b"word *word* " * 20_000)


def test_pandoc_cannot_read_files(settings: ConvertSettings) -> None:
    program = pandoc_command(settings.heap_bytes, "--from=markdown", "--to=html", "--embed-resources", "--standalone")
    page = Jail(settings).run(program, f"![x]({__file__})".encode())
    assert b"data:" not in page

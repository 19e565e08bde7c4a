"""A copy of a process runs what it was given, apart from its parent, and only a process of one thread is copied."""

import json
import subprocess
import sys

LOADED = """
import json, os
from app.copies import load
before = set(os.listdir("/proc/self/fd"))
load()
print(json.dumps([len(os.listdir("/proc/self/task")), len(set(os.listdir("/proc/self/fd")) - before)]))
"""

COPIED = """
import json, os, sys
from pathlib import Path
from app.copies import copy

log, lock = Path(sys.argv[1]), os.open(sys.argv[1] + ".lock", os.O_CREAT | os.O_RDWR)

def tell():
    closed = not os.path.exists(f"/proc/self/fd/{lock}")
    name = Path("/proc/self/comm").read_text().strip()
    print(json.dumps([os.environ["GIVEN"], closed, name, os.getpgid(0) == os.getpid()]))
    return 7

def fail():
    raise SystemExit("what it said")

codes = [copy(run, "veche copy", {"GIVEN": "this"}, log, lock).wait() for run in (tell, fail)]
print(json.dumps([codes, "GIVEN" in os.environ]))
"""


def told(script, *arguments):
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_what_copies_begin_with_is_loaded_without_threads_or_open_files():
    assert told(LOADED) == [1, 0]


def test_copy_is_a_process_of_its_own_and_its_failure_stays_its_own(tmp_path):
    log = tmp_path / "logs" / "copy.log"
    log.parent.mkdir()
    assert told(COPIED, str(log)) == [[7, 1], False]
    first, *rest = log.read_text().splitlines()
    assert json.loads(first) == ["this", True, "veche copy", True]
    assert rest[-1] == "SystemExit: what it said"

"""`veche demo`: a fresh embedded installation, the story told to it by a client process, and the result verified."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from app.children import exit_code, spawn, veche
from app.folder import hold
from app.processes import die_with_parent
from app.settings import Settings
from app.speech import Stopped, say, spoken
from app.state import RunState, read_state

INTERRUPTED = 130
EMAIL = "admin@example.org"
_MARK = ".veche-demo"
_RESULTS = ("data", "edition", "papers", "summary.json")
_PATIENCE = 60.0
"""Seconds that `veche up` has to start, and to stop."""
_LOOK_EVERY = 0.1


def demo(out: Path) -> int:
    """Tell the story and leave its results in `out`; the exit code, 0 only if all of it held.

    On a terminal the installation then stays up until Ctrl-C. Raises Stopped if it cannot start or stop.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    forget_settings()
    settings = Settings.for_folder(out / "data")
    _clear(out, settings)
    code = INTERRUPTED
    with contextlib.suppress(KeyboardInterrupt), running(settings) as state:
        code = _tell(settings, state.address, out)
        if code == 0 and sys.stdout.isatty():
            say("Вече продолжает работать; остановить: Ctrl-C.", "Veche stays up; stop it with Ctrl-C.")
            signal.pause()
    return code


def forget_settings() -> None:
    """The demo is an installation of its own: what the environment says of another one must not reach it."""
    for name in [name for name in os.environ if name.startswith("VECHE_") and name != "VECHE_LANGUAGE"]:
        del os.environ[name]


def _clear(out: Path, settings: Settings) -> None:
    """Take away what the last demo left in `out`. Raises Stopped if it still runs, or if somebody else's lies there."""
    mark = out / _MARK
    if not mark.exists() and any((out / name).exists() for name in _RESULTS):
        raise Stopped(
            f"В папке {out} лежат не показом созданные файлы ({', '.join(_RESULTS)}): назовите другую (--out).",
            f"{out} holds files that no demo made ({', '.join(_RESULTS)}): name another folder (--out).",
        )
    with hold(settings):
        mark.touch()
        for name in _RESULTS:
            if (out / name).is_dir():
                shutil.rmtree(out / name)
            else:
                (out / name).unlink(missing_ok=True)


@contextlib.contextmanager
def running(settings: Settings) -> Iterator[RunState]:
    """`veche up` on the settings' folder, from when all answer until it has ended cleanly."""
    settings.data.mkdir(mode=0o700, parents=True)
    log = settings.logs / "up.log"
    up = spawn(veche("up", "--data", str(settings.data)), dict(os.environ), log)
    try:
        yield _ready(settings, up, log)
    finally:
        up.terminate()
        code = _ended(up)
    if code != 0:
        raise Stopped(
            f"Вече остановилось с кодом {code}: причина в {log}.",
            f"Veche stopped with code {code}: see {log}.",
            exit_code=1,
        )


def _ready(settings: Settings, up: subprocess.Popen[bytes], log: Path) -> RunState:
    give_up_at = time.monotonic() + _PATIENCE
    while exit_code(up) is None and time.monotonic() < give_up_at:
        state = read_state(settings)
        if state is not None and state.pid == up.pid and state.ready:
            return state
        time.sleep(_LOOK_EVERY)
    raise Stopped(f"Вече не запустилось: причина в {log}.", f"Veche did not start: see {log}.", exit_code=1)


def _ended(up: subprocess.Popen[bytes]) -> int:
    try:
        return up.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        up.kill()  # and the kernel kills its children with it
        return up.wait()


def _tell(settings: Settings, address: str, out: Path) -> int:
    """Have the story told by a process that gets the address and one account, and verify what it brought back."""
    account = {"address": address, "email": EMAIL, "password": administrator(settings)}
    language = spoken()
    command = [sys.executable, "-P", "-m", "demo", "--out", str(out), "--language", language]
    client = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        preexec_fn=die_with_parent(),  # noqa: PLW1509  this process has one thread
    )
    try:
        client.communicate(json.dumps(account).encode())
    finally:
        client.kill()
        client.wait()
    if client.returncode != 0:
        say(f"Журналы: {settings.logs}", f"Logs: {settings.logs}", sys.stderr)
    return client.returncode or _verified(settings, out)


def administrator(settings: Settings) -> str:
    """Make the first administrator; the password that was made for them."""
    person = ("--admin", "--email", EMAIL, "--name", "Администратор")
    command = veche("user", "add", *person, "--data", str(settings.data))
    made = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise Stopped(
            f"Администратора завести не удалось: {made.stderr}",
            f"The administrator could not be added: {made.stderr}",
            exit_code=1,
        )
    return made.stdout.split()[-1]


def _verified(settings: Settings, out: Path) -> int:
    """Check what the client cannot: the edition without the service, and the letters that left."""
    environment = {**os.environ, "VECHE_DATA": str(settings.data)}
    code = subprocess.run(veche("verify", str(out / "edition")), env=environment, check=False).returncode
    letters = json.loads((out / "summary.json").read_bytes())["letters"]
    found = len(list(settings.outbox.glob("*.eml")))
    if letters != found:
        say(f"Писем ожидалось {letters}, найдено {found}.", f"Expected {letters} letters, found {found}.", sys.stderr)
        return 1
    return code

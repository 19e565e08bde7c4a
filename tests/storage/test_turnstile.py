"""Writers of one file take turns: who asks again at once does not get in before who stands in line."""

import fcntl
import os
import threading
from pathlib import Path

from storage.turnstile import Turnstile

PATIENCE = 60.0


def stands_in_line(file: Path) -> bool:
    """Whether somebody has the place at the head of the line."""
    line = os.open(file.with_name(f"{file.name}-next"), os.O_RDWR)
    try:
        fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(line)
    return False


def test_turn_goes_to_who_stands_in_line_and_not_to_who_asks_again(tmp_path: Path) -> None:
    file = tmp_path / "veche.db"
    busy, waiting = Turnstile(file), Turnstile(file)
    turns: list[str] = []

    def take(turnstile: Turnstile, name: str) -> None:
        assert turnstile.acquire(PATIENCE)
        turns.append(name)
        turnstile.release()

    assert busy.acquire(PATIENCE)
    other = threading.Thread(target=take, args=(waiting, "the other process"))
    other.start()
    pause = threading.Event()
    while not stands_in_line(file):
        pause.wait(0.01)
    again = threading.Thread(target=take, args=(busy, "the same process again"))
    again.start()
    busy.release()
    for thread in (other, again):
        thread.join(PATIENCE)
    assert turns == ["the other process", "the same process again"]
    for turnstile in (busy, waiting):
        turnstile.close()


def test_turn_that_does_not_come_is_given_up_and_holds_up_nobody(tmp_path: Path) -> None:
    busy, waiting = Turnstile(tmp_path / "veche.db"), Turnstile(tmp_path / "veche.db")
    assert busy.acquire(PATIENCE)
    assert not waiting.acquire(0.01)
    assert not busy.acquire(0.01)
    busy.release()
    assert waiting.acquire(PATIENCE)
    waiting.release()
    for turnstile in (busy, waiting):
        turnstile.close()

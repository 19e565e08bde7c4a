"""The jail: one program on one input, with little memory, little time, no network and an empty folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from activities.convert import launcher
from activities.convert.slots import Slot, taken_slot
from schemas.conversion import ConvertSettings
from schemas.problems import Refused

HEAP_EXHAUSTED = 251  # exit code of a Haskell program that reached its -M
FIXED_DATE = "946684800"  # 2000-01-01T00:00:00Z, so that equal texts make equal files


class Jail:
    """Runs programs that read what strangers wrote. Safe to share between threads."""

    def __init__(self, settings: ConvertSettings) -> None:
        self.settings = settings

    def run(self, program: list[str], given: bytes) -> bytes:
        """What `program` (a full path and its arguments, never a shell) writes to stdout for `given` on stdin.

        Raises Refused: conversion_timeout, conversion_too_large, conversion_failed, conversion_unavailable,
        conversion_busy. Nothing of the program outlives the call, nor the process that made it.
        """
        settings = self.settings
        with taken_slot(settings.slots_folder, settings.slots, settings.slot_wait_seconds) as slot:
            (slot.room / "in").write_bytes(given)
            exit_code = self._exit_code(program, slot)
            if exit_code != 0:
                raise _refusal(exit_code)
            return (slot.room / "out").read_bytes()

    def start(self, program: list[str], cpu_seconds: int) -> "subprocess.Popen[bytes]":
        """A program that stays, talked to through unbuffered pipes, under the same limits but its share of the CPU.

        It ends with the thread that called. The caller sees to it that it ends in time, and takes the turns.
        """
        work = self.settings.slots_folder / "standing"
        work.mkdir(mode=0o700, parents=True, exist_ok=True)
        return subprocess.Popen(
            [*self._launch(cpu_seconds), *program],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=work,
            env=_environment(work),
            start_new_session=True,
        )

    def _exit_code(self, program: list[str], slot: Slot) -> int:
        work = slot.room / "work"
        work.mkdir()
        with (
            (slot.room / "in").open("rb") as given,
            (slot.room / "out").open("wb") as out,
            (slot.room / "errors").open("wb") as errors,
        ):
            process = subprocess.Popen(
                [*self._launch(int(self.settings.wall_seconds) + 1), *program],
                stdin=given,
                stdout=out,
                stderr=errors,
                cwd=work,
                env=_environment(work),
                start_new_session=True,
                pass_fds=[slot.lock],  # the turn stays taken as long as the converter lives, even orphaned
            )
            return _wait_or_kill(process, self.settings.wall_seconds)

    def _launch(self, cpu_seconds: int) -> list[str]:
        settings = self.settings
        numbers = [settings.address_space_bytes, cpu_seconds, settings.output_bytes, os.getpid()]
        return [sys.executable, "-I", "-S", launcher.__file__, *map(str, numbers)]


def _environment(work: Path) -> dict[str, str]:
    return {"LANG": "C.UTF-8", "HOME": str(work), "TMPDIR": str(work), "SOURCE_DATE_EPOCH": FIXED_DATE}


def _wait_or_kill(process: subprocess.Popen[bytes], seconds: float) -> int:
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise Refused("conversion_timeout") from error
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _refusal(exit_code: int) -> Refused:
    if exit_code == -signal.SIGXCPU:
        return Refused("conversion_timeout")
    if exit_code in (HEAP_EXHAUSTED, -signal.SIGXFSZ, -signal.SIGKILL):
        return Refused("conversion_too_large")
    if exit_code == launcher.CANNOT_START:
        return Refused("conversion_unavailable")
    return Refused("conversion_failed", exit_code=exit_code)

"""Having the demo's story told, and what has to have happened afterwards."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

EMAIL = "admin@example.org"

COUNTS = {
    "sections": 6,
    "missed_deadlines": 2,
    "escalations": 2,
    "extensions": 1,
    "reassignments": 1,
    "revisions": 9,
    "comments": 8,
    "disagreements": 1,
    "verdicts": 14,
    "silence_counted": 1,
    "signatures": 7,
    "edition": 1,
}


class CommandLine(Protocol):
    """Where `veche` commands can be run."""

    def veche(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""


def administrator(installation: CommandLine) -> str:
    """Make the first administrator by the command; the password it printed."""
    made = installation.veche("user", "add", "--admin", "--email", EMAIL, "--name", "Администратор")
    assert made.returncode == 0, made.stderr
    return made.stdout.split()[-1]


def told(address: str, password: str, out: Path) -> subprocess.CompletedProcess[str]:
    """Have the story told by a process that gets nothing but the address and one account; how it ended."""
    account = {"address": address, "email": EMAIL, "password": password}
    command = [sys.executable, "-m", "demo", "--out", str(out)]
    return subprocess.run(command, input=json.dumps(account), capture_output=True, text=True, check=False)


def summary(out: Path) -> dict[str, Any]:
    """What the story counted."""
    counted: dict[str, Any] = json.loads((out / "summary.json").read_bytes())
    return counted

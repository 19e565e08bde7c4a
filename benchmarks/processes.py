"""What processes used: CPU time and memory of a process and of all that it started, from /proc."""

import os
from pathlib import Path

_TICK = 1000 / os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE") / 2**20


def cpu_ms(pid: int) -> float:
    """CPU milliseconds of a process and of its children that have ended."""
    fields = _stat(pid)
    return sum(map(int, fields[11:15])) * _TICK


def rss_mb(pid: int) -> float:
    """Resident memory in MiB."""
    return int(_stat(pid)[21]) * _PAGE


def median(values: list[float]) -> float:
    """The middle one."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def quantile(values: list[float], share: float) -> float:
    """The value that `share` of all lie below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _stat(pid: int) -> list[str]:
    # The name in brackets may hold blanks, so fields count from the last one (proc(5)).
    return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()

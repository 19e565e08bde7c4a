"""How long writing transactions waited for their turn, and how long they held it."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

_KEPT = 20_000
"""Transactions that a summary looks back on."""


class Turns:
    """The durations of this process's last writing transactions, in milliseconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._durations: deque[tuple[float, float]] = deque(maxlen=_KEPT)

    @contextmanager
    def timing(self, asked: float) -> Iterator[None]:
        """Note a transaction that was asked for at `asked` (seconds of `time.perf_counter`) and begins now."""
        began = time.perf_counter()
        try:
            yield
        finally:
            ended = time.perf_counter()
            with self._lock:
                self._durations.append(((began - asked) * 1000, (ended - began) * 1000))

    def summary(self) -> dict[str, float]:
        """How many there were, and what half, 95 % and all of them stayed below; nothing before the first."""
        with self._lock:
            waited, held = (
                (sorted(kind) for kind in zip(*self._durations, strict=True)) if self._durations else ([], [])
            )
        found: dict[str, float] = {"transactions": len(held)}
        for name, durations in (("waited", waited), ("held", held)):
            for share, of in ((0.5, "p50"), (0.95, "p95"), (1.0, "max")):
                if durations:
                    found[f"{name}_{of}_ms"] = round(durations[min(len(durations) - 1, int(share * len(durations)))], 1)
        return found

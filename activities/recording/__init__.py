"""The authority: one transaction that decides a command and writes events, rows, ledger and notices."""

from activities.recording.recorder import Recorder

__all__ = ["Recorder"]

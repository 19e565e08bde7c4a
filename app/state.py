"""The state `veche up` shows of itself: who runs since when, was restarted how often, and answers or not."""

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.processes import Trace
from app.settings import Settings


class ChildState(BaseModel):
    """One child: its process (None between death and restart), its port, and how it fares."""

    model_config = ConfigDict(frozen=True)

    process: Trace | None
    port: int | None
    restarts: int
    since: datetime
    answers: bool
    last_exit: int | None


class RunState(BaseModel):
    """The whole: `ready` is true once all children answer, and only while they do; instants are UTC.

    `folder` is the device and inode of the folder that the state was written to: a copy of it is another one.
    """

    model_config = ConfigDict(frozen=True)

    pid: int
    since: datetime
    address: str
    temporal_address: str
    ready: bool
    children: dict[str, ChildState]
    folder: tuple[int, int] | None = None


def state_file(settings: Settings) -> Path:
    """Where the state lies; it stays there after `up` was killed, so it is no proof that anybody runs."""
    return settings.run / "run.json"


def read_state(settings: Settings) -> RunState | None:
    """The state last written for this data folder; None if there is none that can be read.

    Nor does a folder that was copied have one: what ran or runs on its original is none of its own.
    """
    try:
        state = RunState.model_validate_json(state_file(settings).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    return state if state.folder in (None, folder_of(settings)) else None


def folder_of(settings: Settings) -> tuple[int, int]:
    """By what a folder is known however it is called: its device and inode."""
    found = settings.run.stat()
    return found.st_dev, found.st_ino


def write_state(settings: Settings, state: RunState) -> None:
    """Replace the state as one step, so that a reader never sees half of it."""
    write_whole(state_file(settings), state.model_dump_json(indent=2))


def write_whole(file: Path, text: str) -> None:
    """Replace `file` by `text` as one step; a killed writer leaves the file as it was."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(file)

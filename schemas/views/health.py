"""Whether the service is there and ready."""

from pydantic import BaseModel, Field


class Alive(BaseModel):
    """The process answers."""

    status: str = "alive"


class Check(BaseModel):
    """One thing the service needs, and whether it has it now; it can serve on without what is not `vital`."""

    name: str
    ok: bool
    vital: bool = True


class Process(BaseModel):
    """One of the processes that run under one supervisor: whether it answers, and how often it was restarted."""

    name: str
    answers: bool
    restarts: int
    last_exit: int | None


class Readiness(BaseModel):
    """Everything the service needs is there; `processes` only where one supervisor runs them all.

    `status` is ready, or paused: a restored or copied installation answers reads alone until it is resumed.
    """

    status: str = "ready"
    checks: list[Check]
    processes: list[Process] = Field(default_factory=list)
    stuck: list[str] = Field(default_factory=list)
    """Streams (`section/ID`, `document/ID`…) that do not go on, the longest first; at most twenty."""

"""Whether the service is there and ready."""

from pydantic import BaseModel


class Alive(BaseModel):
    """The process answers."""

    status: str = "alive"


class Check(BaseModel):
    """One thing the service needs, and whether it has it now."""

    name: str
    ok: bool


class Readiness(BaseModel):
    """Everything the service needs is there."""

    status: str = "ready"
    checks: list[Check]

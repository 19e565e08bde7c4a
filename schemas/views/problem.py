"""How a failure looks from outside (RFC 9457), and the registry of its codes as people read it."""

from pydantic import BaseModel, ConfigDict


class ProblemView(BaseModel):
    """A problem; facts of the case stand beside these fields under names of their own."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str


class ProblemKind(BaseModel):
    """One entry of the registry: sentences with `{facts}` still to be filled in."""

    code: str
    status: int
    ru: str
    en: str

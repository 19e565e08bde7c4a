"""What the editor's page sends while somebody writes."""

from typing import Any, Literal

from pydantic import BaseModel, Field


class WritingForm(BaseModel):
    """The editor's document, made from the text with the tag `seen`; `choices`, one a collision, settle `against`."""

    document: dict[str, Any]
    seen: str = Field(max_length=100)
    choices: list[Literal["ours", "theirs", "both"]] = Field(default_factory=list, max_length=1000)
    against: str = Field(default="", max_length=100)


class PresenceForm(BaseModel):
    """That somebody has the text open, and whether they typed just now."""

    is_typing: bool = False

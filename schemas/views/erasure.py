"""The erasure of a person as it is asked for and answered."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from schemas.views.form import Form, Prose


class ErasureForm(Form):
    """Why a person is erased; with `notes` the reasons they typed go too."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"reason": "Заявление от 12 марта 2026 года", "notes": False}]}
    )

    reason: Annotated[Prose, StringConstraints(min_length=1, max_length=10_000)]
    notes: bool = False


class ErasureItem(BaseModel):
    """One thing that was done or that stays, as a code and in words."""

    what: str
    count: int | None = None
    sentence: str


class ErasureView(BaseModel):
    """What an erasure did, and what it could not or must not touch."""

    person_id: str
    name: str
    at: datetime
    done: list[ErasureItem]
    stays: list[ErasureItem]


class ErasureAskedView(BaseModel):
    """When a person asked to be erased; administrators see it with the person."""

    person_id: str
    asked_at: datetime

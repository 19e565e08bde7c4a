"""Who answers for what in a document, as it is filled in and as it is read."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.views.document_forms import EXAMPLE_ID
from schemas.views.form import Form, Reference

Task = Literal["drafting", "review", "sign_off", "information"]
"""Writing a section, reviewing it, signing it, or being told of what becomes of it."""


class ResponsibilityForm(Form):
    """One line: a person or a body (exactly one) answers for a task in a section, without one in all sections.

    A body may review `as_one`: its members speak among themselves, and its head gives its one voice.
    """

    section_id: Reference | None = None
    task: Task
    person_id: Reference | None = None
    body_id: Reference | None = None
    as_one: bool = False

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.person_id is None) == (self.body_id is None):
            raise ValueError("name a person or a body, one of them")
        if self.as_one and (self.body_id is None or self.task != "review"):
            raise ValueError("only a body reviews as one")
        return self


class MatrixForm(Form):
    """The whole matrix; replaces the one there is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"rows": [{"task": "review", "body_id": EXAMPLE_ID}]}]})

    rows: list[ResponsibilityForm] = Field(max_length=5000)


class Holder(BaseModel):
    """A person or a body that answers for a task."""

    person_id: str | None
    body_id: str | None
    name: str
    as_one: bool = False


class MatrixRow(BaseModel):
    """Who answers for the tasks of one section; without a section, of all of them."""

    section_id: str | None
    position: int | None
    title: str
    drafting: list[Holder]
    review: list[Holder]
    sign_off: list[Holder]
    information: list[Holder]


class MatrixView(BaseModel):
    """The matrix of a document: a row for all sections, then one for each; `version` is that of the document."""

    version: int
    rows: list[MatrixRow]

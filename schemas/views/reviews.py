"""Reviews that are being gathered, as the edges take and show them."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.section import Verdict
from schemas.views.document_forms import EXAMPLE_ID
from schemas.views.form import Form, Prose, Reference


class KeptVerdictForm(Form):
    """What is put down of a verdict before it is given; nobody else sees it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"verdict": "agree_with_remarks", "text": "Нужен источник чисел."}]}
    )

    verdict: Verdict | None = None
    text: Prose = Field(default="", max_length=20_000)


class SendReviewForm(Form):
    """All that was gathered, sent off; with a verdict on the exact revision where one is given now.

    Who speaks for a body names in `official`, with a verdict, the contributions that become remarks of the body.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"revision_id": EXAMPLE_ID, "verdict": "agree_with_remarks", "text": "Нужен источник чисел."}]
        }
    )

    revision_id: Reference
    verdict: Verdict | None = None
    text: Prose | None = Field(default=None, min_length=3, max_length=20_000)
    official: list[Reference] = Field(default_factory=list, max_length=200)

    @model_validator(mode="after")
    def _official_belongs_to_a_position(self) -> Self:
        if self.official and self.verdict is None:
            raise ValueError("official is given with a verdict, and only with it")
        return self


class UnsentRemarkView(BaseModel):
    """A remark that waits for its review: what it says, of which words, and where in its revision they stand."""

    id: str
    revision_id: str
    kind: str
    text: str
    replacement: str | None
    quote: str
    prefix: str
    suffix: str
    block: int
    start: int
    end: int
    version: int
    at: datetime


class UnsentReviewView(BaseModel):
    """What somebody gathered for one section: remarks in the order in which they were made, and of a verdict."""

    section_id: str
    verdict: Verdict | None = None
    text: str = ""
    remarks: list[UnsentRemarkView] = Field(default_factory=list)


class ReviewSent(BaseModel):
    """What a review became: its remarks as comments, by id, and how the section stands."""

    at: datetime
    comments: list[str]
    phase: str
    round: int

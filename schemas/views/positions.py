"""What members of a body say among themselves, and positions that come on paper, as the edges take and show them."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.deadline import Deadline
from schemas.section import Verdict
from schemas.views.document_forms import EXAMPLE_ID
from schemas.views.form import Form, Line, Prose, Reference, Words

ContributionKind = Literal["remark", "proposal", "question", "opinion"]


class ContributionForm(Form):
    """What a member says inside the body: of exact words, of the whole text, or as an opinion with a verdict."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"revision_id": EXAMPLE_ID, "kind": "remark", "text": "Назовём источник.", "quote": "раз в год"},
                {"revision_id": EXAMPLE_ID, "kind": "opinion", "verdict": "agree"},
            ]
        }
    )

    revision_id: Reference
    kind: ContributionKind = "remark"
    verdict: Verdict | None = None
    text: Prose = Field(default="", max_length=20_000)
    quote: Words = Field(default="", max_length=2000)
    prefix: Words = Field(default="", max_length=64)
    suffix: Words = Field(default="", max_length=64)
    replacement: Words | None = Field(default=None, max_length=20_000)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.kind == "opinion") != (self.verdict is not None):
            raise ValueError("an opinion has a verdict, and nothing else has")
        if self.kind != "opinion" and not self.text.strip():
            raise ValueError("say what it is about")
        return self


class ContributionView(BaseModel):
    """What a member said inside the body; `comment_id` is the official remark that was made of it."""

    id: str
    body_id: str
    revision_id: str
    person_id: str
    kind: ContributionKind
    verdict: str
    text: str
    quote: str
    replacement: str | None
    comment_id: str | None
    at: datetime


class MemberOpinionView(BaseModel):
    """The last opinion of a member."""

    person_id: str
    verdict: Verdict
    text: str
    at: datetime


class SummaryView(BaseModel):
    """How a body stands inside on a revision, for its members and its head.

    `head_id` is whose the voice is, `speaker_id` who gives it now: the head, or a deputy. `counts` are the last
    opinions by verdict, `silent` the members without one. `official` is the position that was sent, if it was.
    """

    body_id: str
    name: str
    section_id: str
    revision_id: str | None
    asked: bool
    head_id: str | None
    speaker_id: str | None
    deadline: Deadline | None
    counts: dict[str, int]
    opinions: list[MemberOpinionView]
    silent: list[str]
    contributions: int
    official: Verdict | None


LetterNumber = Annotated[Line, Field(max_length=100)]


class NewLetter(Form):
    """A letter as it is taken in: its own number and date."""

    number: LetterNumber
    dated: date


class LetterVerdictForm(Form):
    """The decision that a letter tells, and whose it is: `person_id` is somebody who votes in the open round."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"person_id": EXAMPLE_ID, "revision_id": EXAMPLE_ID, "verdict": "agree"}]},
    )

    person_id: Reference
    revision_id: Reference
    verdict: Verdict
    text: Prose | None = Field(default=None, min_length=3, max_length=20_000)


class LetterView(BaseModel):
    """A letter by which a position came: who took it in, and whose verdict was entered by it, when."""

    id: str
    section_id: str
    person_id: str
    voter_id: str | None
    number: str
    dated: date
    filename: str
    size: int
    used_at: datetime | None
    at: datetime

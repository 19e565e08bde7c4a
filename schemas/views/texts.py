"""Revisions, drafts, comments and editions as the edges take and show them."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.views.answers import AnswerView
from schemas.views.form import Form, Prose, Reference, Words


class Submitted(BaseModel):
    """What became of a text that was handed in.

    `accepted`: it is revision `number`, and review has begun. `merge_proposed`: the head had moved, both were
    merged into the draft `draft_id`, and its sender hands that in after looking at it.
    """

    outcome: Literal["accepted", "merge_proposed"]
    revision_id: str | None = None
    number: int | None = None
    change: str | None = None
    draft_id: str | None = None
    merged_with: str | None = None
    warnings: list[dict[str, str]] = Field(default_factory=list)
    phase: str | None = None
    round: int | None = None


class RevisionView(BaseModel):
    """A revision, or a draft that was set aside (then `number` is empty and `reason` says why)."""

    id: str
    section_id: str
    person_id: str
    state: str
    reason: str | None
    number: int | None
    base_id: str | None
    merged_id: str | None
    text_hash: str
    original_hash: str
    filename: str
    format: str
    change: str
    words: int
    at: datetime


class CommentForm(Form):
    """A remark, proposal or question about exact words of a revision.

    `quote` with up to 32 characters before and after it finds the words; `replacement` is a proposal's wording.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "revision_id": "01931f70-0000-7000-8000-000000000000",
                    "kind": "proposal",
                    "text": "Скажем точнее",
                    "quote": "в течение года",
                    "prefix": "землячества ",
                    "suffix": " проведут",
                    "replacement": "до конца 2027 года",
                }
            ]
        }
    )

    revision_id: Reference
    kind: Literal["remark", "proposal", "question"] = "remark"
    text: Prose = Field(min_length=1, max_length=20_000)
    quote: Words = Field(min_length=1, max_length=2000)
    prefix: Words = Field(default="", max_length=64)
    suffix: Words = Field(default="", max_length=64)
    replacement: Words | None = Field(default=None, max_length=20_000)


class ReplyForm(Form):
    """A reply in a comment's thread."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Исправлено в новой редакции"}]})

    text: Prose = Field(min_length=1, max_length=20_000)


PlacementState = Literal["exact", "moved", "changed", "ambiguous", "lost"]
"""How a comment's words stand in a revision; `ambiguous` and `lost` ones have no place."""


class ReattachForm(Form):
    """Other words of the latest revision that a comment is to stand at."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"revision_id": "01931f70-0000-7000-8000-000000000000", "quote": "в течение года"}]
        }
    )

    revision_id: Reference
    quote: Words = Field(min_length=1, max_length=2000)
    prefix: Words = Field(default="", max_length=64)
    suffix: Words = Field(default="", max_length=64)


class PlacementView(BaseModel):
    """Where a comment's words stand in a revision."""

    revision_id: str
    state: str
    score: float
    block: int | None
    start: int | None
    end: int | None


class CommentView(BaseModel):
    """A comment with its place in the latest revision.

    `quote` are the words that it was made about; `attached_to` those that it was attached to by hand since.
    `state` is open until it is answered, then the kind of its answer, resolved once its author is content, upheld, or
    withdrawn. `answer` is the one that stands, `answers` are all that there were. A verdict's note names its `verdict`,
    an official remark of a body the body in `body_id`. `yours`: who asks speaks for it, and may uphold it.
    """

    id: str
    section_id: str
    revision_id: str
    person_id: str
    parent_id: str | None
    kind: str
    cycle: int = 1
    verdict: str = ""
    body_id: str | None = None
    text: str
    replacement: str | None
    quote: str
    attached_to: str | None = None
    state: str
    resolved_by: str | None
    at: datetime
    placement: PlacementView | None = None
    answer: AnswerView | None = None
    answers: list[AnswerView] = Field(default_factory=list)
    yours: bool = False


class MergeView(BaseModel):
    """What a revision would be with the open proposals on it, in Markdown.

    `applied` ones are in it. Of a collision not all can be taken: `pairs` exclude one another, `options` say what
    each alone would make of `base`. `unfit` ones cannot be put in by words alone. `taken` ones the text says
    already; of `overtaken` ones it has changed or lost the words since.
    """

    revision_id: str
    text: str
    applied: list[str]
    unfit: list[str]
    taken: list[str]
    overtaken: list[str]
    collisions: list[dict[str, Any]]


class ComparisonView(BaseModel):
    """How one revision became another: the kind of change, and the diff as data."""

    base_id: str
    head_id: str
    change: str
    diff: dict[str, Any]


class EditionView(BaseModel):
    """An edition and the files it consists of."""

    id: str
    document_id: str
    number: int | None
    state: str
    progress: str
    trouble: str | None
    manifest_hash: str | None
    supersedes_id: str | None
    published_at: datetime | None
    files: list[dict[str, Any]]

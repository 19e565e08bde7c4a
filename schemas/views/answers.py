"""Answers to remarks as the edges take and show them."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from schemas.deadline import Deadline
from schemas.remarks import Answer
from schemas.views.form import Form, Prose, Reference


class AnswerForm(Form):
    """An editor's answer; which part was accepted, or the grounds of declining, must be said, the rest may be."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"answer": "accepted_in_part", "text": "Срок указан; источник средств назовёт раздел 5"}]
        }
    )

    answer: Answer
    text: Prose | None = Field(default=None, min_length=1, max_length=20_000)


class ContentForm(Form):
    """The remarks with whose answers somebody is content at once."""

    comments: list[Reference] = Field(min_length=1, max_length=1000)


class AnswerView(BaseModel):
    """An answer with its grounds, which are empty once erased; `draft_id` is the draft that a proposal went into.

    `uphold_until` is the term, where rules give one, that the remark's author has to uphold it before the text is
    approved.
    """

    answer: Answer
    text: str
    person_id: str
    draft_id: str | None
    uphold_until: Deadline | None = None
    at: datetime

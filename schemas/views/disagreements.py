"""Disagreements as the edges take and show them."""

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from schemas.disagreement import Decision, OpenedBy, Side
from schemas.instant import Instant
from schemas.views.answers import AnswerView
from schemas.views.document_forms import EXAMPLE_ID
from schemas.views.form import Form, Line, Prose, Reference, Words

State = Literal["open", "meeting", "leadership", "settled", "decided", "dissent", "lifted"]
"""Where it stands: open, a meeting was called, taken to leadership; then its outcome."""


class UpholdForm(Form):
    """Why the answer does not content the author, and the words that they want; a proposal says these already."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"reason": "Срок не подтверждён ничем", "wording": "Совет собирается раз в квартал"}]
        }
    )

    reason: Prose = Field(min_length=1, max_length=20_000)
    wording: Words | None = Field(default=None, min_length=1, max_length=20_000)


class MeetingForm(Form):
    """A reconciliation meeting: when, where, who; with minutes, what came of it and who was there."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"at": "2026-03-02T10:00:00+03:00", "place": "Кабинет 5", "minutes": "Решили посмотреть отчёты"}
            ]
        }
    )

    at: Instant
    place: Line
    participants: list[Reference] = Field(default_factory=list, max_length=100)
    minutes: Prose | None = Field(default=None, min_length=1, max_length=20_000)

    @field_validator("at")
    @classmethod
    def _of_these_centuries(cls, at: datetime) -> datetime:
        if not 2000 <= at.year < 2200:
            raise ValueError("give a day of the years 2000 to 2199")
        return at


class SettlementForm(Form):
    """A text that would settle it; without `changes`, the words that stand in the section stay as they are."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Совет собирается раз в полгода"}]})

    text: Words = Field(min_length=1, max_length=20_000)
    changes: bool = True


class AcceptForm(Form):
    """Exactly the proposed text that was read."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"settlement_id": EXAMPLE_ID}]})

    settlement_id: Reference


class LeadershipForm(Form):
    """Who of those that approve the section or the whole is to decide, and why it comes to that."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"decider_id": EXAMPLE_ID, "reason": "Стороны не договорились"}]}
    )

    decider_id: Reference
    reason: Prose = Field(min_length=1, max_length=20_000)


class DecisionForm(Form):
    """What leadership decides, with grounds: the text as it stands, the proposed one, a third `wording`, or dissent."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"decision": "dissent", "reason": "Текст согласован с советом"}]}
    )

    decision: Decision
    reason: Prose = Field(min_length=1, max_length=20_000)
    wording: Words | None = Field(default=None, min_length=1, max_length=20_000)

    @model_validator(mode="after")
    def _wording_belongs_to_a_third_text(self) -> Self:
        if self.wording is not None and self.decision != "third":
            raise ValueError("wording is given with third, and only with it")
        return self


class MeetingView(BaseModel):
    """A meeting; it was held where there are minutes. Words are empty once erased."""

    id: str
    at: datetime
    place: str
    participants: list[str]
    minutes: str | None


class SettlementView(BaseModel):
    """A text that was proposed to settle it, and the parties who agree to it already."""

    id: str
    text: str
    changes: bool
    accepted: list[Side]


class DisagreementView(BaseModel):
    """A disagreement with both wordings.

    `standing` are the present words at that place (empty where they are lost, or the remark is about the whole text),
    `quote` those that the remark was made about, `proposed` the text that its author wants. `wording` is what was
    agreed on or decided, and `in_text` says whether the words that are to follow from it stand in the latest revision
    (null where none have to). `waits_for` are the persons whose step it waits for. `deputy_id` decides, or has
    decided, in the place of `decider_id`.
    """

    id: str
    section_id: str
    comment_id: str
    author_id: str
    cycle: int
    opened_by: OpenedBy
    state: State
    reason: str
    quote: str
    standing: str
    proposed: str
    answer: AnswerView | None
    meetings: list[MeetingView]
    settlement: SettlementView | None
    decider_id: str | None
    deputy_id: str | None
    decision: Decision | None
    wording: str
    changes: bool
    in_text: bool | None = None
    grounds: str
    waits_for: list[str]
    opened_at: datetime
    closed_at: datetime | None

"""Documents and sections as the edges take and show them."""

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from schemas.act import Receipt
from schemas.deadline import Deadline
from schemas.policy import DEFAULT_POLICY, Limit, Policy
from schemas.section import Part, Verdict
from schemas.views.form import Form, Line, Prose, Reference, Words

EXAMPLE_ID = "01931f70-0000-7000-8000-000000000000"
EXAMPLE_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
EXAMPLE_POLICY = DEFAULT_POLICY.model_dump(mode="json", exclude_none=True)
"""What stands in examples where a caller puts something of their own."""


class DocumentForm(Form):
    """A new document, empty or from a shipped template."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"title": "Стратегия развития", "template": "development-strategy", "approvers": [EXAMPLE_ID]}
            ]
        }
    )

    title: Line
    template: Line | None = None
    language: str = Field(default="ru", pattern="^(ru|en)$")
    approvers: list[Reference] = Field(default_factory=list, max_length=100, description="Who approves the whole.")
    policy: Policy | None = None


class DocumentChange(Form):
    """New settings of a document; what is left out stays. Rules and approvers can change before the launch only."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"title": "Стратегия до 2032 года", "approvers": [EXAMPLE_ID]}]}
    )

    title: Line | None = None
    approvers: list[Reference] | None = Field(default=None, max_length=100)
    policy: Policy | None = None


class ConfirmedSection(Form):
    """A section to be made from an outline; `number` and `run` name the proposal it comes from."""

    number: int
    run: int = 1
    title: Line | None = None


class ConfirmForm(Form):
    """What of an outline becomes a document; without `sections`, what was selected in the preview."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Стратегия развития",
                    "approvers": [EXAMPLE_ID],
                    "sections": [{"number": 1, "title": "Исходное положение"}, {"number": 2}],
                }
            ]
        }
    )

    title: Line | None = None
    language: str = Field(default="ru", pattern="^(ru|en)$")
    approvers: list[Reference] = Field(default_factory=list, max_length=100)
    policy: Policy | None = None
    sections: list[ConfirmedSection] | None = Field(default=None, min_length=1, max_length=1000)


class SectionForm(Form):
    """A new section at the end of a document that is not launched yet."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Ресурсное обеспечение",
                    "brief": "Люди, деньги и помещения, которых потребует стратегия.",
                    "bases": [EXAMPLE_ID],
                }
            ]
        }
    )

    title: Line
    brief: Words = Field(default="", max_length=20_000)
    policy: Policy | None = None
    bases: list[Reference] = Field(
        default_factory=list, max_length=1000, description="Ids of the sections it rests on."
    )


class SectionChange(Form):
    """New settings of a section; what is left out stays. Rules can change before the launch only."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"title": "Ресурсы и партнёры", "policy": EXAMPLE_POLICY, "bases": [EXAMPLE_ID]}]
        }
    )

    title: Line | None = None
    brief: Words | None = Field(default=None, max_length=20_000)
    policy: Policy | None = None
    bases: list[Reference] | None = Field(default=None, max_length=1000)


class PeopleForm(Form):
    """Who edits, reviews and approves a section; replaces the whole list, before the launch."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"editors": [EXAMPLE_ID], "reviewers": [EXAMPLE_ID], "approvers": [EXAMPLE_ID]}]
        }
    )

    editors: list[Reference] = Field(max_length=100)
    reviewers: list[Reference] = Field(max_length=1000)
    approvers: list[Reference] = Field(max_length=100)


class ReasonForm(Form):
    """A reason, in the person's own words."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Нужны данные за 2023 год"}]})

    reason: Prose = Field(min_length=3, max_length=5000)


class VerdictForm(Form):
    """A verdict on an exact revision; disagreeing takes a text."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "revision_id": EXAMPLE_ID,
                    "verdict": "agree_with_remarks",
                    "text": "Согласна, но во втором абзаце нужен источник.",
                }
            ]
        }
    )

    revision_id: Reference
    verdict: Verdict
    text: Prose | None = Field(default=None, min_length=3, max_length=20_000)


class SignForm(Form):
    """A signature on an exact revision and text."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"revision_id": EXAMPLE_ID, "text_hash": EXAMPLE_HASH}]}
    )

    revision_id: Reference
    text_hash: Reference


class DeclineForm(ReasonForm):
    """A signer's refusal of an exact revision."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"revision_id": EXAMPLE_ID, "reason": "Сроки раздела без денег"}]}
    )

    revision_id: Reference


class CandidateForm(Form):
    """A signature on the exact candidate."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"candidate_hash": EXAMPLE_HASH}]})

    candidate_hash: Reference


class DeclineCandidateForm(ReasonForm):
    """A leader's refusal of the exact candidate."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"candidate_hash": EXAMPLE_HASH, "reason": "Третий раздел спорит с первым"}]}
    )

    candidate_hash: Reference


class ExtendForm(ReasonForm):
    """A new limit, counted from now."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"limit": {"working_days": 60}, "reason": "Ждём данных переписи"}]}
    )

    limit: Limit


class ReassignForm(ReasonForm):
    """Who takes whose part; without `leaves` somebody is added."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"part": "reviewer", "leaves": EXAMPLE_ID, "joins": EXAMPLE_ID, "reason": "Рецензент в отпуске"}
            ]
        }
    )

    part: Part
    leaves: Reference | None = None
    joins: Reference


class DocumentView(BaseModel):
    """A document as its participants see it."""

    id: str
    title: str
    language: str
    phase: str
    cycle: int
    coordinator_id: str
    approvers: list[str]
    policy: dict[str, Any]
    deadline: Deadline | None
    version: int
    made_at: datetime


class SectionView(BaseModel):
    """A section as its participants see it; `deadline` is the one value that every surface reads."""

    id: str
    document_id: str
    position: int
    title: str
    brief: str
    phase: str
    cycle: int
    round: int
    head_id: str | None
    head_number: int
    text_hash: str | None
    deadline: Deadline | None
    overdue: bool
    editors: list[str]
    reviewers: list[str]
    approvers: list[str]
    bases: list[str]
    version: int


class ImportView(BaseModel):
    """An outline that was read, as a preview to confirm."""

    id: str
    filename: str
    title: str
    by: str
    needs_confirmation: bool
    sections: list[dict[str, Any]]
    unassigned: list[str]
    document_id: str | None


class Recorded(BaseModel):
    """The receipt of an act: when it was recorded, as which entry, and what results."""

    at: datetime
    seq: int
    phase: str | None = None
    round: int | None = None
    cycle: int | None = None
    revision_id: str | None = None
    candidate_hash: str | None = None
    edition_id: str | None = None
    deadline: Deadline | None = None

    @classmethod
    def of(cls, receipt: Receipt) -> Self:
        """The view of a receipt."""
        return cls.model_validate({"at": receipt.at, "seq": receipt.seq, **receipt.facts})


class CandidateView(BaseModel):
    """What leadership approves: the ordered list of sections and revision hashes, and who has signed."""

    number: int
    hash: str
    sections: list[dict[str, Any]]
    signers: list[str]
    signatures: list[str]
    deadline: Deadline | None


class BallotView(BaseModel):
    """The open round counted: who voted how, who is silent, and what is still missing."""

    round: int
    revision_id: str | None
    voters: list[str]
    votes: list[dict[str, Any]]
    silent: list[str]
    status: str
    needed: int
    in_favour: int
    against: int
    missing_in_favour: int
    deadline: Deadline | None
    signers: list[str]
    signatures: list[str]


class TimelineEntry(BaseModel):
    """One recorded event: who did what when, with the reason that was given."""

    seq: int
    at: datetime
    type: str
    actor_id: str | None
    actor: str | None
    event: dict[str, Any]
    reason: str | None = None
    hash: str


class LedgerEntry(BaseModel):
    """One planned reminder, deadline or step: when it was planned for and what became of it."""

    id: str
    stream_id: str
    phase: str
    round: int
    alarm_id: str
    what: str
    planned_at: datetime
    state: str
    reason: str | None
    rung_at: datetime | None
    told: int
    sent_at: datetime | None


class NoticeView(BaseModel):
    """One item of a person's inbox."""

    id: str
    kind: str
    facts: dict[str, Any]
    subject: str
    text: str
    state: str
    made_at: datetime
    sent_at: datetime | None
    read_at: datetime | None

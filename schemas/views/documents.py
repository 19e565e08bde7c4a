"""Documents and sections as the edges take and show them."""

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, Field

from schemas.act import Receipt
from schemas.deadline import Deadline
from schemas.policy import Limit, Policy
from schemas.section import Part, Verdict
from schemas.views.form import Form, Line


class DocumentForm(Form):
    """A new document, empty or from a shipped template."""

    title: Line = Field(examples=["Стратегия развития института землячеств"])
    template: str | None = Field(default=None, examples=["development-strategy"])
    language: str = Field(default="ru", pattern="^(ru|en)$")
    approvers: list[str] = Field(default_factory=list, max_length=100, description="Who approves the whole.")
    policy: Policy | None = None


class DocumentChange(Form):
    """New settings of a document; what is left out stays. Rules and approvers can change before the launch only."""

    title: Line | None = Field(default=None, examples=["Стратегия до 2032 года"])
    approvers: list[str] | None = None
    policy: Policy | None = None


class ConfirmedSection(Form):
    """A section to be made from an outline; `number` and `run` name the proposal it comes from."""

    number: int
    run: int = 1
    title: Line | None = None


class ConfirmForm(Form):
    """What of an outline becomes a document; without `sections`, what was selected in the preview."""

    title: Line | None = Field(default=None, examples=["Стратегия развития"])
    language: str = Field(default="ru", pattern="^(ru|en)$")
    approvers: list[str] = Field(default_factory=list, max_length=100)
    policy: Policy | None = None
    sections: list[ConfirmedSection] | None = Field(default=None, min_length=1)


class SectionForm(Form):
    """A new section at the end of a document that is not launched yet."""

    title: Line = Field(examples=["Ресурсное обеспечение"])
    brief: str = Field(default="", max_length=20_000)
    policy: Policy | None = None
    bases: list[str] = Field(default_factory=list, description="Ids of the sections it rests on.")


class SectionChange(Form):
    """New settings of a section; what is left out stays. Rules can change before the launch only."""

    title: Line | None = Field(default=None, examples=["Ресурсы и партнёры"])
    brief: str | None = Field(default=None, max_length=20_000)
    policy: Policy | None = None
    bases: list[str] | None = None


class PeopleForm(Form):
    """Who edits, reviews and approves a section; replaces the whole list, before the launch."""

    editors: list[str] = Field(max_length=100)
    reviewers: list[str] = Field(max_length=1000)
    approvers: list[str] = Field(max_length=100)


class ReasonForm(Form):
    """A reason, in the person's own words."""

    reason: str = Field(min_length=3, max_length=5000, examples=["Нужны данные за 2023 год"])


class VerdictForm(Form):
    """A verdict on an exact revision; disagreeing takes a text."""

    revision_id: str
    verdict: Verdict
    text: str | None = Field(default=None, min_length=3, max_length=20_000)


class SignForm(Form):
    """A signature on an exact revision and text."""

    revision_id: str
    text_hash: str


class DeclineForm(ReasonForm):
    """A signer's refusal of an exact revision."""

    revision_id: str


class CandidateForm(Form):
    """A signature on the exact candidate."""

    candidate_hash: str


class DeclineCandidateForm(ReasonForm):
    """A leader's refusal of the exact candidate."""

    candidate_hash: str


class ExtendForm(ReasonForm):
    """A new limit, counted from now."""

    limit: Limit


class ReassignForm(ReasonForm):
    """Who takes whose part; without `leaves` somebody is added."""

    part: Part
    leaves: str | None = None
    joins: str


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

"""Documents, sections and what happens to them as the edges show them."""

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel

from schemas.act import Receipt
from schemas.deadline import Deadline


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
    basis_changes: int
    """How many of its bases changed in substance since somebody last looked."""
    unanswered: int = 0
    """How many remarks of this cycle have no answer yet; not told while people are not to see others' opinions."""
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
    disagreement_id: str | None = None
    deadline: Deadline | None = None

    @classmethod
    def of(cls, receipt: Receipt) -> Self:
        """The view of a receipt."""
        return cls.model_validate({"at": receipt.at, "seq": receipt.seq, **receipt.facts})


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
    """One planned reminder, deadline or step: when it was planned for and what became of it, in words too."""

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
    told: int | None
    """How many were told; not said to who must give their own opinion first."""
    sent_at: datetime | None
    ru: str
    en: str


class DeliveryView(BaseModel):
    """How an inbox item fares by one channel; `error` is why it has not left yet."""

    channel: str
    rhythm: str
    state: str
    attempts: int
    next_try_at: datetime
    sent_at: datetime | None
    error: str | None


class NoticeView(BaseModel):
    """One item of a person's inbox; `state` is sent as soon as one channel took it, or where there is none."""

    id: str
    kind: str
    facts: dict[str, Any]
    subject: str
    text: str
    state: str
    made_at: datetime
    sent_at: datetime | None
    read_at: datetime | None
    deliveries: list[DeliveryView]

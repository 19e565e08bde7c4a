"""Plans as the edges show them."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from schemas.deadline import Deadline
from schemas.plan import Due, Mention, ReadMilestone
from schemas.policy import PhaseRule


class MilestoneView(BaseModel):
    """A milestone of the plan that is being written."""

    id: str
    position: int
    number: str
    title: str
    details: str
    body: str
    body_id: str | None
    person_id: str | None
    forms: str
    due: Due
    needs: list[str]
    source_id: str | None
    version: int


class StatementView(BaseModel):
    """What a source says of one milestone's date."""

    milestone_id: str
    due: Due
    quote: str


class SourceView(BaseModel):
    """A source of a plan: what it says of dates, and how many milestones came with it."""

    id: str
    name: str
    made_at: datetime
    milestones: int
    statements: list[StatementView]


class Acknowledged(BaseModel):
    """Who said when why a contradiction stands; the reason may have been erased since."""

    person_id: str
    at: datetime
    reason: str | None


class ContradictionView(BaseModel):
    """A contradiction: its code, the milestones it is about, and a sentence in each language."""

    id: str
    code: str
    milestones: list[str]
    facts: dict[str, Any]
    ru: str
    en: str
    acknowledged: Acknowledged | None = None


class PlanImportView(BaseModel):
    """An uploaded plan or letter as it was read; `mentions` are dates that seem to be about milestones of the plan.

    `contradictions` are those of the selected milestones by themselves; they name them by `place`.
    """

    id: str
    document_id: str
    filename: str
    by: str | None
    milestones: list[ReadMilestone]
    unassigned: list[str]
    mentions: list[Mention]
    contradictions: list[ContradictionView]
    used_at: datetime | None


class InForce(BaseModel):
    """Which approved revision binds the milestones that are in force."""

    section_id: str
    revision_id: str
    text_hash: str
    in_force_at: datetime


class PlanLine(BaseModel):
    """A milestone, planned and done.

    `state` is draft while no plan is in force, then open, fulfilled or cancelled; `last_day` is the day that counts
    now, after any extension; `days_late` is negative for what was done early.
    """

    id: str
    number: str
    title: str
    body: str
    due: Due
    needs: list[str]
    state: str
    owed_by: list[str]
    deadline: Deadline | None
    last_day: date | None
    overdue: bool
    ended_at: datetime | None
    days_late: int | None
    note: str | None


class PlannedSectionView(BaseModel):
    """A section beside the plan: where it stands and until when."""

    id: str
    position: int
    title: str
    phase: str
    deadline: Deadline | None
    overdue: bool


class PlanView(BaseModel):
    """Plan against fact; `changed_since` says that what is being written is not what is in force.

    `version` is that of the `rule`; `overdue` are ids of milestones, `next` the one that is due next.
    """

    document_id: str
    version: int
    rule: PhaseRule
    in_force: InForce | None
    changed_since: bool
    contradictions: int
    milestones: list[PlanLine]
    overdue: list[str]
    next: str | None
    sections: list[PlannedSectionView]

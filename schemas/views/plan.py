"""Plans as the edges show them."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from schemas.plan import Due, Mention, ReadMilestone


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

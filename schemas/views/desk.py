"""A coordinator's desk: every open deadline of their documents, and who of those awaited is away."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.deadline import Deadline
from schemas.policy import LAST_YEAR
from schemas.views.document_forms import ReasonForm
from schemas.views.standing import PersonNamed
from schemas.views.waiting import When

Kind = Literal["section", "signing", "milestone"]


class OpenDeadline(BaseModel):
    """One act that is awaited: of a section's open phase, of the whole's signing, or by a milestone in force.

    `id` is that of the section, the document or the milestone. `waits_for` is the code of what is owed (see
    `domain.explanation`); `steps` counts the ladder's steps that have rung in the open phase, the last `escalated_at`.
    """

    kind: Kind
    id: str
    document_id: str
    document: str
    title: str
    position: int | None
    phase: str
    when: When
    deadline: Deadline
    since: datetime | None
    awaited: list[PersonNamed]
    waits_for: str
    steps: int = 0
    escalated_at: datetime | None = None

    @property
    def is_coordinators(self) -> bool:
        """Whether it is the coordinator who has to decide."""
        return self.waits_for in ("decision", "return")


class Away(BaseModel):
    """Somebody who is awaited and is, or will be, absent; `deputy` stands in, if anybody does."""

    absence_id: str
    person: PersonNamed
    deputy: str | None
    since: date
    until: date


class DeskView(BaseModel):
    """Everything that is open, the most urgent first; `is_whole` tells that nothing was left off."""

    open: list[OpenDeadline]
    away: list[Away]
    is_whole: bool


class MoveForm(ReasonForm):
    """A new last day for something that is open."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"day": "2030-07-01", "reason": "Ждём данных переписи"}]})

    day: date = Field(le=date(LAST_YEAR, 12, 30))

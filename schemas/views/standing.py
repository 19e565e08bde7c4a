"""How a document stands, section by section: where each is, since when and until when, and who is awaited."""

from datetime import datetime

from pydantic import BaseModel

from schemas.deadline import Deadline


class Span(BaseModel):
    """One phase of a section as it was planned and as it went; `planned` is the first deadline it got.

    `deadline` is what stands now or stood at the end; `ended_at` is None while the phase is open.
    """

    phase: str
    began_at: datetime
    planned: Deadline
    deadline: Deadline
    ended_at: datetime | None = None


class PersonNamed(BaseModel):
    """Somebody by name."""

    id: str
    name: str


class SectionStanding(BaseModel):
    """One section. `owner` is who is named first to write it; `awaited` are those whose act the open phase waits for.

    `waits_for` is the code of what is owed (see `domain.explanation`), `unanswered` counts open comments.
    """

    id: str
    position: int
    title: str
    phase: str
    round: int
    revision: int
    deadline: Deadline | None
    overdue: bool
    since: datetime | None
    owner: PersonNamed | None
    awaited: list[PersonNamed]
    waits_for: str
    unanswered: int
    spans: list[Span]


class StandingView(BaseModel):
    """All sections of a document in order, and the names of those who coordinate and approve it as a whole."""

    document_id: str
    coordinator: PersonNamed
    approvers: list[PersonNamed]
    sections: list[SectionStanding]

"""What waits for a person, as every edge shows it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from schemas.deadline import Deadline

What = Literal[
    "drafting",
    "review",
    "answers",
    "sign_off",
    "signing",
    "proposal",
    "obligation",
    "undecided",
    "setup",
    "approved",
    "declined",
    "disagreement",
    "settlement",
    "ruling",
    "contentment",
]
"""The act that is awaited, by the phase that is open; `answers` are those that a round waits for whose vote is done,
`undecided` is a round that only the coordinator can end, `setup` a document that nobody has launched, `approved` one
that nobody has had published, `declined` one whose whole a leader declined and at whose sections nobody is at work.
Of a disagreement: to bring it to an end, to agree to the text that was proposed, or to decide it. Contentment is to be
told, or the remark upheld, while a term for it runs."""

When = Literal["overdue", "today", "this_week", "later"]
"""How soon: what has no deadline comes later; a week is seven days."""


class WaitingView(BaseModel):
    """One act awaited from a person: what, until when, why them, since when.

    `why` is the part they act in, `instead_of` names whom they stand in for, `remarks` counts those to be answered, or
    those of theirs that were. `asked_by` names the coordinator, unless that is the person. `done` of `asked` have given
    what is awaited of all, where that may be known; `words` is how long the text is that is to be read.
    """

    what: What
    when: When
    deadline: Deadline | None
    since: datetime | None
    why: Literal["editor", "reviewer", "approver", "leader", "voter", "owner", "coordinator", "party", "author"]
    instead_of: str | None
    document_id: str
    document: str
    section_id: str | None = None
    section: str | None = None
    position: int | None = None
    milestone_id: str | None = None
    milestone: str | None = None
    remarks: int = 0
    disagreement_id: str | None = None
    asked_by: str = ""
    done: int = 0
    asked: int = 0
    words: int = 0


class OthersView(BaseModel):
    """A section that a person leads or writes and that now waits for others, named in `people`."""

    document: str
    section_id: str
    section: str
    position: int
    phase: str
    deadline: Deadline | None
    people: list[str]

"""A plan in data: its milestones, when each is due, what other sources say of them, and what contradicts what."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from schemas.canonical import canonical_json, sha256_hex
from schemas.frozen import Frozen

Precision = Literal["day", "month", "quarter", "half_year", "year", "period", "unclear"]

Code = Literal[
    "before_body",
    "before_need",
    "needs_cycle",
    "need_unknown",
    "double_number",
    "number_missing",
    "due_twice",
    "date_past",
    "due_otherwise",
]
"""Every kind of contradiction that is looked for."""


class Due(Frozen):
    """When something is due: the words as written, and what was understood of them.

    `first` and `last` are the first and last day of what is named: one day, a month, a quarter; the work is due
    by `last`. Both are None where the words are `unclear`.
    """

    words: str = ""
    precision: Precision = "unclear"
    first: date | None = None
    last: date | None = None

    def wholly_before(self, other: "Due") -> bool:
        """Whether all of it lies before all of the other; never where either is unclear."""
        return self.last is not None and other.first is not None and self.last < other.first


class Milestone(Frozen):
    """One item of a plan.

    `number` is as written and may be missing or borne twice. `body` says in the plan's words who does it, empty
    where it does not say; `body_id` or `person_id` says who that is here. `forms` names in words the body that
    comes into being with it. `needs` are numbers or ids of the milestones it needs.
    """

    id: str
    number: str = ""
    title: str
    details: str = ""
    body: str = ""
    body_id: str | None = None
    person_id: str | None = None
    forms: str = ""
    due: Due = Due()
    needs: tuple[str, ...] = ()


class Statement(Frozen):
    """What another source says about when a milestone is due, with the words that say it."""

    milestone_id: str
    source_id: str
    source: str
    due: Due
    quote: str = ""


class Contradiction(Frozen):
    """Two things a plan says that cannot both hold, or one that cannot hold; nothing is ever mended by itself.

    `milestones` are ids: first the one in question, then those it collides with. `facts` are what the words name.
    """

    code: Code
    milestones: tuple[str, ...] = ()
    facts: dict[str, Any] = Field(default_factory=dict)

    @property
    def id(self) -> str:
        """What an acknowledgement names: it changes with everything that the contradiction says."""
        return str(UUID(sha256_hex(canonical_json(self.model_dump(mode="json")).encode())[:32]))


class ReadMilestone(Frozen):
    """A milestone found in an uploaded plan; `place` from 1 is its place there, `run` counts numberings anew."""

    place: int
    number: str = ""
    title: str
    details: str = ""
    body: str = ""
    forms: str = ""
    due: Due = Due()
    needs: tuple[str, ...] = ()
    run: int = 1
    selected: bool = True


class ReadPlan(Frozen):
    """What was read of an uploaded plan and by which marks; `unassigned` are the lines that went into no milestone."""

    by: Literal["columns", "table", "numbered"]
    milestones: tuple[ReadMilestone, ...]
    unassigned: tuple[str, ...] = ()


class Mention(Frozen):
    """A date in another source that may be about a milestone: the sentence, the date, and whose words it shares."""

    due: Due
    quote: str
    milestone_id: str

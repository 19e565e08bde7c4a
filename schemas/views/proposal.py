"""A vote whether to begin, as it is filled in and as it is read."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.deadline import Deadline
from schemas.section import Verdict
from schemas.views.document_forms import EXAMPLE_ID, ReasonForm
from schemas.views.form import Form, Prose, Reference
from schemas.views.given_policy import GivenRule, GivenVote


class ProposalForm(Form):
    """Who votes (persons, or else the members of a body by now), under which rule, and for how long."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"voters": [EXAMPLE_ID], "vote": {"kind": "majority", "minimum": 1}}]}
    )

    voters: list[Reference] = Field(default_factory=list, max_length=1000)
    body_id: Reference | None = None
    vote: GivenVote | None = None
    rule: GivenRule | None = None


class ProposalVerdictForm(Form):
    """A verdict whether to begin; disagreeing takes a text."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"verdict": "agree", "text": "Давно пора."}]})

    verdict: Verdict
    text: Prose | None = Field(default=None, min_length=3, max_length=20_000)


class SettleForm(ReasonForm):
    """The coordinator's decision, with reasons."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "refused", "reason": "В этом году нет людей"}]}
    )

    outcome: Literal["begun", "refused"]


class ProposalView(BaseModel):
    """A vote whether to begin: its state (open, begun or refused), the votes, and what is still missing."""

    id: str
    number: int
    state: str
    deadline: Deadline | None
    voters: list[str]
    votes: list[dict[str, Any]]
    silent: list[str]
    status: str
    in_favour: int
    against: int
    missing_in_favour: int
    reason: str | None
    ended_at: datetime | None

"""Events of writing a plan: they stand in the document's record and move nothing; ids and codes only."""

from typing import Literal

from schemas.frozen import Frozen
from schemas.section import Note


class MilestoneAdded(Frozen):
    """A milestone was added to the plan that is being written."""

    type: Literal["milestone_added"] = "milestone_added"
    milestone_id: str


class MilestoneChanged(Frozen):
    """`fields` of a milestone were changed in the plan that is being written."""

    type: Literal["milestone_changed"] = "milestone_changed"
    milestone_id: str
    fields: tuple[str, ...]
    version: int


class MilestoneRemoved(Frozen):
    """A milestone was taken out of the plan that is being written."""

    type: Literal["milestone_removed"] = "milestone_removed"
    milestone_id: str


class PlanRead(Frozen):
    """An uploaded plan or letter was read and waits to be confirmed."""

    type: Literal["plan_read"] = "plan_read"
    import_id: str


class PlanSourceAdded(Frozen):
    """A source came in: the milestones that came with it, and those whose dates it states."""

    type: Literal["plan_source_added"] = "plan_source_added"
    source_id: str
    milestones: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


class ContradictionAcknowledged(Frozen):
    """The coordinator said why a contradiction stands; it stays listed."""

    type: Literal["contradiction_acknowledged"] = "contradiction_acknowledged"
    contradiction_id: str
    note: Note


class PlanRuleSet(Frozen):
    """How the plan reminds and escalates was changed."""

    type: Literal["plan_rule_set"] = "plan_rule_set"


class PlanInForce(Frozen):
    """Exactly this revision was approved, and its milestones are owed from now on; `ended` are owed no more."""

    type: Literal["plan_in_force"] = "plan_in_force"
    section_id: str
    revision_id: str
    text_hash: str
    milestones: tuple[str, ...]
    ended: tuple[str, ...] = ()

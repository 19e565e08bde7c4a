"""A section in data: its phases, its parts and the state that its events fold into."""

from datetime import datetime
from enum import StrEnum

from schemas.deadline import Alarm, Deadline
from schemas.frozen import Frozen
from schemas.policy import DEFAULT_POLICY, Policy


class Phase(StrEnum):
    """Where a section stands; published and withdrawn are its two ends."""

    PLANNED = "planned"
    DRAFTING = "drafting"
    REVIEW = "review"
    SIGN_OFF = "sign_off"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


ENDS = (Phase.PUBLISHED, Phase.WITHDRAWN)


class Verdict(StrEnum):
    """An expert's decision on an exact revision."""

    AGREE = "agree"
    AGREE_WITH_REMARKS = "agree_with_remarks"
    DISAGREE = "disagree"
    ABSTAIN = "abstain"


class Part(StrEnum):
    """What a person does in a section."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    APPROVER = "approver"


class Head(Frozen):
    """The revision that stands: its id, its number in the chain, its text's hash, and whose words are new in it."""

    revision_id: str
    number: int
    text_hash: str
    authors: tuple[str, ...]


class Elector(Frozen):
    """A voter as the round opened: the organisation that they speak for and the bodies they sit in, by id."""

    person_id: str
    organisation_id: str = ""
    bodies: tuple[str, ...] = ()


class Vote(Frozen):
    """One voter's standing verdict in the open round; `tacit` marks silence that was counted."""

    person_id: str
    verdict: Verdict
    tacit: bool = False


class SectionState(Frozen):
    """Everything the rules need to decide about one section; the fold of its events.

    `undecided` says that the ladder ended with fewer votes than the rule asks for, so the coordinator decides.
    """

    id: str
    document_id: str
    coordinator_id: str
    policy: Policy = DEFAULT_POLICY
    editors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    phase: Phase = Phase.PLANNED
    cycle: int = 1
    round: int = 0
    head: Head | None = None
    opened_at: datetime | None = None
    deadline: Deadline | None = None
    alarms: tuple[Alarm, ...] = ()
    voters: tuple[str, ...] = ()
    votes: tuple[Vote, ...] = ()
    signers: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    graces: int = 0
    undecided: bool = False
    next_policy: Policy | None = None

    @property
    def coming_policy(self) -> Policy:
        """The rules that the next phase opens under; `policy` are those of the open one."""
        return self.next_policy or self.policy

    @property
    def ended(self) -> bool:
        """Whether nothing more happens in this cycle."""
        return self.phase in ENDS


class Note(Frozen):
    """A typed reason: where it is kept, and a salted hash that binds it without telling it."""

    id: str
    hash: str

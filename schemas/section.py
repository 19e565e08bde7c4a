"""A section in data: its phases, its parts and the state that its events fold into."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

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
    """Somebody of the open phase as it opened: the organisation that they speak for and the bodies they sit in, by id.

    `through` are the bodies that they were appointed through; empty for who was named in person.
    """

    person_id: str
    organisation_id: str = ""
    bodies: tuple[str, ...] = ()
    through: tuple[str, ...] = ()


class Pass(Frozen):
    """A duty of the open phase that passed from a person to their deputy, who acts in the person's place.

    `until_back` says that it is the person's again as soon as they are no longer away.
    """

    person_id: str
    deputy_id: str
    until_back: bool = False


class Departure(Frozen):
    """Somebody who left the open phase, why, and who took the seat that they left empty."""

    person_id: str
    reason: Literal["conflict", "deactivated", "left_body"]
    successor_id: str | None = None


class Vote(Frozen):
    """One voter's standing verdict in the open round, given by a deputy where one is named.

    `tacit` marks silence that was counted.
    """

    person_id: str
    verdict: Verdict
    tacit: bool = False
    deputy_id: str | None = None


class SectionState(Frozen):
    """Everything the rules need to decide about one section; the fold of its events.

    `electors` are the people of the open phase as it opened, whether they draft, vote or sign; `drafters` those of
    drafting (None in a phase opened before appointments were known: its editors). `passes` are duties that passed to
    deputies, `departures` people who left, and `used_steps` the ladder's steps that act once and have, all of the open
    phase. `undecided` says that the ladder ended with fewer votes than the rule asks for, so the coordinator decides.
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
    drafters: tuple[str, ...] | None = None
    electors: tuple[Elector, ...] = ()
    passes: tuple[Pass, ...] = ()
    departures: tuple[Departure, ...] = ()
    used_steps: tuple[int, ...] = ()
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

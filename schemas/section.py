"""A section in data: its phases, its parts and the state that its events fold into."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from schemas.deadline import Alarm, Deadline
from schemas.disagreement import OpenedBy, Outcome, Side
from schemas.frozen import Frozen
from schemas.policy import DEFAULT_POLICY, Policy
from schemas.remarks import HeldBy


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

    `through` are the bodies that they were appointed through; empty for who was named in person. `speaks_for` is the
    body whose one voice they give, as its head; empty for who speaks for themselves.
    """

    person_id: str
    organisation_id: str = ""
    bodies: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    speaks_for: str = ""


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

    `tacit` marks silence that was counted, `judged_id` the earlier revision that a verdict carried over from,
    `letter_id` the letter by which it came on paper.
    """

    person_id: str
    verdict: Verdict
    tacit: bool = False
    deputy_id: str | None = None
    judged_id: str | None = None
    letter_id: str | None = None


Why = Literal["", "policy", "change", "wording_limit", "own_comment", "not_compared"]
"""Why a verdict does not carry over: by the rules none does, the change means too much or is too long, its author
commented on what was touched, or nobody compared. Empty where it does."""


class EarlierVerdict(Frozen):
    """A voter's last verdict on an earlier revision, as a new round found it; `judged_id` is that revision.

    `letter_id` is the letter by which it came on paper.
    `change` is the kind of the change from there to the new revision (empty if not compared), of whose `words` as many
    as `changed_words` are other ones. `why` says why it is outdated.
    """

    person_id: str
    verdict: Verdict
    judged_id: str
    deputy_id: str | None = None
    letter_id: str | None = None
    change: str = ""
    changed_words: int = 0
    words: int = 0
    why: Why = ""


class Note(Frozen):
    """A typed reason: where it is kept, and a salted hash that binds it without telling it."""

    id: str
    hash: str


class Settlement(Frozen):
    """A text that was proposed to settle it with; it does once both parties are among the `accepted`.

    `changes`: other words than the present ones are to stand in the text.
    """

    wording: Note
    changes: bool = True
    accepted: tuple[Side, ...] = ()


class Disagreement(Frozen):
    """One disagreement as it stands; without an `outcome` it is open.

    `cycle` is the section's in which it arose, `meeting_id` a meeting that was appointed and not held yet, `met` says
    that one was held, `decider_id` who of leadership it was taken to, `deputy_id` who decides in their place while they
    are away, or did.
    """

    id: str
    comment_id: str
    author_id: str
    cycle: int = 1
    opened_by: OpenedBy = "upheld"
    meeting_id: str | None = None
    met: bool = False
    settlement: Settlement | None = None
    decider_id: str | None = None
    deputy_id: str | None = None
    outcome: Outcome | None = None


class Term(Frozen):
    """Until when the author of an answered remark may uphold it before the text is approved."""

    comment_id: str
    author_id: str
    until: Deadline


class Succession(Frozen):
    """Who came in a reviewer's place, and is to speak for their remarks."""

    leaves: str
    joins: str


class SectionState(Frozen):
    """Everything the rules need to decide about one section; the fold of its events.

    `electors` are the people of the open phase as it opened, whether they draft, vote or sign; `drafters` those of
    drafting (None in a phase opened before appointments were known: its editors). `passes` are duties that passed to
    deputies, `departures` people who left, and `used_steps` the ladder's steps that act once and have, all of the open
    phase. `undecided` says that the ladder ended with fewer votes than the rule asks for, so the coordinator decides.
    `outdated` are the verdicts on earlier revisions of those who have given none in the open round.
    `held_by` says that the vote is done in favour, by what, and that the round waits for answers to remarks or for
    disagreements to be settled; in sign-off, that answers are waited for. `disagreements` are all
    that ever were in the section, in the order they arose.
    `terms` are those in which authors of the cycle's answered remarks may uphold them, past ones among them.
    `successions` wait until who came has given their own opinion, where that comes first.
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
    outdated: tuple[EarlierVerdict, ...] = ()
    signers: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    graces: int = 0
    undecided: bool = False
    held_by: HeldBy | None = None
    disagreements: tuple[Disagreement, ...] = ()
    terms: tuple[Term, ...] = ()
    successions: tuple[Succession, ...] = ()
    next_policy: Policy | None = None

    @property
    def coming_policy(self) -> Policy:
        """The rules that the next phase opens under; `policy` are those of the open one."""
        return self.next_policy or self.policy

    @property
    def ended(self) -> bool:
        """Whether nothing more happens in this cycle."""
        return self.phase in ENDS

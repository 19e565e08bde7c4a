"""How a section or a document stands, in data: what was decided, what is missing, whose turn, and what comes next."""

from typing import Literal

from schemas.deadline import Deadline
from schemas.frozen import Frozen
from schemas.instant import Instant
from schemas.policy import Outcome, VotingRule
from schemas.tally import Tally

WaitingFor = Literal[
    "",
    "launch",
    "text",
    "verdict",
    "answers",
    "settlement",
    "signature",
    "contentment",
    "decision",
    "return",
    "publication",
]
"""What the person whose turn it is owes; a decision is the coordinator's where the rule says nothing.

Contentment is that of the authors of answered remarks, who may still uphold them though everybody has signed.
Until they may decide, the coordinator can only return what nobody is awaited to vote on any more."""

LeadsTo = Literal["", "sign_off", "drafting", "coordinator", "answers", "settlement", "approved"]
"""Where a step of the ladder leads if the votes stay as they are; empty for a step that ends nothing.

To answers where the votes suffice, but remarks are unanswered still; to settlement where disagreements are open.
"""


class Decision(Frozen):
    """The last thing that was decided: an event's type and instant, and what it says of how and by whom."""

    what: str
    at: Instant
    outcome: str = ""
    by: str = ""
    round: int = 0
    person_id: str = ""


class Turn(Frozen):
    """A person who is awaited, since when (None before anything was recorded), and whose deputy they are in that."""

    person_id: str
    since: Instant | None = None
    instead_of: str = ""


class SpeaksFor(Frozen):
    """Somebody of the open round who gives the one voice of a body."""

    person_id: str
    body_id: str


class Absentee(Frozen):
    """Who left the open phase, why, and who has taken their seat; `base` were in it after the one or the other."""

    person_id: str
    reason: str
    base: int
    successor_id: str = ""


class Signing(Frozen):
    """Who has signed, how many of how many signatures are needed and missing, and who follows in turn."""

    signed: tuple[str, ...] = ()
    signers: int = 0
    needed: int = 0
    missing: int = 0
    in_turn: bool = False
    then: tuple[str, ...] = ()


class Expected(Frozen):
    """What happens by itself if nobody acts: when, what, who is told, and where it leads.

    `extended_to` is the new deadline of a step that extends, by the calendar in force when this was explained.
    """

    at: Instant
    what: Literal["reminder", "deadline", "step", "term"]
    told: tuple[str, ...] = ()
    outcome: Outcome | None = None
    leads_to: LeadsTo = ""
    extended_to: Deadline | None = None


class Explanation(Frozen):
    """How a section or a document stands; `number` is that of the revision, or of the candidate.

    `silence_agrees` says that the ladder counts silence for agreement in the end.
    `decides_from` is when the coordinator, who can only return the revision now, may decide; None where that is not
    known. `may_vote` are those whose votes are still taken while the coordinator may decide.
    `carried` and `outdated` are those whose verdicts on earlier revisions count in the round, or do not any more.
    `own_first`: the reader sees what others say when they have given their own verdict; so there is no count.
    `unanswered` counts the remarks of the cycle without an answer where the rules ask for one; `held` says that the
    vote is done and the round waits for nothing else.
    `speaking` are those who give the voices of bodies, `on_paper` those whose verdicts came by letter.
    `expected` ends with the step that ends the phase; where none does, the coordinator is left to act.
    """

    subject: Literal["section", "document"] = "section"
    phase: str
    number: int = 0
    round: int = 0
    coordinator_id: str = ""
    zone: str = "Europe/Moscow"
    decided: Decision | None = None
    rule: VotingRule | None = None
    silence_agrees: bool = False
    tally: Tally | None = None
    carried: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    speaking: tuple[SpeaksFor, ...] = ()
    on_paper: tuple[str, ...] = ()
    own_first: bool = False
    unanswered: int = 0
    disagreements: int = 0
    held: bool = False
    signing: Signing | None = None
    left: tuple[Absentee, ...] = ()
    waiting_for: WaitingFor = ""
    turns: tuple[Turn, ...] = ()
    decides_from: Instant | None = None
    may_vote: tuple[str, ...] = ()
    deadline: Deadline | None = None
    overdue: bool = False
    expected: tuple[Expected, ...] = ()

"""A vote whether work on a document is to begin: its state, its commands and its events; ids and codes only."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.deadline import Alarm, Deadline
from schemas.frozen import Frozen
from schemas.policy import Limit, PhaseRule, Step, VotingRule, Zone
from schemas.section import Elector, Note, Verdict, Vote
from schemas.section_commands import Recount, Ring
from schemas.section_events import AlarmOvertaken, AlarmRang, DeadlineRecounted, PhaseOpened

DEFAULT_PROPOSAL = PhaseRule(
    limit=Limit(working_days=10),
    reminders=(Limit(working_days=3), Limit(days=0)),
    ladder=(Step(after=Limit(working_days=1), tell=("reviewers", "coordinator")),),
)


class ProposalPhase(StrEnum):
    """Where a proposal stands; a document whose last proposal is open or refused cannot be launched."""

    PLANNED = "planned"
    OPEN = "open"
    BEGUN = "begun"
    REFUSED = "refused"


class ProposalTerms(Frozen):
    """Who votes under which rule, and until when; a ladder's owner, editors, reviewers and approvers are the voters
    who are silent."""

    coordinator_id: str
    electors: tuple[Elector, ...]
    vote: VotingRule
    rule: PhaseRule = DEFAULT_PROPOSAL
    zone: Zone = "Europe/Moscow"


class ProposalState(Frozen):
    """Everything the rules need to decide about a proposal; the fold of its events."""

    id: str
    document_id: str
    phase: ProposalPhase = ProposalPhase.PLANNED
    cycle: int = 1
    terms: ProposalTerms | None = None
    votes: tuple[Vote, ...] = ()
    opened_at: datetime | None = None
    deadline: Deadline | None = None
    alarms: tuple[Alarm, ...] = ()
    extended: bool = False

    @property
    def ended(self) -> bool:
        """Whether nothing more happens."""
        return self.phase in (ProposalPhase.BEGUN, ProposalPhase.REFUSED)


class OpenProposal(Frozen):
    """Begin the vote."""

    type: Literal["open_proposal"] = "open_proposal"
    terms: ProposalTerms


class VoteOnProposal(Frozen):
    """A voter's verdict: agree to begin, disagree (with a note), or abstain."""

    type: Literal["vote_on_proposal"] = "vote_on_proposal"
    verdict: Verdict
    note: Note | None = None


class SettleProposal(Frozen):
    """The coordinator decides with reasons: to refuse at any time, to begin where the time ran out undecided."""

    type: Literal["settle_proposal"] = "settle_proposal"
    outcome: Literal["begun", "refused"]
    note: Note


class LeaveProposal(Frozen):
    """Somebody left the installation or a body: they vote no more, if it was through that body that they did.

    `bodies` are those they still sit in, `administrators` who is told beside the coordinator if too few are left.
    """

    type: Literal["leave_proposal"] = "leave_proposal"
    person_id: str
    reason: Literal["deactivated", "left_body"]
    bodies: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()


ProposalCommand = Annotated[
    OpenProposal | VoteOnProposal | SettleProposal | LeaveProposal | Recount | Ring, Field(discriminator="type")
]
PROPOSAL_COMMAND: TypeAdapter[ProposalCommand] = TypeAdapter(ProposalCommand)


class ProposalOpened(PhaseOpened):
    """The vote began."""

    type: Literal["proposal_opened"] = "proposal_opened"
    terms: ProposalTerms


class ProposalVoted(Frozen):
    """A voter's verdict; a later one replaces it and both stay in the record."""

    type: Literal["proposal_voted"] = "proposal_voted"
    person_id: str
    verdict: Verdict
    note: Note | None = None


class ProposalRecused(Frozen):
    """A voter left, with their vote; `base` are left. `told` are administrators, where these can't decide any more."""

    type: Literal["proposal_recused"] = "proposal_recused"
    person_id: str
    reason: Literal["deactivated", "left_body"]
    base: int
    told: tuple[str, ...] = ()


class ProposalExtended(PhaseOpened):
    """The ladder gave more time."""

    type: Literal["proposal_extended"] = "proposal_extended"


class ProposalDecided(Frozen):
    """Work begins, or it does not: by the votes, by those cast when the time was over, or by the coordinator."""

    type: Literal["proposal_decided"] = "proposal_decided"
    outcome: Literal["begun", "refused"]
    by: Literal["votes", "ladder", "coordinator"]
    note: Note | None = None


ProposalEvent = Annotated[
    ProposalOpened
    | ProposalVoted
    | ProposalRecused
    | ProposalExtended
    | ProposalDecided
    | DeadlineRecounted
    | AlarmRang
    | AlarmOvertaken,
    Field(discriminator="type"),
]
PROPOSAL_EVENT: TypeAdapter[ProposalEvent] = TypeAdapter(ProposalEvent)

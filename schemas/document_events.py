"""The events of a document, in the past tense; they hold ids, codes and hashes only."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.document import Candidate, WholePart
from schemas.frozen import Frozen
from schemas.policy import Policy
from schemas.section import Note
from schemas.section_events import AlarmOvertaken, AlarmRang, DeadlineRecounted, PhaseOpened


class DocumentLaunched(Frozen):
    """Work on all sections began."""

    type: Literal["document_launched"] = "document_launched"
    coordinator_id: str
    approvers: tuple[str, ...]
    policy: Policy


class CandidateOpened(PhaseOpened):
    """All sections are approved and lie before leadership as one list.

    `missed_by` are the administrators, told too where fewer leaders are left than the rule asks for.
    """

    type: Literal["candidate_opened"] = "candidate_opened"
    candidate: Candidate
    signers: tuple[str, ...]
    missed_by: tuple[str, ...] = ()


class CandidateVoided(Frozen):
    """A section left the approved state, so the list no longer stands; `signers` are told."""

    type: Literal["candidate_voided"] = "candidate_voided"
    candidate_hash: str
    sections: tuple[str, ...]
    signers: tuple[str, ...]


class DocumentSigned(Frozen):
    """A leader approved the exact candidate, by a deputy where one is named.

    `confirmed_by` and `shown` as of a section's signature.
    """

    type: Literal["document_signed"] = "document_signed"
    person_id: str
    deputy_id: str | None = None
    candidate_hash: str
    confirmed_by: Literal["", "password", "letter"] = ""
    shown: str = ""


class DocumentDeclined(Frozen):
    """A leader declined the candidate."""

    type: Literal["document_declined"] = "document_declined"
    person_id: str
    deputy_id: str | None = None
    candidate_hash: str
    note: Note


class DocumentApproved(Frozen):
    """Enough leaders approved the candidate."""

    type: Literal["document_approved"] = "document_approved"
    candidate_hash: str


class PublicationOrdered(Frozen):
    """The edition of the approved candidate is to be made."""

    type: Literal["publication_ordered"] = "publication_ordered"
    edition_id: str
    candidate: Candidate


class EditionPublished(Frozen):
    """The edition stands, and all its sections with it."""

    type: Literal["edition_published"] = "edition_published"
    edition_id: str
    number: int
    manifest_hash: str


class DocumentReopened(Frozen):
    """A section of a published document was reopened: work on the next edition began."""

    type: Literal["document_reopened"] = "document_reopened"
    cycle: int
    sections: tuple[str, ...]


class DocumentWithdrawn(Frozen):
    """Every section was withdrawn, so there is nothing left to publish."""

    type: Literal["document_withdrawn"] = "document_withdrawn"


class DocumentExtended(PhaseOpened):
    """The deadline of the signing was moved."""

    type: Literal["document_extended"] = "document_extended"
    note: Note


class DocumentPolicyChanged(Frozen):
    """New rules, from the next signing on."""

    type: Literal["document_policy_changed"] = "document_policy_changed"
    policy: Policy
    note: Note


class DocumentReassigned(Frozen):
    """A leader or the coordinator was replaced; in an open signing the one who joins takes the place at once.

    `base` sign by that, where the leader who is replaced was in the signing no more; None elsewhere. `relieves` is the
    deputy who was to sign in the place of the one who leaves.
    """

    type: Literal["document_reassigned"] = "document_reassigned"
    part: WholePart
    leaves: str
    joins: str
    base: int | None = None
    relieves: str | None = None
    note: Note


class LeaderLeft(Frozen):
    """A leader whose account was closed left the open signing, with their signature; `base` are left in it.

    `next_id` is whose turn to sign it has become by that, `relieves` the deputy who was to sign in their place.
    """

    type: Literal["leader_left"] = "leader_left"
    part: Literal["leader"] = "leader"
    person_id: str
    reason: Literal["deactivated"] = "deactivated"
    base: int
    next_id: str | None = None
    relieves: str | None = None


class CoordinatorLeft(Frozen):
    """The coordinator's account was closed; `told` are the administrators, who are to name another."""

    type: Literal["coordinator_left"] = "coordinator_left"
    person_id: str
    told: tuple[str, ...] = ()


class SigningPassed(Frozen):
    """A leader's duty in the open signing passed to a deputy; `awaited` says whether it is their turn now.

    `until_back`: only for as long as the leader is away. `relieves` is the deputy before, who went away too.
    """

    type: Literal["signing_passed"] = "signing_passed"
    part: Literal["leader"] = "leader"
    person_id: str
    deputy_id: str
    by: Literal["delegation", "absence", "ladder"]
    awaited: bool = True
    until_back: bool = False
    relieves: str | None = None
    note: Note | None = None


class SigningReturned(Frozen):
    """A leader's duty is their own again: the deputy's account was closed or they are away, or the leader is back."""

    type: Literal["signing_returned"] = "signing_returned"
    part: Literal["leader"] = "leader"
    person_id: str
    deputy_id: str
    reason: Literal["deactivated", "absence_over", "deputy_away"] = "deactivated"


class LeadersWithoutDeputies(Frozen):
    """Leaders' duties were to pass on, and these have no deputy who may act in their place.

    `reasons` are the codes that say why not, one for each of them in their order; empty before that was recorded.
    """

    type: Literal["leaders_without_deputies"] = "leaders_without_deputies"
    part: Literal["leader"] = "leader"
    persons: tuple[str, ...]
    reasons: tuple[str, ...] = ()


class SigningExtended(PhaseOpened):
    """The ladder's step number `step` (from 0) moved the deadline of the signing, which it does once."""

    type: Literal["signing_extended"] = "signing_extended"
    step: int


DocumentEvent = Annotated[
    DocumentLaunched
    | CandidateOpened
    | CandidateVoided
    | DocumentSigned
    | DocumentDeclined
    | DocumentApproved
    | PublicationOrdered
    | EditionPublished
    | DocumentReopened
    | DocumentWithdrawn
    | DocumentExtended
    | DocumentPolicyChanged
    | DocumentReassigned
    | LeaderLeft
    | CoordinatorLeft
    | SigningPassed
    | SigningReturned
    | LeadersWithoutDeputies
    | SigningExtended
    | DeadlineRecounted
    | AlarmRang
    | AlarmOvertaken,
    Field(discriminator="type"),
]
DOCUMENT_EVENT: TypeAdapter[DocumentEvent] = TypeAdapter(DocumentEvent)

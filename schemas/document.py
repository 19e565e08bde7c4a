"""A document in data: its phases, its candidate, and the state that its events fold into."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from schemas.canonical import canonical_json, sha256_hex
from schemas.deadline import Alarm, Deadline
from schemas.frozen import Frozen
from schemas.policy import DEFAULT_POLICY, Policy
from schemas.section import Pass


class DocumentPhase(StrEnum):
    """Where a document stands as a whole."""

    SETUP = "setup"
    IN_WORK = "in_work"
    SIGNING = "signing"
    APPROVED = "approved"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


WholePart = Literal["leader", "coordinator"]
"""What a person does in a document as a whole."""


class CandidateSection(Frozen):
    """One section of a candidate: the exact revision and text that leadership approves."""

    section_id: str
    revision_id: str
    text_hash: str


class Candidate(Frozen):
    """The ordered list of sections and revision hashes that is approved as a whole."""

    number: int
    sections: tuple[CandidateSection, ...]

    @property
    def hash(self) -> str:
        """What a signature on the whole binds: the SHA-256 of the ordered list."""
        listed = [section.model_dump(mode="json") for section in self.sections]
        return sha256_hex(canonical_json(listed).encode())


class DocumentState(Frozen):
    """Everything the rules need to decide about a document; the fold of its events.

    `signers` are the leaders before whom the open candidate lies (None for one opened before that was kept: all),
    `passes` duties among them that passed to deputies, `used_steps` the ladder's steps that act once and have.
    """

    id: str
    coordinator_id: str = ""
    approvers: tuple[str, ...] = ()
    policy: Policy = DEFAULT_POLICY
    phase: DocumentPhase = DocumentPhase.SETUP
    cycle: int = 1
    candidates: int = 0
    candidate: Candidate | None = None
    declined_hash: str | None = None
    published_hash: str | None = None
    opened_at: datetime | None = None
    deadline: Deadline | None = None
    alarms: tuple[Alarm, ...] = ()
    signers: tuple[str, ...] | None = None
    passes: tuple[Pass, ...] = ()
    used_steps: tuple[int, ...] = ()
    signatures: tuple[str, ...] = ()
    editions: int = 0
    edition_id: str | None = None
    next_policy: Policy | None = None

    @property
    def coming_policy(self) -> Policy:
        """The rules that the next signing opens under; `policy` are those of the open one."""
        return self.next_policy or self.policy

    @property
    def ended(self) -> bool:
        """Whether nothing more happens in this cycle."""
        return self.phase in (DocumentPhase.PUBLISHED, DocumentPhase.WITHDRAWN)

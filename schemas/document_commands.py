"""The commands a document takes, in the imperative."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.document import WholePart
from schemas.frozen import Frozen
from schemas.policy import Limit, Policy
from schemas.section import Note
from schemas.section_commands import Recount, Ring


class LaunchDocument(Frozen):
    """Begin work on all sections, with these people and rules as they stood then."""

    type: Literal["launch_document"] = "launch_document"
    coordinator_id: str
    approvers: tuple[str, ...]
    policy: Policy


class ReadSections(Frozen):
    """A section moved: look at all of them. Sent by sections' news; records nothing if nothing follows."""

    type: Literal["read_sections"] = "read_sections"


class ProposeCandidate(Frozen):
    """Lay the approved sections before leadership again, after it declined them."""

    type: Literal["propose_candidate"] = "propose_candidate"


class SignDocument(Frozen):
    """A leader approves the exact candidate; `confirmed_by` and `shown` as of a section's signature."""

    type: Literal["sign_document"] = "sign_document"
    candidate_hash: str
    confirmed_by: Literal["", "password", "letter"] = ""
    shown: str = ""


class DeclineDocument(Frozen):
    """A leader declines the exact candidate, with reasons."""

    type: Literal["decline_document"] = "decline_document"
    candidate_hash: str
    note: Note


class OrderPublication(Frozen):
    """Have the approved candidate made into an edition and published."""

    type: Literal["order_publication"] = "order_publication"
    edition_id: str


class CompleteEdition(Frozen):
    """The edition's files are stored and verified: publish it; sent by the builder only."""

    type: Literal["complete_edition"] = "complete_edition"
    edition_id: str
    manifest_hash: str


class ExtendDocument(Frozen):
    """Move the deadline of the signing of the whole, counted from the moment of the command."""

    type: Literal["extend_document"] = "extend_document"
    limit: Limit
    note: Note


class ChangeDocumentPolicy(Frozen):
    """New rules, from the next signing on, and from the next phase on of sections without rules of their own."""

    type: Literal["change_document_policy"] = "change_document_policy"
    policy: Policy
    note: Note


class ReassignDocument(Frozen):
    """Put one person in another's place as leader or as coordinator; a new coordinator is that of all sections."""

    type: Literal["reassign_document"] = "reassign_document"
    part: WholePart
    leaves: str
    joins: str
    note: Note


class LeaveDocument(Frozen):
    """Somebody's account was closed: as a leader they leave the open signing, as coordinator they are missed."""

    type: Literal["leave_document"] = "leave_document"
    person_id: str
    administrators: tuple[str, ...] = ()


class DelegateSignature(Frozen):
    """Hand a leader's open duty to a deputy, who signs in their place until the signing ends."""

    type: Literal["delegate_signature"] = "delegate_signature"
    person_id: str
    deputy_id: str
    note: Note


class StandInForLeader(Frozen):
    """A leader, or who stands in for one, is away or back from now on: what is owed passes on, or comes back."""

    type: Literal["stand_in_for_leader"] = "stand_in_for_leader"
    person_id: str


DocumentCommand = Annotated[
    LaunchDocument
    | ReadSections
    | ProposeCandidate
    | SignDocument
    | DeclineDocument
    | OrderPublication
    | CompleteEdition
    | ExtendDocument
    | ChangeDocumentPolicy
    | ReassignDocument
    | LeaveDocument
    | DelegateSignature
    | StandInForLeader
    | Recount
    | Ring,
    Field(discriminator="type"),
]
DOCUMENT_COMMAND: TypeAdapter[DocumentCommand] = TypeAdapter(DocumentCommand)

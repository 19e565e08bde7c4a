"""The shapes of publication: what an edition says, what its manifest lists, and what its signature file holds."""

import base64
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from schemas.canonical import canonical_json
from schemas.checkpoint import CheckpointName
from schemas.frozen import Frozen
from schemas.language import Language

SheetPart = Literal["reviewer", "signer", "coordinator", "leadership", "outside"]
"""What somebody on a sheet is; `outside` are experts who were asked in and have no vote."""
SheetVerdict = Literal[
    "agree",
    "agree_with_remarks",
    "disagree",
    "abstain",
    "tacit",
    "signed",
    "declined",
    "void",
    "recused",
    "left",
    "decided",
]
ReasonedDecision = Literal[
    "agree", "agree_with_remarks", "disagree", "abstain", "declined", "returned", "against", "decided", "late"
]
"""A verdict, or what became of a sign-off or a round: `returned` to its editors, `against` or `decided` for the text by
the coordinator. `late` is a remark that came after approval, for whoever opens the section again."""
RemarkKind = Literal["remark", "proposal", "question"]
RemarkAnswer = Literal["accepted", "accepted_in_part", "declined", "noted", "referred"]

MANIFEST_NAME = "manifest.json"
SIGNATURE_NAME = "manifest.sig"


def _written_in_one_way(text: str) -> str:
    if base64.b64encode(base64.b64decode(text, validate=True)).decode() != text:
        raise ValueError("base64 with spare bits")
    return text


OneWayBase64 = Annotated[str, AfterValidator(_written_in_one_way)]


class EditionSection(Frozen):
    """One section as approved; `ast` is the canonical Pandoc AST whose SHA-256 is `text_hash`."""

    id: str
    number: str
    title: str
    revision_id: str
    revision_number: int
    text_hash: str
    ast: dict[str, Any]


class AgreementRow(Frozen):
    """One line of the agreement sheet; an empty `section_number` and title mean the document as a whole.

    `tacit` is silence that the rule counted; `revision_hash` is the full hash of what was decided on
    (of the candidate, for the whole), shown shortened; `at` is a UTC instant. `instead_of` names the person in whose
    place a deputy spoke. `body` is the body whose one voice it is, given by `person`; `letter` are the number and date
    of the letter that it came by on paper.
    """

    section_number: str = ""
    section_title: str = ""
    person: str
    position: str = ""
    organisation: str = ""
    instead_of: str = ""
    body: str = ""
    letter: tuple[str, date] | None = None
    part: SheetPart
    verdict: SheetVerdict
    revision_number: int | None = None
    revision_hash: str = ""
    at: datetime
    remarks: tuple[int, ...] = ()
    """The numbers of their remarks in the summary."""
    reasons: str = ""
    """Why they declined to sign."""


class RemarkRow(Frozen):
    """One line of the summary of remarks; `place` quotes the words remarked on, no `answer` means none was given.

    `revision_number` is that of the revision remarked on.
    """

    number: int
    section_number: str = ""
    section_title: str = ""
    place: str = ""
    author: str
    author_id: str = ""
    kind: RemarkKind
    text: str
    answer: RemarkAnswer | None = None
    grounds: str = ""
    revision_number: int | None = None


class ReasonRow(Frozen):
    """Reasons that were typed with a decision and are no remark: nobody has to answer them, and they have no number."""

    section_number: str = ""
    section_title: str = ""
    author: str
    decision: ReasonedDecision
    text: str
    at: datetime


class Delegation(Frozen):
    """A duty that a deputy had in a person's place from `since` to `until` (UTC; None: to the end of the phase)."""

    section_number: str = ""
    section_title: str = ""
    person: str
    deputy: str
    part: SheetPart
    by: Literal["delegation", "absence", "ladder"]
    since: datetime
    until: datetime | None = None


class MeetingRow(Frozen):
    """A reconciliation meeting: when (UTC), where, who was there or is asked to it, and its minutes."""

    at: datetime
    place: str = ""
    people: tuple[str, ...] = ()
    minutes: str = ""


class DisagreementRow(Frozen):
    """One line of the record of disagreements: both wordings, who holds which, and what came of it.

    `outcome` is open until there is one; `settled` is with the text that was agreed on, in `decision`. `answer` is what
    the editors answered to the remark, by `answered_by`; `reason` why its author upholds it. `parties` are its
    author and who of leadership decided it, in whose place `deputy` did, if one is named.
    """

    number: int
    section_number: str = ""
    section_title: str = ""
    place: str = ""
    wording: str
    """As the editors hold it."""
    proposed: str
    """As the author of the remark holds it."""
    parties: tuple[str, ...] = ()
    deputy: str = ""
    answered_by: str = ""
    answer: str = ""
    reason: str = ""
    meetings: tuple[MeetingRow, ...] = ()
    outcome: str = "open"
    decision: str = ""
    missing: bool = False
    """Whether the words that were agreed on or decided do not stand in the text that the record is of."""
    at: datetime | None = None


class EditionSignature(Frozen):
    """Who signed what: the hash of a section's revision or of the whole candidate, at a UTC instant."""

    person_id: str
    name: str
    hash: str
    at: datetime


class EditionContent(Frozen):
    """Everything an edition is made of; equal content gives equal bytes in every format.

    `date` is the day printed on the title page, `approval` the approving line under the organisation,
    `zone` the IANA zone in which the days of UTC instants are printed,
    `previous_manifest` the SHA-256 of the manifest of the edition that this one supersedes, `check_at` the address
    at which its signature is checked.
    """

    installation_id: str
    document_id: str
    title: str
    number: int
    date: date
    published_at: datetime
    organisation: str = ""
    coordinator: str = ""
    position: str = ""
    approval: str = ""
    language: Language = "ru"
    zone: str = "Europe/Moscow"
    sections: tuple[EditionSection, ...]
    agreement: tuple[AgreementRow, ...] = ()
    remarks: tuple[RemarkRow, ...] = ()
    reasons: tuple[ReasonRow, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    disagreements: tuple[DisagreementRow, ...] = ()
    signatures: tuple[EditionSignature, ...] = ()
    previous_manifest: str | None = None
    checkpoint: CheckpointName | None = None
    check_at: str = ""


class ManifestSection(Frozen):
    """Which revision of a section the edition holds."""

    id: str
    number: str
    title: str
    revision_id: str
    text_hash: str


class ManifestFile(Frozen):
    """One file of the edition: its name without folders, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str
    media_type: str


class Manifest(Frozen):
    """The list that is signed; `key` is the fingerprint of the key that signs it, instants are UTC.

    `checkpoint` is the latest over the installation's record when publication was ordered.
    """

    format: int
    installation_id: str
    document_id: str
    title: str = ""
    edition_number: int
    published_at: datetime
    sections: tuple[ManifestSection, ...]
    signatures: tuple[EditionSignature, ...]
    files: tuple[ManifestFile, ...]
    previous_manifest: str | None
    checkpoint: CheckpointName | None = None
    key: str


class SignatureFile(Frozen):
    """What `manifest.sig` holds, written in one way only: no two different files say the same.

    `public_key` (32 raw bytes) and `signature` (64) are base64 in the file; a base64 text whose spare
    bits are not zero is refused (RFC 4648, section 3.5).
    """

    alg: str
    key: str
    public_key: OneWayBase64
    signature: OneWayBase64

    def written(self) -> bytes:
        """The bytes of the file."""
        return (canonical_json(self.model_dump(mode="json")) + "\n").encode()

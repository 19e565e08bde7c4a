"""The shapes of publication: what an edition says, what its manifest lists, and what its signature file holds."""

import base64
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from schemas.canonical import canonical_json
from schemas.checkpoint import CheckpointName
from schemas.frozen import Frozen
from schemas.language import Language

SheetPart = Literal["reviewer", "signer", "coordinator", "leadership"]
SheetVerdict = Literal[
    "agree", "agree_with_remarks", "disagree", "abstain", "tacit", "signed", "recused", "left", "decided"
]
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
    place a deputy spoke.
    """

    section_number: str = ""
    section_title: str = ""
    person: str
    position: str = ""
    organisation: str = ""
    instead_of: str = ""
    part: SheetPart
    verdict: SheetVerdict
    revision_number: int | None = None
    revision_hash: str = ""
    at: datetime


class RemarkRow(Frozen):
    """One line of the summary of remarks; `place` quotes the words remarked on, no `answer` means none was given."""

    number: int
    section_number: str = ""
    section_title: str = ""
    place: str = ""
    author: str
    kind: RemarkKind
    text: str
    answer: RemarkAnswer | None = None
    grounds: str = ""


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
    `previous_manifest` the SHA-256 of the manifest of the edition that this one supersedes.
    """

    installation_id: str
    document_id: str
    title: str
    number: int
    date: date
    published_at: datetime
    organisation: str = ""
    approval: str = ""
    language: Language = "ru"
    zone: str = "Europe/Moscow"
    sections: tuple[EditionSection, ...]
    agreement: tuple[AgreementRow, ...] = ()
    remarks: tuple[RemarkRow, ...] = ()
    signatures: tuple[EditionSignature, ...] = ()
    previous_manifest: str | None = None
    checkpoint: CheckpointName | None = None


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

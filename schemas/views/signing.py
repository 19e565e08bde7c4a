"""What a signature would stand under: the exact text or list of texts, what changed, and what remains disputed."""

from datetime import datetime

from pydantic import BaseModel

from schemas.deadline import Deadline
from schemas.views.confirmations import Way


class SignedBefore(BaseModel):
    """What was signed last before this: by the reader (`by_me`), or where they never signed by anybody."""

    person_id: str
    name: str
    at: datetime
    by_me: bool


class TextSigned(SignedBefore):
    """An earlier revision of the section that was signed."""

    revision_id: str
    number: int
    text_hash: str


class WholeSigned(SignedBefore):
    """An earlier list of sections that was signed."""

    number: int
    hash: str


class Changed(BaseModel):
    """The kind of change since what was signed before (empty: there was nothing), and where the marks are shown."""

    kind: str = ""
    words: int = 0
    base_id: str | None = None
    redline: str | None = None


class Disputed(BaseModel):
    """A disagreement that no text has settled; `outcome` is open, meeting or leadership, dissent once recorded.

    `not_in_text`: it ended with words that do not stand in the text that lies here.
    """

    id: str
    section_id: str
    comment_id: str
    author_id: str
    author: str
    outcome: str


class SignerView(BaseModel):
    """One of the signers, in their order; `deputy` signed or signs in their place."""

    person_id: str
    name: str
    deputy: str | None
    signed_at: datetime | None
    is_next: bool


class GivenVerdict(BaseModel):
    """What one of the voters said of this revision; `judged_id` is the earlier one that it carried over from."""

    person_id: str
    name: str
    verdict: str
    tacit: bool
    deputy: str | None
    judged_id: str | None


class Signing(BaseModel):
    """What every signature's view has.

    `shown` is the hash of all that: sent with the signature, it refuses what changed meanwhile. `awaits_me` says that
    it is the reader's turn, `confirm_by` how they confirm that it is they, the usual way first.
    """

    shown: str
    disputed: list[Disputed]
    signers: list[SignerView]
    in_turn: bool
    needed: int
    awaits_me: bool
    instead_of: str | None
    deadline: Deadline | None
    confirm_by: list[Way]


class SectionSigning(Signing):
    """What a signature on a section would stand under.

    `remarks` counts the threads of this cycle by how they stand; `unanswered` are those without an answer, by id.
    """

    section_id: str
    revision_id: str
    number: int
    text_hash: str
    text: str
    before: TextSigned | None
    changed: Changed
    verdicts: list[GivenVerdict]
    remarks: dict[str, int]
    unanswered: list[str]


class SectionOfWhole(BaseModel):
    """One section of the whole: the exact text, and what changed since the whole that was signed before."""

    section_id: str
    position: int
    title: str
    revision_id: str
    number: int
    text_hash: str
    text: str
    changed: Changed
    basis_changes: int


class WholeSigning(Signing):
    """What a signature on the whole would stand under; `gone` are sections of the whole signed before, by title."""

    document_id: str
    number: int
    hash: str
    before: WholeSigned | None
    sections: list[SectionOfWhole]
    gone: list[str]

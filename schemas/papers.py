"""What comes out of agreement on paper: the agreement sheet, the summary of remarks, the record of disagreements."""

from datetime import date, datetime
from typing import Literal, get_args

from schemas.edition import AgreementRow, Delegation, DisagreementRow, ReasonRow, RemarkRow
from schemas.frozen import Frozen
from schemas.language import Language

PaperKind = Literal["agreement-sheet", "remarks", "disagreements"]
PaperFormat = Literal["docx", "pdf", "xlsx"]
KINDS: tuple[PaperKind, ...] = get_args(PaperKind)
FORMATS: tuple[PaperFormat, ...] = get_args(PaperFormat)
PRINTED: tuple[PaperFormat, ...] = ("docx", "pdf")
"""Those that lie beside an edition; a workbook is for working with the rows."""


class PaperText(Frozen):
    """A text that a paper is about: a section's revision, or with an empty `number` the candidate and its hash."""

    number: str = ""
    title: str = ""
    revision_number: int | None = None
    text_hash: str = ""


class Paper(Frozen):
    """One paper; equal content gives equal bytes in each format.

    `date` is the day of the last thing it tells of, `at` that instant (UTC), and `entry` names the entry of the record
    by stream, number and hash. `zone` (IANA) is where days are printed. `whole`: about the document, not one section.
    """

    kind: PaperKind
    document: str
    whole: bool = False
    organisation: str = ""
    coordinator: str = ""
    position: str = ""
    number: str = ""
    date: date
    at: datetime
    entry: str = ""
    language: Language = "ru"
    zone: str = "Europe/Moscow"
    texts: tuple[PaperText, ...] = ()
    agreement: tuple[AgreementRow, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    remarks: tuple[RemarkRow, ...] = ()
    reasons: tuple[ReasonRow, ...] = ()
    disagreements: tuple[DisagreementRow, ...] = ()

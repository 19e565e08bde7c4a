"""The papers that lie beside an edition, signed with it."""

from collections.abc import Iterator

from schemas.document import Candidate, CandidateSection
from schemas.edition import EditionContent
from schemas.papers import PRINTED, Paper, PaperFormat, PaperKind, PaperText

NAMES: dict[PaperKind, str] = {
    "agreement-sheet": "agreement",
    "remarks": "remarks",
    "disagreements": "disagreements",
}


def papers_of(content: EditionContent) -> Iterator[tuple[str, Paper, PaperFormat]]:
    """Every paper of an edition by its file's name; a record of disagreements only where some are published."""
    for kind, name in NAMES.items():
        if kind != "disagreements" or content.disagreements:
            for form in PRINTED:
                yield f"{name}.{form}", _paper(content, kind), form


def _paper(content: EditionContent, kind: PaperKind) -> Paper:
    checkpoint = content.checkpoint
    return Paper(
        kind=kind,
        document=content.title,
        whole=True,
        organisation=content.organisation,
        coordinator=content.coordinator,
        position=content.position,
        number=str(content.number),
        date=content.date,
        at=content.published_at,
        entry=f"checkpoint № {checkpoint.number}, {checkpoint.hash}" if checkpoint else "",
        language=content.language,
        zone=content.zone,
        texts=_texts(content),
        agreement=content.agreement,
        delegations=content.delegations,
        remarks=content.remarks,
        reasons=content.reasons,
        disagreements=content.disagreements,
    )


def _texts(content: EditionContent) -> tuple[PaperText, ...]:
    sections = content.sections
    listed = tuple(
        CandidateSection(section_id=one.id, revision_id=one.revision_id, text_hash=one.text_hash) for one in sections
    )
    texts = [
        PaperText(number=one.number, title=one.title, revision_number=one.revision_number, text_hash=one.text_hash)
        for one in sections
    ]
    return (*texts, PaperText(text_hash=Candidate(number=content.number, sections=listed).hash))

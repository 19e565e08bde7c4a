"""The papers that come out of agreement, for who takes part; made when they are asked for, from the record."""

from functools import partial

from activities.paper_content import PaperContents
from activities.papers.making import paper_bytes
from activities.papers.shown import ShownPaper, shown
from domain.edition import media_type
from schemas.actor import Actor
from schemas.canonical import canonical_json, sha256_hex
from schemas.papers import Paper, PaperFormat, PaperKind
from services.house import House
from services.relations import document_for, section_for
from services.sections.opinions import blind_sections, opinions_in
from services.sections.texts import File

DRAWING_VERSION = "3"
"""To be raised by whatever makes an equal paper give other bytes."""

_NAMES: dict[PaperKind, str] = {
    "agreement-sheet": "лист-согласования",
    "remarks": "сводка-замечаний",
    "disagreements": "протокол-разногласий",
}


def section_paper(house: House, *, actor: Actor, section_id: str, kind: PaperKind, form: PaperFormat) -> File:
    """A paper about one section as it stands.

    Raises Refused: not_found before the launch, own_opinion_first where others' opinions are not to be seen yet.
    """
    return _file(house, _of_section(house, actor, section_id, kind), form)


def document_paper(house: House, *, actor: Actor, document_id: str, kind: PaperKind, form: PaperFormat) -> File:
    """A paper about the whole document as it stands; raises as `section_paper` does."""
    return _file(house, _of_document(house, actor, document_id, kind), form)


def shown_section_paper(house: House, *, actor: Actor, section_id: str, kind: PaperKind) -> ShownPaper:
    """The words of a paper about one section; raises as `section_paper` does."""
    return shown(_of_section(house, actor, section_id, kind))


def shown_document_paper(house: House, *, actor: Actor, document_id: str, kind: PaperKind) -> ShownPaper:
    """The words of a paper about the whole document; raises as `section_paper` does."""
    return shown(_of_document(house, actor, document_id, kind))


def _of_section(house: House, actor: Actor, section_id: str, kind: PaperKind) -> Paper:
    with house.database.read() as session:
        section = section_for(session, "papers.section", actor, section_id)
        opinions_in(session, actor, section).require_open()
        return PaperContents(session, section.document_id, house.texts).gather(kind, section.id)


def _of_document(house: House, actor: Actor, document_id: str, kind: PaperKind) -> Paper:
    with house.database.read() as session:
        document = document_for(session, "papers.document", actor, document_id)
        for hidden in blind_sections(session, actor, document.id):
            hidden.require_open()
        return PaperContents(session, document.id, house.texts).gather(kind)


def _file(house: House, paper: Paper, form: PaperFormat) -> File:
    about = canonical_json([DRAWING_VERSION, form, paper.model_dump(mode="json")])
    made = partial(paper_bytes, paper, form, house.converter.run_pandoc)
    return File(f"{_NAMES[paper.kind]}.{form}", made, media_type(f"a.{form}"), sha256_hex(about.encode()))

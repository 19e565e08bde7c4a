"""A file from somebody's disk beside a section's latest revision: compared and shown, nothing of it is kept."""

from dataclasses import dataclass

from domain.text.compare import compare
from domain.text.redline import redline
from domain.text.redline_tally import tallies
from schemas.actor import Actor
from schemas.language import Language
from schemas.problems import Refused
from services.house import House
from services.relations import section_for
from services.sections.redlines import ShownRedline, View, drawn_for_page
from storage.tables import Revision


@dataclass(frozen=True)
class ComparedFile:
    """What changed from a revision to a file; tracked changes in the file count as accepted."""

    filename: str
    revision_number: int | None
    redline: ShownRedline


def compare_file(
    house: House, *, actor: Actor, section_id: str, filename: str, content: bytes, view: View, language: Language
) -> ComparedFile:
    """The redline from a section's latest revision to a file.

    Raises Refused: not_found before the first revision, and at the door as for a text that is handed in.
    """
    with house.database.read() as session:
        section = section_for(session, "revisions.compare", actor, section_id)
        head = session.get(Revision, section.head_id) if section.head_id else None
    if head is None:
        raise Refused("not_found")
    base, theirs = house.texts.ast(head.text_hash), house.converter.to_ast(content, filename, "accept").ast
    drawn = redline(base, theirs, compare(base, theirs))
    shown = ShownRedline(drawn_for_page(drawn, view, house.converter.run_pandoc, language), tallies(drawn))
    return ComparedFile(filename, head.number, shown)

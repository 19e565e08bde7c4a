"""A file that an editor hands in, before it becomes a text: what it was made from, and what of it was left open."""

from dataclasses import dataclass
from typing import Any

from activities.convert.file_contents import contents_of
from schemas.conversion import Converted, TakenChanges
from schemas.problems import Refused
from schemas.reading import FileContents
from services.house import House
from services.sections.understanding import revision_of
from storage.tables import Revision

MOST_TOLD = 100
"""Of changes and of comments, so many stand in the refusal."""


@dataclass(frozen=True)
class TakenFile:
    """The text of a file, and the revision that it was edited from, if that is known."""

    converted: Converted
    base_id: str | None


def take_file(
    house: House, section_id: str, filename: str, content: bytes, base_id: str | None, changes: TakenChanges | None
) -> TakenFile:
    """Read a file; tracked changes in it are accepted or rejected as `changes` says, never without being asked.

    Raises Refused: changes_unresolved with what would be taken, and what `Converter.to_ast` raises.
    """
    contents = contents_of(content, filename, house.converter.settings)
    if contents.changes and changes is None:
        raise Refused("changes_unresolved", **_told(contents))
    converted = house.converter.to_ast(content, filename, changes or "accept")
    if contents.changes and changes == "reject":
        warnings = sorted({*converted.warnings, "changes_rejected"} - {"changes_accepted"})
        converted = Converted(converted.ast, converted.format, warnings)
    return TakenFile(converted, base_id or _coded(house, section_id, contents.return_code))


def likeliest(house: House, row: Revision) -> str | None:
    """The revision that a text without a known base was most likely made from; None before the first."""
    try:
        return revision_of(house, row.section_id, None, "", house.texts.ast(row.text_hash)).revision.id
    except Refused:
        return None


def _told(contents: FileContents) -> dict[str, Any]:
    return {
        "changes": [change.model_dump() for change in contents.changes[:MOST_TOLD]],
        "changes_in_all": len(contents.changes),
        "comments": [comment.model_dump() for comment in contents.comments[:MOST_TOLD]],
        "comments_in_all": len(contents.comments),
    }


def _coded(house: House, section_id: str, code: str) -> str | None:
    with house.database.read() as session:
        row = session.get(Revision, code) if code else None
        return row.id if row is not None and row.section_id == section_id and row.state == "accepted" else None

"""Looking into a file for what it holds besides its text: tracked changes, comments, and what would be lost."""

from activities.convert.archive import read_parts
from activities.convert.door import Admitted, admit
from activities.convert.odt_contents import odt_contents
from activities.convert.return_code import read_code
from activities.convert.word_changes import Tracked, tracked
from activities.convert.word_comments import Commented, commented
from activities.convert.word_package import Package
from activities.convert.word_walk import Walked, walk
from schemas.conversion import ConvertSettings
from schemas.problems import Refused
from schemas.reading import FileContents

MOST_DOUBTS = 200


def contents_of(content: bytes, filename: str, settings: ConvertSettings) -> FileContents:
    """What an upload holds besides its text. Raises Refused: what `door.admit` raises."""
    return contents_in(admit(content, filename, settings), settings)


def contents_in(admitted: Admitted, settings: ConvertSettings) -> FileContents:
    """What an admitted file holds besides its text; nothing where its format has no such things."""
    losses = tuple(sorted(admitted.warnings))
    if admitted.format == "odt":
        return odt_contents(read_parts(admitted.content, settings)["content.xml"]).model_copy(update={"losses": losses})
    if admitted.format != "docx":
        return FileContents(losses=losses)
    package = Package(read_parts(admitted.content, settings))
    return told(package, *looked_into(package), losses)


def looked_into(package: Package) -> tuple[Walked, Tracked, Commented]:
    """The walk through a Word file, and the changes and comments on it. Raises Refused("text_too_deep")."""
    try:
        walked = walk(package)
        return walked, tracked(walked), commented(package, walked)
    except RecursionError as error:
        raise Refused("text_too_deep") from error


def told(
    package: Package, _walked: Walked, changes: Tracked, comments: Commented, losses: tuple[str, ...]
) -> FileContents:
    """All of it in one value."""
    return FileContents(
        changes=tuple(changes.changes),
        comments=tuple(comments.comments),
        doubts=tuple([*changes.doubts, *comments.doubts][:MOST_DOUBTS]),
        losses=losses,
        return_code=read_code(package),
    )

"""Reading a file that came back from its readers: its text, and where in it changes and comments stand."""

from dataclasses import dataclass, replace

from activities.convert.archive import read_parts
from activities.convert.door import admit
from activities.convert.file_contents import contents_in, looked_into, told
from activities.convert.reader import Converter
from activities.convert.word_changes import Tracked
from activities.convert.word_comments import Commented, range_of
from activities.convert.word_marks import Counted, Reach, Spot, put_signs, read_signs
from activities.convert.word_package import Package
from activities.convert.word_walk import Walked
from domain.text.canonical import normalise
from domain.text.plain import block_text
from schemas.conversion import Converted
from schemas.reading import Doubt, FileContents


@dataclass(frozen=True)
class CameBack:
    """A file's text with all changes accepted, what it holds besides, and the places of both in `counted`.

    `changes` and `comments` are by their numbers in `contents`; None where the places could not be found for sure.
    """

    converted: Converted
    contents: FileContents
    counted: Counted
    changes: dict[int, Reach] | None
    comments: dict[int, Reach] | None


def read_back(converter: Converter, content: bytes, filename: str) -> CameBack:
    """Read a file that came back. Raises Refused: what `Converter.to_ast` raises."""
    admitted = admit(content, filename, converter.settings)
    converted = converter.admitted_to_ast(admitted)
    counted = Counted(map(block_text, normalise(converted.ast)["blocks"]))
    if admitted.format != "docx":
        return CameBack(converted, contents_in(admitted, converter.settings), counted, None, None)
    package = Package(read_parts(admitted.content, converter.settings))
    walked, changes, comments = looked_into(package)
    contents = told(package, changes, comments, tuple(sorted({*admitted.warnings, *converted.warnings})))
    spots = _spots(walked, changes, comments)
    reaches = None
    if spots and put_signs(walked.pieces, spots):
        marked = converter.admitted_to_ast(replace(admitted, content=package.packed()))
        reaches = read_signs(marked.ast, converted.ast)
    if spots and reaches is None:
        contents = contents.model_copy(update={"doubts": (*contents.doubts, Doubt(code="changes_differ_from_text"))})
    found = None if reaches is None else reaches.items()
    by_family = [None if found is None else {n: reach for (kind, n), reach in found if kind == f} for f in "cw"]
    return CameBack(converted, contents, counted, *by_family)


def _spots(walked: Walked, changes: Tracked, comments: Commented) -> list[Spot]:
    spots = [
        Spot("c", stretch.number, stretch.first, stretch.last + 1)
        for stretch in changes.stretches
        if stretch.puts_in or changes.changes[stretch.number].kind != "moved"  # a move is where it went
    ]
    for number, identifier in enumerate(comments.ids):
        first, end = range_of(walked, identifier, "", [])
        if first < end:
            spots.append(Spot("w", number, first, end))
    return spots

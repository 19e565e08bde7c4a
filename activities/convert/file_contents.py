"""Looking into a file for what it holds besides its text: tracked changes, comments, and what would be lost."""

import json
from collections.abc import Collection
from hashlib import sha256
from typing import Any

from activities.convert.archive import read_parts
from activities.convert.door import Admitted, admit
from activities.convert.odt_contents import odt_contents
from activities.convert.return_code import read_code
from activities.convert.word_changes import Tracked, tracked
from activities.convert.word_comments import Commented, commented
from activities.convert.word_package import Package
from activities.convert.word_walk import Walked, walk
from schemas.conversion import WARNINGS, ConvertSettings
from schemas.problems import Refused
from schemas.reading import UNCLEAR, FileContents, TrackedChange

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
    _walked, changes, comments = looked_into(package)
    return told(package, changes, comments, losses)


def looked_into(package: Package) -> tuple[Walked, Tracked, Commented]:
    """The walk through a Word file, and the changes and comments on it. Raises Refused("text_too_deep")."""
    try:
        walked = walk(package)
        return walked, tracked(walked), commented(package, walked)
    except RecursionError as error:
        raise Refused("text_too_deep") from error


def told(package: Package, changes: Tracked, comments: Commented, losses: tuple[str, ...]) -> FileContents:
    """All of it in one value."""
    return FileContents(
        changes=tuple(changes.changes),
        comments=tuple(comments.comments),
        doubts=tuple([*changes.doubts, *comments.doubts][:MOST_DOUBTS]),
        losses=losses,
        return_code=read_code(package),
    )


def inspected(contents: FileContents, content: bytes, warnings: Collection[str] = ()) -> str:
    """What a file holds as JSON for people and programs; `warnings` are those of its conversion."""
    lost = sorted({*contents.losses, *warnings} - {"changes_accepted"})
    found = {
        "sha256": sha256(content).hexdigest(),
        "return_code": contents.return_code or None,
        "insertions": [_shown(change) for change in contents.changes if change.kind == "inserted"],
        "deletions": [_shown(change) for change in contents.changes if change.kind == "deleted"],
        "moves": [_shown(change) for change in contents.changes if change.kind == "moved"],
        "comments": [comment.model_dump() for comment in contents.comments],
        "unclear": [doubt.model_dump() | _sentences(UNCLEAR[doubt.code]) for doubt in contents.doubts],
        "would_be_lost": [{"code": code, **_sentences(WARNINGS[code])} for code in lost],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _shown(change: TrackedChange) -> dict[str, Any]:
    hidden = {"kind"} if change.kind == "moved" else {"kind", "to_paragraph"}
    return change.model_dump(exclude=hidden)


def _sentences(sentences: tuple[str, str]) -> dict[str, str]:
    return {"ru": sentences[0], "en": sentences[1]}

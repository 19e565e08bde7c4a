"""The comments of a Word file: what they say, whose they are, which threads they form, and the words they are about."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from activities.convert.word_changes import around
from activities.convert.word_package import W14, W15, Package, W
from activities.convert.word_walk import Piece, Walked, local
from schemas.reading import Doubt, FileComment

LONGEST = 500  # pieces of a comment's words that are told


@dataclass
class Commented:
    """The comments of a file in the order of their words, with the ids that the file gives them by number."""

    comments: list[FileComment] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


@dataclass
class _Said:
    """One comment as its part holds it."""

    id: str
    author: str
    date: str
    text: str
    paragraph_id: str


def commented(package: Package, walked: Walked) -> Commented:
    """All comments, in the order of the text; those without a place come last."""
    found = Commented()
    said: dict[str, _Said] = {}
    for one in _said(package):
        if one.id in said:
            found.doubts.append(Doubt(code="comment_twice", words=one.text[:200]))
        said.setdefault(one.id, one)
    for identifier in walked.references:
        if identifier not in said:
            found.doubts.append(Doubt(code="comment_without_text"))
    order = sorted(said, key=lambda identifier: _place(walked, identifier))
    numbers = {identifier: number for number, identifier in enumerate(order)}
    parents, resolved = _threads(package, list(said.values()))
    for identifier in order:
        one, parent = said[identifier], numbers.get(parents.get(identifier, ""))
        found.ids.append(identifier)
        found.comments.append(_comment(walked, one, numbers[identifier], parent, identifier in resolved, found.doubts))
    return found


def _said(package: Package) -> Iterator[_Said]:
    name = package.of_main("comments")
    tree = package.tree(name) if name else None
    for element in () if tree is None else tree.iter(f"{W}comment"):
        paragraphs = list(element.iter(f"{W}p"))
        yield _Said(
            id=element.get(f"{W}id", ""),
            author=element.get(f"{W}author", "").strip(),
            date=element.get(f"{W}date", "").strip(),
            text="\n".join(map(_text, paragraphs)).strip(),
            paragraph_id=paragraphs[-1].get(f"{W14}paraId", "") if paragraphs else "",
        )


def _text(paragraph: etree._Element) -> str:
    signs = {"tab": "\t", "br": "\n", "cr": "\n"}
    deleted = {f"{W}del", f"{W}moveFrom"}
    return "".join(
        (element.text or "") if local(element) == "t" else signs.get(local(element), "")
        for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr")
        if _in_run(element) and not any(above.tag in deleted for above in element.iterancestors())
    )


def _in_run(element: etree._Element) -> bool:
    above = element.getparent()
    return above is not None and above.tag == f"{W}r"


def _threads(package: Package, said: list[_Said]) -> tuple[dict[str, str], set[str]]:
    """Of each reply the id of the comment it answers, and the ids of the resolved ones (Word's commentsExtended)."""
    name = package.of_main("commentsExtended")
    tree = package.tree(name) if name else None
    by_paragraph = {one.paragraph_id: one.id for one in said if one.paragraph_id}
    parents: dict[str, str] = {}
    resolved: set[str] = set()
    for element in () if tree is None else tree.iter(f"{W15}commentEx"):
        identifier = by_paragraph.get(element.get(f"{W15}paraId", ""), "")
        parent = by_paragraph.get(element.get(f"{W15}paraIdParent", ""), "")
        if identifier and parent and parent != identifier:
            parents[identifier] = parent
        if identifier and element.get(f"{W15}done", "0") in ("1", "true", "on"):
            resolved.add(identifier)
    return {identifier: _root(identifier, parents) for identifier in parents}, resolved


def _root(identifier: str, parents: dict[str, str]) -> str:
    """The first comment of a thread; of threads that run in a circle, the one answered."""
    seen = {identifier}
    root = parents[identifier]
    while root in parents and parents[root] not in seen:
        seen.add(root)
        root = parents[root]
    return root


def _place(walked: Walked, identifier: str) -> tuple[int, str]:
    known = (walked.starts, walked.references, walked.ends)
    return next((where[identifier] for where in known if identifier in where), len(walked.pieces)), identifier


def _comment(
    walked: Walked, one: _Said, number: int, parent: int | None, resolved: bool, doubts: list[Doubt]
) -> FileComment:
    first, end = range_of(walked, one.id, one.text, doubts)
    pieces = walked.pieces
    before, after = around(pieces, first, end - 1) if first < end else ("", "")
    return FileComment(
        number=number,
        author=one.author,
        date=one.date,
        text=one.text,
        words=_words(pieces, first, end, accepted=True) or _words(pieces, first, end, accepted=False),
        before=before,
        after=after,
        paragraph=pieces[first].paragraph if first < end else 0,
        parent=parent,
        resolved=resolved,
    )


def range_of(walked: Walked, identifier: str, text: str, doubts: list[Doubt]) -> tuple[int, int]:
    """The pieces [first, end) that a comment is about: its range, else the paragraph that refers to it, else none."""
    start, end = walked.starts.get(identifier), walked.ends.get(identifier)
    if start is not None and end is not None and any(not piece.ends for piece in walked.pieces[start:end][:LONGEST]):
        return start, end
    if (start is None) != (end is None):
        doubts.append(Doubt(code="range_open", words=text[:200]))
    near = next((at for at in (walked.references.get(identifier), start, end) if at is not None), None)
    if near is None or not walked.pieces:
        doubts.append(Doubt(code="comment_without_place", words=text[:200]))
        return 0, 0
    return _paragraph(walked.pieces, min(near, len(walked.pieces) - 1))


def _paragraph(pieces: list[Piece], near: int) -> tuple[int, int]:
    """The pieces of the paragraph in which one of them stands, without its end."""
    first = end = near
    while first > 0 and near - first < LONGEST and pieces[first - 1].paragraph == pieces[near].paragraph:
        first -= 1
    while end < len(pieces) and end - near < LONGEST and pieces[end].paragraph == pieces[near].paragraph:
        end += not pieces[end].ends
        if end < len(pieces) and pieces[end].ends:
            break
    return first, end


def _words(pieces: list[Piece], first: int, end: int, *, accepted: bool) -> str:
    kept = (piece.text for piece in pieces[first : min(end, first + LONGEST)] if piece.accepted or not accepted)
    return "".join(kept).strip()

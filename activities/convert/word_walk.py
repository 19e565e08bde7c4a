"""Walking through a Word file's text: its pieces of words, each with the tracked changes and comments around it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from activities.convert.word_package import MATH, Package, W

PUT_IN = frozenset({"ins", "moveTo"})
TAKEN_OUT = frozenset({"del", "moveFrom"})
LAYOUT = frozenset(
    {
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange"),
        *("tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
    }
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "", "sym": "\ufffd"}
_SKIPPED = frozenset({"instrText", "delInstrText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "tblGrid"})


class Mark(NamedTuple):
    """A tracked change around a piece: its element's name, author and date, and the name of its move."""

    kind: str
    author: str
    date: str
    move: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch of words, or the end of a paragraph (`ends`), with the changes around it from the outermost.

    `element` is the run or formula, or the paragraph that ends.
    """

    text: str
    marks: tuple[Mark, ...]
    paragraph: int
    element: etree._Element
    ends: bool = False

    @property
    def accepted(self) -> bool:
        """Whether it stays when all changes are accepted."""
        return not any(mark.kind in TAKEN_OUT for mark in self.marks)


@dataclass
class Walked:
    """What a walk came by: pieces in the order of the text, and by the ids of comments where they stand."""

    pieces: list[Piece] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    """The index of the first piece of a comment's range."""
    ends: dict[str, int] = field(default_factory=dict)
    """The index after the last piece of a comment's range."""
    references: dict[str, int] = field(default_factory=dict)
    """The index that the piece after a comment's reference has."""
    layout: int = 0
    paragraphs: int = 0


def walk(package: Package) -> Walked:
    """All pieces of the main part, then of its footnotes and endnotes."""
    walker = _Walker()
    for name in (package.main, package.of_main("footnotes"), package.of_main("endnotes")):
        tree = package.tree(name) if name else None
        if tree is not None:
            walker.inside(tree, ())
    return walker.found


class _Walker:
    def __init__(self) -> None:
        self.found = Walked()
        self._moves: dict[str, str] = {}

    def inside(self, element: etree._Element, marks: tuple[Mark, ...]) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._one(child, marks)

    def _one(self, element: etree._Element, marks: tuple[Mark, ...]) -> None:
        name = local(element)
        self._note(name, element)
        if name in PUT_IN | TAKEN_OUT:
            self.inside(element, (*marks, self._mark(name, element)))
        elif name == "p" and element.tag == f"{W}p":
            self._paragraph(element, marks)
        elif name == "r" and element.tag == f"{W}r":
            self._run(element, marks)
        elif element.tag == f"{MATH}oMath":
            self._add("".join(text.text or "" for text in element.iter(f"{MATH}t")), marks, element)
        elif name == "tr":
            self.inside(element, (*marks, *self._marks_in(element, f"{W}trPr")))
        elif name == "AlternateContent":  # says one thing twice, for newer and older programs
            self.inside(element[0], marks) if len(element) else None
        elif name not in _SKIPPED:
            self.inside(element, marks)

    def _note(self, name: str, element: etree._Element) -> None:
        """Take note of where ranges of comments and moves begin and end."""
        identifier = element.get(f"{W}id", "")
        if name == "commentRangeStart":
            self.found.starts.setdefault(identifier, len(self.found.pieces))
        elif name == "commentRangeEnd":
            self.found.ends.setdefault(identifier, len(self.found.pieces))
        elif name in ("moveFromRangeStart", "moveToRangeStart"):
            self._moves[name[: -len("RangeStart")]] = element.get(f"{W}name", "")
        elif name in ("moveFromRangeEnd", "moveToRangeEnd"):
            self._moves.pop(name[: -len("RangeEnd")], None)

    def _paragraph(self, element: etree._Element, marks: tuple[Mark, ...]) -> None:
        self._layout_of(element)
        ending = (*marks, *self._marks_in(element, f"{W}pPr/{W}rPr"))
        self.inside(element, marks)
        self._add("\n", ending, element, ends=True)
        self.found.paragraphs += 1

    def _layout_of(self, element: etree._Element) -> None:
        for properties in element.iterfind(f"{W}pPr"):
            self.found.layout += sum(1 for inner in properties.iter() if local(inner) in LAYOUT)

    def _run(self, element: etree._Element, marks: tuple[Mark, ...]) -> None:
        texts: list[str] = []
        for child in element:
            if not isinstance(child.tag, str):
                continue
            name = local(child)
            if name in ("t", "delText"):
                texts.append(child.text or "")
            elif name in _SIGNS:
                texts.append(_SIGNS[name])
            elif name == "commentReference":
                self.found.references.setdefault(child.get(f"{W}id", ""), len(self.found.pieces))
            elif name == "rPr":
                self.found.layout += sum(1 for inner in child if local(inner) in LAYOUT)
            elif name == "AlternateContent":
                self._one(child, marks)
        if text := "".join(texts):
            self._add(text, marks, element)

    def _add(self, text: str, marks: tuple[Mark, ...], element: etree._Element, *, ends: bool = False) -> None:
        self.found.pieces.append(Piece(text, marks, self.found.paragraphs, element, ends))

    def _marks_in(self, element: etree._Element, path: str) -> Iterator[Mark]:
        for properties in element.iterfind(path):
            for child in properties:
                if isinstance(child.tag, str) and local(child) in PUT_IN | TAKEN_OUT:
                    yield self._mark(local(child), child)

    def _mark(self, name: str, element: etree._Element) -> Mark:
        author, date = element.get(f"{W}author", "").strip(), element.get(f"{W}date", "").strip()
        return Mark(name, author, date, self._moves.get(name, ""))


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""

"""Tracked changes in a Word file that pandoc wrote from a redline: of words, of whole paragraphs, of rows, moves."""

from lxml import etree

from activities.redline.wordml import NS, ancestor, attribute, attributed, first_child, named, take_out, w
from schemas.redline import Authorship

MOVES = {"moveFrom", "moveTo"}
CHANGES = {w(name) for name in ("ins", "del", "moveFrom", "moveTo")}
_AFTER_MARK = ("sectPr", "pPrChange")  # what may follow the properties of a paragraph's mark


def finish_changes(root: etree._Element, authorship: Authorship) -> None:
    """Make real tracked changes out of pandoc's, whose authors' names say their kinds, and of our marks."""
    for change in list(root.iter(w("ins"), w("del"))):
        change.tag = w(named(change, w("author")))
        attribute(change, authorship)
    moves: dict[tuple[str, str], list[etree._Element]] = {}
    for mark in list(root.iter("veche-paragraph")):
        paragraph, kind, move = ancestor(mark, "p"), named(mark, "kind"), named(mark, "move")
        take_out(mark)
        _mark_paragraph(paragraph, kind, authorship)
        if kind in MOVES and move != "0":
            moves.setdefault((kind, move), []).append(paragraph)
    for mark in list(root.iter("veche-row")):
        row, kind = ancestor(mark, "tr"), named(mark, "kind")
        take_out(mark)
        first_child(row, "trPr").append(attributed(kind, authorship))
    for (kind, move), paragraphs in moves.items():
        _mark_move(paragraphs, kind, f"veche-move-{move}", authorship)
    _mend_texts(root)


def _mark_paragraph(paragraph: etree._Element, kind: str, authorship: Authorship) -> None:
    properties = first_child(paragraph, "pPr")
    of_mark = properties.find("w:rPr", NS)
    if of_mark is None:
        of_mark = etree.Element(w("rPr"))
        later = [child for child in properties if child.tag in {w(name) for name in _AFTER_MARK}]
        properties.insert(properties.index(later[0]) if later else len(properties), of_mark)
    of_mark.insert(0, attributed(kind, authorship))


def _mark_move(paragraphs: list[etree._Element], kind: str, name: str, authorship: Authorship) -> None:
    """Name the range of a move: from inside its first paragraph to right after its last one."""
    start, end = attributed(f"{kind}RangeStart", authorship), etree.Element(w(f"{kind}RangeEnd"))
    start.set(w("name"), name)
    for element in (start, end):
        element.set(w("id"), f"{kind} {name}")
    first_child(paragraphs[0], "pPr").addnext(start)
    paragraphs[-1].addnext(end)


def _mend_texts(root: etree._Element) -> None:
    """Words that are deleted have an element of their own, all others have not; pandoc forgets it in footnotes."""
    for text in root.iter(w("t"), w("delText")):
        nearest = next(text.iterancestors(*CHANGES), None)
        text.tag = w("delText" if nearest is not None and nearest.tag == w("del") else "t")

"""Accepting or rejecting all tracked changes of an admitted Word file, so that no change is left for pandoc to read.

Pandoc's own way leaves an empty item where a list was taken out and keeps rows that came or went. ISO/IEC 29500-1,
17.13.5: a change of words concerns what it holds; of a paragraph's mark, its end: without it the paragraph and the
one after it are one; of a row, the whole row.
"""

from lxml import etree

from activities.convert.archive import read_parts
from activities.convert.word_package import MATH, Package, W
from activities.convert.word_walk import PUT_IN, TAKEN_OUT
from schemas.conversion import ConvertSettings, TakenChanges

_GO: dict[TakenChanges, frozenset[str]] = {"accept": TAKEN_OUT, "reject": PUT_IN}
_CHANGES = [f"{W}{name}" for name in sorted(PUT_IN | TAKEN_OUT)]
_AS_WORDS = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_RANGES = ("bookmark", "commentRange", "moveFromRange", "moveToRange")
_BETWEEN = {f"{W}{name}{end}" for name in _RANGES for end in ("Start", "End")}
_WORDLESS = {f"{W}rPr", f"{W}commentReference"}


def settled(content: bytes, changes: TakenChanges, settings: ConvertSettings) -> bytes:
    """The file with every tracked change of words, paragraphs and rows accepted, or rejected."""
    package = Package(read_parts(content, settings))
    for name in (package.main, package.of_main("footnotes"), package.of_main("endnotes")):
        tree = package.tree(name) if name else None
        if tree is not None:
            settle(tree, changes)
    return package.packed()


def settle(tree: etree._Element, changes: TakenChanges) -> None:
    """Settle one part in place."""
    going = {f"{W}{name}" for name in _GO[changes]}
    for row in [*tree.iter(f"{W}tr")]:
        _settle_row(row, going)
    ends = [*_settled_ends(tree, going)]
    for change in [*tree.iter(*_CHANGES)]:
        _settle_words(change, going)
    for text in tree.iter(*_AS_WORDS):
        text.tag = _AS_WORDS[str(text.tag)]
    for paragraph in ends:
        _join_with_next(paragraph)


def _settle_row(row: etree._Element, going: set[str]) -> None:
    marks = [mark for properties in row.iterfind(f"{W}trPr") for mark in properties if mark.tag in _CHANGES]
    if not any(mark.tag in going for mark in marks):
        for mark in marks:
            _take_out(mark)
        return
    table = row.getparent()
    _take_out(row)
    if table is not None and table.tag == f"{W}tbl" and table.find(f".//{W}tr") is None:
        _take_out(table)


def _settled_ends(tree: etree._Element, going: set[str]) -> list[etree._Element]:
    """The paragraphs whose ends go; the marks of all ends are taken off."""
    found: list[etree._Element] = []
    for paragraph in tree.iter(f"{W}p"):
        marks = [mark for mark in paragraph.iterfind(f"{W}pPr/{W}rPr/*") if mark.tag in _CHANGES]
        if any(mark.tag in going for mark in marks):
            found.append(paragraph)
        for mark in marks:
            _take_out(mark)
    return found


def _settle_words(change: etree._Element, going: set[str]) -> None:
    if change.tag not in going:
        for child in [*change]:
            change.addprevious(child)
    above = change.getparent()
    _take_out(change)
    if above is not None and above.tag == f"{W}hyperlink" and not len(above):
        _take_out(above)


def _join_with_next(paragraph: etree._Element) -> None:
    """One paragraph of two: what is left of the first stands at the beginning of the second."""
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    while following is not None and following.tag in _BETWEEN:
        following = following.getnext()
    if following is not None and following.tag == f"{W}p":
        place = 1 if following.find(f"{W}pPr") is not None else 0
        following[place:place] = content
        _take_out(paragraph)
    elif not _says_something(paragraph) and _may_go(paragraph):
        _take_out(paragraph)


def _says_something(paragraph: etree._Element) -> bool:
    runs = paragraph.iter(f"{W}r")
    has_words = any(child.tag not in _WORDLESS for run in runs for child in run)
    return has_words or next(paragraph.iter(f"{MATH}oMath"), None) is not None


def _may_go(paragraph: etree._Element) -> bool:
    """A cell of a table ends with a paragraph, and a note or text without one is none."""
    above = paragraph.getparent()
    return above is not None and (above.tag == f"{W}body" or len(above.findall(f"{W}p")) > 1)


def _take_out(element: etree._Element) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)

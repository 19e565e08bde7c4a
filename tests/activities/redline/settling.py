"""Accepting and rejecting all tracked changes of a Word file as the standard means it, written for the tests.

ISO/IEC 29500-1, 17.13.5: a change of words concerns what it holds; a change of a paragraph's mark, its end: without
it the paragraph and the one after it are one; a change of a row, the whole row.
"""

import io
import zipfile
from typing import Literal

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}
Act = Literal["accept", "reject"]
_GO = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}
_STAY = {"accept": ("ins", "moveTo"), "reject": ("del", "moveFrom")}
_RANGES = "|".join(f"//w:{name}Range{end}" for name in ("moveFrom", "moveTo", "comment") for end in ("Start", "End"))


def settled(docx: bytes, act: Act) -> bytes:
    """The file with no tracked change left."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("word/document.xml", "word/footnotes.xml"):
        root = etree.fromstring(parts[name])
        settle(root, act)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def settle(root: etree._Element, act: Act) -> None:
    going, staying = (" or ".join(f"self::w:{name}" for name in names[act]) for names in (_GO, _STAY))
    for row in root.xpath(f"//w:tr[w:trPr/*[{going}]]", namespaces=NS):
        row.getparent().remove(row)
    for mark in root.xpath(f"//w:trPr/*[{staying}]", namespaces=NS):
        mark.getparent().remove(mark)
    for table in root.xpath("//w:tbl[not(w:tr)]", namespaces=NS):
        table.getparent().remove(table)
    ends = root.xpath(f"//w:p[w:pPr/w:rPr/*[{going}]]", namespaces=NS)
    for mark in root.xpath(f"//w:pPr/w:rPr/*[{going} or {staying}]", namespaces=NS):
        mark.getparent().remove(mark)
    for change in root.xpath(f"//*[{going}]", namespaces=NS):
        change.getparent().remove(change)
    for change in root.xpath(f"//*[{staying}]", namespaces=NS):
        for child in list(change):
            change.addprevious(child)
        change.getparent().remove(change)
    for text in root.iter(f"{{{W}}}delText"):
        text.tag = f"{{{W}}}t"
    for mark in root.xpath(_RANGES, namespaces=NS):
        mark.getparent().remove(mark)
    for link in root.xpath("//w:hyperlink[not(*)]", namespaces=NS):
        link.getparent().remove(link)
    for paragraph in ends:
        _join_with_next(paragraph)


def _join_with_next(paragraph: etree._Element) -> None:
    content = [child for child in paragraph if child.tag != f"{{{W}}}pPr"]
    following = paragraph.getnext()
    while following is not None and following.tag in {f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"}:
        following = following.getnext()
    if content and following is not None and following.tag == f"{{{W}}}p":
        place = 1 if following.find("w:pPr", NS) is not None else 0
        for offset, child in enumerate(content):
            following.insert(place + offset, child)
        content = []
    if not content:
        paragraph.getparent().remove(paragraph)

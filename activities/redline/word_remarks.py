"""Comments in the margin of a Word file: their ranges, their words, their threads."""

import copy
import re
from collections.abc import Sequence

from lxml import etree

from activities.redline.word_changes import CHANGES
from activities.redline.wordml import NS, W14, W15, W, attribute, take_out, w
from schemas.redline import Authorship, Remark, Reply

COMMENTS, EXTENDED = "word/comments.xml", "word/commentsExtended.xml"
EXTENDED_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
EXTENDED_RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_FIRST_PARAGRAPH = 0x0C000000  # an identifier of a paragraph is below 0x80000000, by the schema


def finish_remarks(root: etree._Element, remarks: Sequence[Remark]) -> tuple[etree._Element, etree._Element]:
    """Put the ranges of remarks in place of their marks; the parts with their words and with their threads.

    A remark without a mark stands at the first paragraph. Every reply has a range of its own, as Word wants it.
    """
    comments = etree.Element(w("comments"), nsmap={"w": W, "w14": W14})
    threads = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
    for number, remark in enumerate(remarks):
        thread: list[Reply] = [remark, *remark.replies]
        keys = [f"remark-{number}-{place}" for place in range(len(thread))]
        _place(root, number, keys)
        parent = ""
        for key, said in zip(keys, thread, strict=True):
            paragraph_id = f"{_FIRST_PARAGRAPH + len(comments):08X}"
            comments.append(_comment(key, said, paragraph_id))
            threads.append(_entry(paragraph_id, parent, is_done=remark.resolved))
            parent = parent or paragraph_id
    return comments, threads


def _place(root: etree._Element, number: int, keys: list[str]) -> None:
    ends = {mark.get("at"): mark for mark in root.iter("veche-remark") if mark.get("number") == str(number)}
    if len(ends) < 2:
        start, end = _at_first_paragraph(root)
    else:
        start, end = ends["start"], ends["end"]
    for key in keys:
        start.addprevious(_pointer("commentRangeStart", key))
        end.addprevious(_pointer("commentRangeEnd", key))
        end.addprevious(_on_one_side(_reference(key), end))
    for mark in {start, end, *ends.values()}:
        take_out(mark)


def _at_first_paragraph(root: etree._Element) -> tuple[etree._Element, etree._Element]:
    paragraph = next(root.iter(w("p")), None)
    if paragraph is None:
        paragraph = etree.Element(w("p"))
        next(root.iter(w("body"))).insert(0, paragraph)
    place = 1 if paragraph.find("w:pPr", NS) is not None else 0
    start, end = etree.Element("veche-remark"), etree.Element("veche-remark")
    paragraph.insert(place, start)
    start.addnext(end)
    return start, end


def _on_one_side(reference: etree._Element, end: etree._Element) -> etree._Element:
    """In a paragraph that comes or goes as a whole the reference does so too: else an empty one would stay for it."""
    marks = next(end.iterancestors(w("p"))).iterfind("w:pPr/w:rPr/*", NS)
    change = next((mark for mark in marks if mark.tag in CHANGES), None)
    if change is None:
        return reference
    around = copy.copy(change)
    around.append(reference)
    return around


def _pointer(name: str, key: str) -> etree._Element:
    return etree.Element(w(name), {w("id"): key})


def _reference(key: str) -> etree._Element:
    run = etree.Element(w("r"))
    etree.SubElement(etree.SubElement(run, w("rPr")), w("rStyle")).set(w("val"), "CommentReference")
    run.append(_pointer("commentReference", key))
    return run


def _comment(key: str, said: Reply, paragraph_id: str) -> etree._Element:
    comment = _pointer("comment", key)
    attribute(comment, Authorship(author=said.author, at=said.at))
    comment.set(w("initials"), "".join(word[0] for word in said.author.split())[:3])
    for line in _words(said).split("\n"):
        paragraph = etree.SubElement(comment, w("p"))
        etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("pStyle")).set(w("val"), "CommentText")
        text = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    comment[-1].set(f"{{{W14}}}paraId", paragraph_id)
    return comment


def _words(said: Reply) -> str:
    lost = said.quote if isinstance(said, Remark) and said.side is None else ""
    return _NOT_IN_XML.sub("", f"«{lost}»\n{said.text}" if lost else said.text)


def _entry(paragraph_id: str, parent: str, *, is_done: bool) -> etree._Element:
    entry = etree.Element(f"{{{W15}}}commentEx", {f"{{{W15}}}paraId": paragraph_id})
    if parent:
        entry.set(f"{{{W15}}}paraIdParent", parent)
    entry.set(f"{{{W15}}}done", str(int(is_done)))
    return entry

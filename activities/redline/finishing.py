"""The one pass over a Word file that pandoc wrote from a redline; what it mends is what pandoc's writer lacks.

Whole paragraphs and rows become tracked, moves are moves, comments have threads, every identifier is a number that
nothing else has, and equal content gives equal bytes. Each step takes the parts of the file and changes them in place;
a step that stamps the file, as with bookmarks for blocks, goes before `_number`.
"""

import io
import zipfile
from collections.abc import Sequence

from lxml import etree

from activities.edition.archive import rewritten
from activities.redline.word_changes import finish_changes
from activities.redline.word_remarks import COMMENTS, EXTENDED, EXTENDED_RELATION, EXTENDED_TYPE, finish_remarks
from activities.redline.wordml import NS, w
from schemas.redline import Authorship, Remark

DOCUMENT, FOOTNOTES, SETTINGS = "word/document.xml", "word/footnotes.xml", "word/settings.xml"
_STYLES = "word/styles.xml"
# Without colours for its words pandoc leaves this style out, and the paragraph comes back as one of plain text.
_CODE = (
    f'<w:style xmlns:w="{NS["w"]}" w:type="paragraph" w:customStyle="1" w:styleId="SourceCode">'
    '<w:name w:val="Source Code"/><w:basedOn w:val="Normal"/><w:link w:val="VerbatimChar"/>'
    '<w:pPr><w:wordWrap w:val="off"/></w:pPr></w:style>'
)
_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
# Elements that bear a number, and the family within which several of them share one; changes share none.
_FAMILIES = {
    **{w(name): "bookmark" for name in ("bookmarkStart", "bookmarkEnd")},
    **{w(name): "remark" for name in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")},
    **{w(f"{move}Range{end}"): "move" for move in ("moveFrom", "moveTo") for end in ("Start", "End")},
    **{w(name): "" for name in ("ins", "del", "moveFrom", "moveTo")},
}


def finished(made: bytes, authorship: Authorship, remarks: Sequence[Remark]) -> bytes:
    """The file as Word itself would have written it, with these remarks in the places marked for them."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        document, footnotes = (etree.fromstring(archive.read(name)) for name in (DOCUMENT, FOOTNOTES))
    for part in (document, footnotes):
        finish_changes(part, authorship)
    comments, threads = finish_remarks(document, remarks)
    _number([document, footnotes, comments])
    return rewritten(
        made,
        {
            DOCUMENT: lambda _: _serialised(document),
            FOOTNOTES: lambda _: _serialised(footnotes),
            COMMENTS: lambda _: _serialised(comments),
            SETTINGS: _tracking,
            _STYLES: _styled,
            _RELATIONS: _related,
            _TYPES: _typed,
        },
        {EXTENDED: _serialised(threads)},
    )


def _number(parts: Sequence[etree._Element]) -> None:
    """One counter for bookmarks, changes and comments: to some readers they share their identifiers."""
    numbers: dict[tuple[str, str], int] = {}
    for part in parts:
        for place, element in enumerate(part.iter(*_FAMILIES)):
            family = _FAMILIES[element.tag]
            # What stands in pairs is known by what it bore so far, anything else by its place.
            key = element.get(w("id"), "") if family else f"{part.tag} {place}"
            element.set(w("id"), str(numbers.setdefault((family, key), len(numbers) + 1)))


def _serialised(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root, top_nsmap=NS, keep_ns_prefixes=["w", "w14", "w15"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _tracking(settings: bytes) -> bytes:
    """Who goes on editing the file does so with tracked changes, and moves are tracked as moves."""
    return settings.replace(b"<w:doNotTrackMoves />", b"<w:trackRevisions />", 1)


def _styled(part: bytes) -> bytes:
    root = etree.fromstring(part)
    if root.find('w:style[@w:styleId="SourceCode"]', NS) is None:
        root.append(etree.fromstring(_CODE))
    return _serialised(root)


def _related(part: bytes) -> bytes:
    relation = f'<Relationship Id="rIdThreads" Target="commentsExtended.xml" Type="{EXTENDED_RELATION}"/>'
    return part.replace(b"</Relationships>", f"{relation}</Relationships>".encode())


def _typed(part: bytes) -> bytes:
    override = f'<Override PartName="/{EXTENDED}" ContentType="{EXTENDED_TYPE}"/>'
    return part.replace(b"</Types>", f"{override}</Types>".encode())

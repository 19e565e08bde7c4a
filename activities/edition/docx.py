"""The edition as a Word file: pandoc's writer, then the page set-up of official papers."""

from html import escape
from importlib import resources
from typing import NamedTuple

from lxml import etree

from activities.edition.archive import rewritten, with_text
from activities.edition.ast import Element, document
from activities.edition.document import Document
from activities.edition.pandoc import RunPandoc, run_on
from schemas.language import Language

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = {"w": W}
LOCALES: dict[Language, str] = {"ru": "ru-RU", "en": "en-GB"}
STYLES = resources.files("activities.edition").joinpath("docx_styles.xml").read_bytes()
HEADER = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText xml:space="preserve">PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>
<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"""
# A4; margins 20 mm above and below, 30 mm left for the binding, 15 mm right; no number on the title page.
PAGE = f"""<w:sectPr xmlns:w="{W}" xmlns:r="{R}"><w:headerReference w:type="default" r:id="rIdPageNumber"/>
<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"
 w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>"""


class About(NamedTuple):
    """What a file says of itself; `instant` is ISO 8601 in UTC."""

    language: Language
    title: str
    organisation: str
    instant: str


def docx_bytes(whole: Document, run_pandoc: RunPandoc) -> bytes:
    """The file with title page, contents that open filled, page numbers and footnotes."""
    blocks = [*whole.styled_title_page, _contents(whole), *whole.blocks]
    language = whole.with_meta()["meta"]
    about = About(whole.content.language, whole.title, whole.organisation, whole.instant)
    return office_file(document(blocks, language), about, PAGE, run_pandoc)


def office_file(blocks: Element, about: About, page: str, run_pandoc: RunPandoc) -> bytes:
    """A Word file in the styles of official papers, its pages set up as the `sectPr` in `page` says."""
    made = run_on(blocks, "docx", ["--no-highlight"], run_pandoc)
    return rewritten(
        made,
        {
            "word/document.xml": lambda part: _finished(part, page),
            "word/styles.xml": lambda styles: _styled(styles, about.language),
            "word/_rels/document.xml.rels": _related,
            "[Content_Types].xml": _typed,
            "word/settings.xml": _unstretched,
            "docProps/core.xml": lambda core: _described(core, about),
        },
        {"word/header1.xml": HEADER.encode()},
    )


def _contents(whole: Document) -> Element:
    """A contents field that already shows its lines; Word adds the page numbers when it refreshes it."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve">'
        'TOC \\o "1-2" \\h \\z \\u</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = [
        f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.level}"/></w:pPr>{begin if place == 0 else ""}'
        f'<w:hyperlink w:anchor="{entry.anchor}"><w:r><w:t xml:space="preserve">{escape(entry.text)}</w:t></w:r>'
        "</w:hyperlink></w:p>"
        for place, entry in enumerate(whole.entries)
    ]
    xml = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        "</w:docPartObj></w:sdtPr><w:sdtContent>"
        f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>{whole.words.contents}</w:t></w:r></w:p>'
        f'{"".join(lines)}<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
    )
    return {"t": "RawBlock", "c": ["openxml", xml]}


def _finished(part: bytes, page: str) -> bytes:
    root = etree.fromstring(part)
    for style in root.iterfind(".//w:tc//w:pStyle", NS):
        style.set(f"{{{W}}}val", "TableText")
    for row in root.iterfind(".//w:tr", NS):
        _keep_together(row)
    body = root.find("w:body", NS)
    assert body is not None, "pandoc wrote a Word file without a body"
    old = body.find("w:sectPr", NS)
    if old is not None:
        body.remove(old)
    body.append(etree.fromstring(page))
    return _serialised(root)


def _keep_together(row: etree._Element) -> None:
    """A row is not torn between two pages."""
    properties = row.find("w:trPr", NS)
    if properties is None:
        properties = etree.Element(f"{{{W}}}trPr")
        row.insert(0, properties)
    properties.insert(0, etree.Element(f"{{{W}}}cantSplit"))


def _styled(part: bytes, language: Language) -> bytes:
    """Pandoc's styles with ours in place of those of the same name."""
    root = etree.fromstring(part)
    known = {style.get(f"{{{W}}}styleId"): style for style in root.iterfind("w:style", NS)}
    for ours in etree.fromstring(STYLES):
        if ours.tag == f"{{{W}}}docDefaults":
            old = root.find("w:docDefaults", NS)
        else:
            old = known.get(ours.get(f"{{{W}}}styleId"))
        if old is None:
            root.append(ours)
        else:
            root.replace(old, ours)
    for lang in root.iterfind("w:docDefaults//w:lang", NS):
        lang.set(f"{{{W}}}val", LOCALES[language])
    return _serialised(root)


def _unstretched(part: bytes) -> bytes:
    """A line broken by hand is not stretched to the margin; the element's place is set by the schema."""
    compat = b"<w:compat><w:doNotExpandShiftReturn/></w:compat><w:rsids>"
    return part.replace(b"<w:rsids>", compat, 1)


def _related(part: bytes) -> bytes:
    relation = f'<Relationship Id="rIdPageNumber" Target="header1.xml" Type="{R}/header"/></Relationships>'
    return part.replace(b"</Relationships>", relation.encode())


def _typed(part: bytes) -> bytes:
    override = (
        '<Override PartName="/word/header1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>'
    )
    return part.replace(b"</Types>", override.encode())


def _described(core: bytes, about: About) -> bytes:
    return with_text(
        core,
        dc__title=escape(about.title),
        dc__creator=escape(about.organisation),
        dcterms__created=about.instant,
        dcterms__modified=about.instant,
    )


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

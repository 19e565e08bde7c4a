"""The edition as an OpenDocument text: pandoc's writer, then page size, page numbers and dates."""

from html import escape
from importlib import resources

from lxml import etree

from activities.edition.archive import rewritten, with_text
from activities.edition.ast import Element, document
from activities.edition.document import Document
from activities.edition.pandoc import RunPandoc, run_on

NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
STYLES = resources.files("activities.edition").joinpath("odt_styles.xml").read_bytes()
CELL = {"border": "0.5pt solid #000000", "padding": "1mm"}
PAGE = {"page-width": "210mm", "page-height": "297mm", "margin-top": "20mm", "margin-bottom": "20mm"} | {
    "margin-left": "30mm",
    "margin-right": "15mm",
}


def odt_bytes(whole: Document, run_pandoc: RunPandoc) -> bytes:
    """The file with title page and contents that open filled."""
    blocks = [*whole.styled_title_page, _contents(whole), *whole.blocks]
    made = run_on(document(blocks, whole.with_meta()["meta"]), "odt", ["--no-highlight"], run_pandoc)
    changes = {"styles.xml": _styled, "content.xml": _ruled, "meta.xml": lambda meta: _described(meta, whole)}
    return rewritten(made, changes)


def _contents(whole: Document) -> Element:
    lines = "".join(
        f'<text:p text:style-name="Contents_20_{entry.level}">'
        f'<text:a xlink:type="simple" xlink:href="#{entry.anchor}">{escape(entry.text)}</text:a></text:p>'
        for entry in whole.entries
    )
    title = f'<text:p text:style-name="Contents_20_Heading">{whole.words.contents}</text:p>'
    levels = "".join(_template(level) for level in (1, 2))
    xml = (
        '<text:table-of-content text:name="contents"><text:table-of-content-source text:outline-level="2">'
        f'<text:index-title-template text:style-name="Contents_20_Heading">{whole.words.contents}'
        f"</text:index-title-template>{levels}</text:table-of-content-source><text:index-body>"
        f'<text:index-title text:name="contents-title">{title}</text:index-title>{lines}'
        "</text:index-body></text:table-of-content>"
    )
    return {"t": "RawBlock", "c": ["opendocument", xml]}


def _template(level: int) -> str:
    """How a refreshed line looks: the heading, dots, the page number."""
    return (
        f'<text:table-of-content-entry-template text:outline-level="{level}" '
        f'text:style-name="Contents_20_{level}"><text:index-entry-link-start/><text:index-entry-chapter/>'
        '<text:index-entry-text/><text:index-entry-tab-stop style:type="right" style:leader-char="."/>'
        "<text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>"
    )


def _styled(part: bytes) -> bytes:
    """Pandoc's styles with ours in place of those of the same name, on the page of official papers."""
    root = etree.fromstring(part)
    styles = root.find("office:styles", NS)
    assert styles is not None, "pandoc wrote an OpenDocument file without styles"
    known = {style.get(f"{{{NS['style']}}}name"): style for style in styles.iterfind("style:style", NS)}
    for ours in etree.fromstring(STYLES):
        old = known.get(ours.get(f"{{{NS['style']}}}name"))
        if old is not None:
            styles.remove(old)
        styles.append(ours)
    for page in root.iterfind(".//style:page-layout-properties", NS):
        _set(page, PAGE)
    return _serialised(root)


def _ruled(part: bytes) -> bytes:
    """Tables with lines around their cells."""
    root = etree.fromstring(part)
    for cell in root.iterfind(".//style:table-cell-properties", NS):
        _set(cell, CELL)
    return _serialised(root)


def _set(element: etree._Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        element.set(f"{{{NS['fo']}}}{name}", value)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _described(meta: bytes, whole: Document) -> bytes:
    return with_text(
        meta,
        dc__title=escape(whole.title),
        dc__creator=escape(whole.organisation),
        meta__creation_date=whole.instant,
        dc__date=whole.instant,
    )

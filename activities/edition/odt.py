"""The edition as an OpenDocument text: pandoc's writer, then page size, page numbers and dates."""

from html import escape

from lxml import etree

from activities.edition.archive import rewritten, with_text
from activities.edition.ast import Element, document, paragraph
from activities.edition.document import Document
from activities.edition.pandoc import RunPandoc, run_on

NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
PAGE = {"page-width": "210mm", "page-height": "297mm", "margin-top": "20mm", "margin-bottom": "20mm"} | {
    "margin-left": "30mm",
    "margin-right": "15mm",
}


def odt_bytes(whole: Document, run_pandoc: RunPandoc) -> bytes:
    """The file with title page and contents that open filled."""
    blocks = [*_title_page(whole), _contents(whole), *whole.blocks]
    made = run_on(document(blocks, whole.with_meta()["meta"]), "odt", ["--no-highlight"], run_pandoc)
    return rewritten(made, {"styles.xml": _styled, "meta.xml": lambda meta: _described(meta, whole)})


def _title_page(whole: Document) -> list[Element]:
    lines = [
        ("Subtitle", whole.organisation),
        ("Subtitle", whole.approval),
        ("Title", whole.title),
        *(("Subtitle", line) for line in whole.title_lines),
    ]
    return [
        {"t": "Div", "c": [["", [], [["custom-style", style]]], [paragraph(text)]]} for style, text in lines if text
    ]


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
    root = etree.fromstring(part)
    for page in root.iterfind(".//style:page-layout-properties", NS):
        for name, value in PAGE.items():
            page.set(f"{{{NS['fo']}}}{name}", value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _described(meta: bytes, whole: Document) -> bytes:
    instant = whole.content.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return with_text(
        meta,
        dc__title=escape(whole.title),
        dc__creator=escape(whole.organisation),
        meta__creation_date=instant,
        dc__date=instant,
    )

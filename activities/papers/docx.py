"""A paper as a Word file."""

from activities.edition.ast import Element, document, meta_inlines, paragraph
from activities.edition.docx import About, R, W, office_file
from activities.edition.pandoc import RunPandoc
from activities.papers.layout import LaidOut, Line

STYLES = {
    "organisation": "Paper Organisation",
    "approval": "Paper Approval",
    "kind": "Paper Kind",
    "dated": "Paper Date",
    "heading": "Paper Heading",
    "text": "Paper Text",
    "signature": "Paper Signature",
    "entry": "Paper Entry",
}
# GOST R 7.0.97-2025: A4, 30 mm on the left for the binding, 10 on the right, 20 above and below; numbers from page two.
PAGE = f"""<w:sectPr xmlns:w="{W}" xmlns:r="{R}"><w:headerReference w:type="default" r:id="rIdPageNumber"/>
<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="567" w:bottom="1134" w:left="1701"
 w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>"""


def docx_bytes(laid: LaidOut, run_pandoc: RunPandoc) -> bytes:
    """The Word file; equal papers give equal bytes."""
    paper = laid.paper
    blocks = [*(_line(one) for one in laid.head), *laid.blocks, *(_line(one) for one in laid.foot)]
    about = About(paper.language, laid.title, paper.organisation, laid.instant)
    return office_file(document(blocks, {"lang": meta_inlines(paper.language)}), about, PAGE, run_pandoc)


def _line(line: Line) -> Element:
    style, text = line
    return {"t": "Div", "c": [["", [], [["custom-style", STYLES[style]]]], [paragraph(text)]]}

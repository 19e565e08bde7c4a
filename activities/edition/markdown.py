"""The edition as a Markdown file that a person can read and pandoc can read back."""

from activities.edition.ast import Element, document, heading, inlines, paragraph
from activities.edition.document import Document
from activities.edition.pandoc import RunPandoc, run_on

DIALECT = "markdown-smart-raw_html-raw_tex-raw_attribute"


def markdown_bytes(whole: Document, run_pandoc: RunPandoc) -> bytes:
    """UTF-8 text with the title page and the contents on top; a paragraph is one line."""
    front: list[Element] = [
        *(paragraph(line) for line in (whole.organisation, whole.approval) if line),
        heading(1, "", inlines(whole.title)),
        *(paragraph(line) for line in whole.title_lines),
        heading(2, "", inlines(whole.words.contents)),
        whole.contents(),
    ]
    options = ["--wrap=none", "--reference-location=section"]
    return run_on(document([*front, *whole.blocks], {}), DIALECT, options, run_pandoc)

"""The edition as an e-book."""

from activities.edition.archive import rewritten
from activities.edition.document import Document
from activities.edition.pandoc import RunPandoc, run_on


def epub_bytes(whole: Document, run_pandoc: RunPandoc) -> bytes:
    """An EPUB 3 whose identifier is the edition's own and whose dates are ISO 8601."""
    content = whole.content
    book = whole.with_meta(
        title=whole.title,
        subtitle=f"{whole.title_lines[0]}, {whole.title_lines[1]}",
        author=whole.organisation,
        rights=whole.approval,
        date=content.date.isoformat(),
        identifier=f"urn:veche:{content.installation_id}:{content.document_id}:{content.number}",
        **{"toc-title": whole.words.contents},
    )
    options = ["--toc", "--toc-depth=2", "--split-level=1", "--no-highlight"]
    made = run_on(book, "epub3", options, run_pandoc)
    instant = content.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return rewritten(made, {"EPUB/content.opf": lambda opf: opf})

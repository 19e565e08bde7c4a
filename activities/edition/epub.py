"""The edition as an e-book."""

import re
from collections.abc import Callable

from activities.edition.archive import rewritten
from activities.edition.document import Document
from activities.edition.pandoc import RunPandoc, run_on

STYLE = b"""
table { border-collapse: collapse; margin: 1em 0; font-size: 0.85em; }
th, td { border: 1px solid #999; padding: 0.3em 0.4em; text-align: left; vertical-align: top; }
caption { text-align: left; font-weight: bold; }
"""


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
    changes: dict[str, Callable[[bytes], bytes]] = {
        # Shut in its sandbox pandoc has no clock and writes 1970.
        "EPUB/content.opf": lambda part: part.replace(b"1970-01-01T00:00:00Z", whole.instant.encode()),
        # The date stands in words above; as figures it is for machines.
        "EPUB/text/title_page.xhtml": lambda part: re.sub(rb'\s*<p class="date">[^<]*</p>', b"", part),
        "EPUB/styles/stylesheet1.css": lambda part: part + STYLE,
    }
    return rewritten(made, changes)

"""Words of another language on a page: what people wrote is Greek where this is asked, so all else is Veche's own."""

import re

from playwright.sync_api import Page

TAKEN = """() => {
    const own = document.documentElement.lang;
    const said = [document.title], kept = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        if (element.closest("[lang]").lang !== own || element.closest("script, style, code, kbd, pre")) continue;
        if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
        else for (const one of element.attributes) {
            const shown = ["aria-label", "title", "placeholder", "alt"].includes(one.name);
            (shown ? said : kept).push(one.value);
        }
    }
    return [said, kept];
}"""
"""What a page says to people, and what it keeps in other attributes; a part with its own `lang` speaks for itself."""

NAMES = frozenset(
    (
        *("Word", "Markdown", "PDF", "HTML", "EPUB", "ODT", "OpenDocument", "ZIP", "JSON", "CSV", "XLSX", "DOCX"),
        *(
            "API",
            "HTTP",
            "UTC",
            "GMT",
            "SHA",
            "iCalendar",
            "JPEG",
            "PNG",
            "Excel",
            "LibreOffice",
            "Veche",
            "Ctrl",
            "Tab",
            "Esc",
        ),
        *("docx", "odt", "md", "html", "pdf", "epub", "txt", "csv", "xlsx", "zip", "json", "jsonl", "sig"),
    )
)
"""Names and forms of files that are written in Latin letters in Russian, too."""
_NO_WORDS = re.compile(
    r"\{\w+\}|\S+@\S+|https?://\S+|\S*/\S*|[\w.-]+\.(?:md|docx|pdf|html|jsonl|json|sig|odt)\b|\b\w*\d\w*\b|\b[0-9a-f]{8,}\b"
)


def strays(page: Page, language: str) -> set[str]:
    """The words on a page that are not of its language."""
    said, kept = page.evaluate(TAKEN)
    if language == "en":
        return {word for text in (*said, *kept) for word in re.findall("[А-Яа-яЁё]+", text)}
    words = {word for text in said for word in re.findall("[A-Za-z]{2,}", _NO_WORDS.sub(" ", text))}
    return words - NAMES

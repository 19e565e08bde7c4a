"""The edition as one self-contained page: no script, nothing loaded from anywhere, sanitised last."""

import html
from importlib import resources

import nh3

from activities.edition.annexes import AGREEMENT_ANCHOR, DISSENT_ANCHOR, REMARKS_ANCHOR
from activities.edition.ast import Element, document
from activities.edition.document import Document
from activities.edition.pandoc import RunPandoc, run_on

STYLE = resources.files("activities.edition").joinpath("edition.css").read_text(encoding="utf-8")
TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "hr", "br"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("a", "em", "strong", "u", "del", "sup", "sub", "span", "code", "pre", "div", "aside"),
    *("figure", "figcaption"),
}
ATTRIBUTES = {
    "*": {"id", "class", "role"},
    "a": {"href"},
    "ol": {"start", "type"},
    "col": {"style"},
    "th": {"colspan", "rowspan", "style", "scope"},
    "td": {"colspan", "rowspan", "style"},
}


def html_bytes(whole: Document, run_pandoc: RunPandoc) -> bytes:
    """The page in UTF-8; footnotes stand at the end of their section."""
    body = _fragment(whole.blocks, run_pandoc)
    contents = _fragment([whole.contents()], run_pandoc)
    words = whole.words
    head = [
        "<!DOCTYPE html>",
        f'<html lang="{whole.content.language}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(whole.title)}</title>",
        f"<style>{STYLE}{_card_labels(whole)}</style>",
        "</head>",
        "<body>",
    ]
    return "\n".join(
        [
            *head,
            '<header class="title-page">',
            *(f'<p class="{kind}">{html.escape(text)}</p>' for kind, text in whole.title_page),
            "</header>",
            f'<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">{words.contents}</h2>',
            contents,
            "</nav>",
            "<main>",
            body,
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    ).encode()


def _card_labels(whole: Document) -> str:
    """On a narrow screen a row of an annex is a card, and each cell says the name of its column."""
    annexes = [(AGREEMENT_ANCHOR, whole.words.agreement_titles), (REMARKS_ANCHOR, whole.words.remark_titles)]
    if whole.content.disagreements:
        annexes.append((DISSENT_ANCHOR, whole.words.dissent_titles))
    rules = [
        f'#{anchor} ~ table td:nth-child({place})::before {{ content: "{title}: "; }}'
        for anchor, titles in annexes
        for place, title in enumerate(titles, start=1)
    ]
    return "@media (max-width: 40rem) {\n" + "\n".join(rules) + "\n}\n"


def _fragment(blocks: list[Element], run_pandoc: RunPandoc) -> str:
    made = run_on(document(blocks, {}), "html5", ["--reference-location=section", "--wrap=none"], run_pandoc)
    return nh3.clean(
        made.decode(),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        filter_style_properties={"text-align", "width"},
        link_rel="noopener noreferrer nofollow",
    )


def _policy() -> str:
    # Cells carry their alignment and columns their width in style attributes,
    # which a hash of the style sheet alone would forbid.
    return "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

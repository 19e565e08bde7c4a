"""The frame of a page of a redline: one file, its own style, no script, nothing loaded from anywhere."""

import base64
import hashlib
from html import escape
from importlib import resources

import nh3

from schemas.language import Language

STYLE = resources.files("activities.redline").joinpath("redline.css").read_text(encoding="utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'"
_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "hr", "br"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *(
        "a",
        "em",
        "strong",
        "u",
        "s",
        "ins",
        "del",
        "sup",
        "sub",
        "span",
        "code",
        "pre",
        "div",
        "section",
        "time",
        "q",
        "mark",
    ),
}
_ATTRIBUTES = {
    "*": {"id", "class", "role", "aria-label"},
    "a": {"href", "title"},
    "ol": {"start", "type"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
    "mark": {"data-of"},
}


def sanitised(fragment: str) -> str:
    """A fragment of a page with nothing left in it that could run or load."""
    return nh3.clean(
        fragment,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def page(title: str, legend: str, fragment: str, language: Language, *, is_wide: bool = False) -> bytes:
    """The whole file in UTF-8. The fragment is sanitised here, last, so that nothing is made of it afterwards."""
    body = sanitised(fragment)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        f"<body{' class=wide' if is_wide else ''}>",
        f'<header><h1>{escape(title)}</h1><p class="legend">{legend}</p></header>',
        f"<main>{body}</main>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode()

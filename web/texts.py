"""Texts inside a page: a fragment as the converter gave it, its headings under the page's own, sanitised last."""

import re
from collections.abc import Iterable
from functools import lru_cache

import nh3
from markupsafe import Markup

from activities.convert.reader import HTML_ATTRIBUTES, HTML_SCHEMES, HTML_TAGS

_HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])")
_DEEPEST = 6
_KEPT = 256
"""Fragments kept as they were cleaned: a text never changes, and cleaning it is most of the work of showing it."""


@lru_cache(maxsize=_KEPT)
def in_page(fragment: bytes, *, below: int, prefix: str = "") -> Markup:
    """The fragment with ids that begin with the prefix, its highest headings one level under `below`."""
    clean = nh3.clean(
        _moved(fragment.decode(), below),
        tags=HTML_TAGS,
        attributes=HTML_ATTRIBUTES,
        url_schemes=HTML_SCHEMES,
        link_rel="noopener noreferrer",
        id_prefix=prefix or None,
    )
    return Markup(clean)


def lowered(fragment: str, below: int) -> Markup:
    """A fragment that services sanitised, its highest headings one level under `below`."""
    return Markup(_moved(fragment, below))


def _moved(written: str, below: int) -> str:
    moved_by = below + 1 - min((int(found[2]) for found in _HEADING.finditer(written)), default=1)
    return _HEADING.sub(lambda found: f"{found[1]}{min(int(found[2]) + moved_by, _DEEPEST)}", written)


def marked(text: str, marks: Iterable[tuple[int, int]]) -> Markup:
    """A piece of a text with the words asked for marked, the rest escaped; `marks` are their starts and ends."""
    shown, at = Markup(), 0
    for start, end in marks:
        if start >= at:
            shown += text[at:start] + Markup("<mark>{}</mark>").format(text[start:end])
            at = end
    return shown + text[at:]

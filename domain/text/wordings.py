"""`stands_in`: whether agreed words stand in a text, whatever signs, letter cases and line ends are around them."""

import re

from domain.text.signs import folded

_WORD = re.compile(r"\w+")


def stands_in(wording: str, text: str) -> bool:
    """Whether all words of `wording`, in their order and with no other between them, stand in `text`.

    Without any word in it, nothing is missing.
    """
    return _words(wording) in _words(text)


def _words(text: str) -> str:
    """The words, each between blanks, so that none is found in a part of another."""
    found = " ".join(_WORD.findall(folded(text)))
    return f" {found} " if found else ""

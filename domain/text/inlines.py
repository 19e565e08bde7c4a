"""Inline content as runs: stretches of text, and nodes kept whole, each with the formats around it.

Runs are what makes two writings of one appearance equal: neighbouring strings are one text, formats are
always nested in the same order, line wrapping is a space, smart quotes are signs of the text.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from schemas.canonical import canonical_json
from schemas.problems import Refused

Inline = dict[str, Any]

# From the outermost to the innermost. A link goes outside, since Word and browsers do not nest into links.
FORMATS = (
    "Link", "Span", "Strikeout", "Underline", "Strong", "Emph", "SmallCaps", "Superscript", "Subscript",
)  # fmt: skip
ATOMS = ("Cite", "Code", "Image", "Math", "Note", "RawInline")
_BLANK_NODES = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
INLINES = frozenset((*FORMATS, *ATOMS, *_BLANK_NODES, "Str", "Quoted"))

DEEPEST_FORMATS = 60  # formats and quotes in one another; Python's stack is far

_NO_ATTRIBUTES: list[Any] = ["", [], []]
_BLANKS = re.compile(r"[ \t\r\f\v]+")
_AROUND_BREAK = re.compile(r" *\n *")
_PIECES = re.compile(r"[^ \n]+|[ \n]")


class Run(NamedTuple):
    """A text (spaces and line breaks are characters of it) or one `node` kept whole, inside its `marks`."""

    text: str
    marks: tuple[str, ...] = ()
    node: Inline | None = None


def is_inline_list(value: Any) -> bool:
    """Whether a JSON value is inline content; an empty list is not, as it says nothing about itself."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict) and value[0].get("t") in INLINES


def read_inlines(inlines: list[Inline]) -> list[Run]:
    """The runs of inline content; text comes out tidied, nodes kept whole come out as they are.

    Raises Refused("text_too_deep") if formats are nested deeper than `DEEPEST_FORMATS`.
    """
    return _tidied(_runs(inlines, _Around()))


def write_inlines(runs: Iterable[Run]) -> list[Inline]:
    """The inline content that has these runs, tidied."""
    return _nested(_tidied(runs), depth=0)


def runs_as_they_are(inlines: list[Inline]) -> list[Run]:
    """The runs of inline content with every blank where it stands, as in a redline, where two texts are mixed."""
    return list(_joined(_runs(inlines, _Around())))


def write_as_they_are(runs: Iterable[Run]) -> list[Inline]:
    """The inline content that has these runs, every blank left where it stands."""
    return _nested(list(_joined(runs)), depth=0)


class _Around(NamedTuple):
    """What stands around a node: formats, double quotes, and how many nodes in all."""

    marks: tuple[str, ...] = ()
    quotes: int = 0
    depth: int = 0

    def inside(self, *, mark: str = "", quotes: int = 0) -> "_Around":
        if self.depth == DEEPEST_FORMATS:
            raise Refused("text_too_deep")
        marks = _in_order((*self.marks, mark)) if mark else self.marks
        return _Around(marks, self.quotes + quotes, self.depth + 1)


def _runs(inlines: list[Inline], around: _Around) -> Iterator[Run]:
    texts: list[str] = []
    for node in inlines:
        tag = node["t"]
        if tag == "Str":
            texts.append(node["c"].replace("\n", " "))
        elif tag in _BLANK_NODES:
            texts.append(_BLANK_NODES[tag])
        else:
            yield Run("".join(texts), around.marks)
            texts.clear()
            if tag in ATOMS:
                yield Run("", around.marks, node)
            else:
                yield from _quoted(node, around) if tag == "Quoted" else _formatted(node, around)
    yield Run("".join(texts), around.marks)


def _quoted(node: Inline, around: _Around) -> Iterator[Run]:
    # Russian typography: «ёлочки», inside them „лапки“; single quotes are left single.
    single = node["c"][0]["t"] == "SingleQuote"
    opening, closing = "‘’" if single else "„“" if around.quotes else "«»"
    yield Run(opening, around.marks)
    yield from _runs(node["c"][1], around.inside(quotes=not single))
    yield Run(closing, around.marks)


def _formatted(node: Inline, around: _Around) -> Iterator[Run]:
    tag, content = node["t"], node["c"]
    if tag == "Link":
        attributes, inlines, target = content
        mark = [tag, attributes, target]
    elif tag == "Span":
        attributes, inlines = content
        mark = [tag, attributes]
    else:
        inlines, mark = content, [tag]
    if tag == "Span" and attributes == _NO_ATTRIBUTES:
        yield from _runs(inlines, around.inside())
    elif tag in {"Link", "Span"} and not inlines:
        yield Run("", around.marks, node)  # an address inside the text
    else:
        yield from _runs(inlines, around.inside(mark=canonical_json(mark)))


def _in_order(marks: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(marks, key=lambda mark: FORMATS.index(json.loads(mark)[0])))


def _tidied(runs: Iterable[Run]) -> list[Run]:
    """Neighbours joined, composed Unicode, single spaces, none at the edges of a line."""
    out: list[Run] = []
    for run in _joined(runs):
        if run.node is not None:
            out.append(run)
            continue
        text = _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", unicodedata.normalize("NFC", run.text)))
        if not out:
            text = text.lstrip(" \n")
        elif out[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text.startswith("\n"):
            _strip_end(out, " ")
        if text:
            out.append(run._replace(text=text))
    _strip_end(out, " \n")
    return list(_joined(out))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    written = (run for run in runs if run.text or run.node is not None)
    for (marks, is_text), group in groupby(written, key=lambda run: (run.marks, run.node is None)):
        if is_text:
            yield Run("".join(run.text for run in group), marks)
        else:
            yield from group


def _strip_end(runs: list[Run], blanks: str) -> None:
    while runs and runs[-1].node is None:
        text = runs[-1].text.rstrip(blanks)
        if text:
            runs[-1] = runs[-1]._replace(text=text)
            return
        runs.pop()


def _nested(runs: list[Run], depth: int) -> list[Inline]:
    inlines: list[Inline] = []
    for mark, group in groupby(runs, key=lambda run: run.marks[depth] if len(run.marks) > depth else None):
        if mark is None:
            for run in group:
                inlines.extend([run.node] if run.node is not None else _text_nodes(run.text))
        else:
            inlines.append(_wrapped(mark, _nested(list(group), depth + 1)))
    return inlines


def _wrapped(mark: str, content: list[Inline]) -> Inline:
    tag, *arguments = json.loads(mark)
    if not arguments:
        return {"t": tag, "c": content}
    return {"t": tag, "c": [arguments[0], content, *arguments[1:]]}


def _text_nodes(text: str) -> Iterator[Inline]:
    for piece in _PIECES.findall(text):
        yield {"t": "Space"} if piece == " " else {"t": "LineBreak"} if piece == "\n" else {"t": "Str", "c": piece}

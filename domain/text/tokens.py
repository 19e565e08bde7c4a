"""A block as one sequence of words, and back: the form in which blocks are compared and merged.

A block's canonical JSON is cut wherever inline content stands in it. The stretches between the cuts are
frames, the content becomes words; so paragraphs, lists and tables are all compared in one way, and putting
frames and words together again gives the very same block.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from domain.text.inlines import Run, is_inline_list, read_inlines, write_inlines
from schemas.canonical import canonical_json
from schemas.text import Block, Token

# A number with its separators, a word with its stress marks, a stretch of spaces, any other sign.
WORDS = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_][\w\u0300-\u036f]*| +|.", re.DOTALL)
_STRINGS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')


def flatten(block: Block) -> list[Token]:
    """The words and frames of a canonical block; the first and the last are frames (maybe the same one)."""
    return [word for token in pieces(block) for word in words_in(token)]


def pieces(block: Block) -> list[Token]:
    """Like `flatten`, with text left in stretches of equal format."""
    return list(_Cutter().cut(block))


def flatten_all(blocks: Iterable[Block]) -> list[Token]:
    """The words and frames of several blocks, one after another; between two blocks stand two frames."""
    return [token for block in blocks for token in flatten(block)]


def rebuild(tokens: Sequence[Token]) -> Block:
    """The block that has these tokens; their frames must be those of one block, in order."""
    (block,) = rebuild_all(tokens)
    return block


def rebuild_all(tokens: Sequence[Token]) -> list[Block]:
    """The blocks that have these tokens, as `flatten_all` gives them."""
    written: list[str] = []
    content: list[Token] = []
    depth = 0
    for token in tokens:
        if token.kind != "frame":
            content.append(token)
            continue
        if written:
            written.append(_content(content) if depth else ",")
        written.append(token.form)
        content.clear()
        depth += depths(token.form).whole
    blocks: list[Block] = json.loads(f"[{''.join(written)}]")
    return blocks


class Depths(NamedTuple):
    """How a stretch of JSON changes the depth in brackets in all, and the least depth in it, from where it begins."""

    whole: int
    least: int


@lru_cache(maxsize=1024)
def depths(form: str) -> Depths:
    """The depths of a frame's form."""
    brackets = _STRINGS.sub("", form)
    level = least = 0
    for sign in brackets:
        level += (sign in "[{") - (sign in "]}")
        least = min(least, level)
    return Depths(level, least)


def units(token: Token) -> int:
    """How many units a token is: its characters if it is text, one if it is a whole node or a frame."""
    return len(token.text) if token.kind == "text" else 1


def step(tokens: Sequence[Token], place: int, keep: int) -> int:
    """The index of the token that stands `keep` units after the one at `place`.

    Raises ValueError if that is inside a token or beyond the last one.
    """
    while keep > 0 and place < len(tokens):
        keep -= units(tokens[place])
        place += 1
    if keep:
        raise ValueError("an edit does not fall between two words of its block")
    return place


def plain(tokens: Iterable[Token]) -> str:
    """What a reader reads of these tokens."""
    return "".join(token.text for token in tokens)


def is_word(token: Token) -> bool:
    """Whether a token says something itself: a word, a number, a whole node, a frame; not a space or a sign."""
    return token.kind != "text" or token.text[0].isalnum()


def frames(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The structure of a block: its frames' forms, in order."""
    return tuple(token.form for token in tokens if token.kind == "frame")


def words_in(token: Token) -> Iterator[Token]:
    """A stretch of text word by word, each in the format of the stretch; other tokens as they are."""
    if token.kind != "text":
        yield token
    else:
        for word in WORDS.findall(token.text):
            yield Token("text", word, "", token.marks)


def _content(tokens: list[Token]) -> str:
    runs = (
        Run(token.text, token.marks) if token.kind == "text" else Run("", token.marks, json.loads(token.form))
        for token in tokens
    )
    return canonical_json(write_inlines(runs))


class _Cutter:
    """Writes one block's canonical JSON, cutting it where inline content stands."""

    def __init__(self) -> None:
        self._tokens: list[Token] = []
        self._form: list[str] = []
        self._text: list[str] = []

    def cut(self, block: Block) -> list[Token]:
        self._write(block)
        self._close_frame()
        return self._tokens

    def _write(self, value: Any) -> None:
        if is_inline_list(value):
            self._line()
            self._close_frame()
            self._tokens.extend(_token(run) for run in read_inlines(value))
        elif isinstance(value, list):
            self._write_items("[", [("", item) for item in value], "]")
        elif isinstance(value, dict):
            if value.get("t") == "CodeBlock":
                self._line()
                self._text.append(value["c"][1])
            self._write_items("{", [(canonical_json(key) + ":", value[key]) for key in sorted(value)], "}")
        else:
            self._form.append(canonical_json(value))

    def _write_items(self, opening: str, items: list[tuple[str, Any]], closing: str) -> None:
        self._form.append(opening)
        for place, (key, item) in enumerate(items):
            self._form.append("," + key if place else key)
            self._write(item)
        self._form.append(closing)

    def _line(self) -> None:
        if self._tokens or self._text:
            self._text.append("\n")

    def _close_frame(self) -> None:
        self._tokens.append(Token("frame", "".join(self._text), "".join(self._form)))
        self._form, self._text = [], []


def run_text(run: Run) -> str:
    """What a run adds to its block's plain text."""
    return run.text if run.node is None else _node_text(run.node)


def _token(run: Run) -> Token:
    if run.node is None:
        return Token("text", run.text, "", run.marks)
    return Token("atom", _node_text(run.node), canonical_json(run.node), run.marks)


def _node_text(node: dict[str, Any]) -> str:
    """What a node kept whole reads as: a footnote in brackets, a formula's source, a picture's caption."""
    tag = node["t"]
    if tag == "Note":
        return "[" + " ".join(plain(pieces(block)).replace("\n", " ") for block in node["c"]) + "]"
    if tag in {"Code", "Math"}:
        return str(node["c"][1])
    if tag in {"Cite", "Image"}:
        return "".join(_token(run).text for run in read_inlines(node["c"][1]))
    return ""  # raw markup and empty addresses are not read

"""Other words for a stretch of one block, as edits of its tokens; what stays of the words keeps its format."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.text.sequences import differences
from domain.text.tokens import flatten, is_word, plain, rebuild, words_in
from schemas.text import Block, Token

PARAGRAPH_BREAK = Token("text", "\n\n")
"""Stands among tokens put in where another paragraph begins."""

_DIVIDED = frozenset({"Para", "Header"})  # blocks after which another paragraph may begin
_EMPTY_LINES = re.compile(r"\n{2,}")


class TokenEdit(NamedTuple):
    """Base tokens [start, end) become `insert`."""

    start: int
    end: int
    insert: tuple[Token, ...]


def replacing(block: Block, start: int, end: int, replacement: str) -> tuple[TokenEdit, ...] | None:
    """The edits that put `replacement` in the place of characters [start, end) of a block's plain text.

    Only what differs is edited, so that footnotes, formulas and formats in words that stay are kept. None where
    that would be a guess: list items or cells inside the stretch have not a line each in the replacement, or
    the stretch begins or ends inside something that is kept whole.
    """
    tokens = flatten(block)
    places = _places(tokens)
    touched = [i for i, (first, last) in enumerate(places) if first < end and start < last]
    if not touched:
        return None
    first, last = touched[0], touched[-1] + 1
    before = tokens[first].text[: max(0, start - places[first][0])]
    after = tokens[last - 1].text[end - places[last - 1][0] :] if end < places[last - 1][1] else ""
    if (before and tokens[first].kind != "text") or (after and tokens[last - 1].kind != "text"):
        return None
    words = unicodedata.normalize("NFC", before + replacement + after)
    lines = _lines(tokens[first:last], words, divided=block["t"] in _DIVIDED)
    if lines is None:
        return None
    runs = list(_runs(tokens, first, last))
    return tuple(edit for run, line in zip(runs, lines, strict=True) for edit in _edits(tokens, *run, line))


def edited(tokens: Sequence[Token], edits: Sequence[TokenEdit]) -> list[Token]:
    """The tokens with edits that do not overlap, given in order."""
    result: list[Token] = []
    place = 0
    for start, end, insert in edits:
        result += [*tokens[place:start], *insert]
        place = end
    return [*result, *tokens[place:]]


def blocks_of(tokens: Sequence[Token]) -> list[Block]:
    """The block that has these tokens; where a paragraph break stands in it, it and the paragraphs after it."""
    tokens = _with_content(tokens)
    breaks = [i for i, token in enumerate(tokens) if token == PARAGRAPH_BREAK]
    if not breaks:
        return [rebuild(tokens)]
    head, tail = tokens[0], tokens[-1]
    opening, closing = flatten({"t": "Para", "c": [{"t": "Str", "c": "."}]})[::2]
    blocks = [rebuild([head, *tokens[1 : breaks[0]], tail])]
    for start, stop in pairwise([*breaks, len(tokens) - 1]):
        blocks.append(rebuild([opening, *tokens[start + 1 : stop], closing]))
    return blocks


def _with_content(tokens: Sequence[Token]) -> list[Token]:
    """The same tokens, where all words between two frames are gone with an empty text in their place."""
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "frame" and kept and kept[-1].kind == "frame":
            kept.append(Token("text", ""))
        kept.append(token)
    return kept


def collide(edit: TokenEdit, other: TokenEdit, base: Sequence[Token]) -> bool:
    """Whether different edits overlap or have no kept word between them."""
    one, two = sorted((edit, other))
    return two.start < one.end or not any(map(is_word, base[one.end : two.start]))


def _places(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    places, place = [], 0
    for token in tokens:
        places.append((place, place + len(token.text)))
        place += len(token.text)
    return places


def _runs(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches of inline content in tokens [first, last), cut at frames."""
    cuts = [i for i in range(first, last) if tokens[i].kind == "frame"]
    for start, end in pairwise([first - 1, *cuts, last]):
        yield start + 1, end


def _lines(stretch: Sequence[Token], words: str, *, divided: bool) -> list[str] | None:
    """The replacement's part for each run of the stretch, or None if it cannot be told."""
    frames = [token for token in stretch if token.kind == "frame"]
    if not frames:
        return [words if divided else _EMPTY_LINES.sub("\n", words)]
    lines = _EMPTY_LINES.sub("\n", words).split("\n")
    if any(frame.text != "\n" for frame in frames) or len(lines) != plain(stretch).count("\n") + 1:
        return None
    parts, taken = [], 0
    for start, end in _runs(stretch, 0, len(stretch)):
        wanted = plain(stretch[start:end]).count("\n") + 1
        parts.append("\n".join(lines[taken : taken + wanted]))
        taken += wanted
    return parts


def _edits(tokens: Sequence[Token], start: int, end: int, line: str) -> Iterator[TokenEdit]:
    """The edits that make tokens [start, end) read as `line`."""
    old, new = tokens[start:end], list(_read(tokens[start:end], line))
    for hunk in differences([_bare(token) for token in old], [_bare(token) for token in new]):
        gone = old[hunk.base_start : hunk.base_end]
        marks = _marks(tokens, start + hunk.base_start, start + hunk.base_end)
        insert = [
            token._replace(marks=marks) if token.kind == "text" and token != PARAGRAPH_BREAK else token
            for token in new[hunk.head_start : hunk.head_end]
        ]
        insert += [token for token in gone if token.kind == "atom" and not token.text]  # nobody could see them
        yield TokenEdit(start + hunk.base_start, start + hunk.base_end, tuple(insert))


def _read(old: Sequence[Token], line: str) -> Iterator[Token]:
    """The line as tokens; what was kept whole in the old words and is named in the line stays so."""
    place = 0
    for atom in old:
        found = _whole(atom.text).search(line, place) if atom.kind == "atom" and atom.text else None
        if found:
            yield from _words(line[place : found.start()])
            yield atom
            place = found.end()
    yield from _words(line[place:])


def _whole(text: str) -> re.Pattern[str]:
    """Finds a text, but not as a part of a word."""
    opening, closing = r"\b" if text[0].isalnum() else "", r"\b" if text[-1].isalnum() else ""
    return re.compile(opening + re.escape(text) + closing)


def _words(text: str) -> Iterator[Token]:
    for place, part in enumerate(_EMPTY_LINES.split(text)):
        if place:
            yield PARAGRAPH_BREAK
        yield from words_in(Token("text", part))


def _bare(token: Token) -> Token:
    return token._replace(marks=())


def _marks(tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    """The formats of words put in for tokens [start, end): those of the first of them, or those all around."""
    gone = [token for token in tokens[start:end] if token.kind == "text"]
    if gone:
        return gone[0].marks
    before, after = tokens[start - 1], tokens[end]
    return before.marks if before.marks == after.marks else ()

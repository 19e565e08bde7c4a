"""The words of a redline: one block's words woven with another's, each stretch under its mark."""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.text.edits import token_edits
from domain.text.inlines import Inline, Run, write_as_they_are
from domain.text.redline_marks import BREAK, marked_run
from domain.text.tokens import flatten, step
from schemas.canonical import canonical_json
from schemas.redline import Mark
from schemas.text import Block, Edit, Token

_BREAK = Token("atom", "\n", canonical_json(BREAK))


class Woven(NamedTuple):
    """A token of two blocks at once: on both sides, or on the side that its mark says."""

    token: Token
    mark: Mark | None = None
    looks_only: bool = False


def woven_block(base: Block, head: Block) -> Block | None:
    """Two blocks of one structure as one, or None if their structures differ."""
    tokens = flatten(base)
    edits = token_edits(tokens, flatten(head))
    if any(token.kind == "frame" for edit in edits for token in (*edit.delete, *edit.insert)):
        return None
    return _rebuilt(_woven(tokens, edits))


def woven_paragraphs(base: Sequence[Block], head: Sequence[Block]) -> Block:
    """Paragraphs that were split or joined, as one paragraph with breaks in it."""
    first, last = flatten(base[0])[0], flatten(base[0])[-1]
    tokens = _with_breaks(base)
    words = _woven(tokens, token_edits(tokens, _with_breaks(head)))
    return _rebuilt([Woven(first), *words, Woven(last)])


def _with_breaks(paragraphs: Sequence[Block]) -> list[Token]:
    tokens: list[Token] = []
    for place, paragraph in enumerate(paragraphs):
        tokens += [_BREAK] if place else []
        tokens += flatten(paragraph)[1:-1]
    return tokens


def _woven(base: Sequence[Token], edits: Sequence[Edit]) -> Iterator[Woven]:
    place = 0
    for edit in edits:
        kept_end = step(base, place, edit.keep)
        yield from map(Woven, base[place:kept_end])
        for token in edit.delete:
            yield Woven(token, "deletion", edit.formats_only)
        for token in edit.insert:
            yield Woven(token, "insertion", edit.formats_only)
        place = kept_end + len(edit.delete)
    yield from map(Woven, base[place:])


def _rebuilt(words: Iterator[Woven] | list[Woven]) -> Block:
    """The block of these tokens; unlike in `tokens.rebuild` every blank stays where it is."""
    written: list[str] = []
    runs: list[Run] = []
    for token, mark, looks_only in words:
        if token.kind != "frame":
            runs.append(marked_run(token, mark, looks_only=looks_only))
            continue
        if written:
            written.append(canonical_json(_inlines(runs)))
        written.append(token.form)
        runs.clear()
    block: Block = json.loads("".join(written))
    return block


def _inlines(runs: list[Run]) -> list[Inline]:
    return write_as_they_are(runs)

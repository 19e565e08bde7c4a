"""How much of a text a change is: in words, and in the blocks that it touches."""

import json
from collections.abc import Iterable

from domain.text.canonical import normalise
from domain.text.compare import base_blocks
from domain.text.tokens import flatten
from schemas.text import Ast, Block, Diff, Edit, Token


def changed_words(diff: Diff) -> int:
    """How many words of a comparison are other ones; of a replacement those of the longer side."""
    return sum(
        sum(map(_replaced, change.edits)) + (_words(json.loads(change.block)) if change.block else 0)
        for change in diff.changes
    )


def words_of(ast: Ast) -> int:
    """How many words a text has, counted in the same way."""
    return sum(map(_words, normalise(ast)["blocks"]))


def touched_blocks(diff: Diff) -> frozenset[int]:
    """The indexes of the base's blocks that a comparison changes, takes out or moves."""
    return frozenset(block for change in diff.changes for block in base_blocks(change))


def _replaced(edit: Edit) -> int:
    return 0 if edit.formats_only else max(_count(edit.delete), _count(edit.insert))


def _count(tokens: Iterable[Token]) -> int:
    return sum(_is_word(token.text) for token in tokens if token.kind == "text")


def _words(block: Block) -> int:
    return _count(flatten(block))


def _is_word(text: str) -> bool:
    return any(sign.isalnum() for sign in text)

"""The sentences of a text, counted: what a merge must neither double nor bring back."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from domain.text.plain import block_text
from schemas.text import Block

SHORTEST_SENTENCE = 3  # words; shorter ones are repeated in a text by right

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+|\n")


def sentences(blocks: Iterable[Block]) -> Counter[str]:
    """How often each sentence stands in the blocks."""
    return Counter(sentence for block in blocks for sentence in split(block))


def split(block: Block) -> list[str]:
    """The sentences of a block; short ones, as table cells are, count only as a whole block."""
    text = block_text(block)
    parts = (part.strip() for part in _SENTENCE_ENDS.split(text))
    found = [part for part in parts if len(part.split()) >= SHORTEST_SENTENCE]
    return found or [text] * bool(text)


def are_astray(merged: int, base: int, ours: int, theirs: int) -> bool:
    """Whether a merge doubled a sentence or brought it back, by how often it stands in each of the texts."""
    fewest, most = sorted((ours, theirs))
    return most > 0 and (merged > most or fewest < min(base, merged))


def bounds(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a plain text begins and ends, blanks between them left out; list items are apart."""
    start = 0
    for gap in _SENTENCE_ENDS.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)

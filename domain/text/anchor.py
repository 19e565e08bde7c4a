"""Anchoring a comment to exact words of a text, by a quotation."""

from domain.text.canonical import Addressed, addressed
from domain.text.plain import block_text
from schemas.problems import Refused
from schemas.text import Anchor, Ast

CONTEXT = 32  # characters of prefix and of suffix

_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\n\t", " "))


def find_anchor(ast: Ast, quote: str, prefix: str = "", suffix: str = "") -> Anchor:
    """Anchor the only place where the quoted words stand inside one block; kinds of blanks are not told apart.

    `prefix` and `suffix`, what stands right before and after, choose between several places; where the block
    is at its end they may go on. Raises Refused("quote_not_found") if there is no place,
    Refused("quote_ambiguous") if several are left.
    """
    text = addressed(ast)
    words, before, after = (part.translate(_BLANKS) for part in (quote.strip(), prefix, suffix))
    texts = [block_text(block).translate(_BLANKS) for block in text.blocks]
    found = [(index, start) for index, inside in enumerate(texts) for start in places_of(words, inside)]
    if not found:
        raise Refused("quote_not_found")
    if len(found) > 1:
        found = [
            (index, start)
            for index, start in found
            if _ends_alike(texts[index][:start], before)
            and _ends_alike(texts[index][start + len(words) :][::-1], after[::-1])
        ]
    if len(found) != 1:
        raise Refused("quote_ambiguous", places=len(found))
    index, start = found[0]
    return anchor_at(text, index, start, start + len(words))


def places_of(words: str, text: str) -> list[int]:
    """Every place, in characters, where words stand in a text; of no words there is none."""
    places = []
    place = text.find(words) if words else -1
    while place >= 0:
        places.append(place)
        place = text.find(words, place + 1)
    return places


def _ends_alike(text: str, ending: str) -> bool:
    """Whether a text ends so, as far as both go."""
    length = min(len(text), len(ending))
    return text[len(text) - length :] == ending[len(ending) - length :]


def anchor_at(text: Addressed, block: int, start: int, end: int) -> Anchor:
    """Characters [start, end) of a block's plain text (Unicode code points, not JavaScript's units)."""
    inside = block_text(text.blocks[block])
    return Anchor(
        text_hash=text.hash,
        block=block,
        block_hash=text.block_hashes[block],
        start=start,
        end=end,
        quote=inside[start:end],
        prefix=inside[max(0, start - CONTEXT) : start],
        suffix=inside[end : end + CONTEXT],
    )

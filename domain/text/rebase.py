"""Open proposals carried from one text to the next, or marked as overtaken by it."""

from collections.abc import Sequence

from domain.text.anchor import anchor_at
from domain.text.canonical import addressed
from domain.text.merge_words import merge_words
from domain.text.placement import place_all
from domain.text.plain import block_text
from schemas.merging import Proposed, Rebased
from schemas.text import Ast, Block, Diff

_OVERTAKEN = Rebased(state="overtaken")


def rebase_all(proposals: Sequence[Proposed], diff: Diff, base: Ast, head: Ast) -> list[Rebased]:
    """What became of proposals on the base in the head, to which `diff` leads, in their order.

    One whose words were edited is carried along where the edits and it are of different words; else it is
    overtaken. Raises Refused("patch_base_mismatch") as `place_all` does.
    """
    text = addressed(head)
    texts = [block_text(block) for block in text.blocks]
    rebased = []
    for proposed, place in zip(proposals, place_all([one.anchor for one in proposals], diff, base, head), strict=True):
        if place.block is None or place.start is None or place.end is None:
            rebased.append(_OVERTAKEN)
            continue
        words = texts[place.block][place.start : place.end]
        replacement = _carried(proposed, words)
        if replacement is None:
            rebased.append(_OVERTAKEN)
        elif replacement == words or _stands(proposed, texts[place.block], place.start):
            rebased.append(Rebased(state="taken"))
        else:
            anchor = anchor_at(text, place.block, place.start, place.end)
            carried = proposed.model_copy(update={"anchor": anchor, "replacement": replacement})
            rebased.append(Rebased(state="open", proposed=carried))
    return rebased


def _carried(proposed: Proposed, words: str) -> str | None:
    """The proposal's words for what its quotation has become, or None if both changed the same words."""
    quote, replacement = proposed.anchor.quote, proposed.replacement
    if words in (quote, replacement):
        return replacement
    if not replacement:
        return None  # what was to be taken out reads otherwise now: its author may not want that any more
    merged = merge_words(_paragraph(quote), _paragraph(words), _paragraph(replacement))
    return None if merged is None else block_text(merged)


def _stands(proposed: Proposed, text: str, start: int) -> bool:
    """Whether the words of a proposal that adds to its quotation stand around the place already."""
    at = proposed.replacement.find(proposed.anchor.quote)
    return at >= 0 and start >= at and text.startswith(proposed.replacement, start - at)


def _paragraph(text: str) -> Block:
    return {"t": "Para", "c": [{"t": "Str", "c": text}]}

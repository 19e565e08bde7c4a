"""How much a change means: whitespace, typography, wording or substance, and which words say so.

What a comparison names is looked at sentence by sentence, on both sides (`senses`). Tables (`vocabulary`,
`knowledge`) hold what is known of words and signs; what no rule knows is of substance.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from domain.text.compare import base_blocks, block_map, head_blocks
from domain.text.plain import block_text
from domain.text.reworded import formats_apart, said, sentences_apart, words_apart
from domain.text.senses import NODE, Finding, findings
from domain.text.sequences import differences
from domain.text.tokens import flatten, flatten_all, frames, plain
from domain.text.vocabulary import VISUAL_FORMATS
from schemas.text import Ast, Block, BlockChange, Change, ChangeKind, Diff, Token, Touched

LONGEST_REWORDED = 300  # characters; in a longer block enough words stay for it to be found again


def change_kind(diff: Diff, base: Ast, head: Ast) -> Change:
    """The kind of a comparison of two texts in canonical form: the gravest of its changes, and all that was touched.

    A paragraph that is only split, or joined to the next, is a matter of wording: no word, sign or order changed.
    Substance is: a block added, removed or moved, a change of structure; an edit that touches a number, a
    formula or another whole node, a name (a capital inside a sentence), a word of a `SUBSTANTIVE` family, a
    format that says something (a link, a strike-through), or the form or order of words; letters in disguise;
    and any edit that no rule knows.
    """
    reworded = _reworded(diff, base["blocks"], head["blocks"])
    touched: list[Touched] = []
    for change in diff.changes:
        if change.base is None and change.head in reworded.values():
            continue
        if change.head is None and change.base in reworded:
            change = change.model_copy(update={"kind": "changed", "head": reworded[change.base]})  # noqa: PLW2901
        touched += [_touched(change, found) for found in _found(change, base["blocks"], head["blocks"])]
    return Change(kind=max((found.kind for found in touched), default=ChangeKind.identical), touched=tuple(touched))


def grave_families(change: Change) -> tuple[str, ...]:
    """The families of words and signs whose touch is of substance, each once, in the order of the changes."""
    return tuple(dict.fromkeys(found.family for found in change.touched if found.kind == ChangeKind.substance))


def _touched(change: BlockChange, found: Finding) -> Touched:
    kind, family, before, after = found
    return Touched(kind=kind, family=family, base=change.base, head=change.head, before=before, after=after)


def _reworded(diff: Diff, base: Sequence[Block], head: Sequence[Block]) -> dict[int, int]:
    """Blocks removed in whose very place another was added that says the same in other words: base to head index."""
    kept = block_map(diff)
    added = {change.head for change in diff.changes if change.kind == "added"}
    pairs: dict[int, int] = {}
    for change in diff.changes:
        place = change.base
        if change.kind != "removed" or place is None:
            continue
        other = 0 if place == 0 else pairs.get(place - 1, kept.get(place - 1, -2)) + 1
        if other in added and _is_short(base[place]) and _is_short(head[other]):
            found = _between(flatten(base[place]), flatten(head[other]))
            if all(finding.kind < ChangeKind.substance for finding in found):
                pairs[place] = other
    return pairs


def _is_short(block: Block) -> bool:
    return len(block_text(block)) <= LONGEST_REWORDED


def _found(change: BlockChange, base: Sequence[Block], head: Sequence[Block]) -> Iterator[Finding]:
    if change.base is None or change.head is None:
        words = block_text(json.loads(change.block))
        before, after = (words, "") if change.head is None else ("", words)
        yield Finding(ChangeKind.substance, change.kind, before, after)
        return
    if change.kind == "moved":
        words = block_text(base[change.base])
        yield Finding(ChangeKind.substance, "moved", words, words)
    old, new = [base[i] for i in base_blocks(change)], [head[j] for j in head_blocks(change)]
    if change.kind in {"split", "joined"} and all(block["t"] == "Para" for block in (*old, *new)):
        yield Finding(
            ChangeKind.wording, "paragraphs", *("\n\n".join(map(block_text, blocks)) for blocks in (old, new))
        )
        yield from _in_text(_run_on(old), _run_on(new))
    else:
        yield from _between(flatten_all(old), flatten_all(new))


def _run_on(paragraphs: Sequence[Block]) -> list[Token]:
    """The text of several paragraphs as if they were one."""
    texts = [text for paragraph in paragraphs for text in _texts(flatten(paragraph))]
    return [token for text in texts for token in (*text, Token("text", " "))][:-1]


def _between(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Finding]:
    """What was touched between two blocks: their structure, then the texts in it."""
    old_texts, new_texts = _texts(old), _texts(new)
    if frames(old) == frames(new):
        for one, other in zip(old_texts, new_texts, strict=True):
            yield from _in_text(one, other)
        return
    structure: list[Finding] = []
    keys = [[tuple(map(said, text)) for text in texts] for texts in (old_texts, new_texts)]
    for start, end, head_start, head_end in differences(*keys):
        if end - start == head_end - head_start:
            for one, other in zip(old_texts[start:end], new_texts[head_start:head_end], strict=True):
                structure += _in_text(one, other)
        else:
            before, after = (
                "\n".join(map(plain, texts)) for texts in (old_texts[start:end], new_texts[head_start:head_end])
            )
            structure.append(Finding(ChangeKind.substance, "structure", before, after))
    if not any(found.family == "structure" for found in structure):
        yield Finding(ChangeKind.substance, "structure", plain(old), plain(new))
    yield from structure


def _texts(tokens: Sequence[Token]) -> list[list[Token]]:
    """The stretches of text between the frames of a block."""
    return [list(group) for is_frame, group in groupby(tokens, key=lambda token: token.kind == "frame") if not is_frame]


def _in_text(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Finding]:
    hunks = words_apart(old, new)
    for one, other in formats_apart(old, new, hunks):
        yield Finding(_kind_of_formats(one, other), "format", plain(one), plain(other))
    for sentences in sentences_apart(old, new, hunks):
        yield from _of_nodes(*sentences)
        yield from _of_meaning_formats(*sentences)
        one, other = _words_and_places(*sentences)
        if list(map(said, one)) != list(map(said, other)):
            yield from findings(one, other)


def _words_and_places(old: Sequence[Token], new: Sequence[Token]) -> list[list[Token]]:
    """Both sides with their whole nodes made alike, or without them where one side has more."""
    alike = sum(token.kind == "atom" for token in old) == sum(token.kind == "atom" for token in new)
    return [
        [Token("atom", NODE) if token.kind == "atom" else token for token in tokens if alike or token.kind != "atom"]
        for tokens in (old, new)
    ]


def _kind_of_formats(old: Sequence[Token], new: Sequence[Token]) -> ChangeKind:
    for one, other in zip(old, new, strict=True):
        if not VISUAL_FORMATS.issuperset(json.loads(mark)[0] for mark in {*one.marks} ^ {*other.marks}):
            return ChangeKind.substance
    return ChangeKind.typography


def _of_nodes(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Finding]:
    """Whole nodes that changed; footnotes are read."""
    nodes, others = ([token for token in tokens if token.kind == "atom"] for tokens in (old, new))
    notes = [[json.loads(token.form) for token in tokens] for tokens in (nodes, others)]
    if len(nodes) == len(others) and all(note["t"] == "Note" for note in (*notes[0], *notes[1])):
        for one, other in zip(*notes, strict=True):
            yield from _between(_words_of_note(one), _words_of_note(other))
    elif list(map(said, nodes)) != list(map(said, others)):
        yield Finding(ChangeKind.substance, "node", plain(nodes), plain(others))


def _words_of_note(note: Block) -> list[Token]:
    return [token for block in note["c"] for token in flatten(block)]


def _of_meaning_formats(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Finding]:
    """Links and strike-throughs that came or went together with words."""
    marks = [
        {mark for token in tokens for mark in token.marks if json.loads(mark)[0] not in VISUAL_FORMATS}
        for tokens in (old, new)
    ]
    if marks[0] != marks[1]:
        yield Finding(ChangeKind.substance, "format", plain(old), plain(new))

"""How much a change means: whitespace, typography, wording or substance, and which words say so.

The first, plain engine: tables of words (`vocabulary`) and a few rules. What no rule knows is substance.
"""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.text.plain import block_text
from domain.text.sequences import differences
from domain.text.tokens import frames, is_word, plain
from domain.text.vocabulary import ALIKE_SIGNS, PLAIN_SIGNS, SUBSTANTIVE, VISUAL_FORMATS, YO_IS_ANOTHER_WORD
from domain.text.wording import outside_phrases, same_wording
from schemas.text import BlockChange, Change, ChangeKind, Diff, Edit, Token, Touched

_ENDS_OF_SENTENCE = (".", "!", "?", "…", "\n")
_OPENING_SIGNS = " \u00a0«„“\"'("
_CONTEXT = 8  # characters: enough to see past quotes and brackets where a sentence ended

Reason = tuple[ChangeKind, str]  # a kind, and the family of words or signs that it comes from


def change_kind(diff: Diff) -> Change:
    """The kind of a comparison, the gravest of its changes, and all that was touched.

    Substance is: a block added, removed or moved, a change of structure; an edit that touches a number, a
    formula or another whole node, a name (a capital inside a sentence), a word of a `SUBSTANTIVE` family, a
    format that says something (a link, a strike-through); and any edit that no rule knows.
    """
    touched = tuple(found for change in diff.changes for found in _touched(change))
    return Change(kind=max((found.kind for found in touched), default=ChangeKind.identical), touched=touched)


def grave_families(change: Change) -> tuple[str, ...]:
    """The families of words and signs whose touch is of substance, each once, in the order of the changes."""
    return tuple(dict.fromkeys(found.family for found in change.touched if found.kind == ChangeKind.substance))


def _touched(change: BlockChange) -> Iterator[Touched]:
    if change.kind != "changed":
        words = block_text(json.loads(change.block)) if change.block else ""
        before, after = (words, "") if change.kind == "removed" else ("", words)
        yield _found(change, (ChangeKind.substance, change.kind), before, after)
    for edit in change.edits:
        for reason in _reasons(edit):
            yield _found(change, reason, plain(edit.delete), plain(edit.insert))


def _found(change: BlockChange, reason: Reason, before: str, after: str) -> Touched:
    kind, family = reason
    return Touched(kind=kind, family=family, base=change.base, head=change.head, before=before, after=after)


def _reasons(edit: Edit) -> list[Reason]:
    """Every family that an edit touches; never empty."""
    if frames(edit.delete) != frames(edit.insert):
        return [(ChangeKind.substance, "structure")]
    if _said(edit.delete) == _said(edit.insert):
        return [_of_formats(edit)]
    if _atoms(edit.delete) != _atoms(edit.insert):
        return [(ChangeKind.substance, "node")]
    touched = _words_apart(edit)
    if not touched:
        return [_of_signs(edit)]
    grave = [(ChangeKind.substance, family) for family in _families(touched)]
    if grave:
        return grave
    if same_wording(_words(edit.delete), _words(edit.insert)) and _of_signs(edit)[0] < ChangeKind.substance:
        return [(ChangeKind.wording, "words")]
    return [(ChangeKind.substance, "words")]


def _said(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    return [(token.text, token.form) for token in tokens]


def _atoms(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.kind == "atom"]


def _words(tokens: Sequence[Token]) -> list[str]:
    return [_folded(token.text) for token in tokens if token.kind == "text" and is_word(token)]


def _folded(text: str) -> str:
    return text.translate(ALIKE_SIGNS).casefold()


def _of_formats(edit: Edit) -> Reason:
    for old, new in zip(edit.delete, edit.insert, strict=True):
        changed = [json.loads(mark)[0] for mark in {*old.marks} ^ {*new.marks}]
        if not VISUAL_FORMATS.issuperset(changed):
            return ChangeKind.substance, "format"
    return ChangeKind.typography, "format"


class _Word(NamedTuple):
    """A word with the text right before it."""

    text: str
    before: str


def _words_apart(edit: Edit) -> list[_Word]:
    """The words that one side has and the other has not, or has elsewhere; filler phrases are left out."""
    old, new = _words_in_place(edit.before, edit.delete), _words_in_place(edit.before, edit.insert)
    hunks = differences([_spelling(word.text) for word in old], [_spelling(word.text) for word in new])
    return [
        word
        for hunk in hunks
        for word in (*old[hunk.base_start : hunk.base_end], *new[hunk.head_start : hunk.head_end])
    ]


def _words_in_place(before: str, tokens: Sequence[Token]) -> list[_Word]:
    words: list[_Word] = []
    for token in tokens:
        if token.kind == "text" and is_word(token):
            words.append(_Word(token.text, before))
        before = (before + token.text)[-_CONTEXT:]
    return [words[place] for place in outside_phrases([_folded(word.text) for word in words])]


def _spelling(text: str) -> str:
    """How a word is compared: as written, or with е for ё if that leaves it the same word."""
    folded = text.translate(ALIKE_SIGNS)
    return text if folded.casefold() in YO_IS_ANOTHER_WORD else folded


def _families(words: Sequence[_Word]) -> list[str]:
    found: dict[str, None] = {}
    for word in words:
        folded = _folded(word.text)
        if any(char.isdigit() for char in folded):
            found["number"] = None
        if _is_name(word):
            found["name"] = None
        for family, (whole, stems) in SUBSTANTIVE.items():
            if folded in whole or folded.startswith(stems):
                found[family] = None
    return list(found)


def _is_name(word: _Word) -> bool:
    """Whether a word has a capital where no sentence begins, or two and more capitals anywhere."""
    before = word.before.rstrip(_OPENING_SIGNS)
    begins = before == "" or before.endswith(_ENDS_OF_SENTENCE)
    return sum(char.isupper() for char in word.text) > 1 or (word.text[0].isupper() and not begins)


def _of_signs(edit: Edit) -> Reason:
    """The kind of an edit whose words stay, or are of no account: its spaces and signs."""
    old, new = plain(edit.delete), plain(edit.insert)
    if _closed_up(old) == _closed_up(new):
        return ChangeKind.whitespace, "space"
    if _closed_up(old.translate(ALIKE_SIGNS)) == _closed_up(new.translate(ALIKE_SIGNS)):
        return ChangeKind.typography, "signs"
    signs = {*_signs(edit.delete)} ^ {*_signs(edit.insert)}
    beside_number = edit.before[-1:].isdigit() or edit.after[:1].isdigit()
    if beside_number or not PLAIN_SIGNS.issuperset(signs):
        return ChangeKind.substance, "signs"
    return ChangeKind.wording, "signs"


def _signs(tokens: Sequence[Token]) -> str:
    text = plain([token for token in tokens if token.kind == "text" and not is_word(token)])
    return _closed_up(text.translate(ALIKE_SIGNS))


def _closed_up(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")

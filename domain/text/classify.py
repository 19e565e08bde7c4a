"""How much a change means: whitespace, typography, wording or substance, and which words say so.

The first, plain engine: tables of words (`vocabulary`) and a few rules. What no rule knows is substance.
"""

import json
from collections.abc import Iterator, Sequence

from domain.text.sequences import differences
from domain.text.tokens import frames, is_word, plain
from domain.text.vocabulary import ALIKE_SIGNS, PLAIN_SIGNS, SUBSTANTIVE, VISUAL_FORMATS, YO_IS_ANOTHER_WORD
from domain.text.wording import same_wording
from schemas.text import BlockChange, Change, ChangeKind, Diff, Edit, Token, Touched

_ENDS_OF_SENTENCE = (".", "!", "?", "…", "\n")
_OPENING_SIGNS = " \u00a0«„“\"'("

Reason = tuple[ChangeKind, str]  # a kind, and the family of words or signs that it comes from


def change_kind(diff: Diff) -> Change:
    """The kind of a comparison, the gravest of its changes, and all that was touched.

    Substance is: a block added, removed or moved, a change of structure; an edit that touches a number, a
    formula or another whole node, a name (a capital inside a sentence), a word of a `SUBSTANTIVE` family, a
    format that says something (a link, a strike-through); and any edit that no rule knows.
    """
    touched = tuple(found for change in diff.changes for found in _touched(change))
    return Change(kind=max((found.kind for found in touched), default=ChangeKind.identical), touched=touched)


def _touched(change: BlockChange) -> Iterator[Touched]:
    if change.kind != "changed":
        before, after = (change.block, "") if change.kind == "removed" else ("", change.block)
        yield _found(change, (ChangeKind.substance, change.kind), before and "…", after and "…")
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
    grave = [(ChangeKind.substance, family) for family in _families(touched, edit)]
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


def _words_apart(edit: Edit) -> list[Token]:
    """The words that one side has and the other has not, or has elsewhere; capitals and ё told apart if they matter."""
    old, new = ([token for token in side if token.kind == "text" and is_word(token)] for side in (edit.delete, edit.insert))
    hunks = differences([_spelling(token.text) for token in old], [_spelling(token.text) for token in new])
    return [
        token
        for hunk in hunks
        for token in (*old[hunk.base_start : hunk.base_end], *new[hunk.head_start : hunk.head_end])
    ]


def _spelling(text: str) -> str:
    folded = text.translate(ALIKE_SIGNS)
    return text if folded.casefold() in YO_IS_ANOTHER_WORD else folded


def _families(touched: Sequence[Token], edit: Edit) -> list[str]:
    found: dict[str, None] = {}
    for token in touched:
        word = _folded(token.text)
        if any(char.isdigit() for char in word):
            found["number"] = None
        if _is_name(token, edit):
            found["name"] = None
        for family, (words, stems) in SUBSTANTIVE.items():
            if word in words or word.startswith(stems):
                found[family] = None
    return list(found)


def _is_name(token: Token, edit: Edit) -> bool:
    """Whether a word has a capital where a sentence does not begin, or two and more capitals anywhere."""
    if sum(char.isupper() for char in token.text) > 1:
        return True
    side = edit.insert if any(token is other for other in edit.insert) else edit.delete
    place = next(place for place, other in enumerate(side) if other is token)
    before = (edit.before + plain(side[:place])).rstrip(_OPENING_SIGNS)
    return token.text[0].isupper() and before != "" and not before.endswith(_ENDS_OF_SENTENCE)


def _of_signs(edit: Edit) -> Reason:
    """The kind of an edit whose words stay, or are of no account: its spaces and signs."""
    old, new = plain(edit.delete), plain(edit.insert)
    if old.split() == new.split() or "".join(old.split()) == "".join(new.split()):
        return ChangeKind.whitespace, "space"
    if "".join(old.translate(ALIKE_SIGNS).split()) == "".join(new.translate(ALIKE_SIGNS).split()):
        return ChangeKind.typography, "signs"
    signs = {*_signs(edit.delete)} ^ {*_signs(edit.insert)}
    beside_number = edit.before[-1:].isdigit() or edit.after[:1].isdigit()
    if beside_number or not PLAIN_SIGNS.issuperset(signs):
        return ChangeKind.substance, "signs"
    return ChangeKind.wording, "signs"


def _signs(tokens: Sequence[Token]) -> str:
    text = plain([token for token in tokens if token.kind == "text" and not is_word(token)])
    return "".join(text.translate(ALIKE_SIGNS).split())

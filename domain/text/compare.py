"""Comparing two texts, and applying or reversing what came out."""

import json
from collections.abc import Sequence
from itertools import pairwise

from domain.text.align import align
from domain.text.canonical import Addressed, addressed
from domain.text.sequences import Hunk, differences
from domain.text.tokens import flatten, flatten_all, is_word, plain, rebuild_all, step, units
from schemas.canonical import canonical_json
from schemas.text import Ast, Block, BlockChange, Diff, Edit, Token

ENGINE_VERSION = "2"  # to be raised by whatever makes an equal pair of texts give other changes

CONTEXT_TOKENS = 6  # how much of the kept text stands in an edit's `before` and `after`


def compare(base_ast: Ast, head_ast: Ast) -> Diff:
    """How the base becomes the head: blocks are paired first, then words inside paired blocks.

    The laws, for any two texts: `apply(compare(a, b), a)` is b, `apply(reverse(compare(a, b)), b)` is a, both in
    canonical form; no changes means equal texts; the result depends on the two texts alone.
    """
    base, head = addressed(base_ast), addressed(head_ast)
    return Diff(
        engine=ENGINE_VERSION,
        base_hash=base.hash,
        head_hash=head.hash,
        base_blocks=len(base.blocks),
        head_blocks=len(head.blocks),
        changes=_in_order(_changes(base, head)),
    )


def apply(diff: Diff, base_ast: Ast) -> Ast:
    """The head, in canonical form, made from the base and the diff.

    The product stores both texts and never needs this: it is here, with `reverse`, so that the laws can be tested.
    Raises ValueError if the diff was not made from this base, or does not lead to the head it names.
    """
    base = addressed(base_ast)
    if base.hash != diff.base_hash:
        raise ValueError(f"the diff was made from {diff.base_hash}, not from {base.hash}")
    head = addressed({"blocks": _head_blocks(diff, base.blocks)})
    if head.hash != diff.head_hash:
        raise ValueError(f"the diff does not lead to {diff.head_hash}")
    return head.ast


def reverse(diff: Diff) -> Diff:
    """The diff that leads from the head back to the base."""
    return Diff(
        engine=diff.engine,
        base_hash=diff.head_hash,
        head_hash=diff.base_hash,
        base_blocks=diff.head_blocks,
        head_blocks=diff.base_blocks,
        changes=_in_order([_reversed(change) for change in diff.changes]),
    )


def block_map(diff: Diff) -> dict[int, int]:
    """For every base block that is one block of the head, changed or not, its index there; none split or joined."""
    named_base = {i for change in diff.changes for i in base_blocks(change)}
    named_head = {j for change in diff.changes for j in head_blocks(change)}
    pairs = {change.base: change.head for change in diff.changes if change.kind in {"changed", "moved"}}
    unchanged = zip(
        (i for i in range(diff.base_blocks) if i not in named_base),
        (j for j in range(diff.head_blocks) if j not in named_head),
        strict=True,
    )
    return {i: j for i, j in [*unchanged, *pairs.items()] if i is not None and j is not None}


def base_blocks(change: BlockChange) -> range:
    """The indexes of the base blocks that a change names."""
    return range(0) if change.base is None else range(change.base, change.base + change.base_count)


def head_blocks(change: BlockChange) -> range:
    """The indexes of the head blocks that a change names."""
    return range(0) if change.head is None else range(change.head, change.head + change.head_count)


def edits_between(base: Sequence[Token], head: Sequence[Token]) -> tuple[Edit, ...]:
    """The replacements that turn one block's tokens into another's; words apart by a space are one edit."""
    hunks = _phrases(differences(base, head), base)
    edits = []
    kept_from = 0
    for hunk, following in pairwise([*hunks, Hunk(len(base), len(base), 0, 0)]):
        kept = base[kept_from : hunk.base_start]
        next_kept = base[hunk.base_end : following.base_start]
        edits.append(
            Edit(
                keep=sum(map(units, kept)),
                delete=tuple(base[hunk.base_start : hunk.base_end]),
                insert=tuple(head[hunk.head_start : hunk.head_end]),
                before=plain(kept[-CONTEXT_TOKENS:]),
                after=plain(next_kept[:CONTEXT_TOKENS]),
            )
        )
        kept_from = hunk.base_end
    return tuple(edits)


def _phrases(hunks: list[Hunk], base: Sequence[Token]) -> list[Hunk]:
    joined: list[Hunk] = []
    for hunk in hunks:
        if joined and _is_blank(base[joined[-1].base_end : hunk.base_start]):
            before = joined.pop()
            joined.append(Hunk(before.base_start, hunk.base_end, before.head_start, hunk.head_end))
        else:
            joined.append(hunk)
    return joined


def _is_blank(tokens: Sequence[Token]) -> bool:
    return not any(is_word(token) for token in tokens) and plain(tokens).isspace()


def _changes(base: Addressed, head: Addressed) -> list[BlockChange]:
    lone_base, lone_head = dict.fromkeys(range(len(base.blocks))), dict.fromkeys(range(len(head.blocks)))
    changes = []
    for i, j, moved in align(base, head):
        del lone_base[i], lone_head[j]
        equal = base.block_hashes[i] == head.block_hashes[j]
        if moved or not equal:
            edits = () if equal else edits_between(flatten(base.blocks[i]), flatten(head.blocks[j]))
            changes.append(BlockChange(kind="moved" if moved else "changed", base=i, head=j, edits=edits))
    changes += [BlockChange(kind="removed", base=i, block=canonical_json(base.blocks[i])) for i in lone_base]
    changes += [BlockChange(kind="added", head=j, block=canonical_json(head.blocks[j])) for j in lone_head]
    return changes


def _in_order(changes: list[BlockChange]) -> tuple[BlockChange, ...]:
    """What has a base block in the order of the base, then what was added in the order of the head."""
    return tuple(sorted(changes, key=lambda change: (change.base is None, change.base or 0, change.head or 0)))


def _head_blocks(diff: Diff, base: list[Block]) -> list[Block]:
    blocks: dict[int, Block] = {j: base[i] for i, j in block_map(diff).items()}
    for change in diff.changes:
        if change.head is not None and change.base is None:
            blocks[change.head] = json.loads(change.block)
        elif change.head is not None and change.edits:
            tokens = flatten_all(base[i] for i in base_blocks(change))
            blocks.update(zip(head_blocks(change), rebuild_all(_edited(tokens, change.edits)), strict=True))
    return [blocks[j] for j in range(diff.head_blocks)]


def _edited(tokens: Sequence[Token], edits: Sequence[Edit]) -> list[Token]:
    result: list[Token] = []
    place = 0
    for edit in edits:
        kept_end = step(tokens, place, edit.keep)
        result += tokens[place:kept_end]
        result += edit.insert
        place = kept_end + len(edit.delete)
    return [*result, *tokens[place:]]


def _reversed(change: BlockChange) -> BlockChange:
    kinds = {"added": "removed", "removed": "added", "split": "joined", "joined": "split"}
    edits = tuple(edit.model_copy(update={"delete": edit.insert, "insert": edit.delete}) for edit in change.edits)
    return change.model_copy(
        update={
            "kind": kinds.get(change.kind, change.kind),
            "base": change.head,
            "head": change.base,
            "base_count": change.head_count,
            "head_count": change.base_count,
            "edits": edits,
        }
    )

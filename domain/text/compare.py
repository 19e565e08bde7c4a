"""Comparing two texts, and applying or reversing what came out."""

import json
from collections.abc import Sequence

from domain.text.align import Pair, align
from domain.text.canonical import addressed, canonical_bytes
from domain.text.edits import Data, edits_between, opened
from domain.text.flat import flat_of, json_of, lines_of, read_lines, together
from domain.text.prose import WordEdit, prose_edits
from domain.text.together import Group
from domain.text.tokens import flatten_all, rebuild_all, step
from schemas.canonical import sha256_hex
from schemas.text import Ast, Block, BlockChange, Diff, Edit, Token

ENGINE_VERSION = "3"  # to be raised by whatever makes an equal pair of texts give other changes


def compare(base_ast: Ast, head_ast: Ast) -> Diff:
    """How the base becomes the head: blocks are paired first, then words inside paired blocks.

    The laws, for any two texts: `apply(compare(a, b), a)` is b, `apply(reverse(compare(a, b)), b)` is a, both in
    canonical form; no changes means equal texts; the result depends on the two texts alone.
    """
    base, head = canonical_bytes(base_ast), canonical_bytes(head_ast)
    lines = lines_of(base)
    return read_diff(compare_lines(sha256_hex(base), lines, sha256_hex(head), lines_of(head)), lines)


def compare_lines(base_hash: str, base_lines: str, head_hash: str, head_lines: str) -> bytes:
    """The same from two texts, given as lines under their hashes: the diff as it is stored, for `read_diff`."""
    base, head = read_lines(base_lines), read_lines(head_lines)
    diff = {
        "engine": ENGINE_VERSION,
        "base_hash": base_hash,
        "head_hash": head_hash,
        "base_blocks": len(base),
        "head_blocks": len(head),
        "changes": _changes(base, head),
    }
    return json.dumps(diff, ensure_ascii=False, separators=(",", ":")).encode()


def read_diff(stored: bytes, base_lines: str) -> Diff:
    """A stored diff, with what its base says around each edit."""
    diff = json.loads(stored)
    base = read_lines(base_lines)
    for change in diff["changes"]:
        if "words" in change:
            change["edits"] = opened(base[change["base"]][1:], change.pop("words"))
        if "line" in change:
            change["block"] = json_of(change.pop("line"))
    return Diff.model_validate(diff)


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


def _changes(base: Sequence[str], head: Sequence[str]) -> list[Data]:
    pairs, groups, known = align(base, head)
    changes = [_grouped(group, base, head) for group in groups]
    changes += [_paired(pair, base, head, known) for pair in pairs if pair.moved or base[pair.base] != head[pair.head]]
    lone_base, lone_head = _lone(len(base), len(head), pairs, groups)
    changes += [{"kind": "removed", "base": i, "line": base[i]} for i in lone_base]
    changes += [{"kind": "added", "head": j, "line": head[j]} for j in lone_head]
    return sorted(changes, key=lambda change: _order(change.get("base"), change.get("head")))


def _paired(pair: Pair, base: Sequence[str], head: Sequence[str], known: dict[tuple[int, int], list[WordEdit]]) -> Data:
    i, j, moved = pair
    old, new = base[i], head[j]
    change: Data = {"kind": "moved" if moved else "changed", "base": i, "head": j}
    if (i, j) in known:
        change["words"] = known[i, j]
    elif old[0] == new[0] == "P":
        change["words"] = prose_edits(old[1:], new[1:]).edits
    else:
        change["edits"] = edits_between(flat_of(old), flat_of(new))
    return change


def _grouped(group: Group, base: Sequence[str], head: Sequence[str]) -> Data:
    i, j, count, head_count = group
    edits = edits_between(
        together([flat_of(line) for line in base[i : i + count]]),
        together([flat_of(line) for line in head[j : j + head_count]]),
    )
    kind = "split" if count == 1 else "joined"
    return {"kind": kind, "base": i, "head": j, "edits": edits, "base_count": count, "head_count": head_count}


def _lone(base: int, head: int, pairs: list[Pair], groups: list[Group]) -> tuple[list[int], list[int]]:
    known = {pair.base for pair in pairs}.union(*(range(g.base, g.base + g.base_count) for g in groups))
    known_there = {pair.head for pair in pairs}.union(*(range(g.head, g.head + g.head_count) for g in groups))
    return [i for i in range(base) if i not in known], [j for j in range(head) if j not in known_there]


def _order(base: int | None, head: int | None) -> tuple[bool, int, int]:
    """What has a base block in the order of the base, then what was added in the order of the head."""
    return (base is None, base or 0, head or 0)


def _in_order(changes: list[BlockChange]) -> tuple[BlockChange, ...]:
    return tuple(sorted(changes, key=lambda change: _order(change.base, change.head)))


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

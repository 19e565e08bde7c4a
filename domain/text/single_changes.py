"""A comparison cut into single changes, each of which can be taken or left by itself."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from domain.text.canonical import Addressed, addressed, normalise
from domain.text.compare import base_blocks, block_map, head_blocks
from domain.text.plain import block_text
from domain.text.tokens import flatten, is_word, plain, rebuild, step
from schemas.reading import Patch, Unit
from schemas.text import Ast, Block, BlockChange, Diff, Edit, Token


def single_changes(base_ast: Ast, head_ast: Ast, diff: Diff) -> list[Unit]:
    """Every change of the diff between two texts by itself, in the order of the base.

    A block's edits are one change each; blocks put in or taken out side by side are one change together, since
    neither half makes sense alone, and so are equal blocks that moved.
    """
    cutter = _Cutter(addressed(base_ast), addressed(head_ast), diff)
    return sorted(cutter.found(), key=lambda unit: (unit.block, unit.start, unit.head))


def with_change(base_ast: Ast, patches: Iterable[Patch]) -> Ast:
    """The text with the patches of one change, in canonical form."""
    blocks = list(normalise(base_ast)["blocks"])
    for patch in sorted(patches, key=lambda patch: (patch.start, patch.end), reverse=True):
        blocks[patch.start : patch.end] = patch.blocks
    return addressed({"blocks": blocks}).ast


class _Place(NamedTuple):
    """One edit within its block, in tokens of the base and of the head."""

    start: int
    end: int
    head_start: int
    insert: tuple[Token, ...]
    edit: Edit


class _Cutter:
    def __init__(self, base: Addressed, head: Addressed, diff: Diff) -> None:
        self.base, self.head, self.diff = base, head, diff
        self.after = _insertion_points(diff)

    def found(self) -> Iterator[Unit]:
        loose: list[tuple[int, int, int | None]] = []  # base blocks [start, end), and the head block put in there
        moved: dict[str, Unit] = {}  # by words: of equal blocks nobody could tell which of them had moved
        for change in self.diff.changes:
            match change.kind:
                case "changed":
                    yield from self._edited(change)
                case "moved":
                    unit = self._moved(change)
                    first = moved.get(unit.quote, unit.model_copy(update={"patches": ()}))
                    moved[unit.quote] = first.model_copy(update={"patches": first.patches + unit.patches})
                case "added":
                    point = self.after[_index(change.head)]
                    loose.append((point, point, change.head))
                case "removed":
                    loose.append((_index(change.base), _index(change.base) + 1, None))
                case _:
                    yield self._reshaped(change)
        yield from moved.values()
        for cluster in _clusters(sorted(loose, key=lambda one: (one[0], one[1], one[2] or 0))):
            yield self._loose(cluster)

    def _edited(self, change: BlockChange) -> Iterator[Unit]:
        i, j = _index(change.base), _index(change.head)
        tokens = flatten(self.base.blocks[i])
        places = list(_places(tokens, change.edits))
        groups: dict[tuple[int, int], list[_Place]] = {}
        for number, place in enumerate(places):
            groups.setdefault((place.edit.moved, 0 if place.edit.moved else number), []).append(place)
        units = []
        for group in groups.values():
            block = _with_edits(tokens, group)
            if block is None:  # half of a change of structure: all edits of the block go together
                yield self._whole(i, j)
                return
            units.append(self._one(i, j, tokens, group, block))
        yield from units

    def _one(self, i: int, j: int, tokens: Sequence[Token], group: list[_Place], blocks: tuple[Block, ...]) -> Unit:
        first, last = group[0], group[-1]
        start, end, insert = first.start, last.end, plain(_applied(tokens, group, first.start, last.end))
        before, after = plain(tokens[start:end]).strip(), insert.strip()
        reads = plain(flatten(self.head.blocks[j])[: first.head_start])
        begin, stop = _quoted(tokens, start, end)
        return Unit(
            kind="moved" if first.edit.moved else _kind(before, after),
            block=i,
            start=len(plain(tokens[:begin])),
            end=len(plain(tokens[:stop])),
            quote=plain(tokens[begin:stop]),
            replacement=plain(tokens[begin:start]) + insert + plain(tokens[end:stop]),
            before=before,
            after=after,
            patches=(Patch(start=i, end=i + 1, blocks=blocks),),
            head=(j, len(reads), len(reads) + len(insert)),
        )

    def _whole(self, i: int, j: int) -> Unit:
        return self._blocks(range(i, i + 1), range(j, j + 1))

    def _reshaped(self, change: BlockChange) -> Unit:
        return self._blocks(base_blocks(change), head_blocks(change))

    def _blocks(self, base: range, head: range) -> Unit:
        """Blocks in a row that became others in a row."""
        old, new = self.base.blocks[base.start : base.stop], self.head.blocks[head.start : head.stop]
        before, after = _read(old), _read(new)
        quote = block_text(old[0])
        return Unit(
            kind="formatted" if before == after else "replaced",
            block=base.start,
            start=0,
            end=len(quote),
            quote=quote,
            replacement=after,
            before=before,
            after=after,
            patches=(Patch(start=base.start, end=base.stop, blocks=tuple(new)),),
            head=(head.start, 0, len(block_text(new[0]))),
        )

    def _moved(self, change: BlockChange) -> Unit:
        i, j = _index(change.base), _index(change.head)
        point, quote = self.after[j], block_text(self.base.blocks[i])
        moved = self.head.blocks[j]
        return Unit(
            kind="moved",
            block=i,
            start=0,
            end=len(quote),
            quote=quote,
            replacement=block_text(moved),
            before=quote,
            after=block_text(moved),
            patches=(Patch(start=i, end=i + 1), Patch(start=point, end=point, blocks=(moved,))),
            head=(j, 0, len(block_text(moved))),
        )

    def _loose(self, cluster: list[tuple[int, int, int | None]]) -> Unit:
        """Blocks taken out and put in at one place."""
        start, end = min(one[0] for one in cluster), max(one[1] for one in cluster)
        put_in = [j for _, _, j in cluster if j is not None]
        new = [self.head.blocks[j] for j in put_in]
        before, after = _read(self.base.blocks[start:end]), _read(new)
        block, first, last, quote, replacement = self._beside(start, end, after)
        return Unit(
            kind=_kind(before, after),
            block=block,
            start=first,
            end=last,
            quote=quote,
            replacement=replacement,
            before=before,
            after=after,
            patches=(Patch(start=start, end=end, blocks=tuple(new)),),
            head=(put_in[0], 0, len(block_text(new[0]))) if put_in else self._gone_at(start),
        )

    def _beside(self, start: int, end: int, after: str) -> tuple[int, int, int, str, str]:
        """What words of the base the change is shown at: what was taken out, else the last word before it."""
        if end > start:
            quote = block_text(self.base.blocks[start])
            return start, 0, len(quote), quote, after
        if not self.base.blocks:
            return 0, 0, 0, "", after
        beside = max(0, start - 1)
        text = block_text(self.base.blocks[beside])
        word = text.split()[-1] if text.split() else text
        at = text.rfind(word)
        replacement = f"{word}\n\n{after}" if start else f"{after}\n\n{word}"
        return beside, at, at + len(word), word, replacement

    def _gone_at(self, start: int) -> tuple[int, int, int]:
        """The place of the head at which base blocks from `start` are missing."""
        kept = block_map(self.diff)
        before = max((kept[i] for i in range(start) if i in kept), default=-1)
        if before < 0:
            return 0, 0, 0
        length = len(block_text(self.head.blocks[before]))
        return before, length, length


def _insertion_points(diff: Diff) -> dict[int, int]:
    """For every head block the base index at which it stands: after the nearest earlier block that kept its place."""
    moved = {change.head for change in diff.changes if change.kind == "moved"}
    ends = {j: i + 1 for i, j in block_map(diff).items() if j not in moved}
    for change in diff.changes:
        if change.kind in ("split", "joined"):
            ends |= dict.fromkeys(head_blocks(change), base_blocks(change).stop)
    points, point = {}, 0
    for j in range(diff.head_blocks):
        points[j] = point
        point = ends.get(j, point)
    return points


def _clusters(loose: Iterable[tuple[int, int, int | None]]) -> list[list[tuple[int, int, int | None]]]:
    clusters: list[list[tuple[int, int, int | None]]] = []
    for one in loose:
        if clusters and one[0] <= max(before[1] for before in clusters[-1]):
            clusters[-1].append(one)
        else:
            clusters.append([one])
    return clusters


def _places(tokens: Sequence[Token], edits: Iterable[Edit]) -> Iterator[_Place]:
    place, shift = 0, 0
    for edit in edits:
        start = step(tokens, place, edit.keep)
        place = start + len(edit.delete)
        yield _Place(start, place, start + shift, edit.insert, edit)
        shift += len(edit.insert) - len(edit.delete)


def _applied(tokens: Sequence[Token], group: Iterable[_Place], start: int, end: int) -> list[Token]:
    """Tokens [start, end) with the edits of a group."""
    result: list[Token] = []
    for place in group:
        result += [*tokens[start : place.start], *place.insert]
        start = place.end
    return [*result, *tokens[start:end]]


def _with_edits(tokens: Sequence[Token], group: list[_Place]) -> tuple[Block, ...] | None:
    """The block with these edits alone, none where it was emptied; None if that is no block."""
    try:
        made = rebuild(_applied(tokens, group, 0, len(tokens)))
        return tuple(normalise({"blocks": [made]})["blocks"])
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def _quoted(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The tokens that a change is shown at: its own, or with the nearest word where it has none."""
    if plain(tokens[start:end]).strip():
        return start, end
    for begin in range(start - 1, -1, -1):
        if tokens[begin].kind == "frame":
            break
        if is_word(tokens[begin]):
            return begin, end
    for stop in range(end, len(tokens)):
        if tokens[stop].kind == "frame":
            break
        if is_word(tokens[stop]):
            return start, stop + 1
    return 0, len(tokens)


def _kind(before: str, after: str) -> Literal["replaced", "inserted", "deleted", "formatted"]:
    if before == after:
        return "formatted"
    return "replaced" if before and after else "inserted" if after else "deleted"


def _read(blocks: Iterable[Block]) -> str:
    return "\n\n".join(map(block_text, blocks))


def _index(index: int | None) -> int:
    assert index is not None
    return index

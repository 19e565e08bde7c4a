"""Shapes of many proposals put into one text: what is proposed, what came together, what collides."""

from typing import Literal

from schemas.frozen import Frozen
from schemas.text import Anchor, Ast


class Proposed(Frozen):
    """Other words for exact words of a text; an empty `replacement` takes them out.

    An empty line in `replacement` begins another paragraph, where the anchor's block is a paragraph or a heading.
    """

    id: str
    anchor: Anchor
    replacement: str


class Option(Frozen):
    """What one proposal of a collision alone would make of its blocks, as plain text."""

    id: str
    text: str


class Collision(Frozen):
    """Proposals of which not all can be taken: a set to choose from.

    `base` is the plain text of the `blocks` concerned as it stands. Those that exclude one another are named in
    `pairs`; of the others several may be taken together.
    """

    blocks: tuple[int, ...]
    base: str
    options: tuple[Option, ...]
    pairs: tuple[tuple[str, str], ...]


class MergedMany(Frozen):
    """A text with all proposals that do not collide.

    `applied` and `unfit` are ids in the order given. A proposal is `unfit` where its words cannot be put in
    without guessing at the structure: it has other lines than the list items or cells that it stands for.
    """

    ast: Ast
    applied: tuple[str, ...]
    collisions: tuple[Collision, ...] = ()
    unfit: tuple[str, ...] = ()


class Rebased(Frozen):
    """What became of a proposal in the next text.

    `open`: it can still be taken; `proposed` stands in that text. `taken`: the text says what was proposed.
    `overtaken`: its words were changed otherwise, are lost, or stand in several places.
    """

    state: Literal["open", "taken", "overtaken"]
    proposed: Proposed | None = None

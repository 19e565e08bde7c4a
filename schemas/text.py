"""Shapes of the text rules: words of a block, a comparison, its kind, a merge, a comment's anchor."""

from enum import IntEnum
from typing import Any, Literal, NamedTuple

from schemas.frozen import Frozen

Ast = dict[str, Any]  # a document as pandoc's JSON has it: "pandoc-api-version", "meta", "blocks"
Block = dict[str, Any]  # one block of it: "t" and, mostly, "c"


class Token(NamedTuple):
    """The smallest piece of a block that is compared as one.

    `text`: a word, a number, a space, a line break or one sign; `form` is empty.
    `atom`: a node that is kept whole (footnote, formula, image, code, citation); `form` is its canonical JSON.
    `frame`: the block's structure between two runs of words; `form` is that stretch of its canonical JSON.
    `text` is what the token adds to the block's plain text. `marks` are the formats around it, outermost
    first, each as canonical JSON: `["Emph"]`, `["Link",attributes,target]`.
    """

    kind: Literal["text", "atom", "frame"]
    text: str
    form: str = ""
    marks: tuple[str, ...] = ()


class TextBlock(Frozen):
    """One top-level block as people quote and search it; (`index`, `hash`) is its address in a text."""

    index: int
    hash: str
    text: str


class Edit(Frozen):
    """One replacement inside a block: step over `keep` units, take out `delete`, put in `insert`.

    A unit is one character of text, one whole node or one frame (`domain.text.tokens.units`). Between two edits
    something is kept, unless one of them changes formats only. `before` and `after` are the nearest kept words
    in plain text, the same on both sides. Where a part of the block was moved inside it (an item, a row), it is
    taken out by one edit and put in by another, and both have the same number in `moved`; 0 is no move.
    """

    keep: int
    delete: tuple[Token, ...] = ()
    insert: tuple[Token, ...] = ()
    before: str = ""
    after: str = ""
    moved: int = 0

    @property
    def formats_only(self) -> bool:
        """Whether the words stay and only their formats change."""
        return [token[:3] for token in self.delete] == [token[:3] for token in self.insert]


class BlockChange(Frozen):
    """What became of one block; `base` and `head` are its indexes there, None where it is absent.

    An added or removed block stands whole in `block`, as canonical JSON; a moved one may have `edits` too.
    A split block became `head_count` blocks in a row, the first of them `head`; of `base_count` blocks in a row,
    the first of them `base`, one was joined. Their `edits` lead from the words and frames of the one side's blocks,
    one after another, to the other side's.
    """

    kind: Literal["changed", "moved", "added", "removed", "split", "joined"]
    base: int | None = None
    head: int | None = None
    block: str = ""
    edits: tuple[Edit, ...] = ()
    base_count: int = 1
    head_count: int = 1


class Diff(Frozen):
    """How one text becomes another, as data, addressed by both hashes and the engine's version.

    Blocks that no change names are unchanged and stand in the same order on both sides.
    No changes means equal texts.
    """

    engine: str
    base_hash: str
    head_hash: str
    base_blocks: int
    head_blocks: int
    changes: tuple[BlockChange, ...] = ()


class ChangeKind(IntEnum):
    """How much a change means, in ascending order; kinds are compared with < and max()."""

    identical = 0
    whitespace = 1
    typography = 2
    wording = 3
    substance = 4


class Touched(Frozen):
    """One reason for a kind: which family of words or signs was touched, and the text on either side."""

    kind: ChangeKind
    family: str
    base: int | None
    head: int | None
    before: str
    after: str


class Change(Frozen):
    """The kind of a whole comparison, and everything that was touched, in the order of the changes."""

    kind: ChangeKind
    touched: tuple[Touched, ...] = ()


class Merged(Frozen):
    """Both sides' edits in one text."""

    ast: Ast


class ConflictBlock(Frozen):
    """A place that both sides changed, as plain text; `index` is the first base block concerned."""

    index: int
    base: str
    ours: str
    theirs: str


class Conflict(Frozen):
    """Why two texts could not be merged without guessing: every place, in the order of the base."""

    blocks: tuple[ConflictBlock, ...]


class Anchor(Frozen):
    """The words that a comment is about, in one exact text (W3C Web Annotation).

    `quote`, `prefix` and `suffix` are its TextQuoteSelector; `block`, `start` and `end` its
    TextPositionSelector within one block's plain text, in Unicode code points, `end` exclusive.
    """

    text_hash: str
    block: int
    block_hash: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


class Placement(Frozen):
    """Where an anchor's words stand in another text.

    `exact`: the same words in their block. `moved`: the same words elsewhere. `changed`: the words were edited;
    the position covers what became of them, and `score` (0 to 1) is the share of characters that stayed.
    `ambiguous`: the words stand in several new places. `lost`: nowhere. The last two have no position.
    """

    state: Literal["exact", "moved", "changed", "ambiguous", "lost"]
    score: float
    block: int | None = None
    start: int | None = None
    end: int | None = None

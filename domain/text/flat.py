"""A block as one string, a character for a unit; and a text as lines, a block each: the form that is compared.

It says the same as the canonical JSON in a quarter of the bytes, equal blocks are equal lines, and most lines can be
split into words as they are. So a comparison opens only the blocks that differ.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from domain.text.tokens import WORDS, pieces, rebuild_all
from schemas.canonical import canonical_json
from schemas.problems import Refused
from schemas.text import Block, Token

# A frame, a node kept whole, or a character from here on stands in the string as a sign of this private plane.
FIRST_SIGN = 0xF0000
MOST_SIGNS = 0x110000 - FIRST_SIGN

SIGNS = re.compile("[\U000f0000-\U0010ffff]")
_NO_PROSE = re.compile("[\U000f0000-\U0010ffff\0]|^ | $|  ")  # what a database or a join by blanks does not give back
FORM = "1"  # of the lines; to be raised with whatever makes an equal text give other lines
_BETWEEN_WORDS = '","t":"Str"},{"t":"Space"},{"c":"'
_STRINGS = re.compile(r'\{"c":"(?:[^"\\]|\\.)*","t":"Str"\}')
_PROSE_FRAMES = (Token("frame", "", '{"c":'), Token("frame", "", ',"t":"Para"}'))


class Marked(NamedTuple):
    """Units [start, end) stand in these formats."""

    start: int
    end: int
    marks: tuple[str, ...]


class Flat(NamedTuple):
    """A block, or several in a row, as units: characters of text, and signs for the `nodes`, in their order.

    `marked` are the stretches in formats, in order. A paragraph of mere text is `prose`: its two frames are left
    out, so that its units begin at 1.
    """

    text: str
    nodes: tuple[Token, ...] = ()
    marked: tuple[Marked, ...] = ()
    prose: bool = False

    @property
    def lead(self) -> int:
        """How many units stand before the first one of `text`."""
        return 1 if self.prose else 0

    def words(self, start: int, end: int) -> list[str]:
        """The words, signs and spaces of a stretch, none across a change of format."""
        if not self.marked:
            return WORDS.findall(self.text[start:end])
        return [word for a, b, _ in self._runs(start, end) for word in WORDS.findall(self.text[a:b])]

    def tokens(self, start: int, end: int) -> list[Token]:
        """The stretch as tokens, cut as `tokens.flatten` cuts its block."""
        if not self.marked:
            return [self._token(word, ()) for word in WORDS.findall(self.text[start:end])]
        return [
            self._token(word, marks) for a, b, marks in self._runs(start, end) for word in WORDS.findall(self.text[a:b])
        ]

    def written(self, start: int, end: int) -> list[list[Any]]:
        """The same as plain data; empty forms and marks may be left out."""
        if self.nodes or self.marked:
            return [list(token) for token in self.tokens(start, end)]
        text = self.text[start:end]
        return [["text", text]] if text.isalpha() else [["text", word] for word in WORDS.findall(text)]

    def plain(self, start: int, end: int) -> str:
        """What a reader reads of a stretch."""
        text = self.text[start:end]
        return SIGNS.sub(lambda sign: self.nodes[ord(sign[0]) - FIRST_SIGN].text, text) if self.nodes else text

    def plain_length(self, start: int, end: int) -> int:
        """How many characters a reader reads of units [start, end), the frames of prose among them."""
        if self.nodes:
            return len(self.plain(start, end))
        first, last = (min(max(place - self.lead, 0), len(self.text)) for place in (start, end))
        return last - first

    def full(self) -> "Flat":
        """The same with the frames of prose among its units."""
        if not self.prose:
            return self
        return Flat(f"{chr(FIRST_SIGN)}{self.text}{chr(FIRST_SIGN + 1)}", _PROSE_FRAMES)

    def stretch(self, start: int, end: int) -> "Flat":
        """A stretch of its units by itself."""
        marked = (
            Marked(max(a, start) - start, min(b, end) - start, marks)
            for a, b, marks in self.marked
            if b > start and a < end
        )
        return Flat(self.text[start:end], self.nodes, tuple(marked))

    def blocks(self) -> list[Block]:
        """The blocks that it stands for."""
        whole = self.full()
        return rebuild_all(whole.tokens(0, len(whole.text)))

    def with_signs_of(self, other: "Flat") -> "Flat":
        """The same with the signs that another one has for equal nodes, and new ones for the others."""
        if self.nodes == other.nodes[: len(self.nodes)]:
            return self
        numbers = {node: number for number, node in enumerate(other.nodes)}
        table = {FIRST_SIGN + i: _sign(numbers.setdefault(node, len(numbers))) for i, node in enumerate(self.nodes)}
        return self._replace(text=self.text.translate(table), nodes=tuple(numbers))

    def _token(self, word: str, marks: tuple[str, ...]) -> Token:
        if word >= "\U000f0000":
            return self.nodes[ord(word) - FIRST_SIGN]._replace(marks=marks)
        return Token("text", word, "", marks)

    def _runs(self, start: int, end: int) -> list[Marked]:
        runs, place = [], start
        for a, b, marks in self.marked:
            if b > start and a < end:
                if a > place:
                    runs.append(Marked(place, a, ()))
                runs.append(Marked(max(a, start), min(b, end), marks))
                place = min(b, end)
        return [*runs, Marked(place, end, ())] if place < end else runs


def flat(block: Block) -> Flat:
    """A canonical block as units. Raises Refused("text_too_deep") if it has more than `MOST_SIGNS` unlike nodes."""
    return of_tokens(pieces(block))


def of_tokens(tokens: Iterable[Token]) -> Flat:
    """Tokens as units. Raises Refused("text_too_deep") if more than `MOST_SIGNS` unlike ones are no text."""
    numbers: dict[Token, int] = {}
    text: list[str] = []
    marked: list[Marked] = []
    length = 0
    for token in tokens:
        if token.kind == "text":
            part = SIGNS.sub(lambda sign: _numbered(numbers, Token("text", sign[0])), token.text)
        else:
            form = _STRINGS.sub(lambda string: string[0].replace(" ", _BETWEEN_WORDS), token.form)
            part = _numbered(numbers, Token(token.kind, token.text, form))
        text.append(part)
        if token.marks and marked and marked[-1].end == length and marked[-1].marks == token.marks:
            marked[-1] = Marked(marked[-1].start, length + len(part), token.marks)
        elif token.marks:
            marked.append(Marked(length, length + len(part), token.marks))
        length += len(part)
    return Flat("".join(text), tuple(numbers), tuple(marked))


def together(flats: Sequence[Flat]) -> Flat:
    """Several blocks, one after another, as one."""
    numbers: dict[Token, int] = {}
    text, marked, length = "", [], 0
    for one in (part.full() for part in flats):
        table = {FIRST_SIGN + i: _numbered(numbers, node) for i, node in enumerate(one.nodes)}
        text += one.text.translate(table)
        marked += [Marked(length + start, length + end, marks) for start, end, marks in one.marked]
        length = len(text)
    return Flat(text, tuple(numbers), tuple(marked))


def lines_of(canonical: bytes) -> str:
    """The lines of a text, from its canonical bytes."""
    blocks = json.loads(canonical.replace(_BETWEEN_WORDS.encode(), b" "))["blocks"]
    return "\n".join(map(line_of, blocks))


def line_of(block: Block) -> str:
    """A canonical block as a line; strings that hold several words with their spaces are welcome in it."""
    content = block["c"] if block["t"] == "Para" else []
    if len(content) == 1 and content[0]["t"] == "Str" and not _NO_PROSE.search(content[0]["c"]):
        return f"P{content[0]['c']}"
    text, nodes, marked, _ = flat(block)
    return "B" + canonical_json([text, nodes, marked])


def read_lines(lines: str) -> list[str]:
    """The lines as they are compared."""
    return lines.split("\n") if lines else []


def flat_of(line: str) -> Flat:
    """The block of a line, as units."""
    if line[0] == "P":
        return Flat(line[1:], prose=True)
    text, nodes, marked = json.loads(line[1:])
    return Flat(
        text,
        tuple(Token(kind, said, form) for kind, said, form, _ in nodes),
        tuple(Marked(start, end, tuple(marks)) for start, end, marks in marked),
    )


def plain_line(line: str) -> str:
    """What a reader reads of the block of a line."""
    if line[0] == "P":
        return line[1:]
    whole = flat_of(line)
    return whole.plain(0, len(whole.text))


def json_of(line: str) -> str:
    """The block of a line, as JSON in canonical form, but that a string may hold several words with their spaces."""
    if line[0] == "P":
        return f'{{"c":[{{"c":{canonical_json(line[1:])},"t":"Str"}}],"t":"Para"}}'
    return canonical_json(flat_of(line).blocks()[0])


def _numbered(numbers: dict[Token, int], node: Token) -> str:
    return _sign(numbers.setdefault(node, len(numbers)))


def _sign(number: int) -> str:
    if number >= MOST_SIGNS:
        raise Refused("text_too_deep")
    return chr(FIRST_SIGN + number)

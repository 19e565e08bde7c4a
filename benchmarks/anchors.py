"""Finding 200 comments again in an edited text of 50 pages, beside diff-match-patch's fuzzy search."""

from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import Any

from diff_match_patch import diff_match_patch

from benchmarks.figures import Figure, Results
from benchmarks.sizes import Size
from domain.text.anchor import anchor_at
from domain.text.canonical import addressed, canonical_bytes
from domain.text.compare import compare_lines, read_diff
from domain.text.flat import lines_of
from domain.text.placement import place_in_lines
from domain.text.plain import block_text
from schemas.canonical import sha256_hex
from schemas.text import Anchor, Ast

PAGES, PAGE = 50, 1800  # characters of a page
COMMENTS = 200
PATTERN = 32  # characters that diff-match-patch looks for at once: first and last ones of the quotation
EDITS = {"1 % of words": (0.01, 0.0), "10 % of words": (0.1, 0.0), "5 % moved and 5 % of words": (0.05, 0.05)}
_SYLLABLES = ("ка", "ро", "ми", "ста", "ле", "но", "ве", "ду", "при", "го", "ши", "тре", "ба", "лю", "зы", "пе", "ску")


def measure(_folder: Path, size: Size, results: Results) -> None:
    """Take the figure for every kind of edit; both sides in turns, processor time only."""
    made_of: dict[str, float] = {}
    for seed, (kind, (words, moved)) in enumerate(EDITS.items()):
        pair = _Pair(Random(seed), words, moved)
        ours, theirs = _in_turns(pair.ours, pair.theirs, 1 if size.rounds == 1 else 2 * size.rounds)
        made_of[kind] = ours / theirs
        made_of[f"{kind}, ms"] = 1000 * ours
        made_of[f"{kind}, diff-match-patch ms"] = 1000 * theirs
    what = f"{COMMENTS} comments found again on {PAGES} pages: CPU over diff-match-patch's, the worst kind of edit"
    value = max(made_of[kind] for kind in EDITS)
    results.add(
        "reanchor_cpu_vs_dmp", Figure(value=value, what=what, solid=0.05, aim=0.03, better="less", made_of=made_of)
    )


class _Pair:
    """A text, its comments, and its edited form, as they are stored."""

    def __init__(self, random: Random, words: float, moved: float) -> None:
        vocabulary = ["".join(random.choices(_SYLLABLES, k=random.randint(1, 4))) for _ in range(4000)]
        weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < PAGES * PAGE:
            many = random.choices(vocabulary, cum_weights=weights, k=random.randint(30, 90))
            paragraphs.append(" ".join(f"{word}." if place % 12 == 11 else word for place, word in enumerate(many)))
        base, head = _text(paragraphs), _text(_edited(random, paragraphs, vocabulary, words, moved))
        texts = [canonical_bytes(text) for text in (base, head)]
        self.base, self.head = (lines_of(text) for text in texts)
        self.diff = compare_lines(sha256_hex(texts[0]), self.base, sha256_hex(texts[1]), self.head)
        self.anchors = _anchors(random, base)
        self.head_text = "\n".join(map(block_text, addressed(head).blocks))
        starts = list(accumulate((len(paragraph) + 1 for paragraph in paragraphs), initial=0))
        self.near = [starts[anchor.block] + anchor.start for anchor in self.anchors]

    def ours(self) -> None:
        """From the stored lines of the texts and their stored diff to the places."""
        place_in_lines(self.anchors, read_diff(self.diff, self.base), self.base, self.head)

    def theirs(self) -> None:
        """The beginning and the end of every quotation, looked for near their old places."""
        engine: Any = diff_match_patch()
        for anchor, near in zip(self.anchors, self.near, strict=True):
            engine.match_main(self.head_text, anchor.quote[:PATTERN], near)
            engine.match_main(self.head_text, anchor.quote[-PATTERN:], near + max(0, len(anchor.quote) - PATTERN))


def _in_turns(ours: Callable[[], None], theirs: Callable[[], None], rounds: int) -> tuple[float, float]:
    taken: list[tuple[float, float]] = [(_cpu(ours), _cpu(theirs)) for _ in range(rounds)]
    return median(one for one, _ in taken), median(other for _, other in taken)


def _cpu(act: Callable[[], None]) -> float:
    began = process_time()
    act()
    return process_time() - began


def _edited(random: Random, paragraphs: list[str], vocabulary: list[str], words: float, moved: float) -> list[str]:
    edited = [
        " ".join(random.choice(vocabulary) if random.random() < words else word for word in paragraph.split(" "))
        for paragraph in paragraphs
    ]
    for _ in range(int(moved * len(edited))):
        edited.insert(random.randrange(len(edited)), edited.pop(random.randrange(len(edited))))
    return edited


def _text(paragraphs: list[str]) -> Ast:
    def inlines(text: str) -> list[dict[str, Any]]:
        nodes: list[dict[str, Any]] = []
        for word in text.split(" "):
            nodes += [{"t": "Space"}] * bool(nodes) + [{"t": "Str", "c": word}]
        return nodes

    return {
        "pandoc-api-version": [1, 23, 1],
        "meta": {},
        "blocks": [{"t": "Para", "c": inlines(paragraph)} for paragraph in paragraphs],
    }


def _anchors(random: Random, base: Ast) -> list[Anchor]:
    text = addressed(base)
    anchors = []
    for _ in range(COMMENTS):
        block = random.randrange(len(text.blocks))
        words = block_text(text.blocks[block]).split(" ")
        first = random.randrange(len(words) - 12)
        start = len(" ".join(words[:first])) + bool(first)
        quote = " ".join(words[first : first + random.randint(3, 12)])
        anchors.append(anchor_at(text, block, start, start + len(quote)))
    return anchors

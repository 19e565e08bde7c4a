"""Comments keep their place: edits with known answers, in made texts and in the project's own documentation."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

import pytest

from domain.text.compare import compare
from domain.text.placement import place_all
from tests.domain.text.corpus import Case, Writer, read

DOCS = Path(__file__).parents[3] / "docs"
SYLLABLES = ("ка", "ро", "ми", "ста", "ле", "но", "ве", "ду", "при", "го", "ши", "тре", "ба", "лю", "зы", "пе", "ску")
EDITS = (4, 15, 40)  # of a text of 40 paragraphs: a few remarks taken in, a hard round, another text

Counted = Callable[..., None]


def vocabulary(seed: int) -> list[str]:
    """Some 900 words of nobody's language."""
    random = Random(seed)
    made = ("".join(random.choices(SYLLABLES, k=random.choice([1, 2, 2, 3, 3, 4]))) for _ in range(900))
    return list(dict.fromkeys(made))


def made_texts(seeds: Iterable[int]) -> Iterator[Case]:
    for seed in seeds:
        for edits in EDITS:
            writer = Writer(seed, vocabulary(seed))
            yield writer.case(writer.text(40), edits, 100)


def real_texts(seeds: Iterable[int]) -> Iterator[Case]:
    """Chapters of the documentation, edited with their own words."""
    files = sorted(DOCS.glob("*.md"))
    for seed in seeds:
        lines = files[seed % len(files)].read_text().splitlines()
        words = sorted({word.strip("`*.,:;()|") for line in lines for word in line.split()} - {""})
        yield Writer(seed, words).case(read(lines[:120]), EDITS[seed % 3], 100)


def tried(cases: Iterable[Case]) -> Counter[str]:
    """How many quotations had which fate; `found` of the `findable`, and those at a `wrong` place."""
    fates: Counter[str] = Counter()
    for case in cases:
        anchors = [quote.anchor for quote in case.quotes]
        placements = place_all(anchors, compare(case.base, case.head), case.base, case.head)
        for quote, placement in zip(case.quotes, placements, strict=True):
            verdict = case.verdict(quote, placement)
            fates["quotes"] += 1
            fates["wrong"] += verdict == "wrong"
            fates["findable"] += case.is_findable(quote)
            fates["found"] += case.is_findable(quote) and verdict == "hit"
            fates[placement.state] += 1
    return fates


def told(count: Counted, kind: str, fates: Counter[str]) -> None:
    count(f"quotes in {kind} texts", fates["quotes"])
    count(f"quotes in {kind} texts, findable", fates["findable"])
    count(f"quotes in {kind} texts, found", fates["found"])
    count(f"quotes in {kind} texts, wrong places", fates["wrong"])


@pytest.mark.parametrize(("kind", "cases"), [("made", made_texts(range(100, 104))), ("real", real_texts(range(6)))])
def test_no_comment_is_at_a_wrong_place_and_nearly_all_are_found(
    count: Counted, kind: str, cases: Iterator[Case]
) -> None:
    fates = tried(cases)
    told(count, kind, fates)
    assert fates["wrong"] == 0
    assert fates["found"] >= 0.99 * fates["findable"] > 0.7 * fates["quotes"]
    assert all(fates[state] for state in ("exact", "moved", "changed", "ambiguous", "lost"))


@pytest.mark.long
@pytest.mark.parametrize(("kind", "cases"), [("made", made_texts(range(200, 260))), ("real", real_texts(range(60)))])
def test_no_comment_of_very_many_is_at_a_wrong_place(count: Counted, kind: str, cases: Iterator[Case]) -> None:
    fates = tried(cases)
    told(count, kind, fates)
    assert fates["wrong"] == 0
    assert fates["found"] >= 0.99 * fates["findable"]

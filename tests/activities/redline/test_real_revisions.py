"""The laws of comparing on what people wrote: the history of this documentation, and the first users' documents."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from activities.convert.reader import Converter
from activities.redline.docx import docx_redline
from domain.text.compare import compare
from domain.text.redline import redline
from schemas.conversion import TakenChanges
from schemas.text import Ast
from tests.activities.redline.conftest import AUTHORSHIP
from tests.activities.redline.settling import settled
from tests.domain.text.test_compare import holds

ROOT = Path(__file__).parents[3]
Counted = Callable[..., None]


def git(*arguments: str) -> bytes:
    """What git says of this checkout; nothing where there is no git or no history."""
    try:
        return subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, check=False).stdout
    except FileNotFoundError:
        return b""


def revisions(converter: Converter, most: int) -> Iterator[tuple[Ast, Ast]]:
    """The latest revisions of the documentation, each file with the one before it."""
    log = git("log", f"-{most}", "--format=", "--raw", "--no-abbrev", "--diff-filter=M", "--", "docs/*.md", "README.md")
    for line in log.decode().splitlines()[:most]:
        sides = [git("cat-file", "blob", blob) for blob in line.split()[2:4]]
        if all(sides):
            base, head = (converter.to_ast(side, "a.md").ast for side in sides)
            yield base, head


def hold_of_history(converter: Converter, most: int, redlines: int, count: Counted) -> None:
    found = list(revisions(converter, most))
    if not found:
        pytest.skip("HISTORY ABSENT: the revisions of the documentation are not in this checkout")
    for base, head in found:
        holds(base, head)
    for base, head in found[:redlines]:
        drawn = docx_redline(redline(base, head, compare(base, head)), AUTHORSHIP, [], converter.run_pandoc)
        sides: list[tuple[TakenChanges, Ast]] = [("reject", base), ("accept", head)]
        for changes, side in sides:
            # Word has no place for some of what Markdown says; what it has is the same on both ways into it.
            plain = docx_redline(redline(side, side, compare(side, side)), AUTHORSHIP, [], converter.run_pandoc)
            assert converter.to_ast(settled(drawn, changes), "a.docx").ast == converter.to_ast(plain, "a.docx").ast
    count("real revisions the laws hold for", len(found))
    count("redlines of real revisions settled both ways", len(found[:redlines]))


def test_laws_hold_for_the_latest_revisions_of_the_documentation(converter: Converter, count: Counted) -> None:
    hold_of_history(converter, 8, 2, count)


@pytest.mark.long
def test_laws_hold_for_the_history_of_the_documentation(converter: Converter, count: Counted) -> None:
    hold_of_history(converter, 80, 12, count)


def test_laws_hold_for_edits_of_the_first_users_documents(converter: Converter, count: Counted) -> None:
    files = sorted(ROOT.parent.glob("*/seeds/*.txt"))
    if not files:
        pytest.skip("SEED DOCUMENTS ABSENT: the documents of the first users are not beside this checkout")
    for file in files:
        paragraphs = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        base = read(converter, paragraphs)
        for seed in range(6):
            holds(base, read(converter, edited(Random(seed), paragraphs)))
    count("edits of real documents the laws hold for", 6 * len(files))


def read(converter: Converter, paragraphs: list[str]) -> Ast:
    return converter.to_ast("\n\n".join(paragraphs).encode(), "a.md").ast


def edited(random: Random, paragraphs: list[str]) -> list[str]:
    """The paragraphs, some taken out, moved, joined or cut in two, and words of others changed."""
    words = " ".join(paragraphs).split()
    made = [
        " ".join(random.choice(words) if random.random() < 0.05 else word for word in paragraph.split(" "))
        for paragraph in paragraphs
    ]
    for _ in range(max(2, len(made) // 12)):
        place = random.randrange(len(made) - 1)
        match random.randrange(4):
            case 0:
                del made[place]
            case 1:
                made.insert(random.randrange(len(made)), made.pop(place))
            case 2:
                made[place : place + 2] = [" ".join(made[place : place + 2])]
            case _:
                half = len(made[place]) // 2
                made[place : place + 1] = [made[place][:half] or "—", made[place][half:] or "—"]
    return made

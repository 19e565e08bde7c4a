"""Comparing two stored texts, up to the stored diff, beside `git diff --word-diff` on the same words."""

import json
import re
import resource
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from activities.texts import Texts, note_lines
from benchmarks.figures import Figure, Results
from benchmarks.prose import EDITS, canonical, document, edited
from benchmarks.sizes import Size
from domain.text.plain import document_text
from domain.text.tokens import flatten, plain
from schemas.text import Ast, Diff
from storage.database import Database
from storage.migrations import upgrade
from storage.objects import open_store

SOLID = {5: 0.5, 50: 1.5, 500: 3.0}
AIM = {5: 0.25, 50: 0.8, 500: 1.5}
TAKES = {5: 20, 50: 5, 500: 2}  # a round, as the least of few is a matter of luck where it takes a millisecond
MOST_REVISIONS = 12

_OURS, _CHILDREN = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
_MARKS = re.compile(r"(?:\[-(.*?)-\])?(?:\{\+(.*?)\+\})?", re.DOTALL)


class Marked(NamedTuple):
    """How much a comparison marks: characters that are no blanks, and separate marks."""

    characters: int
    marks: int


def measure(folder: Path, size: Size, results: Results) -> None:
    """Every number of pages and kind of edit on made prose; then real revisions, where the history is at hand."""
    database = Database(f"sqlite:///{folder / 'texts.sqlite'}")
    upgrade(database)
    texts = Texts(database, open_store(str(folder / "texts")))
    for pages in (5,) if size.rounds == 1 else (5, 50, 500):
        for edit in EDITS:
            chance = Random(f"{pages} {edit}")
            base = document(chance, pages)
            head = edited(chance, base, edit)
            _compare(results, f"{pages}p_{edit}", texts, folder, [(canonical(base), canonical(head))], pages, size)
    revisions = list(_revisions(folder))
    if revisions:
        _compare(results, "revisions", texts, folder, revisions, 5, size)
    else:
        print("diff_cpu_vs_git_revisions: not measured, the history of the documentation is not at hand")
    database.close()


def _compare(
    results: Results, name: str, texts: Texts, folder: Path, pairs: list[tuple[Ast, Ast]], pages: int, size: Size
) -> None:
    """Both take turns; of each the least CPU time counts, as whatever else the machine does only adds to it."""
    ours, gits, ratio_of_sizes = [], [], []
    for base, head in pairs:
        kept = [texts.kept(text) for text in (base, head)]
        with texts.database.write() as session:
            for one in kept:
                note_lines(session, one)
        addresses = [one.hash for one in kept]
        files = [folder / "base.md", folder / "head.md"]
        for file, text in zip(files, (base, head), strict=True):
            file.write_text(document_text(text) + "\n", encoding="utf-8")
        takes = [
            (
                _cpu(partial(texts.compared, *addresses), _OURS),
                _cpu(partial(_git, *files), _CHILDREN),
            )
            for _ in range(TAKES[pages] * size.rounds)
        ]
        ours.append(min(own for own, _ in takes))
        gits.append(min(git for _, git in takes))
        marked, by_git = _marked(texts.passing_diff(*addresses)), _marked_by_git(_git(*files))
        ratio_of_sizes.append((marked, by_git))
    made_of = {"ours ms": sum(ours) * 1000, "git ms": sum(gits) * 1000}
    what = "CPU from two stored texts to the stored diff, for one of git's words"
    cpu = Figure(
        value=sum(ours) / sum(gits), what=what, solid=SOLID[pages], aim=AIM[pages], better="less", made_of=made_of
    )
    results.add(f"diff_cpu_vs_git_{name}", cpu)
    own, git = (Marked(*map(sum, zip(*side, strict=True))) for side in zip(*ratio_of_sizes, strict=True))
    made_of = {"ours": own.characters, "git": git.characters, "our marks": own.marks, "git's marks": git.marks}
    aim = 0.25 if "move" in name else 1.0
    size_figure = Figure(
        value=own.characters / max(1, git.characters), what="marked characters, for one of git's", aim=aim,
        solid=aim, better="less", made_of=made_of,
    )  # fmt: skip
    results.add(f"diff_size_vs_git_{name}", size_figure)


def _git(base: Path, head: Path) -> bytes:
    command = ["git", "diff", "--no-index", "--no-color", "--word-diff", str(base), str(head)]
    return subprocess.run(command, capture_output=True, check=False).stdout


def _cpu(work: Callable[[], object], whose: int) -> float:
    before = resource.getrusage(whose)
    work()
    after = resource.getrusage(whose)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _marked(diff: Diff) -> Marked:
    """Moved text is marked as moved and counts only where it was edited."""
    characters = marks = 0
    for change in diff.changes:
        said = plain(flatten(json.loads(change.block))) if change.block else ""
        parts = [said, *(plain((*edit.delete, *edit.insert)) for edit in change.edits if not edit.moved)]
        characters += sum(len("".join(part.split())) for part in parts)
        marks += len(change.edits) or 1
    return Marked(characters, marks)


def _marked_by_git(output: bytes) -> Marked:
    hunks = re.split(r"^@@ .*? @@.*$", output.decode(), flags=re.MULTILINE)[1:]
    found = [match for hunk in hunks for match in _MARKS.finditer(hunk) if match[0]]
    said = ("".join(((match[1] or "") + (match[2] or "")).split()) for match in found)
    return Marked(sum(map(len, said)), len(found))


def _revisions(folder: Path) -> list[tuple[Ast, Ast]]:
    """The latest revisions of the project's own documentation, each with the one before it, where a clone has them."""
    from activities.convert.reader import Converter  # noqa: PLC0415  pandoc is needed for this one only
    from schemas.conversion import ConvertSettings  # noqa: PLC0415

    root = Path(__file__).parents[1]
    listed = subprocess.run(
        ["git", "-C", str(root), "log", f"-{MOST_REVISIONS}", "--format=%H", "--diff-filter=M", "--", "docs/use.md"],
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    converter = Converter(ConvertSettings(slots_folder=folder / "slots"))
    pairs = []
    for commit in listed.stdout.split():
        sides = [
            subprocess.run(["git", "-C", str(root), "show", f"{which}:docs/use.md"], capture_output=True, check=False)
            for which in (f"{commit}^", commit)
        ]
        if all(side.returncode == 0 for side in sides):
            base, head = (converter.to_ast(side.stdout, "use.md").ast for side in sides)
            pairs.append((base, head))
    return pairs

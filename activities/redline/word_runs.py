"""The words of a redline for pandoc's writer of Word files: changes as its spans, everything else as raw marks."""

from collections.abc import Sequence

from domain.text.inlines import Inline, Run, runs_as_they_are, write_as_they_are
from domain.text.redline_marks import BREAK, format_mark, remark_at, run_mark
from schemas.canonical import canonical_json
from schemas.redline import Mark

# The names of Word's elements. While pandoc has the text, they stand where the author's name will be.
KINDS: dict[Mark, str] = {"insertion": "ins", "deletion": "del", "moved-from": "moveFrom", "moved-to": "moveTo"}
_CLASSES: dict[Mark, str] = {
    "insertion": "insertion",
    "deletion": "deletion",
    "moved-from": "deletion",
    "moved-to": "insertion",
}


class Whole:
    """What stands on one side only, as a whole: its mark, its move, and whether it is in a table's row."""

    def __init__(self, mark: Mark, move: int = 0, *, in_row: bool = False) -> None:
        self.mark = mark
        self.move = move
        self.in_row = in_row

    @property
    def paragraph_mark(self) -> str:
        """The mark of a whole paragraph, in raw OpenXML."""
        return f'<veche-paragraph kind="{KINDS[self.mark]}" move="{self.move}"/>'


class WordRuns:
    """Writes inline content; notes of formulas that changed are collected in `notes`, as (its mark, its source)."""

    def __init__(self, first_number: int) -> None:
        self._first_number = first_number
        self.notes: list[tuple[Mark, str]] = []

    def paragraphs(self, inlines: list[Inline], whole: Whole | None) -> list[list[Inline]]:
        """One paragraph, or those into which its breaks part it; each but the last bears the mark of its break."""
        found: list[list[Inline]] = []
        runs: list[Run] = []
        for run in runs_as_they_are(inlines):
            mark = run_mark(run)
            if run.node == BREAK and mark is not None:
                found.append([raw(Whole(mark).paragraph_mark), *self._words(runs, whole)])
                runs = []
            else:
                runs.append(run)
        return [*found, [*_start(whole), *self._words(runs, whole)]]

    def paragraph(self, inlines: list[Inline], whole: Whole | None) -> list[Inline]:
        """One paragraph, as a heading or a term of a list."""
        return self.paragraphs(inlines, whole)[0]

    def _words(self, runs: Sequence[Run], whole: Whole | None) -> list[Inline]:
        return write_as_they_are(written for run in runs for written in self._run(run, whole))

    def _run(self, run: Run, whole: Whole | None) -> list[Run]:
        if (place := remark_at(run.node)) is not None:
            return [_remark_end(*place)]
        own = run_mark(run)
        marks = [mark for mark in (whole.mark if whole else None, own) if mark is not None][-1:]
        bare = [format_ for format_ in run.marks if not format_mark(format_)]
        links = sum(1 for format_ in bare if format_.startswith('["Link"'))
        changes = [_change(mark) for mark in marks]  # in a moved paragraph a new word is only new
        written = run._replace(marks=(*bare[:links], *changes, *bare[links:]))
        if marks and run.node is not None and run.node["t"] == "Math":
            return self._noted(written, run.node["c"][1], marks[0])
        return [written]

    def _noted(self, written: Run, source: str, mark: Mark) -> list[Run]:
        """A formula with a note of what became of it: LibreOffice shows a tracked formula as if it had not changed."""
        number = self._first_number + len(self.notes)
        self.notes.append((mark, source))
        return [_remark_end(number, True), written, _remark_end(number, False)]


def raw(xml: str) -> Inline:
    """Raw OpenXML among words."""
    return {"t": "RawInline", "c": ["openxml", xml]}


def _start(whole: Whole | None) -> list[Inline]:
    """The mark of a whole paragraph."""
    return [] if whole is None or whole.in_row else [raw(whole.paragraph_mark)]


def _remark_end(number: int, is_start: bool) -> Run:
    at = "start" if is_start else "end"
    return Run("", (), raw(f'<veche-remark number="{number}" at="{at}"/>'))


def _change(mark: Mark) -> str:
    return canonical_json(["Span", ["", [_CLASSES[mark]], [["author", KINDS[mark]]]]])

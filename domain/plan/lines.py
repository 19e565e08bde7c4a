"""Numbered lines of Markdown and plain text as paragraphs, one an item, and what is said beside an item apart."""

import re
from collections.abc import Iterator, Sequence

from domain.plan.endings import closes_with_date, ends_with_date, outside_brackets, sets_date

_ARTEFACTS = re.compile(r" ?(?:\\?\[[^\[\]]{0,80}\] ?){1,5}(?=\d{1,4}[.)]\s+\S)")
_TYPED = re.compile(r" ?(\d{1,4})([.)])\s+(?=\S)")
_INDENTED = re.compile(r"\s{2,}[^\s\d|+-]")


def with_typed_numbers(markdown: str) -> str:
    """Markdown in which numbered lines are paragraphs that keep the numbers somebody typed.

    As a list it would count them anew, and so mend a number that is borne twice. Marks in square brackets that an
    export left before a number go. What follows a numbered line indented, in brackets, or once the line has said when
    it is due, is a paragraph of its own, unless it sets a date; any other line goes on with the one before.
    """
    made: list[str] = []
    item: list[str] = []
    for line in markdown.splitlines():
        plain = _ARTEFACTS.sub("", line, count=1) if _ARTEFACTS.match(line) else line
        number = _TYPED.match(plain)
        goes_on = item and line.strip() and not number
        if not goes_on:
            made += _paragraphs(item)
            item = []
        if number is not None:
            item = [f"{number[1]}\\{number[2]} {plain[number.end() :]}"]
        elif goes_on:
            item.append(line)
        else:
            made.append(f"\n{line.lstrip()}" if _INDENTED.match(line) else line)
    return "\n".join([*made, *_paragraphs(item)]) + "\n"


def _paragraphs(item: list[str]) -> Iterator[str]:
    """The lines of an item as one paragraph, and those beside it as another.

    A line that ends with a date keeps its break, so that the next cannot pass for words after that date.
    """
    if item:
        closing = dated_lines(item)
        end = closing[-1] + 1 if closing else _end_of_title(item)
        title = [_broken(line) if place in closing[:-1] else line for place, line in enumerate(item[:end])]
        yield "\n" + "\n".join(title)
        if end < len(item):
            yield "\n" + "\n".join(line.lstrip() if _INDENTED.match(line) else line for line in item[end:])


def dated_lines(item: Sequence[str]) -> list[int]:
    """The lines, but asides, that end with a date of what the item is, if one sets it apart or there are several.

    The item's title goes through the last of them, so that no date is lost.
    """
    asides = _asides(item)
    closing = [place for place, line in enumerate(item) if not asides[place] and closes_with_date(_unbroken(line))]
    return closing if len(closing) > 1 or any(sets_date(_unbroken(item[place])) for place in closing) else []


def _end_of_title(item: list[str]) -> int:
    """How many lines say what an item is, where none of them is dated: up to the first aside."""
    asides = _asides(item)
    for place in range(1, len(item)):
        if asides[place] or _INDENTED.match(item[place]) or ends_with_date(item[place - 1]):
            return place
    return len(item)


def _broken(line: str) -> str:
    """A line of Markdown that ends with a forced break."""
    return _unbroken(line) + "\\"


def _unbroken(line: str) -> str:
    return line.rstrip().removesuffix("\\")


def _asides(item: Sequence[str]) -> list[bool]:
    """For each line, whether it begins in brackets."""
    outside = outside_brackets("\n".join(item)).split("\n")
    begins = [len(line) - len(line.lstrip()) for line in item]
    return [
        line.startswith("(", begin) or kept.startswith(" ", begin)
        for line, kept, begin in zip(item, outside, begins, strict=True)
    ]

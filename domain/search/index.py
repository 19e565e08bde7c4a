"""What is kept of a text to find it again: its stems, how often and where each stands."""

from typing import NamedTuple

from domain.search.stems import places, plain_form, stems_of

LONGEST_TEXT = 500_000
"""Characters of a text that are searched; what comes after is not."""
KEPT_PLACES = 20
"""Places of a stem that are kept for showing it."""


class Posting(NamedTuple):
    """A stem in a text: how often it stands there and where first (start and end), and whether the title has it."""

    stem: str
    times: int
    places: tuple[tuple[int, int], ...]
    in_title: bool


class Indexed(NamedTuple):
    """A title and a text in the form that is stored, and their stems."""

    title: str
    text: str
    postings: tuple[Posting, ...]


def indexed(title: str, text: str) -> Indexed:
    """The index of a title and a text."""
    title, text = plain_form(title), plain_form(text[:LONGEST_TEXT])
    found: dict[str, list[tuple[int, int]]] = {}
    for place in places(text):
        found.setdefault(place.stem, []).append((place.start, place.end))
    in_title = stems_of(title)
    return Indexed(
        title,
        text,
        tuple(
            Posting(stem, len(found.get(stem, ())), tuple(found.get(stem, ())[:KEPT_PLACES]), stem in in_title)
            for stem in dict.fromkeys([*found, *in_title])
        ),
    )

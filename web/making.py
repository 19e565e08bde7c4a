"""How far the making of an edition is, as a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.views.texts import EditionView
from web.speech import Speech

ORDER = (
    *("edition.html", "edition.docx", "edition.pdf", "edition.odt", "edition.epub", "edition.md"),
    *("agreement.docx", "agreement.pdf", "remarks.docx", "remarks.pdf"),
)
"""The files in the order in which they are made; a record of disagreements comes last, where there is one."""


@dataclass(frozen=True)
class Making:
    """`done` files of `all` are made; `words` name the one that is being made."""

    done: int
    all: int
    words: str
    is_stuck: bool


def making_of(editions: Sequence[EditionView], speech: Speech) -> Making | None:
    """How far the edition is that is being made, if one is."""
    building = [one for one in editions if one.state == "building"]
    if not building:
        return None
    edition = building[-1]
    done = ORDER.index(edition.progress) if edition.progress in ORDER else 0
    if edition.progress.startswith("disagreements"):
        done = len(ORDER) - 1
    return Making(done, len(ORDER), _words(edition.progress, speech), edition.trouble is not None)


def _words(name: str, speech: Speech) -> str:
    if not name:
        return ""
    paper, _, ending = name.partition(".")
    form = speech.say(f"published.file_{ending}")
    return form if paper == "edition" else f"{speech.say(f'published.paper_{paper}')}, {form}"

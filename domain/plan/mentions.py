"""Dates that another text, such as a letter, gives for what a plan speaks of; proposed to a person, never taken."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from domain.outline_marks import unwrapped
from domain.plan.bodies import stems
from domain.plan.dates import find_dates
from domain.text.canonical import normalise
from domain.text.plain import block_text
from schemas.plan import Mention, Milestone, ReadMilestone
from schemas.text import Ast

LONGEST_QUOTE = 120
LONGEST_LINE = 500
_BREAK = re.compile(r"[;:!?]\s|\.\s(?=[А-ЯA-Z])")
_SHORTEST = 4
_TELLING = 5

Titles = dict[str, tuple[set[str], frozenset[str]]]
"""By milestone: the stems of its title, and those of the body that it forms."""


def mentions(ast: Ast, plan: Sequence[Milestone], year: int | None = None) -> tuple[Mention, ...]:
    """What a text says of when milestones are, in the order of the text.

    The words before a date, back to the nearest stop, are about the milestone whose title shares most of them, two
    at least, and more than any other. One that forms a body is meant only where that body is named.
    """
    titles = {one.id: (_telling(one.title), stems(one.forms)) for one in plan}
    spread = Counter(word for words, _ in titles.values() for word in words)
    return tuple(_mentions(ast, titles, spread, year))


def _mentions(ast: Ast, titles: Titles, spread: Counter[str], year: int | None) -> Iterator[Mention]:
    for block in unwrapped(normalise(ast)["blocks"]):
        text = " ".join(block_text(block).split())
        for found in find_dates(text, year):
            begin = max((match.end() for match in _BREAK.finditer(text, 0, found.start)), default=0)
            quote = text[max(begin, found.end - LONGEST_QUOTE) : found.end]
            about = _about(_telling(quote), titles, spread)
            if found.due.first is not None and about is not None:
                yield Mention(due=found.due, quote=quote, milestone_id=about)


def _about(said: set[str], titles: Titles, spread: Counter[str]) -> str | None:
    weight = {
        milestone_id: (len(said & words), sum(1 / spread[word] for word in said & words))
        for milestone_id, (words, forms) in titles.items()
        if {word[:_TELLING] for word in forms} <= said
    }
    best = sorted(weight, key=lambda milestone_id: weight[milestone_id], reverse=True)[:2]
    if not best or weight[best[0]][0] <= 1 or (len(best) > 1 and weight[best[0]] == weight[best[1]]):
        return None
    return best[0]


def _telling(text: str) -> set[str]:
    """The beginnings of a text's words: alike for «провести» and «проведение», whose stems differ."""
    return {word[:_TELLING] for word in stems(text) if len(word) >= _SHORTEST}


def mentions_in(read: Sequence[ReadMilestone], plan: Sequence[Milestone]) -> tuple[Mention, ...]:
    """What another plan says of when this one's milestones are: found by title, and where titles tell nothing, not."""
    titles = {one.id: (_telling(one.title), stems(one.forms)) for one in plan}
    spread = Counter(word for words, _ in titles.values() for word in words)
    found = ((one, _about(_telling(one.title), titles, spread)) for one in read if one.due.first is not None)
    return tuple(
        Mention(due=one.due, quote=f"{one.title} — {one.due.words}"[:LONGEST_LINE], milestone_id=about)
        for one, about in found
        if about is not None
    )

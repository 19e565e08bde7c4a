"""How like two texts are as wholes: by the runs of words that they have in common."""

import re
from collections import Counter

from domain.text.plain import document_text
from schemas.text import Ast

RUN = 3  # words

_WORD = re.compile(r"\w+")


def likeness(one: Ast, two: Ast) -> float:
    """The share of runs of three words that both texts have, from 0 to 1 (Sørensen and Dice's coefficient)."""
    first, second = _runs(one), _runs(two)
    total = first.total() + second.total()
    return round(2 * (first & second).total() / total, 4) if total else 1.0


def _runs(ast: Ast) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(document_text(ast).lower())
    return Counter(tuple(words[place : place + RUN]) for place in range(max(1, len(words) - RUN + 1)))

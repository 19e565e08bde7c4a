"""A plan as a Markdown table: the text that is laid before people, reviewed, signed, and in force once approved."""

import re
from collections.abc import Sequence

from domain.plan.contradictions import needed_by
from schemas.language import Language
from schemas.plan import Milestone

_HEADS: dict[Language, tuple[str, ...]] = {
    "ru": ("№", "Мероприятие", "Ответственный", "Срок", "После", "Примечание"),
    "en": ("No", "Milestone", "Responsible", "Due", "Needs", "Notes"),
}
_UNNAMED: dict[Language, str] = {"ru": "не назван", "en": "not named"}
_UNDATED: dict[Language, str] = {"ru": "не указан", "en": "not given"}


def as_markdown(plan: Sequence[Milestone], language: Language, names: dict[str, str]) -> str:
    """The plan as one pipe table, a line a milestone, with everything that is said of each.

    `names` are those of the bodies and people that milestones are linked to, by id. Whatever people typed stands
    as plain text: no sign in it is Markdown's.
    """
    heads = _HEADS[language]
    lines = [heads, tuple("---" for _ in heads), *(_row(one, plan, language, names) for one in plan)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _row(one: Milestone, plan: Sequence[Milestone], language: Language, names: dict[str, str]) -> tuple[str, ...]:
    linked = [names[key] for key in (one.body_id, one.person_id) if key in names]
    who = [one.body, *(f"({name})" if one.body else name for name in linked if name != one.body)]
    needs = dict.fromkeys(other.number or other.title for other in needed_by(one, plan))
    title = f"{one.title} [{one.forms}]" if one.forms and one.forms not in one.title else one.title
    cells = (
        one.number,
        title,
        " ".join(filter(None, who)) or _UNNAMED[language],
        _due(one) or _UNDATED[language],
        ", ".join(needs),
        one.details,
    )
    return tuple(map(_plain, cells))


def _due(one: Milestone) -> str:
    if one.due.words or one.due.last is None:
        return one.due.words
    return one.due.last.strftime("%d.%m.%Y")


def _plain(text: str) -> str:
    """Text in one line with every ASCII sign of punctuation escaped, so that nothing in it means anything."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))

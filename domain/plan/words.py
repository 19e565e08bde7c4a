"""A plan's milestones and contradictions in words, Russian and English."""

from collections.abc import Sequence

from schemas.language import Language
from schemas.plan import Contradiction, Milestone

_SHORT = 80

_SENTENCES: dict[str, dict[Language, str]] = {
    "before_body": {
        "ru": "{one}: срок {due} раньше, чем появится «{body}» ({formed}; {others}).",
        "en": "{one} is due {due}, before “{body}” is formed ({formed}; {others}).",
    },
    "before_all_bodies": {
        "ru": "{one}: кто это делает, не сказано, а срок {due} раньше, чем появятся все группы плана "
        "({formed}; {others}).",
        "en": "{one} does not say who does it and is due {due}, before any body of the plan is formed "
        "({formed}; {others}).",
    },
    "before_need": {
        "ru": "{one}: срок {due} раньше срока того, что для этого нужно ({need}; {others}).",
        "en": "{one} is due {due}, before what it needs ({need}; {others}).",
    },
    "needs_cycle": {
        "ru": "Эти пункты ждут друг друга по кругу: {all}.",
        "en": "These items wait for each other in a circle: {all}.",
    },
    "need_unknown": {
        "ru": "{one}: нужен пункт {number}, а такого в плане нет.",
        "en": "{one} needs item {number}, and the plan has none.",
    },
    "double_number": {
        "ru": "Номер {number} стоит не у одного пункта: {all}.",
        "en": "Number {number} is borne by more than one item: {all}.",
    },
    "number_missing": {"ru": "В нумерации пропущено: {number}.", "en": "Numbers left out: {number}."},
    "number_missing_here": {"ru": "{one}: нет номера.", "en": "{one} has no number."},
    "due_twice": {
        "ru": "{one}: срок назван не один ({due}), и который верен, не сказано.",
        "en": "{one} has more than one date ({due}) and does not say which one holds.",
    },
    "date_past": {"ru": "{one}: срок {due} уже прошёл.", "en": "{one}: the date {due} is past."},
    "due_otherwise": {
        "ru": "{one}: в плане срок {due}, а в источнике «{source}» — {said}.",
        "en": "{one}: the plan says {due}, the source “{source}” says {said}.",
    },
}
_ITEM: dict[Language, str] = {"ru": "пункт {number} «{title}»", "en": "item {number} “{title}”"}
_NUMBERLESS: dict[Language, str] = {"ru": "пункт «{title}»", "en": "item “{title}”"}
_NO_DATE: dict[Language, str] = {"ru": "без даты", "en": "without a date"}


def label(milestone: Milestone, language: Language) -> str:
    """What a milestone is called in a sentence: its number and the beginning of its title."""
    title = " ".join(milestone.title.split())
    short = title if len(title) <= _SHORT else title[: _SHORT - 1].rstrip() + "…"
    pattern = _ITEM if milestone.number else _NUMBERLESS
    return pattern[language].format(number=milestone.number, title=short)


def in_words(found: Contradiction, plan: Sequence[Milestone], language: Language) -> str:
    """A contradiction as one sentence."""
    known = {milestone.id: label(milestone, language) for milestone in plan}
    labels = [known[milestone_id] for milestone_id in found.milestones if milestone_id in known]
    key = str(found.code)
    if key == "before_body" and not found.facts.get("body"):
        key = "before_all_bodies"
    if key == "number_missing" and found.milestones:
        key = "number_missing_here"
    facts = {name: str(value) or _NO_DATE[language] for name, value in found.facts.items()}
    sentence = _SENTENCES[key][language].format(
        **facts, one=labels[0] if labels else "", others=", ".join(labels[1:]), all=", ".join(labels)
    )
    return sentence[:1].upper() + sentence[1:]

"""What a change touched, in words: the families of `domain.text`, named for people."""

from collections.abc import Iterable

from schemas.language import Language

FAMILIES: dict[str, dict[Language, str]] = {
    "number": {"ru": "числа", "en": "numbers"},
    "unit": {"ru": "единицы измерения и денежные единицы", "en": "units and currencies"},
    "date": {"ru": "даты и сроки", "en": "dates and terms"},
    "name": {"ru": "имена и названия", "en": "names"},
    "frequency": {"ru": "периодичность", "en": "how often something is done"},
    "negation": {"ru": "отрицания и исключения", "en": "negations and exceptions"},
    "duty": {"ru": "обязанности, права и запреты", "en": "duties, rights and bans"},
    "status": {"ru": "действие и утверждение", "en": "what is in force or approved"},
    "condition": {"ru": "условия", "en": "conditions"},
    "quantity": {"ru": "количество и пределы", "en": "quantities and limits"},
    "payment": {"ru": "деньги", "en": "money"},
    "actor": {"ru": "кто действует", "en": "who acts"},
    "words": {"ru": "смысл слов", "en": "the sense of words"},
    "signs": {"ru": "знаки, меняющие смысл", "en": "signs that change the sense"},
    "format": {"ru": "ссылки и зачёркивания", "en": "links and strike-throughs"},
    "node": {"ru": "сноски, формулы и другие вставки", "en": "footnotes, formulas and other insertions"},
    "structure": {"ru": "строение списков и таблиц", "en": "the structure of lists and tables"},
    "added": {"ru": "новые абзацы", "en": "new paragraphs"},
    "removed": {"ru": "удалённые абзацы", "en": "removed paragraphs"},
    "moved": {"ru": "перенесённые абзацы", "en": "moved paragraphs"},
}
"""By the family that `domain.text.classify` finds; numbers and dates first, as people look for them."""


def touched_in_words(families: Iterable[str], language: Language) -> str:
    """The families as a list in one line, in the order of `FAMILIES`; empty for none."""
    given = set(families)
    return ", ".join(words[language] for family, words in FAMILIES.items() if family in given)

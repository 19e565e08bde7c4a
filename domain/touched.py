"""What a change touched, in words: the families of `domain.text`, named for people."""

from collections.abc import Iterable

from schemas.language import Language
from schemas.text import ChangeKind, Touched

KINDS: dict[ChangeKind, dict[Language, str]] = {
    ChangeKind.identical: {"ru": "Тексты совпадают.", "en": "The texts are the same."},
    ChangeKind.whitespace: {"ru": "Изменились только пробелы.", "en": "Only spaces changed."},
    ChangeKind.typography: {"ru": "Изменились только знаки и оформление.", "en": "Only signs and formats changed."},
    ChangeKind.wording: {"ru": "Изменились слова, смысл прежний.", "en": "Words changed, the sense did not."},
    ChangeKind.substance: {"ru": "Затронуто существо.", "en": "The substance was touched."},
}

FAMILIES: dict[str, dict[Language, str]] = {
    "number": {"ru": "числа", "en": "numbers"},
    "currency": {"ru": "денежные единицы", "en": "currencies"},
    "unit": {"ru": "единицы измерения", "en": "units of measure"},
    "date": {"ru": "даты и сроки", "en": "dates and terms"},
    "name": {"ru": "имена и названия", "en": "names"},
    "frequency": {"ru": "периодичность", "en": "how often something is done"},
    "negation": {"ru": "отрицания и исключения", "en": "negations and exceptions"},
    "duty": {"ru": "обязанности, права и запреты", "en": "duties, rights and bans"},
    "status": {"ru": "действие и утверждение", "en": "what is in force or approved"},
    "condition": {"ru": "условия", "en": "conditions"},
    "comparison": {"ru": "сравнения и пороги", "en": "comparisons and thresholds"},
    "quantity": {"ru": "количество и пределы", "en": "quantities and limits"},
    "payment": {"ru": "деньги", "en": "money"},
    "actor": {"ru": "кто действует", "en": "who acts"},
    "words": {"ru": "смысл слов", "en": "the sense of words"},
    "form": {"ru": "время, число или падеж", "en": "tense, number or case"},
    "order": {"ru": "порядок слов", "en": "the order of words"},
    "signs": {"ru": "знаки, меняющие смысл", "en": "signs that change the sense"},
    "disguise": {"ru": "подменённые буквы и невидимые знаки", "en": "letters in disguise and invisible signs"},
    "format": {"ru": "ссылки и зачёркивания", "en": "links and strike-throughs"},
    "node": {"ru": "сноски, формулы и другие вставки", "en": "footnotes, formulas and other insertions"},
    "structure": {"ru": "строение списков и таблиц", "en": "the structure of lists and tables"},
    "added": {"ru": "новые абзацы", "en": "new paragraphs"},
    "removed": {"ru": "удалённые абзацы", "en": "removed paragraphs"},
    "moved": {"ru": "перенесённые абзацы", "en": "moved paragraphs"},
}
"""By the family that `domain.text.classify` finds; numbers and dates first, as people look for them."""

LESSER: dict[str, dict[Language, str]] = {
    "space": {"ru": "пробелы", "en": "spaces"},
    "signs": {"ru": "знаки", "en": "signs"},
    "format": {"ru": "оформление", "en": "formats"},
    "paragraphs": {"ru": "деление на абзацы", "en": "the division into paragraphs"},
    "words": {"ru": "слова при том же смысле", "en": "words of the same sense"},
}
"""The families of changes below substance."""


def touched_in_words(families: Iterable[str], language: Language) -> str:
    """The families as a list in one line, in the order of `FAMILIES`; empty for none."""
    given = set(families)
    return ", ".join(words[language] for family, words in FAMILIES.items() if family in given)


def told(found: Touched) -> str:
    """One thing that was touched, in a line in both languages: family, words before and after, block numbers from 1."""
    names = (FAMILIES if found.kind == ChangeKind.substance else LESSER)[found.family]
    before, after = (" ".join(words.split()) for words in (found.before, found.after))
    base, head = (str(place + 1) if place is not None else "—" for place in (found.base, found.head))
    return f"{names['ru']} / {names['en']}: «{before}» → «{after}» ({base} → {head})"

"""What the demo document is made of: invented people, and short texts in both languages."""

from typing import NamedTuple

from schemas.language import Language

PEOPLE: dict[str, dict[Language, tuple[str, str]]] = {
    "editor": {
        "ru": ("Анна Примерова (пример)", "Редактор"),
        "en": ("Anna Sample (demo)", "Editor"),
    },
    "expert": {
        "ru": ("Борис Пробный (пример)", "Эксперт"),
        "en": ("Boris Trial (demo)", "Expert"),
    },
    "leader": {
        "ru": ("Вера Образцова (пример)", "Руководитель"),
        "en": ("Vera Model (demo)", "Leader"),
    },
}
"""Name and position; «you» in a section below is whoever loads the demo."""

TITLE: dict[Language, str] = {
    "ru": "Пример: положение о совете землячеств",
    "en": "Demo: rules of the council of communities",
}


class DemoSection(NamedTuple):
    """A section: who has which part in it, its title and text, and how far it has come when the demo is loaded."""

    title: dict[Language, str]
    text: dict[Language, str]
    editor: str
    reviewers: tuple[str, ...]
    approver: str
    stands: str


SECTIONS = (
    DemoSection(
        {"ru": "Общие положения", "en": "General"},
        {
            "ru": "Совет землячеств помогает тем, кто приехал учиться и работать, и хранит память края.\n\n"
            "Совет избирается на два года и отчитывается каждое полугодие.\n",
            "en": "The council helps those who came to study and work, and keeps the memory of the region.\n\n"
            "It is elected for two years and reports every half-year.\n",
        },
        "editor",
        ("expert",),
        "leader",
        "approved",
    ),
    DemoSection(
        {"ru": "Как созывается совет", "en": "How the council is called"},
        {
            "ru": "Совет собирается не реже одного раза в квартал.\n\n"
            "О заседании извещают за десять дней; вместе с извещением рассылают повестку и проекты решений.\n",
            "en": "The council meets at least once a quarter.\n\n"
            "A meeting is announced ten days ahead, with its agenda and drafts of the decisions.\n",
        },
        "editor",
        ("expert", "you"),
        "leader",
        "review",
    ),
    DemoSection(
        {"ru": "Как принимаются решения", "en": "How it decides"},
        {
            "ru": "Решение принято, если за него больше половины тех, кто голосовал.\n\n"
            "Особое мнение прилагается к протоколу.\n",
            "en": "A decision is carried by more than half of those who voted.\n\n"
            "A dissenting opinion is attached to the minutes.\n",
        },
        "editor",
        ("expert",),
        "you",
        "sign_off",
    ),
    DemoSection(
        {"ru": "Взносы и отчёты", "en": "Dues and reports"},
        {"ru": "", "en": ""},
        "you",
        ("expert",),
        "leader",
        "drafting",
    ),
)

REMARK: dict[Language, tuple[str, str]] = {
    "ru": ("за десять дней", "Кто приезжает издалека, за десять дней не успеет: может быть, за две недели?"),
    "en": ("ten days ahead", "Ten days are short for those who come from afar: perhaps two weeks?"),
}
"""The words that the expert asks about, and what they ask."""

REASON: dict[Language, str] = {"ru": "Пример убран.", "en": "The demo was taken away."}

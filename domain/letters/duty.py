"""`duty_words`: what an awaited act is called in a calendar, and what its entry says."""

from typing import Any

from domain.letters.letter import TONGUES, one_line
from domain.letters.tongue import Subject
from domain.words import deadline_in_words
from schemas.deadline import Deadline
from schemas.language import Language

CALENDAR: dict[Language, str] = {"ru": "Вече: сроки", "en": "Veche: deadlines"}
_ACTS: dict[Language, dict[str, str]] = {
    "ru": {
        "drafting": "Сдать текст",
        "review": "Дать отзыв",
        "answers": "Ответить на замечания",
        "sign_off": "Подписать редакцию",
        "signing": "Подписать документ",
        "proposal": "Решить, начинать ли работу",
        "obligation": "Исполнить: {obligation}",
    },
    "en": {
        "drafting": "Hand in the text",
        "review": "Give a verdict",
        "answers": "Answer the remarks",
        "sign_off": "Sign the revision",
        "signing": "Sign the document",
        "proposal": "Vote whether to begin",
        "obligation": "To be done: {obligation}",
    },
}


def duty_words(phase: str, facts: dict[str, Any], deadline: Deadline, language: Language) -> tuple[str, str]:
    """Title and description of an entry.

    `facts` name the document and, where there is one, the section and its position, or the obligation: the phase
    of what is owed apart from texts is `obligation`.
    """
    tongue = TONGUES[language]
    subject: Subject = "section" if "section" in facts else "document"
    words = {name: one_line(str(value)) for name, value in facts.items()}
    until = tongue.until["due"].format(until=deadline_in_words(deadline, language))
    return f"{_ACTS[language][phase].format_map(words)}: {tongue.topics[subject].format_map(words)}", until

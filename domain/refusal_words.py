"""A refusal in a sentence: its facts are codes and instants for programs, and words here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.letters.letter import one_line
from domain.words import moment_in_words
from schemas.language import Language
from schemas.problems import PROBLEMS

INSTANTS = ("at", "now", "deadline")
"""The facts that are instants by ISO 8601."""

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "rule": {
        "vote": ("голосование", "vote"),
        "sign": ("подписи утверждающих раздел", "signatures of a section's approvers"),
        "sign_whole": (
            "подписи тех, кто утверждает документ в целом",
            "signatures of those who approve the whole document",
        ),
    },
    "phase": {
        "planned": ("ещё не начато", "not begun yet"),
        "drafting": ("подготовка текста", "drafting"),
        "review": ("рецензирование", "review"),
        "sign_off": ("утверждение", "sign-off"),
        "approved": ("утверждено", "approved"),
        "published": ("опубликовано", "published"),
        "withdrawn": ("снято с работы", "withdrawn"),
        "setup": ("подготовка к запуску", "set-up"),
        "proposed": ("голосование о начале работы", "vote whether to begin"),
        "proposal": ("голосование о начале работы", "vote whether to begin"),
        "in_work": ("в работе", "in work"),
        "signing": ("утверждение документа в целом", "signing of the whole"),
        "publishing": ("публикация", "publication"),
        "plan": ("исполнение плана", "fulfilment of the plan"),
        "open": ("открыто", "open"),
        "begun": ("работа начата", "begun"),
        "refused": ("в начале работы отказано", "refused"),
        "fulfilled": ("исполнено", "fulfilled"),
        "cancelled": ("отменено", "cancelled"),
    },
    "outcome": {
        "pass_to_deputy": ("передать обязанность заместителю", "hand the duty to the deputy"),
        "extend": ("продлить срок", "extend the deadline"),
        "count_silence": ("счесть молчание согласием", "take silence for agreement"),
        "send_back": ("вернуть текст редакторам", "give the text back to its editors"),
        "close_by_rule": ("подвести итог по поданным голосам", "count the votes that were cast"),
    },
    "why": {
        "goes_on_at_the_end": (
            "после него этап продолжается, и круг мог бы остаться открытым навсегда. "
            "Добавьте ниже ступень, которая завершает рецензирование или сообщает координатору",
            "the phase goes on after it, so a round could stay open for ever. "
            "Add a step below that ends the review or tells the coordinator",
        ),
        "ends_too_early": (
            "он завершает этап, и ступени ниже никогда не наступят. Перенесите его на последнюю ступень",
            "it ends the phase, so the steps below would never come. Move it to the last step",
        ),
        "ends_another_phase": (
            "в этом этапе ступени только сообщают, продлевают срок или передают обязанность заместителю. Уберите его",
            "in this phase steps only tell people, extend the deadline or hand the duty to a deputy. Remove it",
        ),
        "not_in_a_vote_to_begin": (
            "здесь срок можно только продлить, а на последней ступени — подвести итог по поданным голосам. Уберите его",
            "here the deadline can only be extended, and the last step may count the votes that were cast. Remove it",
        ),
    },
}
"""By the name of a fact, then by its code: Russian and English; what is not listed is told as it is."""


_OF_SECTION: dict[Language, str] = {"ru": "Раздел «{title}».", "en": "Section “{title}”."}


def refusal_in_words(code: str, facts: Mapping[str, Any], language: Language, zone: str) -> str:
    """The sentence of a code of `PROBLEMS` with its facts in words; instants by the clocks of `zone` (IANA).

    Where the fact `section_title` says which of several sections is meant, that section is named before it.
    """
    problem = PROBLEMS[code]
    told = {name: _word(name, value, language, zone) for name, value in facts.items()}
    sentence = (problem.ru if language == "ru" else problem.en).format_map(told)
    if "section_title" in facts:
        return f"{_OF_SECTION[language].format(title=one_line(str(facts['section_title'])))} {sentence}"
    return sentence


def _word(name: str, value: Any, language: Language, zone: str) -> Any:
    if name in INSTANTS and isinstance(value, str):
        return moment_in_words(datetime.fromisoformat(value), zone, language)
    words = WORDS.get(name, {}).get(str(value))
    return value if words is None else words[0 if language == "ru" else 1]

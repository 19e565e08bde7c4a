"""`proof_letter`: the code by which a person shows that a new address is theirs."""

from domain.letters.letter import TONGUES, Letter
from schemas.language import Language

_SUBJECT: dict[Language, str] = {"ru": "Код подтверждения: {code}", "en": "Confirmation code: {code}"}
_TEXT: dict[Language, str] = {
    "ru": (
        "Ваш код: {code}\n\n"
        "Введите его в Вече в течение {minutes} минут, и уведомления начнут приходить сюда.\n\n"
        "Если вы этого не просили, ничего делать не нужно: без кода сюда ничего не придёт.\n"
    ),
    "en": (
        "Your code: {code}\n\n"
        "Enter it in Veche within {minutes} minutes, and notices will begin to come here.\n\n"
        "If you did not ask for this, there is nothing to do: without the code nothing will come here.\n"
    ),
}


def proof_letter(code: str, minutes: int, *, language: Language) -> Letter:
    """Write the letter with the code, which is good for `minutes`; nobody's name is told to an unproven address."""
    text = f"{TONGUES[language].greeting_nameless}\n\n{_TEXT[language].format(code=code, minutes=minutes)}"
    return Letter(subject=_SUBJECT[language].format(code=code), text=text)

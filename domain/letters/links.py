"""`link_letter`: the letters that bring single-use links, to join and to sign in."""

from typing import Literal, NamedTuple

from domain.letters.letter import TONGUES, Letter, one_line
from schemas.language import Language

LinkKind = Literal["invitation", "sign_in"]


class _Words(NamedTuple):
    subject: str
    text: str


_INVITED_BY: dict[Language, str] = {"ru": " Вас приглашает {inviter}.", "en": " The invitation is from {inviter}."}

_WORDS: dict[LinkKind, dict[Language, _Words]] = {
    "invitation": {
        "ru": _Words(
            "Приглашение в Вече",
            "Приглашаем вместе работать над документами в Вече.{invited_by}\n\n"
            "Чтобы войти в первый раз, откройте ссылку, назовите себя, придумайте пароль и дайте согласие "
            "на обработку персональных данных:\n{link}\n\n"
            "Ссылка действует две недели и срабатывает один раз; если её только открыть, ничего не произойдёт.\n\n"
            "Если вы не ждали приглашения, ничего делать не нужно.",
        ),
        "en": _Words(
            "Invitation to Veche",
            "You are invited to work on documents together in Veche.{invited_by}\n\n"
            "To enter for the first time open the link, give your name, choose a password and consent to the "
            "processing of your personal data:\n{link}\n\n"
            "The link is good for two weeks and works once; opening it alone changes nothing.\n\n"
            "If you did not expect an invitation, there is nothing to do.",
        ),
    },
    "sign_in": {
        "ru": _Words(
            "Ссылка для входа в Вече",
            "Чтобы войти без пароля, откройте ссылку и подтвердите вход:\n{link}\n\n"
            "Ссылка действует 15 минут и срабатывает один раз; если её только открыть, ничего не произойдёт.\n\n"
            "Если вы не просили ссылку, ничего делать не нужно. Никому её не пересылайте: по ней входят от вашего "
            "имени.",
        ),
        "en": _Words(
            "Link to sign in to Veche",
            "To sign in without a password open the link and confirm:\n{link}\n\n"
            "The link is good for 15 minutes and works once; opening it alone changes nothing.\n\n"
            "If you did not ask for a link, there is nothing to do. Do not pass it on: it signs in as you.",
        ),
    },
}


def link_letter(kind: LinkKind, *, language: Language, name: str, link: str, inviter: str = "") -> Letter:
    """Write the letter with a link for `name`; `inviter` is the name of who invites them, if there is one."""
    tongue, words = TONGUES[language], _WORDS[kind][language]
    line = one_line(name)
    greeting = tongue.greeting.format(name=line) if line else tongue.greeting_nameless
    invited_by = _INVITED_BY[language].format(inviter=one_line(inviter)) if one_line(inviter) else ""
    text = words.text.format(link=link, invited_by=invited_by)
    return Letter(subject=words.subject, text=f"{greeting}\n\n{text}\n\n{tongue.farewell}\n")

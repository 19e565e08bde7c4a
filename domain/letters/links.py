"""`link_letter`: the letters that bring single-use links, to join, to sign in and to confirm a signature."""

from typing import Literal, NamedTuple

from domain.letters.letter import TONGUES, Letter, one_line
from schemas.language import Language

LinkKind = Literal["invitation", "sign_in", "confirm", "guest"]


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
    "guest": {
        "ru": _Words(
            "Просим вашего мнения о тексте",
            "Просим вас как эксперта прочитать один текст и сказать, согласны ли вы с ним.{invited_by}\n\n{about}\n\n"
            "Учётная запись не нужна. Откройте ссылку:\n{link}\n\n"
            "По ней открывается только эта редакция, пока идёт её рассмотрение; там можно оставить замечания, "
            "предложить свои слова и дать заключение. Ссылка личная и открывается в одном браузере: не пересылайте "
            "её.\n\n"
            "Если вы не ждали этого письма, ничего делать не нужно.",
        ),
        "en": _Words(
            "Your opinion on a text is asked for",
            "As an expert you are asked to read one text and to say whether you agree to it.{invited_by}\n\n{about}\n\n"
            "You need no account. Open the link:\n{link}\n\n"
            "It opens this one revision only, while it is under review; there you can comment, propose your own "
            "wording and give your verdict. The link is yours and opens in one browser: do not pass it on.\n\n"
            "If you did not expect this letter, there is nothing to do.",
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
    "confirm": {
        "ru": _Words(
            "Подтвердите, что подписываете вы",
            "В Вече вы собираетесь поставить подпись. Чтобы подтвердить, что это вы, откройте ссылку и нажмите "
            "кнопку:\n{link}\n\n"
            "Ссылка действует 15 минут и срабатывает один раз; сама она ничего не подписывает.\n\n"
            "Если вы ничего не собирались подписывать, ссылку не открывайте и скажите администратору: "
            "кто-то вошёл от вашего имени. Никому её не пересылайте.",
        ),
        "en": _Words(
            "Confirm that it is you who signs",
            "You are about to sign in Veche. To confirm that it is you open the link and press the button:\n{link}\n\n"
            "The link is good for 15 minutes and works once; by itself it signs nothing.\n\n"
            "If you were not about to sign anything, leave the link alone and tell an administrator: somebody is "
            "signed in as you. Do not pass it on.",
        ),
    },
}


def link_letter(
    kind: LinkKind, *, language: Language, name: str, link: str, inviter: str = "", about: str = ""
) -> Letter:
    """Write the letter with a link for `name`; `inviter` is the name of who invites them, if there is one.

    `about` names the section and document that a guest is asked to read.
    """
    tongue, words = TONGUES[language], _WORDS[kind][language]
    line = one_line(name)
    greeting = tongue.greeting.format(name=line) if line else tongue.greeting_nameless
    invited_by = _INVITED_BY[language].format(inviter=one_line(inviter)) if one_line(inviter) else ""
    text = words.text.format(link=link, invited_by=invited_by, about=one_line(about))
    return Letter(subject=words.subject, text=f"{greeting}\n\n{text}\n\n{tongue.farewell}\n")

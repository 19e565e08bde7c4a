"""What every form has in common: no unknown fields, no control characters, no endless lines."""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, EmailStr, SecretStr, StringConstraints

_BREAKS = str.maketrans("", "", "\n\r\t")


def _visible(text: str) -> str:
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise ValueError("give text without control characters")
    return text


def _readable(text: str) -> str:
    _visible(text.translate(_BREAKS))
    return text


_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0\n\r\t")
"""Letters and signs that are drawn as nothing."""


def _seen(text: Any) -> Any:
    """A text of nothing but characters that nobody sees says nothing."""
    if isinstance(text, str) and all(one in _UNSEEN or unicodedata.category(one) in _BLANK for one in text):
        return ""
    return text


_BLANK = ("Zs", "Zl", "Zp", "Cf")

Line = Annotated[
    str,
    BeforeValidator(_seen),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_visible),
]
"""A name or a title: one line of 1 to 300 characters."""
OptionalLine = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_visible)]
"""One line that may be empty."""
Words = Annotated[str, AfterValidator(_readable)]
"""Words as they stand in a text, blanks at their ends too."""
Prose = Annotated[str, BeforeValidator(_seen), StringConstraints(strip_whitespace=True), AfterValidator(_readable)]
"""Something said in several lines; blanks around it do not count."""
Reference = Annotated[str, StringConstraints(max_length=64), AfterValidator(_visible)]
"""The id or the hash of something; whether there is such a thing is the service's to say."""
LOOKALIKES = frozenset("асеорхуіјѕһԁԛԝ")
"""Small Cyrillic letters that nobody can tell from Latin ones (Unicode UTS #39, confusables)."""


def is_deceptive(address: str) -> bool:
    """Whether an address has words that only look like what they seem to be.

    A word that mixes Cyrillic and Latin letters, or Cyrillic lookalikes alone in an address that is Latin otherwise.
    """
    words = re.split(r"[^\w]+|[\d_]+", address.lower())
    cyrillic = [set(filter(_is_cyrillic, word)) for word in words]
    mixed = any(found and any(letter.isascii() for letter in word) for found, word in zip(cyrillic, words, strict=True))
    latin = any(word.isascii() and word for word in words)
    return mixed or (latin and any(found and found <= LOOKALIKES for found in cyrillic))


def _is_cyrillic(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CYRILLIC")


def _plain(address: str) -> str:
    if is_deceptive(address):
        raise ValueError("an address must not mix Latin and Cyrillic letters")
    return address.lower()


Email = Annotated[EmailStr, AfterValidator(_plain)]
"""An e-mail address; its letters are made small, so that one address is one account, and of one alphabet."""


def _secretly(secret: SecretStr) -> SecretStr:
    _visible(secret.get_secret_value())
    return secret


def _no_truth(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("give a number")
    return value


Count = Annotated[int, BeforeValidator(_no_truth)]
"""A whole number, as digits in a page's form too; true is none."""
LinkSecret = Annotated[SecretStr, StringConstraints(min_length=1, max_length=200), AfterValidator(_secretly)]
"""What stands in a letter's link."""
PlainPassword = Annotated[SecretStr, StringConstraints(min_length=1, max_length=1000), AfterValidator(_secretly)]
"""A password as typed; its strength is judged by the service, with a sentence of its own."""


class Form(BaseModel):
    """Something a person fills in and sends; a field that does not belong to it is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Done(BaseModel):
    """What was made or changed, and the version it is at now; read it for the rest."""

    id: str
    version: int

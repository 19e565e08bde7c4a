"""What every form has in common: no unknown fields, no control characters, no endless lines."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, EmailStr, SecretStr, StringConstraints

_BREAKS = str.maketrans("", "", "\n\r\t")


def _visible(text: str) -> str:
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise ValueError("give text without control characters")
    return text


def _readable(text: str) -> str:
    _visible(text.translate(_BREAKS))
    return text


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(_visible)]
"""A name or a title: one line of 1 to 300 characters."""
OptionalLine = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_visible)]
"""One line that may be empty."""
Words = Annotated[str, AfterValidator(_readable)]
"""Words as they stand in a text, blanks at their ends too."""
Prose = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_readable)]
"""Something said in several lines; blanks around it do not count."""
Reference = Annotated[str, StringConstraints(max_length=64), AfterValidator(_visible)]
"""The id or the hash of something; whether there is such a thing is the service's to say."""
Email = Annotated[EmailStr, AfterValidator(str.lower)]
"""An e-mail address; its letters are made small, so that one address is one account."""
PlainPassword = Annotated[SecretStr, StringConstraints(min_length=1, max_length=1000)]
"""A password as typed; its strength is judged by the service, with a sentence of its own."""


class Form(BaseModel):
    """Something a person fills in and sends; a field that does not belong to it is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Done(BaseModel):
    """What was made or changed, and the version it is at now; read it for the rest."""

    id: str
    version: int

"""The languages that Veche speaks to people."""

from typing import Literal, get_args

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""All of them; the first is spoken where nobody chose."""

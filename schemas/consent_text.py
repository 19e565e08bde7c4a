"""A text of consent as it is kept in its file."""

from schemas.frozen import Frozen
from schemas.language import Language


class ConsentText(Frozen):
    """What somebody agrees to, word for word, in each language; `version` never stands for another text."""

    version: str
    text: dict[Language, str]

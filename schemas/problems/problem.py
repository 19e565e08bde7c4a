"""What an error code is, and the exception that carries one; the codes themselves stand in the family files."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One way of being refused: a stable code, an HTTP status, and a sentence in each language."""

    code: str
    status: int
    ru: str
    en: str


class Refused(Exception):
    """A request that was understood and not carried out.

    `code` is a key of `PROBLEMS`; `facts` fill the sentence's `{names}` and are shown as data,
    so they hold ids, numbers and names of files only, never secrets.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def about(self, **facts: object) -> "Refused":
        """The same refusal that also says what it is about."""
        return Refused(self.code, **self.facts | facts)

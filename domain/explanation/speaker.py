"""Names, days and numbers as the sentences of one explanation say them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.explanation.tongue import Tongue
from domain.words import day_in_words, form_for
from schemas.explanation import Turn
from schemas.language import Language


@dataclass(frozen=True)
class Speaker:
    """A language, the names it may use, and the zone that its days belong to."""

    tongue: Tongue
    known: Mapping[str, str]
    language: Language
    zone: str

    def names(self, *ids: str) -> str:
        """The names one after another."""
        return ", ".join(self.known.get(one, one) for one in ids)

    def standing_in(self, turns: Iterable[Turn]) -> str:
        """The names of those whose turn it is, each deputy with the one they stand in for."""
        instead = self.tongue.instead
        return ", ".join(
            self.names(turn.person_id) + (instead.format(who=self.names(turn.instead_of)) if turn.instead_of else "")
            for turn in turns
        )

    def day(self, at: datetime) -> str:
        """The day of an instant."""
        return day_in_words(at.astimezone(ZoneInfo(self.zone)).date(), self.language)

    def number(self, number: int, forms: tuple[str, ...]) -> str:
        """The form of a phrase that a number asks for, with the number in it."""
        return forms[form_for(number, self.language)].format(n=number)

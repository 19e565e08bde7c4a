"""What went wrong with a form that was sent, and what had been typed into it, so that it is shown again with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.ids import new_id
from web.sending import BACK, KEY, NAME


@dataclass(frozen=True)
class Trouble:
    """A refusal on its way back to the page that the form stands on.

    `sentence` says what happened and what to do, `wrong` the same field by field.
    """

    status: int
    code: str
    sentence: str
    wrong: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, list[str]] = field(default_factory=dict, repr=False)
    had_files: bool = False

    @property
    def form(self) -> str:
        """The name of the form on its page."""
        return self.typed.get(NAME, [""])[-1]

    @property
    def texts(self) -> list[str]:
        """What was typed, for who wants to copy it where the form itself is no more."""
        hidden = (KEY, BACK, NAME)
        return [value for name, values in self.typed.items() if name not in hidden for value in values if value.strip()]


@dataclass
class FormOnPage:
    """A form as its page draws it: under a name of its own, with what had been typed if it was sent in vain."""

    name: str
    trouble: Trouble | None
    key: str

    @classmethod
    def drawn(cls, name: str, trouble: Trouble | None) -> "FormOnPage":
        """The form of this name; of the trouble, what is about it."""
        own = trouble if trouble is not None and trouble.form == name else None
        # Where nobody knows whether the act took effect, the repetition must be the same act.
        kept = own.typed.get(KEY, [""])[-1] if own is not None and own.status >= 500 else ""
        return cls(name, own, kept or new_id())

    def value(self, field_name: str, otherwise: object = "") -> str:
        """What stands in a field: what was typed, else what is so now."""
        if self.trouble is None:
            return "" if otherwise is None else str(otherwise)
        return self.trouble.typed.get(field_name, [""])[-1]

    def chosen(self, field_name: str, value: object, otherwise: bool = False) -> bool:
        """Whether a choice is made."""
        return otherwise if self.trouble is None else str(value) in self.trouble.typed.get(field_name, [])

    def wrong(self, field_name: str) -> str:
        """What is wrong with a field; empty if nothing is."""
        return self.trouble.wrong.get(field_name, "") if self.trouble is not None else ""

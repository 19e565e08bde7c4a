"""`POLICY`: how letters are written as bytes; a header that comes again is not parsed and folded anew."""

from email.headerregistry import BaseHeader, HeaderRegistry
from email.policy import SMTP, EmailPolicy, Policy
from typing import Any

REMEMBERED = 1000
"""Headers that are kept until all are forgotten: the same senders, addresses, threads and subjects come again."""


class _Header(BaseHeader):
    """A header that is folded once for each way of folding."""

    def fold(self, *, policy: Policy) -> str:
        """As the standard library folds it, which takes longer than all else that a letter needs."""
        way = (policy.linesep, policy.max_line_length, policy.cte_type, getattr(policy, "utf8", False))
        folded: dict[Any, str] = self.__dict__.setdefault("_folded", {})
        if way not in folded:
            folded[way] = super().fold(policy=policy)
        return folded[way]


class _Headers(HeaderRegistry):
    """The classes of headers, each made once: the standard library makes one anew for every header that is set."""

    def __init__(self) -> None:
        super().__init__(base_class=_Header)
        self._made: dict[str, type[BaseHeader]] = {}

    def __getitem__(self, name: str) -> type[BaseHeader]:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = super().__getitem__(name)
        return made


class _Policy(EmailPolicy):
    """Writes what the standard library's policy writes."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """The header of a value: text, an address or a date, which its words tell apart from every other."""
        key = (name, type(value), str(value))
        known = _known.get(key)
        if known is None:
            _, known = super().header_store_parse(name, value)
            if len(_known) >= REMEMBERED:
                _known.clear()
            _known[key] = known
        return name, known


_known: dict[tuple[str, type, str], Any] = {}

POLICY = _Policy(linesep=SMTP.linesep, cte_type="7bit", header_factory=_Headers())
"""Every server takes these, also those that never heard of 8BITMIME."""

"""What the teller shows: a live table of the sections by phase on a terminal, plain lines anywhere else."""

import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console, Group
from rich.live import Live
from rich.markup import escape
from rich.table import Table

PHASES = {
    "planned": ("запланирован", "planned", "dim"),
    "drafting": ("подготовка", "drafting", "yellow"),
    "review": ("согласование", "review", "cyan"),
    "sign_off": ("утверждение", "sign-off", "magenta"),
    "approved": ("утверждён", "approved", "green"),
    "published": ("опубликован", "published", "bold green"),
    "withdrawn": ("снят", "withdrawn", "red"),
}
_TITLES = (("№", "No."), ("Раздел", "Section"), ("Этап", "Phase"), ("Редакция", "Revision"), ("Срок", "Deadline"))
_LAST_LINES = 10


class Teller:
    """Says what happens, in one language; `with` it the table lives."""

    def __init__(self, language: str) -> None:
        self._place = 1 if language == "en" else 0
        self._console = Console(highlight=False)
        self._live = Live(console=self._console, auto_refresh=False) if self._console.is_terminal else None
        self._begun = time.monotonic()
        self._lines: list[str] = []
        self._sections: list[dict[str, Any]] = []

    def __enter__(self) -> "Teller":
        if self._live:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._live.stop()

    @property
    def seconds(self) -> float:
        """The time taken so far."""
        return round(time.monotonic() - self._begun, 1)

    @property
    def on_terminal(self) -> bool:
        """Whether a person watches."""
        return self._live is not None

    def say(self, ru: str, en: str) -> None:
        """Tell one thing that happened."""
        line = f"{self.seconds:5.1f}  {(ru, en)[self._place]}"
        self._lines.append(line)
        if self._live:
            self._draw()
        else:
            self._console.print(line, markup=False, soft_wrap=True)

    def show(self, sections: list[dict[str, Any]]) -> None:
        """Draw the sections as they stand now."""
        self._sections = sections
        if self._live:
            self._draw()

    def accounts(self, address: str, accounts: list[tuple[str, str, str]]) -> None:
        """Print the address and the accounts that were made: name, e-mail, password."""
        table = Table(*[pair[self._place] for pair in (("Кто", "Who"), ("Почта", "E-mail"), ("Пароль", "Password"))])
        for account in accounts:
            table.add_row(*map(escape, account))
        self._console.print(address, table)

    def _draw(self) -> None:
        assert self._live is not None
        table = Table(*[pair[self._place] for pair in _TITLES])
        for section in self._sections:
            *words, style = PHASES[section["phase"]]
            table.add_row(
                str(section["position"]),
                escape(section["title"]),
                f"[{style}]{words[self._place]}[/]",
                str(section["head_number"] or ""),
                _local(section["deadline"]),
            )
        self._live.update(Group(table, *map(escape, self._lines[-_LAST_LINES:])), refresh=True)


def _local(deadline: dict[str, Any] | None) -> str:
    """A deadline in its own zone."""
    if deadline is None:
        return ""
    return datetime.fromisoformat(deadline["at"]).astimezone(ZoneInfo(deadline["zone"])).strftime("%d.%m.%Y %H:%M:%S")

"""What `veche resume` does: shows what fell due while the installation was held, and lets it go."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import typer
from pydantic import BaseModel
from sqlmodel import select

from activities.resuming import fallen_due, take_back
from app.audit import WELL
from app.offline import opened
from app.settings import Settings
from app.speech import Stopped, say
from schemas.actor import SYSTEM
from schemas.fallen_due import FallenDue
from schemas.ids import new_id
from schemas.installation_events import InstallationResumed
from storage.incarnation import Pause, pause_of, write_mark
from storage.journal import Journal
from storage.tables import Installation, Stream

Choice = Literal["send", "drop"]
LISTED = 20
"""How many of each list are shown one by one; the counts are always whole."""

WHY = {
    "restored": ("восстановлена из резервной копии", "it was restored from a backup"),
    "cloned": ("скопирована: это не её папка данных", "it was copied: this is not its own data folder"),
}


def resume(settings: Settings, unsent: Choice | None, *, yes: bool) -> int:
    """Show what fell due, and with `yes`, or a yes on the terminal, let the installation go; exit code 0.

    Raises Stopped if it is not held, if nobody agreed (code 1), or if something unsent waits and nobody chose.
    """
    with opened(settings, changes=False) as house:
        pause = pause_of(house.database, settings.mark)
        if pause is None:
            raise Stopped("Установка не на паузе.", "The installation is not paused.", exit_code=WELL)
        with house.database.snapshot() as session:
            due = fallen_due(session, house.clock(), settings.zone.key)
        _show(pause, due, house.clock())
        if due.unsent and unsent is None:
            raise Stopped(
                "Решите, что делать с неотправленным: --unsent send (отправить) или --unsent drop (не отправлять: "
                "прежняя установка могла уже отправить; во входящих всё останется).",
                "Choose what becomes of what was not sent: --unsent send, or --unsent drop (the original may have "
                "sent it already; everything stays in the inboxes).",
                exit_code=1,
            )
        if not yes and not _agreed():
            raise Stopped(
                "Пауза не снята. Чтобы снять её, повторите с --yes.",
                "The pause goes on. To end it, repeat with --yes.",
                exit_code=1,
            )
        act = house.act_of(SYSTEM.id, "installation.resume", new_id(), "")
        facts = house.administer(act, _Resuming(settings, pause, unsent or "send").effect).facts
    say(
        f"Пауза снята, не будет отправлено: {facts['dropped']}. Теперь запустите veche reconcile.",
        f"The pause is over, {facts['dropped']} will not be sent. Now run veche reconcile.",
    )
    return WELL


class _Resuming:
    """The resumption inside its transaction."""

    def __init__(self, settings: Settings, pause: Pause, unsent: Choice) -> None:
        self._settings = settings
        self._pause = pause
        self._unsent = unsent

    def effect(self, journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        """Take back what is not to be sent, and make this data folder the installation's own."""
        dropped = take_back(journal.session) if self._unsent == "drop" else 0
        row = journal.session.exec(select(Installation).with_for_update()).one()
        before = row.incarnation
        row.incarnation = new_id()
        row.paused_at = None
        write_mark(self._settings.mark, row.incarnation)
        resumed = InstallationResumed(
            why=self._pause.why, before=before, incarnation=row.incarnation, unsent=self._unsent, dropped=dropped
        )
        return {"dropped": dropped}, [resumed]


def _agreed() -> bool:
    return sys.stdin.isatty() and typer.confirm("Снять паузу? / End the pause?")


def _show(pause: Pause, due: FallenDue, now: datetime) -> None:
    ru, en = WHY[pause.why]
    say(
        f"Установка на паузе: {ru}. Последний раз работала {_at(due.since)}, сейчас {_at(now)}.",
        f"The installation is paused: {en}. It was last at work {_at(due.since)}, now it is {_at(now)}.",
    )
    say(
        f"Наступило сроков и напоминаний: {len(due.alarms)}; они прозвонят сразу.",
        f"Deadlines and reminders that fell due: {len(due.alarms)}; they ring at once.",
    )
    _list([f"{_at(alarm.planned_at)} {alarm.what} {alarm.stream_id}" for alarm in due.alarms])
    say(f"Не отправлено уведомлений и писем: {len(due.unsent)}.", f"Notices and letters not sent: {len(due.unsent)}.")
    kinds = Counter(one.kind for one in due.unsent)
    _list([f"{kind}: {number}" for kind, number in sorted(kinds.items())])
    _list([f"{_at(one.made_at)} {one.kind} {one.id}" for one in due.unsent])
    say(
        f"Закончилось отсутствий: {len(due.absences)}.",
        f"Absences that are over: {len(due.absences)}.",
    )
    _list([f"{one.until} {one.absence_id}" for one in due.absences])


def _list(lines: Sequence[str]) -> None:
    for line in lines[:LISTED]:
        print(f"  {line}")
    if len(lines) > LISTED:
        say(f"  и ещё {len(lines) - LISTED}", f"  and {len(lines) - LISTED} more")


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"

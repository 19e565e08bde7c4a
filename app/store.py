"""What `veche store` does: examines every object, sweeps those that nothing names, and says whose the store is."""

from activities.objects.examination import examine
from activities.objects.sweep import ObjectSweep
from app.audit import BAD, MOST_FAULTS, WELL
from app.offline import opened
from app.settings import Settings
from app.speech import Stopped, say


def verify(settings: Settings) -> int:
    """Read every object and say what is damaged or missing; exit code 1 if anything is."""
    with opened(settings, changes=False) as house:
        found = examine(house.database, house.store)
    for address, table in found.damaged.items():
        say(
            f"Объект {address} подменён или повреждён; на него ссылается: {table or 'ничего'}.",
            f"Object {address} was replaced or damaged; it is named by: {table or 'nothing'}.",
        )
    for address, table in found.missing.items():
        say(f"Объекта {address} нет; на него ссылается: {table}.", f"Object {address} is gone; {table} names it.")
    if found.sound:
        say(
            f"Все объекты целы: {found.objects}, из них ни на что не нужны: {found.unnamed}.",
            f"All objects are as they were put: {found.objects}, of which nothing names {found.unnamed}.",
        )
    return WELL if found.sound else BAD


def sweep(settings: Settings, *, yes: bool) -> int:
    """Say which objects nothing has named for a day, and with `yes` set them aside and forget the earlier ones.

    Raises Refused("paused") where an installation is held, Stopped (code 1) if it should sweep a store that is shared.
    """
    with opened(settings) as house:
        sweeping = ObjectSweep(house.database, house.store, house.clock)
        if yes and sweeping.others():
            raise Stopped(
                "Хранилище нужно и другой установке (или этой, какой она была до veche resume): ничего не тронуто. "
                "Если той больше нет, выполните veche store own и повторите.",
                "Another installation needs the store, too (or this one, as it was before veche resume): nothing was "
                "touched. If it is no more, run veche store own and repeat.",
                exit_code=BAD,
            )
        unnamed = sweeping.set_aside() if yes else sweeping.unnamed()
        forgotten = sweeping.forget() if yes else 0
        cleared = sweeping.clear() if yes else 0
    for address in unnamed[:MOST_FAULTS]:
        print(f"  {address}")
    if yes:
        say(
            f"Отложено: {len(unnamed)}, удалено отложенных раньше: {forgotten}, недописанных: {cleared}.",
            f"Set aside: {len(unnamed)}, removed of those set aside before: {forgotten}, unfinished: {cleared}.",
        )
    else:
        say(
            f"Не нужны ни одной записи больше суток: {len(unnamed)}. Отложить их: --yes; удалены будут через сутки.",
            f"Named by nothing for a day: {len(unnamed)}. To set them aside: --yes; they are removed a day later.",
        )
    return WELL


def own(settings: Settings) -> int:
    """Make the store this installation's alone, so that it is swept again; exit code 0.

    Raises Refused("paused") where an installation is held.
    """
    with opened(settings) as house:
        others = ObjectSweep(house.database, house.store, house.clock).own()
    say(
        f"Хранилище принадлежит этой установке; прежних записей о других снято: {len(others)}.",
        f"The store is this installation's own; notes of others that were taken away: {len(others)}.",
    )
    return WELL

"""What `veche reconcile` does: holds database, objects and workflows against each other, and says what it found."""

import asyncio

from temporalio.service import RPCError

from activities.reconciling import Reconciler
from app.audit import BAD, MOST_FAULTS, WELL
from app.offline import opened
from app.settings import Settings
from app.speech import Stopped, say
from app.state import read_state
from app.wiring import Parts, connect
from schemas.reconciliation import Reconciliation
from storage.database import Database
from storage.objects import open_store

LISTED: dict[str, tuple[str, str]] = {
    "started": ("Процесса не было, запущен", "The workflow was missing and was started"),
    "nudged": ("Процесс отстал, догнал журнал", "The workflow was behind and has caught up with the record"),
    "restarted": (
        "Процесс знал больше журнала, начат заново",
        "The workflow knew more than the record and was begun anew",
    ),
    "ended": ("Процесс без записи в журнале, завершён", "The workflow has no stream on record and was ended"),
    "unanswered": ("Процесс не ответил (нет исполнителя)", "The workflow did not answer (there is no worker)"),
    "ahead": (
        "Процесс знает больше, чем записано (повторите с --end)",
        "The workflow knows more than the record (repeat with --end)",
    ),
    "strays": (
        "Процесса нет в журнале (повторите с --end, если это не чужая установка)",
        "The workflow has no stream on record (repeat with --end, unless it is another installation's)",
    ),
    "elsewhere": (
        "Процесс ведёт другая установка (нужно своё пространство имён, VECHE_TEMPORAL_NAMESPACE)",
        "Another installation carries this workflow (a namespace of one's own is needed, VECHE_TEMPORAL_NAMESPACE)",
    ),
    "troubled": (
        "Последствия не удаётся довести до конца, причина в журнале исполнителя",
        "What follows keeps failing, the worker's log says why",
    ),
}
"""What can be found, a sentence's beginning for each list of ids."""


def reconcile(settings: Settings, *, end: bool, as_json: bool) -> int:
    """Reconcile and say what was found; exit code 0 if all agrees now, 1 if something needs a person.

    Raises Stopped if Temporal does not answer or the database is not migrated, Refused("paused") where an installation
    is held (a copy would begin and end its original's workflows), and Refused as database and store do.
    """
    with opened(settings):
        pass
    state = read_state(settings)
    if state is not None:  # `veche up` chose the port itself
        settings = settings.model_copy(update={"temporal_address": state.temporal_address})
    try:
        found = asyncio.run(_reconcile(settings, end=end))
    except (RPCError, RuntimeError) as error:
        raise Stopped(
            f"Temporal не отвечает по адресу {settings.temporal_address}: запустите veche up или сервер и повторите.",
            f"Temporal does not answer at {settings.temporal_address}: start veche up or the server and repeat.",
        ) from error
    if as_json:
        print(found.model_dump_json(indent=2))
    else:
        _say(found)
    return BAD if found.needs_a_person else WELL


async def _reconcile(settings: Settings, *, end: bool) -> Reconciliation:
    database = Database(settings.database_url, patient=True)
    parts = Parts(settings, database, open_store(settings.object_store_url, settings.lasting_store_url))
    try:
        client = await connect(settings)
        engine = parts.engine(client)
        reconciler = Reconciler(client, settings.temporal_task_queue, engine, parts.recorder, parts.database)
        return await reconciler.reconcile(parts.store, end=end)
    finally:
        database.close()


def _say(found: Reconciliation) -> None:
    say(f"Открытых потоков: {found.open}.", f"Open streams: {found.open}.")
    for name, (ru, en) in LISTED.items():
        ids = getattr(found, name)
        for id_ in ids[:MOST_FAULTS]:
            say(f"{ru}: {id_}.", f"{en}: {id_}.")
        if len(ids) > MOST_FAULTS:
            say(f"И ещё: {len(ids) - MOST_FAULTS}.", f"And {len(ids) - MOST_FAULTS} more.")
    for address, table in found.missing_objects:
        say(
            f"Нет объекта {address}, на него ссылается {table}: верните его из резервной копии.",
            f"Object {address}, which {table} names, is missing: bring it back from a backup.",
        )
    if found.unnamed_objects:
        say(
            f"Объектов, на которые никто не ссылается: {found.unnamed_objects}; через сутки их уберёт исполнитель.",
            f"Objects that nothing names: {found.unnamed_objects}; the worker sweeps them when they are a day old.",
        )
    if not found.needs_a_person:
        say("База, объекты и процессы согласны.", "Database, objects and workflows agree.")

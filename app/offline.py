"""An installation opened for one command on its own machine, without its processes."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.clock import utc_now
from app.settings import Settings
from app.speech import Stopped
from schemas.problems import Refused
from services.house import House
from storage.database import Database
from storage.incarnation import pause_of
from storage.installation import ensure_installation
from storage.migrations import is_current
from storage.objects import open_store


def require_current(database: Database) -> None:
    """Raises Stopped where the database does not answer, or is not at the present version."""
    try:
        current = is_current(database)
    except Refused as refused:
        raise Stopped(
            "База данных не отвечает. Проверьте, что она запущена и что в VECHE_DATABASE_URL верный адрес.",
            "The database does not answer. Make sure that it is running and that VECHE_DATABASE_URL names it.",
        ) from refused
    if not current:
        raise Stopped(
            "База данных не приведена к нынешней версии: сначала выполните veche migrate (или запустите veche up).",
            "The database is not at the present version: run veche migrate first (or start veche up).",
        )


@contextmanager
def opened(settings: Settings, *, changes: bool = True) -> Iterator[House]:
    """The installation of these settings.

    Raises Stopped if its database is not at the present version, and Refused("paused") if the command `changes`
    something and the installation is held.
    """
    database = Database(settings.database_url, patient=True)
    try:
        require_current(database)
        if changes and pause_of(database, settings.mark) is not None:
            raise Refused("paused")
        secret = bytes.fromhex(ensure_installation(database, utc_now).secret)
        store = open_store(settings.object_store_url, settings.lasting_store_url)
        yield House(database=database, store=store, clock=utc_now, secret=secret)
    finally:
        database.close()

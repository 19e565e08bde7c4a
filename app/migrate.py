"""Bringing the database to the version that this code needs."""

from app.clock import utc_now
from app.settings import Settings
from storage.database import Database
from storage.incarnation import claim
from storage.installation import ensure_installation
from storage.migrations import upgrade


def migrate(settings: Settings) -> None:
    """Bring the database at `settings.database_url` to the present version, and found the installation in it.

    One that has no data folder yet takes this one for its own.

    Already there is fine. Raises Refused("database_unavailable") when the database does not answer.
    """
    database = Database(settings.database_url, patient=True)
    upgrade(database)
    ensure_installation(database, utc_now)
    claim(database, settings.mark)
    database.close()

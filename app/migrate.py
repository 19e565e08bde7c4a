"""Bringing the database to the version that this code needs."""

from sqlalchemy.exc import OperationalError

from app.clock import utc_now
from app.folder import make_folder
from app.settings import Settings
from schemas.problems import Refused
from storage.database import Database
from storage.incarnation import claim
from storage.installation import ensure_installation
from storage.migrations import upgrade


def migrate(settings: Settings) -> None:
    """Bring the database at `settings.database_url` to the present version, and found the installation in it.

    One that has no data folder yet takes this one for its own; a folder that is missing is made.

    Already there is fine. Raises Stopped if the folder cannot be made, and Refused("database_unavailable") when the
    database does not answer.
    """
    make_folder(settings)
    database = Database(settings.database_url, patient=True)
    try:
        upgrade(database)
    except OperationalError as error:
        raise Refused("database_unavailable") from error
    ensure_installation(database, utc_now)
    claim(database, settings.mark)
    database.close()

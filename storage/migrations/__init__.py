"""Bringing a database to the version that this code needs, the same steps on SQLite and PostgreSQL."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from storage.database import Database


def upgrade(database: Database) -> None:
    """Apply every migration that is not applied yet, in one transaction each."""
    command.upgrade(configuration(database), "head")


def configuration(database: Database) -> Config:
    """Alembic's configuration for this database."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["engine"] = database.writer
    return config

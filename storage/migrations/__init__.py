"""Bringing a database to the version that this code needs, the same steps on SQLite and PostgreSQL."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import Database


def upgrade(database: Database) -> None:
    """Apply every migration that is not applied yet, in one transaction each."""
    command.upgrade(configuration(database), "head")


def is_current(database: Database) -> bool:
    """Whether every migration is applied; raises Refused("database_unavailable") if the database does not answer."""
    newest = ScriptDirectory.from_config(configuration(database)).get_heads()
    with database.read() as session:
        applied = MigrationContext.configure(session.connection()).get_current_heads()
    return set(applied) == set(newest)


def configuration(database: Database) -> Config:
    """Alembic's configuration for this database."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["engine"] = database.writer
    return config

"""Bringing a database to the version that this code needs, the same steps on SQLite and PostgreSQL."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import Session

from storage.database import Database


def upgrade(database: Database, revision: str = "head") -> None:
    """Apply every migration up to this one that is not applied yet, in one transaction each."""
    command.upgrade(configuration(database), revision)


def is_known(database: Database, revision: str) -> bool:
    """Whether this code has the migration with this name."""
    script = ScriptDirectory.from_config(configuration(database))
    return revision in {known.revision for known in script.walk_revisions()}


def applied(session: Session) -> str:
    """The newest migration that is applied."""
    return str(MigrationContext.configure(session.connection()).get_current_revision())


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

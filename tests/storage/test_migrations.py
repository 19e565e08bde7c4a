"""What the migrations make is what the tables say, on both databases, however often they are applied."""

from alembic import command
from sqlalchemy import inspect

from app.migrate import migrate
from app.settings import Settings
from storage.database import Database
from storage.migrations import configuration, upgrade
from storage.tables import metadata


def test_migrations_make_exactly_the_tables_there_are(database_url):
    database = Database(database_url)
    upgrade(database)
    command.check(configuration(database))
    made = set(inspect(database.writer).get_table_names()) - {"alembic_version"}
    database.close()
    assert made == set(metadata.tables)


def test_migrations_go_back_and_forth(database_url):
    database = Database(database_url)
    upgrade(database)
    command.downgrade(configuration(database), "base")
    assert inspect(database.writer).get_table_names() == ["alembic_version"]
    upgrade(database)
    command.check(configuration(database))
    database.close()


def test_migrate_twice_keeps_the_installation(database_url, tmp_path):
    settings = Settings.for_folder(tmp_path, database_url=database_url)
    migrate(settings)
    database = Database(database_url)
    with database.read() as session:
        first = session.connection().exec_driver_sql("SELECT id, secret FROM installation").all()
    migrate(settings)
    with database.read() as session:
        again = session.connection().exec_driver_sql("SELECT id, secret FROM installation").all()
    database.close()
    assert len(first) == 1
    assert again == first

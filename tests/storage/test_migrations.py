"""What the migrations make is what the tables say, on both databases, however often they are applied."""

from datetime import UTC, date, datetime, time

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Boolean, Date, DateTime, Integer, LargeBinary, MetaData, Time, insert, inspect, select

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


def test_every_migration_carries_rows_of_every_table(database_url):
    database = Database(database_url)
    scripts = ScriptDirectory.from_config(configuration(database))
    kept = {}
    for revision in reversed([script.revision for script in scripts.walk_revisions()]):
        upgrade(database, revision)
        fill_what_is_empty(database, kept)
    with database.read() as session:
        assert set(kept) == set(metadata.tables)
        assert {name for name in kept if session.execute(select(metadata.tables[name])).first() is None} == set()
        if database.is_sqlite:
            assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
    database.close()


def fill_what_is_empty(database, kept):
    """Give every table that has no row one; rows refer to each other wherever they may."""
    tables = MetaData()
    tables.reflect(database.writer)
    with database.write() as session:
        for table in tables.sorted_tables:
            if table.name == "alembic_version" or session.execute(select(table)).first() is not None:
                continue
            row = {column.name: some(column, kept) for column in table.columns}
            session.execute(insert(table).values(row))
            kept[table.name] = row


def some(column, kept):
    """A value that the column takes."""
    for key in column.foreign_keys:
        there = kept.get(key.column.table.name)
        return there and there[key.column.name]
    match column.type:
        case Boolean():
            return False
        case Integer():
            return 1
        case DateTime():
            return datetime(2025, 1, 1, tzinfo=None if column.type.timezone is False else UTC)
        case Time():
            return time(9)
        case Date():
            return date(2025, 1, 1)
        case JSON():
            return {}
        case LargeBinary():
            return b"1"
        case _:
            return "1"

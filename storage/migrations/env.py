"""How Alembic reaches the database: over the engine it is handed, one transaction a migration."""

from alembic import context

from storage.tables import metadata

with context.config.attributes["engine"].connect() as connection:
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, transaction_per_migration=True
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()

"""A connection to PostgreSQL that gives a silent server up: nothing else bounds the wait for its answer."""

from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event

KEEPALIVE: dict[str, Any] = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""The kernel's own watch over a peer whose machine is gone; times in seconds, the last in milliseconds."""

GIVEN_UP: dict[str, Any] = {"options": "-c lock_timeout=3500 -c client_connection_check_interval=1000"}
"""Has the server, too, leave the queue for a lock that its client gave up (PostgreSQL 14 and newer); milliseconds."""


class ImpatientConnection(psycopg.Connection[Any]):
    """Waits `patience` seconds for each answer; then it is closed, and whether the server did its part is unknown."""

    patience = 5.0

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """As psycopg has it. Raises psycopg.OperationalError when no answer comes in time."""
        try:
            return super().wait(gen, interval=interval, timeout=self.patience if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.close()  # a rollback on it would wait once more
            raise


def make_impatient(engine: Engine, patience: float) -> None:
    """Have every connection of the engine wait for at most `patience` seconds."""

    class Connection(ImpatientConnection):
        pass

    Connection.patience = patience

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, args: Any, options: Any) -> psycopg.Connection[Any]:
        return Connection.connect(*args, **options)

"""How the processes log: one line of JSON each, to standard error."""

import sys

import structlog

from storage.turns import Turns


def configure() -> None:
    """Set logging up for this process; nothing that is logged shows local variables."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def tell_turns(turns: Turns) -> None:
    """Log what the process's writing transactions waited for and took: where a database is too slow, it shows here."""
    structlog.get_logger().info("transactions", **turns.summary())

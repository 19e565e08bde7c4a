"""The clock of the running program; everything that needs the time is given this or a test's own."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)

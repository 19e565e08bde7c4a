"""Spans of whole days with open ends: terms in a body, absences."""

from datetime import date


def covers(since: date | None, until: date | None, day: date) -> bool:
    """Whether the span from the first to the last of its days (None: without end) holds the day."""
    return (since is None or since <= day) and (until is None or day <= until)


def overlap(since: date | None, until: date | None, other_since: date | None, other_until: date | None) -> bool:
    """Whether two spans have a day in common."""
    begins_in_time = since is None or other_until is None or since <= other_until
    return begins_in_time and (other_since is None or until is None or other_since <= until)

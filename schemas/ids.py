"""Identifiers: UUIDv7 as text, so that ids sort by the time they were made."""

import uuid_utils


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562) in its 36-character text form."""
    return str(uuid_utils.uuid7())

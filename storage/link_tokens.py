"""Tokens of single-use links: which link one names, and the hash that is kept of it."""

import base64
import binascii
import hashlib
import secrets
from uuid import UUID

PREFIX = "veche_link_"
_RANDOM = 32


def new_token(link_id: str) -> str:
    """A token of 256 random bits that names its link."""
    content = UUID(link_id).bytes + secrets.token_bytes(_RANDOM)
    return PREFIX + base64.urlsafe_b64encode(content).decode()


def link_named(token: str, prefix: str = PREFIX) -> str | None:
    """The id of the link that a token with this prefix names, None for what is no token."""
    try:
        content = base64.b64decode(token.removeprefix(prefix).encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    whole = token.startswith(prefix) and len(content) == 16 + _RANDOM
    return str(UUID(bytes=content[:16])) if whole else None


def counted_as(token: str, prefix: str = PREFIX) -> str:
    """The name that failed attempts with this token are counted under.

    By link, so that in an office behind one address old links in many letters don't shut out those who hold good ones.
    """
    return f"link {link_named(token, prefix) or ''}"


def kept_hash(token: str) -> str:
    """What is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()

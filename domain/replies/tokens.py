"""Single-purpose tokens in letters: they name one thing and one purpose, and are derived, so that none is stored."""

import base64
import binascii
import hmac
import re
from typing import Literal
from uuid import UUID

from schemas.canonical import keyed_hash

Purpose = Literal["answer", "undo"]
ANSWERABLE = frozenset({"review_invitation", "review_reminder", "verdict_carried"})
"""The kinds of notices whose letters take an answer: those that ask for a verdict."""
_MAC_BYTES = 10
_LONG = 42
TOKEN = re.compile(rf"(?<![a-z2-7])[a-z2-7]{{{_LONG}}}(?![a-z2-7])", re.IGNORECASE)
"""What looks like a token: mail servers may have changed the case of an address."""


def token_of(secret: bytes, purpose: Purpose, id_: str) -> str:
    """The token for the thing with this id (a UUID): the id and 80 bits of an HMAC, 42 small letters and digits."""
    content = UUID(id_).bytes + _mac(secret, purpose, id_)
    return base64.b32encode(content).decode().lower().rstrip("=")


def named_by(secret: bytes, purpose: Purpose, token: str) -> str | None:
    """The id that a token of this purpose names, None for a forged one."""
    try:
        content = base64.b32decode(f"{token.upper()}======")
    except (binascii.Error, ValueError):
        return None
    if len(content) != 16 + _MAC_BYTES:
        return None
    id_ = str(UUID(bytes=content[:16]))
    return id_ if hmac.compare_digest(content[16:], _mac(secret, purpose, id_)) else None


def _mac(secret: bytes, purpose: Purpose, id_: str) -> bytes:
    return bytes.fromhex(keyed_hash(secret, f"{purpose} by letter", id_))[:_MAC_BYTES]

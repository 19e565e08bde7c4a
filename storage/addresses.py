"""Addresses of objects: what one looks like, and whether content is what its address says."""

import re

from schemas.canonical import sha256_hex
from schemas.problems import Refused

_ADDRESS = re.compile(r"[0-9a-f]{64}")


def is_address(text: str) -> bool:
    """Whether `text` is an address and therefore safe in a path or a key."""
    return _ADDRESS.fullmatch(text) is not None


def checked(address: str, content: bytes | None) -> bytes:
    """`content` if it is what the address says; else `Refused("object_missing")` or `("object_damaged")`."""
    if content is None:
        raise Refused("object_missing", address=address)
    if sha256_hex(content) != address:
        raise Refused("object_damaged", address=address)
    return content

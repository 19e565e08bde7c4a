"""One way of writing data down as bytes, so that equal data always has an equal hash."""

import hashlib
import hmac
import json
from typing import Any


def canonical_json(data: Any) -> str:
    """JSON with sorted keys, no blanks and characters as they are; `data` holds plain JSON values only."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256_hex(content: bytes) -> str:
    """The SHA-256 of `content` as 64 lower-case hexadecimal digits: an object's address."""
    return hashlib.sha256(content).hexdigest()


def keyed_hash(secret: bytes, *parts: str) -> str:
    """The HMAC-SHA256 of the parts under `secret`, as 64 hexadecimal digits."""
    return hmac.new(secret, canonical_json(parts).encode(), hashlib.sha256).hexdigest()

"""The codes that prove addresses: derived from the installation's secret, so that none is stored."""

import base64
from datetime import timedelta

from schemas.canonical import keyed_hash

GOOD_FOR = timedelta(minutes=30)
TRIES = 5
"""Wrong codes until the right one is worth nothing either."""


def code_of(secret: bytes, proof_id: str) -> str:
    """The code of a proof: eight letters and digits (40 bits)."""
    return base64.b32encode(bytes.fromhex(keyed_hash(secret, "channel code", proof_id))[:5]).decode()

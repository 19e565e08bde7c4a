"""What is signed to say which edition of a document is the latest, and which key followed which."""

from datetime import datetime
from typing import Literal

from schemas.canonical import canonical_json
from schemas.frozen import Frozen

LATEST_FORMAT = 1


class Succession(Frozen):
    """That `new` signs from `at` on in the place of `old`; signed by `old`. Both are fingerprints."""

    kind: Literal["veche-succession"] = "veche-succession"
    format: int = LATEST_FORMAT
    old: str
    new: str
    at: datetime

    def written(self) -> str:
        """The exact text that is signed."""
        return canonical_json(self.model_dump(mode="json")) + "\n"


class LatestEdition(Frozen):
    """That until `valid_until` the edition with this manifest was known as a document's latest at the instant `at`.

    `manifest` is the SHA-256 of its manifest.json, `key` the fingerprint of the key that signs this; instants are UTC.
    """

    kind: Literal["veche-latest"] = "veche-latest"
    format: int = LATEST_FORMAT
    installation_id: str
    document_id: str
    edition_number: int
    manifest: str
    published_at: datetime
    at: datetime
    valid_until: datetime
    key: str

    def written(self) -> str:
        """The exact text that is signed."""
        return canonical_json(self.model_dump(mode="json")) + "\n"

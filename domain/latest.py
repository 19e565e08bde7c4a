"""Whether an edition is the latest, by what its installation signed about it. No I/O, no clock."""

from datetime import datetime, timedelta
from typing import Literal

from schemas.edition import Manifest
from schemas.latest import LATEST_FORMAT, LatestEdition

VALID = timedelta(days=7)
"""How long a statement may be relied on: an edition that came out meanwhile stays unknown no longer than this."""

Standing = Literal["latest", "superseded", "latest_expired", "latest_of_another", "latest_differs"]


def standing(manifest: Manifest, manifest_hash: str, said: LatestEdition, now: datetime) -> Standing:
    """How the edition stands to the statement at the instant `now` (UTC).

    A newer edition shows a rollback even in an old statement; a statement that has expired, or is older than the
    edition, shows nothing (it may have been kept back to hide a newer edition). Two editions of one number differ.
    """
    if (said.format, said.installation_id, said.document_id) != (
        LATEST_FORMAT,
        manifest.installation_id,
        manifest.document_id,
    ):
        return "latest_of_another"
    if said.edition_number > manifest.edition_number:
        return "superseded"
    if said.edition_number == manifest.edition_number and said.manifest != manifest_hash:
        return "latest_differs"
    if said.edition_number < manifest.edition_number or now >= said.valid_until:
        return "latest_expired"
    return "latest"

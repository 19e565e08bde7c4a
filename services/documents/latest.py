"""The signed word on which edition of a document is the latest, so that nobody can pass an older one off as it."""

from sqlmodel import col, select

from domain.latest import VALID
from schemas.actor import Actor
from schemas.latest import LatestEdition
from schemas.problems import Refused
from services.house import House
from services.rights import permit
from services.sections.texts import File
from storage.tables import Edition, Installation

MEDIA_TYPE = "application/jsonl"


def latest_edition(house: House, *, actor: Actor, document_id: str) -> File:
    """The statement, its signature, and which key followed which, a line each.

    Raises Refused("not_found") while nothing is published.
    """
    permit("editions.latest", actor)
    published = select(Edition).where(Edition.document_id == document_id, Edition.state == "published")
    with house.database.read() as session:
        edition = session.exec(published.order_by(col(Edition.number).desc()).limit(1)).first()
        if edition is None:
            raise Refused("not_found")
        installation_id = session.exec(select(Installation.id)).one()
    assert house.keys is not None, "this house was opened without the folder of keys"
    now, key = house.clock(), house.keys.current()
    said = LatestEdition.model_validate(
        {
            "installation_id": installation_id,
            "document_id": document_id,
            "edition_number": edition.number,
            "manifest": edition.manifest_hash,
            "published_at": edition.published_at,
            "at": now,
            "valid_until": now + VALID,
            "key": key.fingerprint,
        }
    )
    statement = said.written().encode()
    signed = statement + key.sign(statement) + b"".join(house.keys.successions())
    return File("latest.jsonl", lambda: signed, MEDIA_TYPE, f"{edition.id}-{now.isoformat()}")

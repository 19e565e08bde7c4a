"""Making editions: build the files, keep them, read them back, and only then ask the document to publish."""

from activities.edition.render import EditionBuilder
from activities.edition_content import EditionContents
from activities.texts import Texts
from domain.edition import media_type
from schemas.canonical import sha256_hex
from schemas.edition import MANIFEST_NAME
from storage.database import Database
from storage.objects import ObjectStore
from storage.tables import Edition, EditionFile


class Publisher:
    """Builds editions into that part of the object store that lasts."""

    def __init__(
        self, database: Database, store: ObjectStore, texts: Texts, builder: EditionBuilder, public_url: str
    ) -> None:
        self._database = database
        self._store = store.lasting
        self._texts = texts
        self._builder = builder
        self._public_url = public_url

    def make(self, edition_id: str) -> str | None:
        """Make all files of an edition; returns its manifest's hash, or None if the edition is no longer wanted.

        Every file is read back from the store before it is listed. Repeating it gives the same files.
        """
        with self._database.read() as session:
            edition = session.get_one(Edition, edition_id)
            if edition.state != "building":
                return edition.manifest_hash if edition.state == "published" else None
            content = EditionContents(session, self._texts, edition).gather(self._public_url)
        files = self._builder.build(content, lambda name: self._say(edition_id, name))
        addresses = {name: self._store.put(body) for name, body in files.items()}
        for address in addresses.values():
            self._store.get(address)
        self._list(edition_id, files, addresses)
        return sha256_hex(files[MANIFEST_NAME])

    def note_trouble(self, edition_id: str, code: str) -> None:
        """Say on the edition what keeps it from being made; taken back when it is."""
        with self._database.write() as session:
            session.get_one(Edition, edition_id).trouble = code

    def _say(self, edition_id: str, name: str) -> None:
        with self._database.write() as session:
            session.get_one(Edition, edition_id).progress = name

    def _list(self, edition_id: str, files: dict[str, bytes], addresses: dict[str, str]) -> None:
        with self._database.write() as session:
            edition = session.get_one(Edition, edition_id)
            edition.manifest_hash = addresses[MANIFEST_NAME]
            edition.progress, edition.trouble = "", None
            for name, body in files.items():
                session.merge(
                    EditionFile(
                        edition_id=edition_id,
                        name=name,
                        address=addresses[name],
                        size=len(body),
                        media_type=media_type(name),
                    )
                )

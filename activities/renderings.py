"""What was drawn of texts once: kept in the object store under the hash of all that went into them."""

from collections.abc import Callable
from contextlib import suppress

from sqlalchemy.exc import IntegrityError

from schemas.problems import Refused
from storage.database import Database
from storage.objects import ObjectStore
from storage.tables import Rendering


class Renderings:
    """Draws at the first call only. What holds people's words or names does not belong here."""

    def __init__(self, database: Database, store: ObjectStore) -> None:
        self._database = database
        self._store = store

    def drawn(self, key: str, draw: Callable[[], bytes]) -> bytes:
        """What `draw` gives, or gave; one that is gone from the store is drawn again."""
        with self._database.read() as session:
            known = session.get(Rendering, key)
        if known is not None:
            with suppress(Refused):
                return self._store.get(known.address)
        content = draw()
        address = self._store.put(content)
        if known is None or known.address != address:
            with suppress(IntegrityError), self._database.write() as session:  # another may have drawn the same
                session.merge(Rendering(key=key, address=address))
                session.flush()
        return content

"""Texts in the object store: canonical ASTs and the comparisons between them, each computed once and kept."""

import json
from contextlib import suppress
from typing import Any

from sqlalchemy.exc import IntegrityError

from domain.text.canonical import canonical_bytes
from domain.text.classify import change_kind, grave_families
from domain.text.compare import ENGINE_VERSION, compare_lines
from domain.text.flat import lines_of
from schemas.text import Diff
from storage.database import Database
from storage.objects import ObjectStore
from storage.tables import Comparison


class Texts:
    """Reads and keeps texts by their SHA-256."""

    def __init__(self, database: Database, store: ObjectStore) -> None:
        self._database = database
        self._store = store

    def keep(self, ast: dict[str, Any]) -> str:
        """Store a canonical text; returns its hash, which is its address."""
        return self._store.put(canonical_bytes(ast))

    def ast(self, text_hash: str) -> dict[str, Any]:
        """The text with this hash. Raises Refused("object_missing" or "object_damaged")."""
        ast: dict[str, Any] = json.loads(self._store.get(text_hash))
        return ast

    def comparison(self, base_hash: str, head_hash: str) -> Comparison:
        """Where the diff between two texts lies, and its kind; computed at the first call."""
        known = self._known(base_hash, head_hash)
        if known is not None:
            return known
        found = self._found(base_hash, head_hash)
        address = self._store.put(found)
        change = change_kind(Diff.model_validate_json(found), self.ast(base_hash), self.ast(head_hash))
        made = Comparison(
            base_hash=base_hash,
            head_hash=head_hash,
            engine=ENGINE_VERSION,
            address=address,
            change=change.kind.name,
            families=" ".join(grave_families(change)),
        )
        with suppress(IntegrityError), self._database.write() as session:  # another may have computed the same
            session.add(made)
            session.flush()
        return made

    def diff(self, base_hash: str, head_hash: str) -> Diff:
        """The diff between two texts, as data."""
        return Diff.model_validate_json(self._store.get(self.comparison(base_hash, head_hash).address))

    def passing_diff(self, base_hash: str, head_hash: str) -> Diff:
        """The same for who needs it once: one that nobody asked for before is computed and not kept."""
        known = self._known(base_hash, head_hash)
        if known is not None:
            return Diff.model_validate_json(self._store.get(known.address))
        return Diff.model_validate_json(self._found(base_hash, head_hash))

    def _found(self, base_hash: str, head_hash: str) -> bytes:
        base, head = (lines_of(self._store.get(address)) for address in (base_hash, head_hash))
        return compare_lines(base_hash, base, head_hash, head)

    def _known(self, base_hash: str, head_hash: str) -> Comparison | None:
        with self._database.read() as session:
            return session.get(Comparison, (base_hash, head_hash, ENGINE_VERSION))

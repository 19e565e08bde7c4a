"""Texts in the object store: canonical ASTs and the comparisons between them, each computed once and kept.

Beside a text its lines are kept in a row, which is what comparisons read; where that is missing it is made anew.
"""

import json
from contextlib import suppress
from typing import Any, NamedTuple

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from domain.text.canonical import canonical_bytes
from domain.text.classify import change_kind, grave_families
from domain.text.compare import ENGINE_VERSION, compare_lines, read_diff
from domain.text.flat import FORM, lines_of
from schemas.problems import Refused
from schemas.text import Diff
from storage.database import Database
from storage.objects import ObjectStore
from storage.tables import Comparison, TextLines, metadata

_LINES = select(TextLines.lines).where(col(TextLines.text_hash) == bindparam("text_hash"), TextLines.form == FORM)


class Texts:
    """Reads and keeps texts by their SHA-256."""

    def __init__(self, database: Database, store: ObjectStore) -> None:
        self.database = database
        self._store = store

    def keep(self, ast: dict[str, Any]) -> str:
        """Store a canonical text; returns its hash, which is its address."""
        return self.kept(ast).hash

    def kept(self, ast: dict[str, Any]) -> "Kept":
        """Store a canonical text; the row of its lines is for the transaction that names the text (`note_lines`)."""
        content = canonical_bytes(ast)
        return Kept(self._store.put(content), lines_of(content))

    def ast(self, text_hash: str) -> dict[str, Any]:
        """The text with this hash. Raises Refused("object_missing" or "object_damaged")."""
        ast: dict[str, Any] = json.loads(self._store.get(text_hash))
        return ast

    def lines(self, text_hash: str) -> str:
        """The lines of the text with this hash. Raises as `ast` does where they are not at hand."""
        found = self.database.row(_LINES, text_hash=text_hash)
        return lines_of(self._store.get(text_hash)) if found is None else str(found.lines)

    def compared(self, base_hash: str, head_hash: str) -> str:
        """Compute the diff between two texts and store it; returns its address."""
        return self._store.put(self._found(base_hash, head_hash))

    def comparison(self, base_hash: str, head_hash: str) -> Comparison:
        """Where the diff between two texts lies, and its kind; computed at the first call."""
        known = self._known(base_hash, head_hash)
        if known is not None:
            return known
        base, head = Kept(base_hash, self.lines(base_hash)), Kept(head_hash, self.lines(head_hash))
        found = compare_lines(*base, *head)
        address = self._store.put(found)
        diff = read_diff(found, base.lines)
        change = change_kind(diff, self.ast(base_hash), self.ast(head_hash))
        made = Comparison(
            base_hash=base_hash,
            head_hash=head_hash,
            engine=ENGINE_VERSION,
            address=address,
            change=change.kind.name,
            families=" ".join(grave_families(change)),
        )
        with suppress(IntegrityError), self.database.write() as session:  # another may have computed the same
            for text in (base, head):
                note_lines(session, text)
            session.add(made)
            session.flush()
        return made

    def diff(self, base_hash: str, head_hash: str) -> Diff:
        """The diff between two texts, as data."""
        address = self.comparison(base_hash, head_hash).address
        return self._read(self._store.get(address), base_hash, head_hash)

    def passing_diff(self, base_hash: str, head_hash: str) -> Diff:
        """The same for who needs it once: one that nobody asked for before is computed and not kept."""
        known = self._known(base_hash, head_hash)
        found = self._store.get(known.address) if known is not None else self._found(base_hash, head_hash)
        return self._read(found, base_hash, head_hash)

    def _read(self, stored: bytes, base_hash: str, head_hash: str) -> Diff:
        """Raises Refused("patch_base_mismatch") where the table leads to a diff between other texts."""
        diff = read_diff(stored, self.lines(base_hash))
        for expected, got in ((base_hash, diff.base_hash), (head_hash, diff.head_hash)):
            if expected != got:
                raise Refused("patch_base_mismatch", expected=expected, got=got)
        return diff

    def _found(self, base_hash: str, head_hash: str) -> bytes:
        return compare_lines(base_hash, self.lines(base_hash), head_hash, self.lines(head_hash))

    def _known(self, base_hash: str, head_hash: str) -> Comparison | None:
        with self.database.read() as session:
            return session.get(Comparison, (base_hash, head_hash, ENGINE_VERSION))


class Kept(NamedTuple):
    """A stored text: its hash, and its lines."""

    hash: str
    lines: str


def note_lines(session: Session, text: Kept) -> None:
    """Keep the lines of a text, unless that was done before."""
    new = insert_sqlite if session.get_bind().dialect.name == "sqlite" else insert_postgresql
    row = {"text_hash": text.hash, "form": FORM, "lines": text.lines}
    session.execute(new(metadata.tables["text_lines"]).on_conflict_do_nothing(), row)

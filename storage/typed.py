"""The keyed hash of what people typed into a row: entries hold it in place of the words.

The key is the installation's, so that whoever reads an exported record cannot try guesses. A person's row has a salt
of its own, too: it goes with the name, and then nobody can.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from schemas.canonical import canonical_json, keyed_hash
from storage.tables import (
    Body,
    Comment,
    Contribution,
    Document,
    Letter,
    Material,
    MaterialVersion,
    Organisation,
    Person,
    Section,
)

COLUMNS: Mapping[type[SQLModel], tuple[str, ...]] = {
    Person: ("salt", "email", "name", "position", "organisation_id", "language"),
    Organisation: ("name", "kind", "region", "district"),
    Body: ("name", "function", "kind", "mandate", "parent_id"),
    Document: ("title", "language"),
    Section: ("document_id", "position", "title", "brief"),
    Comment: (
        *("section_id", "revision_id", "person_id", "parent_id", "kind", "address", "text", "replacement"),
        *("quote", "prefix", "suffix", "block", "block_hash", "start", "end"),
    ),
    Contribution: (
        *("body_id", "section_id", "revision_id", "person_id", "kind", "verdict", "text", "replacement"),
        *("quote", "prefix", "suffix", "block", "block_hash", "start", "end"),
    ),
    Letter: ("section_id", "person_id", "number", "dated", "address"),
    Material: ("document_id", "section_id", "person_id", "title"),
    MaterialVersion: ("material_id", "number", "person_id", "address", "filename", "size"),
}
"""The columns that are bound, by table."""


def typed_hash(key: bytes, row: Any) -> str:
    """The HMAC-SHA256 under the installation's secret of a row's bound columns, as hexadecimal digits."""
    said = {name: getattr(row, name) for name in COLUMNS[type(row)]}
    return keyed_hash(key, "typed", row.__tablename__, row.id, canonical_json(said))

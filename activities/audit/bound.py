"""What people typed, held against the hashes that entries have of it; and rows that no entry made."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlmodel import Session, SQLModel, select

from storage.chain import Fault
from storage.journal import INSTALLATION
from storage.tables import (
    Body,
    Comment,
    Contribution,
    Document,
    Event,
    Installation,
    Letter,
    Material,
    MaterialVersion,
    Organisation,
    Person,
    Section,
)
from storage.typed import typed_hash

BATCH = 1000
TABLES = (Person, Organisation, Body, Document, Section, Comment, Contribution, Letter, Material, MaterialVersion)

_OF_EVENTS: dict[str, tuple[type[SQLModel], str]] = {
    "person_added": (Person, "person_id"),
    "person_changed": (Person, "person_id"),
    "person_erased": (Person, "person_id"),
    "invitation_accepted": (Person, "person_id"),
    "organisation_added": (Organisation, "organisation_id"),
    "organisation_changed": (Organisation, "organisation_id"),
    "body_added": (Body, "body_id"),
    "body_changed": (Body, "body_id"),
    "document_created": (Document, "document_id"),
    "section_added": (Section, "section_id"),
    "comment_added": (Comment, "comment_id"),
    "comment_replied": (Comment, "comment_id"),
    "verdict_given": (Comment, "remark_id"),
    "contribution_made": (Contribution, "contribution_id"),
    "letter_taken": (Letter, "letter_id"),
    "outside_opinion_given": (Comment, "remark_id"),
    "material_added": (Material, "material_id"),
    "material_changed": (Material, "material_id"),
}
"""Whose words an entry binds, by its type."""

_MAKING = frozenset({"document_created", "section_added"})
"""The first word about a thing, in another stream than its later ones."""


class _Said(NamedTuple):
    """The hash that the last entry about a row has of it, empty if that is of an earlier release; and which entry."""

    typed: str
    stream_id: str
    seq: int


class Bound:
    """Takes the sound entries of all streams, and then looks at the rows they speak of."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._key = bytes.fromhex(session.exec(select(Installation.secret)).one())
        self._said: dict[tuple[type[SQLModel], str], _Said] = {}
        self._erased: dict[str, str] = {}
        self._unlisted: set[str] = set()
        self._folders: dict[str, str] = {}

    def look(self, entry: Event, _receipt: Mapping[str, Any] | None) -> None:
        """Take the next sound entry in."""
        said = entry.data
        if entry.type in _OF_EVENTS:
            table, name = _OF_EVENTS[entry.type]
            if said.get(name) is not None:  # not every verdict comes with a remark
                self._take(entry, table, said[name], said.get("typed", ""))
        elif entry.type == "settings_changed":
            kind, _, owner = entry.stream_id.partition("/")
            self._take(entry, Document if kind == "document" else Section, owner, said.get("typed", ""))
        match entry.type:
            case "channels_changed" if said.get("typed"):
                self._take(entry, Person, said["person_id"], said["typed"])
            case "document_created":
                for one in said.get("sections", ()):
                    self._take(entry, Section, one["id"], one["typed"])
                if not said.get("typed"):
                    self._unlisted.add(said["document_id"])
            case "material_added":
                self._take(entry, MaterialVersion, f"{said['material_id']}/{said['number']}", said.get("file", ""))
            case "verdict_given":
                for comment_id in said.get("official", ()):
                    self._take(entry, Comment, comment_id, "")
            case "person_erased":
                self._erased |= {one["id"]: one["typed"] for one in said.get("files", ())}

    def _take(self, entry: Event, table: type[SQLModel], row_id: str, typed: str) -> None:
        said = _Said(typed, entry.stream_id, entry.seq)
        if entry.type in _MAKING:
            self._said.setdefault((table, row_id), said)
        else:
            self._said[table, row_id] = said

    def faults(self, unsound: set[str]) -> Iterator[Fault]:
        """The first entry of every stream that has other words of a row than the row, then the rows that none made.

        Nothing is said of what entries in the `unsound` streams may have spoken of.
        """
        differing: list[_Said] = []
        unmade: list[Fault] = []
        gone = dict(self._said)
        for row in self._rows():
            key = (type(row), _id_of(row))
            gone.pop(key, None)
            if self._streams_of(row) & unsound:
                continue
            said = self._said.get(key)
            if said is not None:
                differing += [] if self._is_as_said(row, said) else [said]
            elif not (isinstance(row, Section) and row.document_id in self._unlisted):
                unmade.append(without_entry(row.__tablename__, key[1]))
        first: dict[str, int] = {}
        for said in (*differing, *gone.values()):
            first[said.stream_id] = min(first.get(said.stream_id, said.seq), said.seq)
        yield from (Fault(stream_id, first[stream_id], "typed_differs") for stream_id in sorted(first.keys() - unsound))
        yield from unmade

    def _rows(self) -> Iterator[Any]:
        for table in TABLES:
            yield from self._session.exec(select(table).execution_options(yield_per=BATCH, populate_existing=True))

    def _is_as_said(self, row: Any, said: _Said) -> bool:
        return not said.typed or typed_hash(self._key, row) in (said.typed, self._erased.get(row.id))

    def _streams_of(self, row: Any) -> set[str]:
        """The streams in which entries may speak of the row."""
        match row:
            case Document():
                return {INSTALLATION, f"document/{row.id}"}
            case Section():
                return {INSTALLATION, f"document/{row.document_id}", f"section/{row.id}"}
            case Contribution():
                return {f"body/{row.body_id}"}
            case Comment() | Letter():
                return {f"section/{row.section_id}"}
            case Material():
                self._folders[row.id] = f"document/{row.document_id}"
                return {INSTALLATION, self._folders[row.id]}
            case MaterialVersion():
                return {INSTALLATION, self._folders.get(row.material_id, "")}
        return {INSTALLATION}


def without_entry(kind: str, row_id: str) -> Fault:
    """That no entry made the row."""
    return Fault(f"{kind}/{row_id}", 0, "without_entry")


def _id_of(row: Any) -> str:
    return f"{row.material_id}/{row.number}" if isinstance(row, MaterialVersion) else str(row.id)

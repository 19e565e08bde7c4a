"""What everybody may read of a document once it is published: an edition's text, its place among others, its keys."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlmodel import Session, col, select

from activities.edition.reading import EditionPart, EditionText, edition_text
from domain.search.ranking import Snippet, snippet
from domain.search.stems import Place, asked_stems, places, plain_form
from schemas.actor import Actor
from schemas.edition import MANIFEST_NAME, Manifest
from schemas.problems import Refused
from schemas.section import Phase
from services.house import House
from services.rights import permit
from services.sections.texts import File
from storage.tables import Document, Edition, EditionFile

MOST_FOUND = 100
"""Passages that a search shows."""
_KEPT = 8
"""Editions whose words are kept cut to their stems."""


@dataclass(frozen=True)
class Numbered:
    """An edition among the others of its document; `published_at` is UTC."""

    id: str
    number: int
    published_at: datetime


@dataclass(frozen=True)
class Published:
    """A published edition; `editions` are all of its document, first to last.

    `is_withdrawn` says that the document was taken off after it.
    """

    edition: Numbered
    document_id: str
    manifest: Manifest
    manifest_hash: str
    text: EditionText
    files: dict[str, int]
    """Every file with its size in bytes, the manifest and its signature among them."""
    editions: tuple[Numbered, ...]
    is_withdrawn: bool

    @property
    def is_latest(self) -> bool:
        """Whether none follows it."""
        return self.edition == self.editions[-1]

    @property
    def before(self) -> Numbered | None:
        """The edition that it supersedes."""
        earlier = [one for one in self.editions if one.number < self.edition.number]
        return earlier[-1] if earlier else None

    @property
    def parts(self) -> list[tuple[str, EditionPart]]:
        """The sections with their ids, then the annexes with none."""
        ids = [section.id for section in self.manifest.sections]
        return [(ids[place] if place < len(ids) else "", part) for place, part in enumerate(self.text.parts)]


@dataclass(frozen=True)
class FoundPassage:
    """A passage that has every word asked for."""

    part: EditionPart
    anchor: str
    shown: Snippet


def published(house: House, *, actor: Actor, document_id: str, number: int | None = None) -> Published:
    """The edition with this number, the latest without one. Raises Refused("not_found")."""
    permit("editions.read", actor)
    with house.database.read() as session:
        editions = _editions(session, document_id)
        chosen = [one for one in editions if number in (None, one.number)]
        if not chosen:
            raise Refused("not_found")
        edition = chosen[-1]
        files = _files(session, edition.id)
        document = session.get_one(Document, document_id)
    store = house.store.lasting
    addresses = {row.name: row.address for row in files}
    return Published(
        edition=edition,
        document_id=document_id,
        manifest=Manifest.model_validate_json(store.get(addresses[MANIFEST_NAME])),
        manifest_hash=addresses[MANIFEST_NAME],
        text=edition_text(store.get(addresses["edition.html"])),
        files={row.name: row.size for row in files},
        editions=tuple(editions),
        is_withdrawn=document.phase == Phase.WITHDRAWN,
    )


def published_with(house: House, *, actor: Actor, document_id: str, section_id: str) -> Published:
    """The latest edition that has this section. Raises Refused("not_found")."""
    permit("editions.read", actor)
    with house.database.read() as session:
        editions = _editions(session, document_id)
        manifests = select(EditionFile.edition_id, EditionFile.address).where(EditionFile.name == MANIFEST_NAME)
        of_these = manifests.where(col(EditionFile.edition_id).in_([one.id for one in editions]))
        addresses = dict(session.exec(of_these).all())
    for one in reversed(editions):
        manifest = Manifest.model_validate_json(house.store.lasting.get(addresses[one.id]))
        if any(section.id == section_id for section in manifest.sections):
            return published(house, actor=actor, document_id=document_id, number=one.number)
    raise Refused("not_found")


def published_file(house: House, *, actor: Actor, document_id: str, number: int, name: str) -> File:
    """One file of an edition. Raises Refused("not_found")."""
    permit("editions.file", actor)
    with house.database.read() as session:
        edition = _numbered(session, document_id, number)
        row = session.get(EditionFile, (edition.id, name))
    if row is None:
        raise Refused("not_found")
    return File(row.name, lambda: house.store.lasting.get(row.address), row.media_type, row.address)


def published_archive(house: House, *, actor: Actor, document_id: str, number: int) -> File:
    """All files of an edition in one zip, as `veche verify` takes it; the same bytes each time."""
    permit("editions.file", actor)
    with house.database.read() as session:
        edition = _numbered(session, document_id, number)
        files = _files(session, edition.id)
    address = next(row.address for row in files if row.name == MANIFEST_NAME)

    def packed() -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for row in files:
                entry = zipfile.ZipInfo(row.name, edition.published_at.timetuple()[:6])
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, house.store.lasting.get(row.address))
        return made.getvalue()

    return File(f"edition-{number}.zip", packed, "application/zip", f"{address}-zip")


def signing_keys(house: House, *, actor: Actor) -> list[str]:
    """The fingerprints of every key that this installation has signed editions with."""
    permit("editions.read", actor)
    assert house.keys is not None, "this house was opened without the folder of keys"
    return sorted(house.keys.public_keys())


def find_in(found: Published, query: str) -> list[FoundPassage]:
    """The passages of an edition that have every word of the query in some form of it, in their order."""
    asked = set(asked_stems(query))
    if not asked:
        return []
    hits = []
    for part, passages in zip(found.text.parts, _stemmed(found.text), strict=True):
        for anchor, text, stems in passages:
            if asked <= {place.stem for place in stems}:
                marks = [(place.start, place.end) for place in stems if place.stem in asked]
                hits.append(FoundPassage(part, anchor, snippet(text, marks)))
                if len(hits) == MOST_FOUND:
                    return hits
    return hits


@lru_cache(maxsize=_KEPT)
def _stemmed(text: EditionText) -> tuple[list[tuple[str, str, list[Place]]], ...]:
    found = []
    for part in text.parts:
        passages = [(one.anchor, plain_form(one.text)) for one in part.passages]
        found.append([(anchor, words, list(places(words))) for anchor, words in passages])
    return tuple(found)


def _editions(session: Session, document_id: str) -> list[Numbered]:
    query = select(Edition).where(Edition.document_id == document_id, Edition.state == "published")
    rows: Sequence[Edition] = session.exec(query.order_by(col(Edition.number))).all()
    return [
        Numbered(row.id, row.number, row.published_at)
        for row in rows
        if row.number is not None and row.published_at is not None
    ]


def _numbered(session: Session, document_id: str, number: int) -> Numbered:
    found = [one for one in _editions(session, document_id) if one.number == number]
    if not found:
        raise Refused("not_found")
    return found[0]


def _files(session: Session, edition_id: str) -> Sequence[EditionFile]:
    query = select(EditionFile).where(EditionFile.edition_id == edition_id).order_by(col(EditionFile.name))
    return session.exec(query).all()

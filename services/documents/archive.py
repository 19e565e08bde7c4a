"""Everything of a document that its participants may read, as one file with a manifest of what is in it."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO

from sqlmodel import Session, col, select

from schemas.actor import Actor
from schemas.papers import FORMATS, KINDS, PRINTED
from schemas.problems import Refused
from services.documents.materials import list_materials, list_versions, material_file
from services.documents.papers import document_paper
from services.documents.published import published_archive
from services.house import House
from services.pages import every
from services.record.timeline_export import export_document, export_section
from services.relations import document_for
from services.sections.opinions import blind_sections
from services.sections.texts import File, list_revisions, revision_original, section_text
from storage.tables import Edition, Section

IN_MEMORY = 8 << 20
CHUNK = 1 << 16
MANIFEST = "manifest.json"
_GONE = ("object_missing", "object_damaged")
"""What the store has no more, or not as it was: the rest is given all the same."""
Placed = tuple[str, File]
"""A file and its place in the archive."""


def document_archive(house: House, *, actor: Actor, document_id: str) -> Iterator[bytes]:
    """A zip of texts, uploads, papers, materials, records and editions; `manifest.json` has size and SHA-256 of each.

    Every file is asked for as its reader would ask for it. Raises Refused: not_found; own_opinion_first while others'
    opinions in one of the sections are hidden from the actor.
    """
    with house.database.read() as session:
        document = document_for(session, "documents.archive", actor, document_id)
        title = document.title
        for hidden in blind_sections(session, actor, document_id):
            hidden.require_open()
        sections = _sections(session, document_id)
        published = (Edition.document_id == document_id, Edition.state == "published")
        editions = session.exec(select(Edition.number).where(*published).order_by(col(Edition.number))).all()
    packed: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  it is closed when it was sent
    listed, missing = [], []
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, file in _files(house, actor, document_id, sections, [one for one in editions if one is not None]):
            try:
                content = file.read()
            except Refused as refused:
                if refused.code not in _GONE:
                    raise
                missing.append({"path": path, "why": refused.code})
                continue
            archive.writestr(path, content)
            listed.append({"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()})
        about = {"document_id": document_id, "title": title, "made_at": house.clock().isoformat(), "files": listed}
        archive.writestr(MANIFEST, json.dumps(about | {"missing": missing}, ensure_ascii=False, indent=1))
    packed.seek(0)
    return _pieces(packed)


def _sections(session: Session, document_id: str) -> list[tuple[str, str, bool]]:
    """Id, folder and whether there is a text."""
    rows = session.exec(select(Section).where(Section.document_id == document_id).order_by(col(Section.position)))
    return [(row.id, f"sections/{row.position:02}", row.head_id is not None) for row in rows]


def _files(
    house: House, actor: Actor, document_id: str, sections: list[tuple[str, str, bool]], editions: list[int]
) -> Iterator[Placed]:
    for section_id, folder, has_text in sections:
        if has_text:
            yield f"{folder}/text.docx", section_text(house, actor=actor, section_id=section_id, form="docx")
            yield f"{folder}/text.md", section_text(house, actor=actor, section_id=section_id, form="markdown")
        yield from _uploads(house, actor, section_id, f"{folder}/revisions")
        yield f"{folder}/timeline.jsonl", export_section(house, actor=actor, section_id=section_id)
    if any(has_text for *_, has_text in sections):
        for kind in KINDS:
            for form in FORMATS if kind == "remarks" else PRINTED:
                file = document_paper(house, actor=actor, document_id=document_id, kind=kind, form=form)
                yield f"papers/{kind}.{form}", file
    yield from _materials(house, actor, document_id)
    yield "timeline.jsonl", export_document(house, actor=actor, document_id=document_id)
    for number in editions:
        file = published_archive(house, actor=actor, document_id=document_id, number=number)
        yield f"editions/{number}.zip", file


def _uploads(house: House, actor: Actor, section_id: str, folder: str) -> Iterator[Placed]:
    for one in every(lambda page: list_revisions(house, actor=actor, section_id=section_id, page=page)):
        file = revision_original(house, actor=actor, revision_id=one.id)
        yield f"{folder}/{one.number or 0:02}-{_plain(file.name)}", file


def _materials(house: House, actor: Actor, document_id: str) -> Iterator[Placed]:
    listed = every(lambda page: list_materials(house, actor=actor, document_id=document_id, section_id=None, page=page))
    for place, material in enumerate(listed, start=1):
        for version in _versions(house, actor, material.id):
            file = material_file(house, actor=actor, material_id=material.id, number=version)
            yield f"materials/{place:03}-{version}-{_plain(file.name)}", file


def _versions(house: House, actor: Actor, material_id: str) -> list[int]:
    return [
        one.number for one in every(lambda page: list_versions(house, actor=actor, material_id=material_id, page=page))
    ]


def _plain(name: str) -> str:
    """A file's name that leads nowhere else and that every system can write."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(one if one.isprintable() and one not in '<>:"|?*' else "_" for one in last)[-100:] or "file"


def _pieces(packed: IO[bytes]) -> Iterator[bytes]:
    with packed:
        while piece := packed.read(CHUNK):
            yield piece

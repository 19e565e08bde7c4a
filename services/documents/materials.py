"""The materials folder of a document and its sections: uploading, versions, renaming, withdrawing."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from pydantic import BaseModel
from sqlmodel import Session, col, select

from activities.convert.materials import Words, words_of
from activities.convert.pictures import without_metadata
from activities.searching import drop_item, put_item, retitle
from domain.materials import MEDIA_TYPES, ending
from domain.rights import Relation
from domain.search.index import Indexed, indexed
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.setup_events import MaterialAdded, MaterialChanged, MaterialWithdrawn
from schemas.views.form import Done
from schemas.views.materials import SEARCHED, MaterialChange, MaterialVersionView, MaterialView, Uploaded
from schemas.views.page import Page, Slice
from services.house import House
from services.relations import document_for, relations_to_document
from services.rights import may, permit
from services.sections.texts import File
from storage.journal import Journal, carry_out, known_receipt
from storage.paging import page_of
from storage.tables import Document, Material, MaterialVersion, Section, Stream
from storage.versions import take_version


def list_materials(
    house: House, *, actor: Actor, document_id: str, section_id: str | None, page: Page
) -> Slice[MaterialView]:
    """The materials of a document, or of one of its sections only; withdrawn ones are not shown."""
    with house.database.read() as session:
        document_for(session, "materials.list", actor, document_id)
        query = _with_latest().where(Material.document_id == document_id, col(Material.withdrawn_at).is_(None))
        if section_id is not None:
            query = query.where(Material.section_id == section_id)
        return page_of(session, query, col(Material.id), lambda row: row[0].id, page).each(lambda row: _view(*row))


def read_material(house: House, *, actor: Actor, material_id: str) -> MaterialView:
    """One material."""
    with house.database.read() as session:
        row = _material_for(session, "materials.read", actor, material_id)
        return _view(*session.exec(_with_latest().where(Material.id == row.id)).one())


def list_versions(house: House, *, actor: Actor, material_id: str, page: Page) -> Slice[MaterialVersionView]:
    """Every upload of a material, first to last."""
    with house.database.read() as session:
        _material_for(session, "materials.list_versions", actor, material_id)
        query = select(MaterialVersion).where(MaterialVersion.material_id == material_id)
        found = page_of(session, query, col(MaterialVersion.id), lambda row: row.id, page)
    return found.each(lambda row: MaterialVersionView.model_validate(row, from_attributes=True))


def material_file(house: House, *, actor: Actor, material_id: str, number: int | None) -> File:
    """The bytes of a version, the latest without `number`. Raises Refused("not_found")."""
    with house.database.read() as session:
        row = _material_for(session, "materials.file", actor, material_id)
        query = select(MaterialVersion).where(
            MaterialVersion.material_id == row.id, MaterialVersion.number == (number or row.latest)
        )
        version = session.exec(query).first()
    if version is None:
        raise Refused("not_found")
    # A name that an erasure replaced may have lost its ending.
    kind = MEDIA_TYPES.get(ending(version.filename), "application/octet-stream")
    return File(version.filename, partial(house.store.get, version.address), kind, version.address)


def add_material(
    house: House,
    *,
    actor: Actor,
    act: Act,
    document_id: str,
    section_id: str | None,
    title: str | None,
    filename: str,
    content: bytes,
) -> Uploaded:
    """Put a file into the folder of a document, or of one of its sections.

    Raises Refused: not_found, and what `words_of` raises for a file that is not let in.
    """
    known = known_receipt(house.database, act)
    if known is not None:
        return _uploaded(known)
    with house.database.read() as session:
        document_for(session, "materials.add", actor, document_id)
        _require_section(session, document_id, section_id)
    title = title or filename
    taken = _taken_in(house, title, filename, content)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        material = Material(
            id=new_id(),
            document_id=document_id,
            section_id=section_id,
            person_id=actor.id,
            title=title,
            made_at=journal.now,
        )
        journal.session.add(material)
        journal.session.flush()
        return _keep_version(house, journal, actor, material, filename, taken)

    return _uploaded(carry_out(house.database, house.clock, act, f"document/{document_id}", effect))


def add_version(house: House, *, actor: Actor, act: Act, material_id: str, filename: str, content: bytes) -> Uploaded:
    """Put a new version of a material beside its earlier ones. Raises Refused as `add_material` does."""
    known = known_receipt(house.database, act)
    if known is not None:
        return _uploaded(known)
    with house.database.read() as session:
        before = _material_for(session, "materials.add_version", actor, material_id)
    taken = _taken_in(house, before.title, filename, content)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        material = _standing(journal.session, material_id)
        material.latest += 1
        return _keep_version(house, journal, actor, material, filename, taken)

    return _uploaded(carry_out(house.database, house.clock, act, f"document/{before.document_id}", effect))


def change_material(
    house: House, *, actor: Actor, act: Act, material_id: str, version: int, change: MaterialChange
) -> Done:
    """Rename a material made from `version`, or move it. Raises Refused: not_found, version_outdated."""
    with house.database.read() as session:
        before = _material_for(session, "materials.update", actor, material_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        session = journal.session
        _standing(session, material_id)
        material = take_version(session, Material, material_id, version)
        if change.section_id is not None:
            _require_section(session, material.document_id, change.section_id or None)
            material.section_id = change.section_id or None
        material.title = change.title or material.title
        retitle(session, "material", material_id, material.title, material.section_id)
        fields = tuple(sorted(change.model_fields_set))
        facts = {"id": material_id, "version": material.version}
        return facts, [MaterialChanged(material_id=material_id, fields=fields, typed=house.typed(material))]

    receipt = carry_out(house.database, house.clock, act, f"document/{before.document_id}", effect)
    return Done.model_validate(receipt.facts)


def withdraw_material(house: House, *, actor: Actor, act: Act, material_id: str) -> Receipt:
    """Take a material out of the folder: its versions are kept, and nobody is shown them any more."""
    known = known_receipt(house.database, act)
    if known is not None:
        return known
    with house.database.read() as session:
        before = _material_for(session, "materials.withdraw", actor, material_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        material = _standing(journal.session, material_id)
        material.withdrawn_at, material.withdrawn_by = journal.now, actor.id
        drop_item(journal.session, "material", material_id)
        return {"material_id": material_id}, [MaterialWithdrawn(material_id=material_id)]

    return carry_out(house.database, house.clock, act, f"document/{before.document_id}", effect)


class _Taken(NamedTuple):
    """An upload that was let in: what was kept of it, and what it is found by."""

    words: Words
    text: Indexed
    address: str
    size: int


def _taken_in(house: House, title: str, filename: str, content: bytes) -> _Taken:
    """The door, the jail, the index and the store, all before the transaction: none of them is quick.

    Of a picture only the picture is kept: a photograph says where and when it was taken, and by whose camera.
    """
    words = words_of(house.converter, content, filename)
    try:
        kept = without_metadata(content)
    except ValueError as error:
        raise Refused("upload_corrupt") from error
    return _Taken(words, indexed(title, words.text), house.store.put(kept), len(kept))


def _keep_version(
    house: House, journal: Journal, actor: Actor, material: Material, filename: str, taken: _Taken
) -> tuple[dict[str, Any], Sequence[BaseModel]]:
    version = MaterialVersion(
        id=new_id(),
        material_id=material.id,
        number=material.latest,
        person_id=actor.id,
        address=taken.address,
        filename=filename,
        size=taken.size,
        searched=taken.words.searched,
        at=journal.now,
    )
    journal.session.add(version)
    put_item(
        journal.session,
        "material",
        material.id,
        taken.text,
        document_id=material.document_id,
        section_id=material.section_id,
        source=version.id,
    )
    facts = {"material_id": material.id, "number": version.number, "searched": version.searched}
    typed, file = house.typed(material), house.typed(version)
    return facts, [MaterialAdded(material_id=material.id, number=version.number, typed=typed, file=file)]


def _uploaded(receipt: Receipt) -> Uploaded:
    facts = receipt.facts
    ru, en = SEARCHED[facts["searched"]]
    return Uploaded(id=facts["material_id"], number=facts["number"], searched=facts["searched"], ru=ru, en=en)


def _material_for(session: Session, operation: str, actor: Actor, material_id: str) -> Material:
    """A material that the actor may do the operation on; a withdrawn one is as good as none."""
    row = session.get(Material, material_id)
    document = session.get(Document, row.document_id) if row else None
    if row is None or document is None or row.withdrawn_at is not None:
        raise Refused("not_found")
    relations = relations_to_document(session, actor, document)
    sees = may("materials.read", actor, relations)
    if Relation.PARTICIPANT in relations and row.person_id == actor.id:
        relations.add(Relation.SELF)
    permit(operation, actor, relations, refusal="not_allowed" if sees else "not_found")
    return row


def _standing(session: Session, material_id: str) -> Material:
    """The material as the transaction finds it. Raises Refused("not_found") if it was withdrawn meanwhile."""
    row = session.get_one(Material, material_id)
    if row.withdrawn_at is not None:
        raise Refused("not_found")
    return row


def _require_section(session: Session, document_id: str, section_id: str | None) -> None:
    section = session.get(Section, section_id) if section_id else None
    if section_id and (section is None or section.document_id != document_id):
        raise Refused("not_found")


def _with_latest() -> Any:
    return select(Material, MaterialVersion).join(
        MaterialVersion,
        (col(MaterialVersion.material_id) == col(Material.id)) & (col(MaterialVersion.number) == col(Material.latest)),
    )


def _view(material: Material, latest: MaterialVersion) -> MaterialView:
    uploaded = latest.model_dump(include={"filename", "size", "searched", "at"})
    return MaterialView.model_validate(material.model_dump() | uploaded)

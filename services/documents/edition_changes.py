"""What changed from one published edition to another, section by section; open to everybody, as both editions are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from activities.redline.page import sanitised
from activities.renderings import Renderings
from domain.text.compare import ENGINE_VERSION
from domain.text.redline import redline
from schemas.actor import Actor
from schemas.canonical import canonical_json, sha256_hex
from schemas.edition import ManifestSection
from schemas.language import Language
from services.documents.published import Published, published
from services.house import House
from services.sections.redlines import DRAWING_VERSION, View, drawn_for_page


@dataclass(frozen=True)
class SectionChange:
    """What became of a section; `redline` is sanitised HTML, there where its text changed."""

    section_id: str
    number: str
    title: str
    title_before: str
    became: Literal["same", "changed", "new", "gone"]
    redline: str = ""


@dataclass(frozen=True)
class EditionChanges:
    """Two editions and what lies between them, in the order of the later one; sections that are gone come last."""

    base: Published
    head: Published
    sections: tuple[SectionChange, ...]


def edition_changes(
    house: House, *, actor: Actor, document_id: str, base: int, head: int, view: View = "", language: Language
) -> EditionChanges:
    """The changes from edition `base` to edition `head`, shown so. Raises Refused("not_found")."""
    earlier = published(house, actor=actor, document_id=document_id, number=base)
    later = published(house, actor=actor, document_id=document_id, number=head)
    before = {section.id: section for section in earlier.manifest.sections}

    def drawn(base_hash: str, head_hash: str) -> str:
        return _drawn(house, base_hash, head_hash, view, language)

    found = [_change(before.pop(section.id, None), section, drawn) for section in later.manifest.sections]
    gone = [SectionChange(one.id, one.number, one.title, one.title, "gone") for one in before.values()]
    return EditionChanges(earlier, later, (*found, *gone))


def _change(base: ManifestSection | None, head: ManifestSection, drawn: Callable[[str, str], str]) -> SectionChange:
    if base is None:
        return SectionChange(head.id, head.number, head.title, "", "new")
    if base.text_hash == head.text_hash:
        became: Literal["same", "changed"] = "same" if base.title == head.title else "changed"
        return SectionChange(head.id, head.number, head.title, base.title, became)
    redline = drawn(base.text_hash, head.text_hash)
    return SectionChange(head.id, head.number, head.title, base.title, "changed", redline)


def _drawn(house: House, base_hash: str, head_hash: str, view: View, language: Language) -> str:
    """Drawn once for a pair of texts and kept: both are published, so it holds nothing that could be erased."""
    form = ["edition", language, *([view] if view else [])]
    key = {"engines": [ENGINE_VERSION, DRAWING_VERSION], "texts": [base_hash, head_hash], "form": form}

    def draw() -> bytes:
        texts = house.texts
        diff = texts.passing_diff(base_hash, head_hash)
        made = redline(texts.ast(base_hash), texts.ast(head_hash), diff)
        return drawn_for_page(made, view, house.converter.run_pandoc, language).encode()

    kept = Renderings(house.database, house.store)
    return sanitised(kept.drawn(sha256_hex(canonical_json(key).encode()), draw).decode())

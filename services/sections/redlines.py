"""Redlines of two revisions of a section, and their table of comparison, as files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from sqlmodel import Session, col, select

from activities.convert.return_code import stamp
from activities.edition.pandoc import RunPandoc
from activities.redline.comparison import docx_comparison, html_comparison
from activities.redline.docx import docx_redline
from activities.redline.html import (
    html_redline,
    html_side_by_side,
    in_one_column,
    in_two_columns,
    later_text,
    only_changes,
)
from activities.redline.page import sanitised
from activities.redline.pdf import pdf_redline
from activities.renderings import Renderings
from domain.edition import media_type
from domain.text.compare import ENGINE_VERSION
from domain.text.redline import redline
from domain.text.redline_tally import Tally, tallies
from domain.text.redline_text import redline_text
from schemas.actor import Actor
from schemas.canonical import canonical_json, sha256_hex
from schemas.language import Language
from schemas.problems import Refused
from schemas.redline import Authorship, Redline, RedlineForm, Remark, TableForm
from services.house import House
from services.sections.redline_author import authorship_of
from services.sections.redline_remarks import margin_of
from services.sections.texts import File, revision_for
from storage.tables import Revision

DRAWING_VERSION = "3"
"""To be raised by whatever makes an equal redline give other bytes."""

_ENDINGS: dict[str, str] = {
    "docx": "docx", "html": "html", "html-columns": "html", "pdf": "pdf", "txt": "txt", "json": "json",
}  # fmt: skip
_NAMES: dict[Language, tuple[str, str]] = {"ru": ("правки", "таблица"), "en": ("redline", "table")}
_TITLES: dict[Language, str] = {"ru": "Редакции {base} и {head}", "en": "Revisions {base} and {head}"}


View = Literal["", "columns", "changes", "clean"]
"""How a page shows a redline: whole, side by side, what changed alone, or the later text alone."""


@dataclass(frozen=True)
class ShownRedline:
    """A redline on a page: sanitised HTML, and how many edits stand under which heading of the text."""

    html: str
    tallies: Sequence[tuple[str, Tally]]

    @property
    def total(self) -> Tally:
        """The edits of the whole text."""
        return sum((tally for _, tally in self.tallies), Tally())


@dataclass(frozen=True)
class _Pair:
    """Two revisions of one section, in the language of whoever asks."""

    house: House
    base: Revision
    head: Revision
    language: Language

    @property
    def title(self) -> str:
        return _TITLES[self.language].format(base=self.base.number or "…", head=self.head.number or "…")

    @property
    def authorship(self) -> Authorship:
        return authorship_of(self.head, self.language)

    def drawn(self) -> Redline:
        texts = self.house.texts
        diff = texts.diff(self.base.text_hash, self.head.text_hash)
        return redline(texts.ast(self.base.text_hash), texts.ast(self.head.text_hash), diff)

    def key(self, form: str) -> str:
        return sha256_hex(
            canonical_json(
                {
                    "engines": [ENGINE_VERSION, DRAWING_VERSION],
                    "texts": [self.base.text_hash, self.head.text_hash],
                    "form": [form, self.language, self.title, self.head.at.isoformat()],
                }
            ).encode()
        )

    def file(self, form: str, remarks: Sequence[Remark], draw: Callable[[], bytes], name: str) -> File:
        """With remarks in it a file is drawn anew; its tag changes whenever they do."""
        key = self.key(f"{form} {name}")
        ending = _ENDINGS[form]
        stem = f"{self.head.filename.rsplit('.', 1)[0]} — {name}"
        kept = Renderings(self.house.database, self.house.store)
        read = draw if remarks else partial(kept.drawn, key, draw)
        words = canonical_json([remark.model_dump(mode="json") for remark in remarks])
        return File(f"{stem}.{ending}", read, media_type(f"a.{ending}"), sha256_hex(f"{key} {words}".encode()))


def redline_file(
    house: House,
    *,
    actor: Actor,
    head_id: str,
    base_id: str | None,
    form: RedlineForm,
    comments: bool,
    language: Language,
) -> File:
    """The redline from one text of a section to another; without `base_id` from the one before.

    Raises Refused as `revision_for`, not_found also where nothing came before, and what a conversion raises.
    """
    pair = _pair(house, "revisions.redline", actor, head_id, base_id, language)
    with_margin = comments and form not in {"txt", "json"}
    margin = margin_of(house, actor=actor, base=pair.base, head=pair.head, language=language) if with_margin else None
    remarks = margin.remarks if margin else ()
    return pair.file(form, remarks, partial(_draw, pair, form, remarks), _NAMES[language][0])


def comparison_table(
    house: House, *, actor: Actor, head_id: str, base_id: str | None, form: TableForm, language: Language
) -> File:
    """The three columns of what changed; its reasons are the comments that were made on the changed places before."""
    pair = _pair(house, "revisions.comparison_table", actor, head_id, base_id, language)
    margin = margin_of(house, actor=actor, base=pair.base, head=pair.head, language=language)
    reasons: dict[int, list[str]] = {}
    for block, reason in margin.reasons:
        reasons.setdefault(block, []).append(reason)
    write = docx_comparison if form == "docx" else html_comparison

    def draw() -> bytes:
        return write(pair.drawn(), pair.title, reasons, house.converter.run_pandoc, language)

    return pair.file(form, margin.remarks, draw, _NAMES[language][1])


def shown_redline(
    house: House, *, actor: Actor, head_id: str, base_id: str, view: View, language: Language
) -> ShownRedline:
    """The redline for a page of ours, no comments in it; raises as `redline_file` does."""
    drawn = _pair(house, "revisions.redline", actor, head_id, base_id, language).drawn()
    return ShownRedline(drawn_for_page(drawn, view, house.converter.run_pandoc, language), tallies(drawn))


def drawn_for_page(drawn: Redline, view: View, run: RunPandoc, language: Language) -> str:
    """A redline as a page of ours shows it: sanitised HTML."""
    return sanitised(_drawn(drawn, view, run, language))


def _drawn(drawn: Redline, view: View, run: RunPandoc, language: Language) -> str:
    match view:
        case "columns":
            return in_two_columns(drawn, (), run, language)
        case "changes":
            return only_changes(drawn, run, language)
        case "clean":
            return later_text(drawn, run)
    return in_one_column(drawn, (), run, language)


def _draw(pair: _Pair, form: RedlineForm, remarks: Sequence[Remark]) -> bytes:
    drawn, run, language = pair.drawn(), pair.house.converter.run_pandoc, pair.language
    match form:
        case "docx":
            made = docx_redline(drawn, pair.authorship, remarks, run, language)
            return stamp(made, pair.head.id) if pair.head.state == "accepted" else made
        case "html":
            return html_redline(drawn, pair.title, remarks, run, language)
        case "html-columns":
            return html_side_by_side(drawn, pair.title, remarks, run, language)
        case "pdf":
            return pdf_redline(drawn, pair.title, pair.authorship, remarks, run, language)
        case "txt":
            return redline_text(drawn, language).encode()
    diff = pair.house.texts.diff(pair.base.text_hash, pair.head.text_hash)
    return canonical_json(diff.model_dump(mode="json")).encode()


def _pair(house: House, operation: str, actor: Actor, head_id: str, base_id: str | None, language: Language) -> _Pair:
    head = revision_for(house, operation, actor, head_id)
    if base_id is None:
        with house.database.read() as session:
            base_id = _before(session, head)
    base = revision_for(house, operation, actor, base_id)
    if base.section_id != head.section_id:
        raise Refused("not_found")
    return _Pair(house, base, head, language)


def _before(session: Session, head: Revision) -> str:
    """The revision before an accepted one, or the one that a draft was made from."""
    if head.number is None:
        found = head.base_id
    else:
        query = select(Revision.id).where(Revision.section_id == head.section_id, col(Revision.number) < head.number)
        found = session.exec(query.order_by(col(Revision.number).desc()).limit(1)).first()
    if found is None:
        raise Refused("not_found")
    return found

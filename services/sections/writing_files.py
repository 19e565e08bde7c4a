"""What a section's editors are writing, as Word files: the text as it stands, and its changes tracked."""

from collections.abc import Callable

from activities.convert.return_code import stamp
from activities.redline.docx import docx_redline
from domain.edition import media_type
from domain.text.redline import redline
from schemas.actor import Actor
from schemas.language import Language
from schemas.problems import Refused
from schemas.redline import Authorship
from services.house import House
from services.relations import let_in
from services.sections.texts import File
from services.sections.writings import Standing, standing_of

_NAMES: dict[Language, tuple[str, str]] = {
    "ru": ("черновик", "правки в черновике"),
    "en": ("draft", "changes in draft"),
}
_AUTHORS: dict[Language, str] = {"ru": "Черновик", "en": "Draft"}


def text_of(house: House, *, actor: Actor, section_id: str, language: Language) -> File:
    """The working text; the file carries the code of the revision that it was made from. Raises as a save does."""
    standing = _let_in(house, actor, section_id)

    def write() -> bytes:
        written = house.converter.from_ast(house.texts.ast(standing.text_hash), "docx")
        return stamp(written, standing.base.id) if standing.base else written

    return _file(standing, _NAMES[language][0], write)


def redline_of(house: House, *, actor: Actor, section_id: str, language: Language) -> File:
    """What was changed since the revision that it was made from, tracked. Raises Refused("not_found") before one."""
    standing = _let_in(house, actor, section_id)
    base = standing.base
    if base is None:
        raise Refused("not_found")

    def write() -> bytes:
        texts, row = house.texts, standing.row
        diff = texts.passing_diff(base.text_hash, standing.text_hash)
        drawn = redline(texts.ast(base.text_hash), texts.ast(standing.text_hash), diff)
        authorship = Authorship(author=_AUTHORS[language], at=row.at if row else base.at)
        return docx_redline(drawn, authorship, (), house.converter.run_pandoc, language)

    return _file(standing, _NAMES[language][1], write)


def _let_in(house: House, actor: Actor, section_id: str) -> Standing:
    with house.database.read() as session:
        let_in(session, "sections.submit", actor, section_id)
    return standing_of(house, section_id)


def _file(standing: Standing, name: str, write: Callable[[], bytes]) -> File:
    base = standing.base.id if standing.base else ""
    return File(f"{name}.docx", write, media_type("a.docx"), f"{standing.text_hash}-{base}-{len(name)}")

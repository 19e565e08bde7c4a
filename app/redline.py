"""The redlines that `veche diff` writes: what becomes of two files for each suffix."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from activities.convert.reader import Converter
from activities.redline.docx import docx_redline
from activities.redline.html import html_redline, html_side_by_side
from app.speech import spoken
from domain.text.compare import compare
from domain.text.redline import redline
from domain.text.redline_text import redline_text
from schemas.canonical import canonical_json
from schemas.conversion import ConvertSettings
from schemas.redline import Authorship, Redline
from schemas.text import Ast, Diff

AUTHOR = "Veche"


@dataclass(frozen=True)
class Compared:
    """Two texts and their files' names."""

    base: Ast
    head: Ast
    base_name: str
    head_name: str
    diff: Diff = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "diff", compare(self.base, self.head))

    @property
    def redline(self) -> Redline:
        """The two texts as one."""
        return redline(self.base, self.head, self.diff)

    @property
    def title(self) -> str:
        """What a page is called."""
        return f"{self.base_name} → {self.head_name}"


def written(compared: Compared, suffix: str, *, side_by_side: bool) -> bytes:
    """What a file of this suffix holds; equal texts give equal bytes. Raises Refused as `Converter.run_pandoc`."""
    with tempfile.TemporaryDirectory(prefix="veche-") as folder:
        converter = Converter(ConvertSettings(slots_folder=Path(folder)))
        if suffix == ".html" and side_by_side:
            return html_side_by_side(compared.redline, compared.title, [], converter.run_pandoc, spoken())
        return FORMS[suffix](compared, converter)


def _docx(compared: Compared, converter: Converter) -> bytes:
    return docx_redline(compared.redline, _authorship(), [], converter.run_pandoc, spoken())


def _html(compared: Compared, converter: Converter) -> bytes:
    return html_redline(compared.redline, compared.title, [], converter.run_pandoc, spoken())


def _json(compared: Compared, _converter: Converter) -> bytes:
    return canonical_json(compared.diff.model_dump(mode="json")).encode() + b"\n"


def _text(compared: Compared, _converter: Converter) -> bytes:
    return redline_text(compared.redline, spoken()).encode()


FORMS: dict[str, Callable[[Compared, Converter], bytes]] = {
    ".docx": _docx,
    ".html": _html,
    ".json": _json,
    ".txt": _text,
}


def _authorship() -> Authorship:
    """The changes of two files are nobody's; they have a date where whoever builds reproducibly gives one."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    at = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else None
    return Authorship(author=AUTHOR, at=at)

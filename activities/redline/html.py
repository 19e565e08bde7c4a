"""A redline as a page: in one column, or in two with the base beside the head."""

from collections.abc import Sequence

from activities.edition.ast import document
from activities.edition.pandoc import RunPandoc, run_on
from activities.redline.html_ast import HtmlBlocks
from activities.redline.html_remarks import remarks_section
from activities.redline.page import page
from domain.text.redline_context import shortened
from domain.text.redline_marks import one_side, without_marks
from domain.text.redline_remarks import with_remarks
from schemas.language import Language
from schemas.redline import Redline, Remark
from schemas.text import Block

_LEGENDS: dict[Language, str] = {
    "ru": "<del>удалено</del> <ins>вставлено</ins>; числа в изменённых местах выделены; "
    "у перемещённого указано, откуда и куда.",
    "en": "<del>deleted</del> <ins>inserted</ins>; numbers in changed places are bold; "
    "what was moved says from where and to where.",
}
_SIDES: dict[Language, tuple[str, str]] = {
    "ru": ("Прежняя редакция", "Новая редакция"),
    "en": ("Before", "After"),
}
_LEFT_OUT: dict[Language, str] = {"ru": "… без изменений: {number} …", "en": "… unchanged: {number} …"}
_EQUAL: dict[Language, str] = {"ru": "Тексты равны.", "en": "The texts are equal."}


def html_redline(
    redline: Redline, title: str, remarks: Sequence[Remark], run_pandoc: RunPandoc, language: Language = "ru"
) -> bytes:
    """One column: what went and what came stand where they stood."""
    return page(title, _LEGENDS[language], in_one_column(redline, remarks, run_pandoc, language), language)


def html_side_by_side(
    redline: Redline, title: str, remarks: Sequence[Remark], run_pandoc: RunPandoc, language: Language = "ru"
) -> bytes:
    """Two columns, each row what became of one block; on a narrow screen one under the other."""
    fragment = in_two_columns(redline, remarks, run_pandoc, language)
    return page(title, _LEGENDS[language], fragment, language, is_wide=True)


def in_one_column(redline: Redline, remarks: Sequence[Remark], run_pandoc: RunPandoc, language: Language) -> str:
    """What stands between the frame of the page, not sanitised yet."""
    blocks = HtmlBlocks(language).blocks(with_remarks(redline, remarks))
    return _same(redline, language) + _written(blocks, run_pandoc) + remarks_section(remarks, language)


def only_changes(redline: Redline, run_pandoc: RunPandoc, language: Language) -> str:
    """What changed, with its nearest neighbours and all headings; what was left out is counted. Not sanitised yet."""
    html, blocks = HtmlBlocks(language), []
    for piece in shortened(redline):
        if isinstance(piece, int):
            blocks.append(_raw(f'<p class="left-out">{_LEFT_OUT[language].format(number=piece)}</p>'))
        else:
            blocks += html.blocks([piece.block])
    return _same(redline, language) + _written(blocks, run_pandoc)


def later_text(redline: Redline, run_pandoc: RunPandoc) -> str:
    """The later text alone, with no mark on it, not sanitised yet."""
    blocks = without_marks(one_side([piece.block for piece in redline.pieces], "head"))
    return _written(HtmlBlocks("ru").blocks(blocks), run_pandoc)


def in_two_columns(redline: Redline, remarks: Sequence[Remark], run_pandoc: RunPandoc, language: Language) -> str:
    """The same in two columns, not sanitised yet."""
    old, new = _SIDES[language]
    blocks = [_raw(f'<div class="pair columns"><div class="side">{old}</div><div class="side">{new}</div></div>')]
    base, head = HtmlBlocks(language, keeps_names=False), HtmlBlocks(language)
    for piece, block in zip(redline.pieces, with_remarks(redline, remarks), strict=True):
        kind = "pair" if piece.state == "kept" else "pair changed"
        blocks += [
            _raw(f'<div class="{kind}">'),
            *_side(old, base.blocks(one_side([block], "base"))),
            *_side(new, head.blocks(one_side([block], "head"))),
            _raw("</div>"),
        ]
    return _same(redline, language) + _written(blocks, run_pandoc) + remarks_section(remarks, language)


def _side(name: str, blocks: list[Block]) -> list[Block]:
    opening = f'<div class="side" role="group" aria-label="{name}">' if blocks else '<div class="side empty">'
    return [_raw(opening), *blocks, _raw("</div>")]


def _same(redline: Redline, language: Language) -> str:
    is_same = all(piece.state == "kept" for piece in redline.pieces)
    return f'<p class="same">{_EQUAL[language]}</p>' if is_same else ""


def _written(blocks: list[Block], run_pandoc: RunPandoc) -> str:
    options = ["--id-prefix=text-", "--email-obfuscation=none", "--wrap=none"]
    return run_on(document(blocks, {}), "html-task_lists-smart", options, run_pandoc).decode()


def _raw(html: str) -> Block:
    return {"t": "RawBlock", "c": ["html", html]}

"""A redline as the AST that pandoc writes into HTML: changes become `ins` and `del`, footnotes stand in the text."""

from html import escape

from activities.redline.marked import MarkedBlocks
from domain.text.inlines import Inline
from domain.text.redline_marks import SIDES
from schemas.language import Language
from schemas.redline import Mark
from schemas.text import Block

_ELEMENTS = {"base": "del", "head": "ins"}
_ROLES = {"del": "deletion", "ins": "insertion"}
_MOVES: dict[Language, dict[Mark, str]] = {
    "ru": {"moved-from": "Перемещение {move}: отсюда", "moved-to": "Перемещение {move}: сюда"},
    "en": {"moved-from": "Move {move}: from here", "moved-to": "Move {move}: to here"},
}


class HtmlBlocks(MarkedBlocks):
    """Writes raw HTML for every mark."""

    def __init__(self, language: Language, *, keeps_names: bool = True) -> None:
        super().__init__(keeps_names=keeps_names)
        self._moves = _MOVES[language]

    def whole(self, inside: list[Block], mark: Mark, move: int) -> list[Block]:
        """An element around them; a move leads to its other place."""
        element = _ELEMENTS[SIDES[mark]]
        if not move:
            return [_raw_block(f'<{element} class="whole">'), *inside, _raw_block(f"</{element}>")]
        label = f'<p class="move">{self._link(mark, move)}</p>'
        if mark == "moved-from":
            inside = [_raw_block(f'<{element} class="whole">'), *inside, _raw_block(f"</{element}>")]
        return [_raw_block(f'<div class="{mark}" id="{mark}-{move}">{label}'), *inside, _raw_block("</div>")]

    def _link(self, mark: Mark, move: int) -> str:
        other: Mark = "moved-to" if mark == "moved-from" else "moved-from"
        told = escape(self._moves[mark].format(move=move))
        return f'<a href="#{other}-{move}">{told}</a>'

    def changed(self, words: list[Inline], mark: Mark, *, looks_only: bool, has_number: bool) -> list[Inline]:
        """An element with its role: a suggestion owns roles, not elements, and not every reader knows theirs."""
        element = _ELEMENTS[SIDES[mark]]
        classes = [name for name, holds in (("looks", looks_only), ("number", has_number)) if holds]
        named = f' class="{" ".join(classes)}"' if classes else ""
        opening = f'<{element} role="{_ROLES[element]}"{named}>'
        return [_raw(opening), *words, _raw(f"</{element}>")]

    def suggestion(self, parts: list[Inline]) -> list[Inline]:
        """A span of that role."""
        return [_raw('<span role="suggestion">'), *parts, _raw("</span>")]

    def line_break(self) -> Inline:
        """The sign of a paragraph, and a new line."""
        return _raw('<span class="break">¶</span><br>')

    def note(self, words: list[Inline]) -> list[Inline]:
        """In brackets."""
        return [_raw('<span class="note" role="note">['), *words, _raw("]</span>")]

    def remark(self, number: int, *, is_start: bool) -> list[Inline]:
        """Its number at the end, which leads to its text; at the beginning a place to come back to."""
        if not is_start:
            return [_raw(f'<sup class="remark"><a href="#remark-{number + 1}">[{number + 1}]</a></sup>')]
        return [_raw(f'<span id="remark-{number + 1}-place"></span>')] if self._keeps_names else []


def _raw(html: str) -> Inline:
    return {"t": "RawInline", "c": ["html", html]}


def _raw_block(html: str) -> Block:
    return {"t": "RawBlock", "c": ["html", html]}

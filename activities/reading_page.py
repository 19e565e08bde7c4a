"""A text as the blocks of a page: what pandoc makes of it, cut by blocks, sanitised last."""

from collections.abc import Sequence

from lxml import html

from activities.edition.ast import document
from activities.edition.pandoc import RunPandoc, run_on
from activities.redline.page import sanitised
from domain.text.highlight import highlighted
from schemas.redline import Remark
from schemas.text import Ast, Block

_OPTIONS = ("--id-prefix=text-", "--email-obfuscation=none", "--wrap=none")
_BLOCK = "block-"


def reading_blocks(ast: Ast, remarks: Sequence[Remark], run_pandoc: RunPandoc) -> list[str]:
    """The HTML of each block in order, its remarks' words in `<mark data-of>`; footnotes, if any, are one more."""
    blocks = [_framed(number, block) for number, block in enumerate(highlighted(ast, remarks))]
    if not blocks:
        return []
    written = run_on(document(blocks, {}), "html-task_lists-smart", _OPTIONS, run_pandoc).decode()
    parts = html.fragments_fromstring(written, no_leading_text=True)
    return [sanitised("".join(map(_source, _inside(part)))) for part in parts]


def _framed(number: int, block: Block) -> Block:
    return {"t": "Div", "c": [[f"{_BLOCK}{number}", [], []], [block]]}


def _inside(part: html.HtmlElement) -> list[html.HtmlElement]:
    # Of a frame around a mere heading pandoc makes the heading itself.
    if not part.attrib.get("id", "").startswith(f"text-{_BLOCK}"):
        return [part]
    del part.attrib["id"]
    return list(part) if part.tag == "div" else [part]


def _source(element: html.HtmlElement) -> str:
    return str(html.tostring(element, encoding="unicode"))

"""Reading uploads into the Pandoc AST and writing the AST into files people can open."""

import json
from collections.abc import Sequence
from typing import Any

import nh3

from activities.convert.cleaning import cleaned
from activities.convert.door import Admitted, admit
from activities.convert.jail import Jail
from activities.convert.pandoc import pandoc_command
from activities.convert.settling import settled
from activities.convert.warm import WarmReader
from domain.text.canonical import normalise
from schemas.conversion import Converted, ConvertSettings, TakenChanges, TargetFormat, TextFormat
from schemas.problems import Refused

MARKDOWN = (
    "markdown-raw_html-raw_attribute-raw_tex-latex_macros-yaml_metadata_block-pandoc_title_block"
    "-bracketed_spans-header_attributes-link_attributes-inline_code_attributes-fenced_code_attributes"
    "-table_attributes-fenced_divs-native_divs-native_spans-markdown_in_html_blocks-citations-example_lists"
    "-task_lists-implicit_figures-smart"
)
"""Pandoc's Markdown without what lets a text carry code, attributes, macros or settings; signs stay as typed."""

HTML = "html-native_divs-native_spans-raw_html-raw_tex-auto_identifiers-task_lists-smart"
"""Pandoc's reader of pages, without what only lays them out."""

READERS: dict[TextFormat, str] = {"markdown": MARKDOWN, "docx": "docx", "odt": "odt", "html": HTML}
WRITERS: dict[TargetFormat, list[str]] = {
    # Pipe tables are the ones that people can edit by hand, and the ones that keep a column's alignment.
    "markdown": [MARKDOWN + "-simple_tables-multiline_tables", "--wrap=none"],
    "docx": ["docx"],
    "odt": ["odt"],
    # The prefix keeps a heading's words from becoming the name of something the page itself uses.
    "html": ["html-task_lists-smart", "--id-prefix=text-", "--email-obfuscation=none"],
}
HTML_TAGS = {
    "a", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ins", "li", "mark", "ol", "p", "pre", "q", "s", "section", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
HTML_ATTRIBUTES = {
    "*": {"id", "class", "role"},
    "a": {"href", "title"},
    "ol": {"start", "type"},
    "td": {"rowspan", "colspan"},
    "th": {"rowspan", "colspan"},
}
HTML_SCHEMES = {"http", "https", "mailto"}


class Converter:
    """Turns uploads into texts and texts into files, by pandoc in the jail. Safe to share between threads."""

    def __init__(self, settings: ConvertSettings) -> None:
        self._settings = settings
        self._jail = Jail(settings)
        self._warm = WarmReader(self._jail)

    def to_ast(self, content: bytes, filename: str, changes: TakenChanges = "accept") -> Converted:
        """The canonical text of an upload; of `filename` only the ending counts.

        Tracked changes of a Word file are all accepted, or all rejected. Raises Refused: what `door.admit` and
        `Jail.run` raise, text_too_deep.
        """
        return self.admitted_to_ast(admit(content, filename, self._settings), changes)

    def admitted_to_ast(self, admitted: Admitted, changes: TakenChanges = "accept") -> Converted:
        """The canonical text of a file that passed the door; as `to_ast`."""
        reader = READERS[admitted.format]
        content = admitted.content
        if admitted.format == "docx" and "changes_accepted" in admitted.warnings:
            content = settled(content, changes, self._settings)
        read = self._warm.read(reader, content) if reader != HTML else None
        if read is None:
            read = self.run_pandoc(["--from", reader, "--to", "json"], content)
        parsed = _parsed(read)
        if admitted.format == "html":
            parsed["meta"] = {}  # a page's title is the name of a window
        ast, dropped = cleaned(parsed)
        return Converted(normalise(ast), admitted.format, sorted(admitted.warnings | dropped))

    def from_ast(self, ast: dict[str, Any], to: TargetFormat) -> bytes:
        """The text as a file; equal texts give equal bytes. HTML is a fragment, safe to put into a page.

        Raises Refused: what `Jail.run` raises.
        """
        given = json.dumps(ast, ensure_ascii=False).encode()
        written = self.run_pandoc(["--from", "json", "--to", *WRITERS[to]], given)
        return _safe_html(written) if to == "html" else written

    @property
    def settings(self) -> ConvertSettings:
        """What files may weigh, and what their conversion."""
        return self._settings

    def run(self, program: list[str], given: bytes) -> bytes:
        """Run another program in the same jail. Raises what `Jail.run` raises."""
        return self._jail.run(program, given)

    def run_pandoc(self, arguments: Sequence[str], given: bytes) -> bytes:
        """Run pandoc, jailed and sandboxed, with these arguments on this input. Raises what `Jail.run` raises."""
        return self._jail.run(pandoc_command(self._settings.heap_bytes, *arguments), given)


def _parsed(read: bytes) -> dict[str, Any]:
    try:
        ast: dict[str, Any] = json.loads(read)
    except RecursionError as error:
        raise Refused("text_too_deep") from error
    return ast


def _safe_html(written: bytes) -> bytes:
    """Sanitised last, so that nothing is made out of clean parts afterwards."""
    clean = nh3.clean(
        written.decode(),
        tags=HTML_TAGS,
        attributes=HTML_ATTRIBUTES,
        url_schemes=HTML_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return clean.encode()

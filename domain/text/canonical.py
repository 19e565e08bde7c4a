"""The one canonical form of a text: what the same content always looks like, and its hash."""

import json
from typing import Any, NamedTuple
from urllib.parse import unquote

from domain.text.inlines import Run, is_inline_list, read_inlines, write_inlines
from schemas.canonical import canonical_json, sha256_hex
from schemas.problems import Refused
from schemas.text import Ast, Block

API_VERSION = [1, 23, 1]
DEEPEST_NESTING = 160  # levels of JSON, some forty lists in one another; Python's stack is far


def normalise(ast: Ast) -> Ast:
    """The canonical form of a text; normalising it again changes nothing.

    Meta data goes. Strings, spaces and formats take their one form (`inlines`), smart quotes become signs.
    Empty paragraphs and headings go. A heading keeps its identifier only where a link of this text points to
    it: pandoc makes the others from the heading's words, so that renaming a heading would change it twice.
    Raises Refused("text_too_deep") if blocks or formats are nested without end.
    """
    cleaner = _Cleaner()
    blocks = cleaner.clean(ast["blocks"])
    for heading in cleaner.headings:
        if heading["c"][1][0] not in cleaner.link_targets:
            heading["c"][1] = ["", *heading["c"][1][1:]]
    return _text(blocks)


def canonical_bytes(ast: Ast) -> bytes:
    """The bytes under which a text is stored: canonical JSON of its canonical form, in UTF-8."""
    return canonical_json(normalise(ast)).encode()


def text_hash(ast: Ast) -> str:
    """The SHA-256 of `canonical_bytes`, hexadecimal: the text's address."""
    return sha256_hex(canonical_bytes(ast))


def block_hash(block: Block) -> str:
    """The SHA-256 of one canonical block's bytes, hexadecimal."""
    return sha256_hex(canonical_json(block).encode())


class Addressed(NamedTuple):
    """A text in canonical form with its hash and the hashes of its top-level blocks."""

    blocks: list[Block]
    block_hashes: tuple[str, ...]
    hash: str

    @property
    def ast(self) -> Ast:
        """The text itself."""
        return _text(self.blocks)


def addressed(ast: Ast) -> Addressed:
    """Bring a text into canonical form and hash it and its blocks, each block written only once."""
    blocks = normalise(ast)["blocks"]
    forms = [canonical_json(block) for block in blocks]
    before, after = canonical_json(_text([])).split("[]", 1)
    whole = f"{before}[{','.join(forms)}]{after}"
    return Addressed(blocks, tuple(sha256_hex(form.encode()) for form in forms), sha256_hex(whole.encode()))


def _text(blocks: list[Block]) -> Ast:
    return {"pandoc-api-version": API_VERSION, "meta": {}, "blocks": blocks}


class _Cleaner:
    """Tidies all inline content of a tree, leaves empty blocks out, notes headings and links on its way."""

    def __init__(self) -> None:
        self.headings: list[Block] = []
        self.link_targets: set[str] = set()

    def clean(self, value: Any, depth: int = 0) -> Any:
        if depth > DEEPEST_NESTING:
            raise Refused("text_too_deep")
        if is_inline_list(value):
            runs = [self._clean_run(run, depth) for run in read_inlines(value)]
            return write_inlines(runs)
        if isinstance(value, list):
            items = [self.clean(item, depth + 1) for item in value]
            return [item for item in items if not _is_wordless(item)]
        if isinstance(value, dict):
            cleaned = {key: self.clean(item, depth + 1) for key, item in value.items()}
            if cleaned.get("t") == "Header":
                self.headings.append(cleaned)
            return cleaned
        return value

    def _clean_run(self, run: Run, depth: int) -> Run:
        for mark in run.marks:
            if mark.startswith('["Link"'):
                self._note_target(json.loads(mark)[2][0])
        if run.node is None:
            return run
        if run.node["t"] == "Link":
            self._note_target(run.node["c"][2][0])
        return run._replace(node=self.clean(run.node, depth + 1))

    def _note_target(self, target: str) -> None:
        if target.startswith("#"):
            self.link_targets.add(unquote(target[1:]))


def _is_wordless(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if value.get("t") == "Header":
        return not value["c"][2]
    return value.get("t") in {"Para", "Plain"} and not value["c"]

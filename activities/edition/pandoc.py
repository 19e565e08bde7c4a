"""How this package asks pandoc for a format: a document's JSON in, bytes out, through whoever runs it."""

import json
from collections.abc import Callable, Sequence

from activities.edition.ast import Element

RunPandoc = Callable[[Sequence[str], bytes], bytes]
"""Runs pandoc with these arguments on this standard input, jailed and with --sandbox; returns its output."""


def run_on(whole: Element, form: str, options: Sequence[str], run_pandoc: RunPandoc) -> bytes:
    """The document in one of pandoc's output formats."""
    arguments = ["--from=json", f"--to={form}", "--output=-", *options]
    return run_pandoc(arguments, json.dumps(whole, ensure_ascii=False).encode())

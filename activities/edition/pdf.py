"""The edition as PDF: pandoc writes Typst, our template lays it out, the compiler runs without the network."""

import tempfile
from datetime import datetime
from importlib import resources
from io import BytesIO
from typing import Literal

import segno
import typst

from activities.edition.ast import document
from activities.edition.document import Document
from activities.edition.pandoc import RunPandoc, run_on
from activities.edition.typst_blocks import fit_for_typst

TEMPLATE = resources.files("activities.edition").joinpath("edition.typ").read_text(encoding="utf-8")
Standard = Literal["a-2b", "1.7"]


def pdf_bytes(whole: Document, run_pandoc: RunPandoc) -> bytes:
    """PDF/A-2b with embedded fonts.

    Characters that no embedded font can show cost the archival mark, not the edition: PDF/A forbids them,
    so such a text becomes an ordinary PDF whose words can still be searched and copied.
    """
    body = run_on(document(fit_for_typst(whole.blocks), {}), "typst", ["--no-highlight", "--wrap=none"], run_pandoc)
    return compiled(TEMPLATE + body.decode(), _inputs(whole), whole.content.published_at)


def compiled(source: str, inputs: dict[str, str], at: datetime) -> bytes:
    """The PDF of a Typst source with these inputs, made at `at`; archival, if its characters allow."""
    try:
        return _compiled(source, inputs, at, "a-2b")
    except typst.TypstError as problem:
        if "could not be displayed" not in problem.message:
            raise
        return _compiled(source, inputs, at, "1.7")


def _compiled(source: str, inputs: dict[str, str], at: datetime, standard: Standard) -> bytes:
    with tempfile.TemporaryDirectory() as empty:
        compiler = typst.Compiler(input=source.encode(), root=empty, ignore_system_fonts=True, sys_inputs=inputs)
        made = compiler.compile(format="pdf", pdf_standards=standard, timestamp=int(at.timestamp()))
    assert isinstance(made, bytes), "typst answers a PDF without an output file as bytes"
    return made


def _inputs(whole: Document) -> dict[str, str]:
    return {
        "language": whole.content.language,
        "title": whole.title,
        "organisation": whole.organisation,
        "approval": whole.approval,
        "lines": "\n".join(whole.title_lines),
        "contents": whole.words.contents,
        "check": whole.words.check,
        "check_at": whole.content.check_at,
        "code": _code(whole.content.check_at),
    }


def _code(address: str) -> str:
    """The address as a QR code, drawn in SVG; nothing where there is none."""
    if not address:
        return ""
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False, nl=False)
    return drawn.getvalue().decode()

"""A paper as PDF."""

import json
from importlib import resources

from activities.edition.ast import document
from activities.edition.pandoc import RunPandoc, run_on
from activities.edition.pdf import compiled
from activities.edition.typst_blocks import fit_for_typst
from activities.papers.layout import LaidOut

TEMPLATE = resources.files("activities.papers").joinpath("paper.typ").read_text(encoding="utf-8")
END = "\n#for line in foot { said(line) }\n"


def pdf_bytes(laid: LaidOut, run_pandoc: RunPandoc) -> bytes:
    """PDF/A-2b with embedded fonts, or an ordinary PDF where a character asks for it; equal papers give equal bytes."""
    body = run_on(document(fit_for_typst(laid.blocks), {}), "typst", ["--no-highlight", "--wrap=none"], run_pandoc)
    inputs = {
        "language": laid.paper.language,
        "title": laid.title,
        "organisation": laid.paper.organisation,
        "head": json.dumps(laid.head, ensure_ascii=False),
        "foot": json.dumps(laid.foot, ensure_ascii=False),
    }
    return compiled(TEMPLATE + body.decode() + END, inputs, laid.paper.at)

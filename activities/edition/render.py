"""Builds all files of an edition: six formats, its papers, the manifest over them and its signature."""

from collections.abc import Callable

from activities.edition.document import Document, assemble
from activities.edition.docx import docx_bytes
from activities.edition.epub import epub_bytes
from activities.edition.html import html_bytes
from activities.edition.keys import KeyFolder
from activities.edition.markdown import markdown_bytes
from activities.edition.odt import odt_bytes
from activities.edition.pandoc import RunPandoc
from activities.edition.pdf import pdf_bytes
from activities.papers.making import paper_bytes
from activities.papers.of_edition import papers_of
from domain.edition import manifest_bytes, manifest_of
from schemas.edition import MANIFEST_NAME, SIGNATURE_NAME, EditionContent

FORMATS: dict[str, Callable[[Document, RunPandoc], bytes]] = {
    "edition.html": html_bytes,
    "edition.docx": docx_bytes,
    "edition.pdf": pdf_bytes,
    "edition.odt": odt_bytes,
    "edition.epub": epub_bytes,
    "edition.md": markdown_bytes,
}


class EditionBuilder:
    """Makes editions with one pandoc and one folder of keys; holds no state between builds."""

    def __init__(self, run_pandoc: RunPandoc, keys: KeyFolder) -> None:
        self._run_pandoc = run_pandoc
        self._keys = keys

    def build(self, content: EditionContent, progress: Callable[[str], None] = lambda _: None) -> dict[str, bytes]:
        """Every file of the edition by its name; takes seconds of CPU.

        `progress` hears each file's name before it is made; what it raises ends the build.
        """
        whole = assemble(content)
        files: dict[str, bytes] = {}
        for name, render in FORMATS.items():
            progress(name)
            files[name] = render(whole, self._run_pandoc)
        for name, paper, form in papers_of(content):
            progress(name)
            files[name] = paper_bytes(paper, form, self._run_pandoc)
        key = self._keys.current()
        manifest = manifest_bytes(manifest_of(content, files, key.fingerprint))
        return {**files, MANIFEST_NAME: manifest, SIGNATURE_NAME: key.sign(manifest)}

"""LibreOffice accepts and rejects all changes of our redlines: the words and paragraphs are those of either text."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from activities.convert.reader import Converter
from activities.redline.docx import docx_redline
from domain.text.compare import compare
from domain.text.plain import document_text
from domain.text.redline import redline
from schemas.text import Ast
from tests.activities.redline.conftest import AUTHORSHIP
from tests.activities.redline.test_docx import BASE, HEAD
from tests.activities.redline.test_generated import versions

SCHEMA = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
)
LIBRARY = (
    SCHEMA.format("library:library", "library")
    + '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false"><library:element library:name="Settling"/>'
    "</library:library>"
)
MODULE = (
    SCHEMA.format("script:module", "module")
    + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settling" '
    'script:language="StarBasic">{basic}</script:module>'
)
BASIC = """
Sub Settle(folder As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim asWord(0) As New com.sun.star.beans.PropertyValue
  Dim noArguments(0) As New com.sun.star.beans.PropertyValue
  Dim names(1000) As String
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  asWord(0).Name = "FilterName" : asWord(0).Value = "MS Word 2007 XML"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  name = Dir(folder &amp; "/*.docx")
  count = 0
  Do While name &lt;&gt; ""
    names(count) = name : count = count + 1
    name = Dir()
  Loop
  For i = 0 To count - 1
    For Each act In Array("Accept", "Reject")
      doc = StarDesktop.loadComponentFromURL(ConvertToURL(folder &amp; "/" &amp; names(i)), "_blank", 0, hidden())
      frame = doc.CurrentController.Frame
      dispatcher.executeDispatch(frame, ".uno:" &amp; act &amp; "AllTrackedChanges", "", 0, noArguments())
      doc.storeToURL(ConvertToURL(folder &amp; "/" &amp; LCase(act) &amp; "/" &amp; names(i)), asWord())
      doc.close(True)
    Next
  Next
End Sub
"""

Settle = Callable[[dict[str, bytes]], dict[tuple[str, str], bytes]]
Counted = Callable[..., None]


@pytest.fixture
def settle(tmp_path: Path) -> Settle:
    """Settles Word files both ways by LibreOffice itself; skips the test where there is none."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: that it settles our redlines rightly was NOT checked")
    profile = tmp_path / "profile"
    started = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    subprocess.run([*started, "--terminate_after_init"], check=True, capture_output=True, timeout=300)
    basic = profile / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "script.xlb").write_text(LIBRARY)
    (basic / "Settling.xba").write_text(MODULE.format(basic=BASIC))

    def settled(files: dict[str, bytes]) -> dict[tuple[str, str], bytes]:
        for name, content in files.items():
            (tmp_path / f"{name}.docx").write_bytes(content)
        for act in ("accept", "reject"):
            (tmp_path / act).mkdir()
        macro = f'macro:///Standard.Settling.Settle("{tmp_path}")'
        subprocess.run([*started, macro], check=True, capture_output=True, timeout=600)
        acts = [(act, name) for act in ("accept", "reject") for name in files]
        return {(act, name): (tmp_path / act / f"{name}.docx").read_bytes() for act, name in acts}

    return settled


def right_of(converter: Converter, settle: Settle, texts: list[tuple[Ast, Ast]]) -> list[bool]:
    """Of each text and act whether LibreOffice makes of the redline what it makes of the text itself."""
    files: dict[str, bytes] = {}
    for number, (base, head) in enumerate(texts):
        drawn = redline(base, head, compare(base, head))
        files[f"{number}"] = docx_redline(drawn, AUTHORSHIP, [], converter.run_pandoc)
        files |= {f"{number}-reject": converter.from_ast(base, "docx")}
        files |= {f"{number}-accept": converter.from_ast(head, "docx")}
    made = {key: document_text(converter.to_ast(docx, "a.docx").ast) for key, docx in settle(files).items()}
    acts = [(number, act) for number in range(len(texts)) for act in ("accept", "reject")]
    return [made[act, f"{number}"] == made[act, f"{number}-{act}"] for number, act in acts]


def test_libreoffice_makes_the_words_and_paragraphs_of_the_head(converter: Converter, settle: Settle) -> None:
    base, head = (converter.to_ast(words.encode(), "a.md").ast for words in (BASE, HEAD))
    accepted, _rejected = right_of(converter, settle, [(base, head)])
    assert accepted


@pytest.mark.long
def test_libreoffice_settles_nearly_all_generated_edits(converter: Converter, settle: Settle, count: Counted) -> None:
    right = right_of(converter, settle, [versions(converter, seed, formulas=False) for seed in range(2_000, 2_030)])
    count("redlines settled by LibreOffice", len(right))
    count("redlines settled by LibreOffice word for word", sum(right))
    # It joins, now and then, a paragraph that ends with a change to one that comes or goes after it.
    assert sum(right) >= 0.95 * len(right)

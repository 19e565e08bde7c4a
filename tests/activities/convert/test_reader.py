import http.server
import json
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pypandoc
import pytest

from activities.convert.reader import Converter
from domain.text.canonical import text_hash
from schemas.conversion import ConvertSettings, TargetFormat
from schemas.problems import Refused
from tests.activities.convert.files import docx, odt, picture, relation

TEXT = """
# Цели развития

Первый абзац с *важным* словом, [ссылкой](https://example.org/a?b=1&c=2) и сноской[^1].

[^1]: Сноска с **весом**.

| Показатель | 2030 |
|------------|------|
| Доля, %    | 40   |

1.  один
2.  два
    -   внутри

## Средства

> Цитата.
"""
FORMULA_AND_WIDE_TABLE = f"""
Формула $x^{{2}}$.

| Показатель | Значение |
|------------|---------:|
| {"слово " * 30} | 40 |
"""
SECRET = "CANARY-5f1c"


def pandoc(text: str, *arguments: str) -> bytes:
    """Pandoc as people run it, without a jail."""
    command = [pypandoc.get_pandoc_path(), *arguments, "--output=-"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout


def levelled(ast: dict[str, Any]) -> dict[str, Any]:
    """The text without the tightness of lists, which OpenDocument does not know."""

    def level(node: dict[str, Any]) -> dict[str, Any]:
        return {**node, "t": "Para"} if node.get("t") == "Plain" else node

    loaded: dict[str, Any] = json.loads(json.dumps(ast), object_hook=level)
    return loaded


@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_office_file_reads_as_the_same_text_as_markdown(extension: str, converter: Converter) -> None:
    read = converter.to_ast(pandoc(TEXT, "--from=markdown", f"--to={extension}"), f"Черновик.{extension.upper()}")
    assert (read.format, read.warnings) == (extension, [])
    assert levelled(read.ast) == levelled(converter.to_ast(TEXT.encode(), "a.md").ast)


@pytest.mark.parametrize("extension", ["docx", "odt", "markdown"])
def test_text_survives_being_written_and_read(extension: TargetFormat, converter: Converter) -> None:
    ast = converter.to_ast(TEXT.encode(), "a.md").ast
    again = converter.to_ast(converter.from_ast(ast, extension), f"a.{extension}")
    assert levelled(again.ast) == levelled(ast)
    assert again.warnings == []


@pytest.mark.parametrize("extension", ["docx", "markdown"])
def test_word_and_markdown_keep_a_text_to_the_byte(extension: TargetFormat, converter: Converter) -> None:
    ast = converter.to_ast((TEXT + FORMULA_AND_WIDE_TABLE).encode(), "a.md").ast
    assert text_hash(converter.to_ast(converter.from_ast(ast, extension), f"a.{extension}").ast) == text_hash(ast)


@pytest.mark.parametrize("to", get_args(TargetFormat))
def test_equal_texts_are_written_as_equal_bytes(to: TargetFormat, converter: Converter) -> None:
    ast = converter.to_ast(TEXT.encode(), "a.md").ast
    assert converter.from_ast(ast, to) == converter.from_ast(ast, to)


def test_page_holds_footnote_table_and_list(converter: Converter) -> None:
    page = converter.from_ast(converter.to_ast(TEXT.encode(), "a.md").ast, "html").decode()
    for piece in ("<h1>Цели развития</h1>", "<td>40</td>", "<li>один</li>", 'href="#text-fn1"', 'id="text-fn1"'):
        assert piece in page


def test_page_is_sanitised_whatever_the_text_holds(converter: Converter) -> None:
    blocks = [
        {"t": "RawBlock", "c": ["html", "<script>alert(1)</script><svg onload=alert(1)>"]},
        {"t": "Para", "c": [
            {"t": "Link", "c": [["", [], [["onclick", "x"]]], [{"t": "Str", "c": "слово"}], ["javascript:x", ""]]},
            {"t": "Image", "c": [["", [], []], [], ["http://127.0.0.1/i.png", ""]]},
        ]},
    ]  # fmt: skip
    ast = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}
    page = converter.from_ast(ast, "html").decode()
    assert page == '\n<p><a rel="noopener noreferrer">слово</a></p>\n'


def test_signs_stay_as_they_were_typed(converter: Converter) -> None:
    text = "Он сказал: \"да\" -- и ушёл... в 'никуда'"
    ast = converter.to_ast(text.encode(), "a.txt").ast
    words = [node.get("c", " ") for node in ast["blocks"][0]["c"]]
    assert "".join(words) == text


def test_line_ends_and_byte_order_mark_do_not_matter(converter: Converter) -> None:
    plain = converter.to_ast(TEXT.encode(), "a.md").ast
    windows = converter.to_ast(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(), "a.md").ast
    assert text_hash(plain) == text_hash(windows)


def test_tracked_changes_are_accepted_and_comments_left(converter: Converter) -> None:
    marked = (
        'Было [старое]{.deletion author="А" date="2026-01-01T00:00:00Z"}'
        '[новое]{.insertion author="А" date="2026-01-01T00:00:00Z"} '
        '[замечание]{.comment-start id="1" author="А" date="2026-01-01T00:00:00Z"}слово[]{.comment-end id="1"}'
    )
    read = converter.to_ast(pandoc(marked, "--from=markdown", "--to=docx", "--track-changes=all"), "a.docx")
    assert read.ast == converter.to_ast("Было новое слово".encode(), "a.md").ast
    assert read.warnings == ["changes_accepted", "comments_dropped"]


def test_title_of_a_word_file_stays_in_the_text(converter: Converter) -> None:
    written = pandoc("---\ntitle: Стратегия\nauthor: [Раз, Два]\n---\n\nТекст", "--from=markdown", "--to=docx")
    expected = "Стратегия\n\nРаз\n\nДва\n\nТекст"
    assert converter.to_ast(written, "a.docx").ast == converter.to_ast(expected.encode(), "a.md").ast


def test_picture_gives_way_to_its_description(converter: Converter) -> None:
    file = docx(picture('r:embed="r1"'), relation("image", "media/i.png"), **{"word/media/i.png": b"\x89PNG" * 99})
    read = converter.to_ast(file, "a.docx")
    assert read.ast == converter.to_ast("описание".encode(), "a.md").ast
    assert read.warnings == ["image_dropped"]


def test_broken_office_file_that_passes_the_door_is_refused(converter: Converter) -> None:
    with pytest.raises(Refused, match="conversion_failed"):
        converter.to_ast(odt(**{"styles.xml": b"<a/>"}), "a.odt")


def test_text_that_takes_too_long_is_refused(settings: ConvertSettings) -> None:
    with pytest.raises(Refused, match="conversion_timeout"):
        Converter(replace(settings, wall_seconds=0.5)).to_ast(b"``` a\n" * 10_000, "a.md")


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Addresses of a secret, by file and by HTTP on this machine, and the paths that anybody asked for."""
    hits: list[str] = []
    (tmp_path / "secret.png").write_text(SECRET)

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        path = tmp_path / "secret.png"
        yield [f"http://127.0.0.1:{server.server_port}/secret.png", path.as_uri(), str(path)], hits
        server.shutdown()


def test_canary_sings_when_it_is_asked_without_the_jail(canary: tuple[list[str], list[str]]) -> None:
    (by_http, _by_uri, _by_path), hits = canary
    page = pandoc(f"![x]({by_http})", "--from=markdown", "--to=html", "--embed-resources")
    assert hits == ["/secret.png"]
    assert b"data:" in page


def test_nothing_outside_of_a_file_is_ever_fetched(canary: tuple[list[str], list[str]], converter: Converter) -> None:
    addresses, hits = canary
    for address in addresses:
        uploads = {
            "a.md": f"![x]({address})\n\n![y][1]\n\n<img src='{address}'>\n\n[1]: {address}\n".encode(),
            "b.md": f"---\ncss: {address}\n---\n\n<iframe src='{address}'></iframe>".encode(),
            "a.docx": docx(picture('r:link="r1"'), relation("image", address, external=True)),
            "a.odt": odt(f'<text:p><draw:frame><draw:image xlink:href="{address}"/></draw:frame></text:p>'),
        }
        for name, upload in uploads.items():
            ast = converter.to_ast(upload, name).ast
            outputs = [json.dumps(ast).encode(), *(converter.from_ast(ast, to) for to in get_args(TargetFormat))]
            assert [SECRET.encode() in output for output in outputs] == [False] * 5
    image = {"t": "Image", "c": [["", [], []], [], [addresses[0], ""]]}
    dirty = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [{"t": "Para", "c": [image]}]}
    for to in get_args(TargetFormat):
        converter.from_ast(dirty, to)
    assert hits == []

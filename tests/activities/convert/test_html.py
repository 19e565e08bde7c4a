"""Pages in HTML as texts: what is kept, what is left out and told, and that nothing is fetched or run."""

import pytest

from activities.convert.reader import Converter
from domain.text.canonical import normalise
from schemas.problems import Refused

PAGE = """<!DOCTYPE html><html><head><title>Окно</title><style>p{color:red}</style></head><body>
<div class="x"><h1 onclick="alert(1)">Цели</h1><p>Первый <b>важный</b> абзац, <a href="https://example.org/">ссылка</a>
и <a href="javascript:alert(1)">другая</a>.</p><ol type="a"><li>один<li>два</ol>
<table><tr><th>Показатель</th></tr><tr><td>40</td></tr></table></div>
<script>alert(1)</script><img src="http://127.0.0.1:9/x.png" alt="рисунок"></body></html>"""
TEXT = """# Цели

Первый **важный** абзац, [ссылка](https://example.org/) и другая.
"""


def test_page_reads_as_the_text_that_it_shows(converter: Converter) -> None:
    read = converter.to_ast(PAGE.encode(), "page.html")
    same = converter.to_ast(TEXT.encode(), "a.md").ast
    assert read.ast["blocks"][:2] == same["blocks"]
    assert [block["t"] for block in read.ast["blocks"][2:]] == ["OrderedList", "Table", "Para"]
    assert read.ast["blocks"][2]["c"][0][1] == {"t": "LowerAlpha"}
    assert read.warnings == ["active_dropped", "image_dropped", "image_external", "link_dropped"]
    assert normalise(read.ast) == read.ast


def test_page_in_the_windows_code_page_is_read(converter: Converter) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Цели развития</p></body></html>'
    same = converter.to_ast("Цели развития".encode(), "a.md").ast
    assert converter.to_ast(page.encode("cp1251"), "page.htm").ast == same


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\xfa<p>", "text_not_utf8"),
        (b"<p>a\0b</p>", "text_bad_characters"),
        (b"PK\x03\x04", "upload_wrong_extension"),
        (b"<p>" + b"a" * 3 * 2**20, "upload_too_large"),
    ],
)
def test_bad_page_is_refused(converter: Converter, content: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        converter.to_ast(content, "a.html")


@pytest.mark.parametrize("content", [b"<blockquote>" * 50_000, b"<ul><li>" * 20_000, b"<b>" * 100_000])
def test_endless_nesting_of_a_page_is_refused_in_time(converter: Converter, content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        converter.to_ast(content + b"a", "a.html")
    assert refused.value.code in {"text_too_deep", "conversion_timeout", "conversion_too_large", "conversion_failed"}

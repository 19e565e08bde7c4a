"""How a section's text is made ready to stand beside others."""

from typing import Any

import pytest

from activities.edition.sections import section_blocks
from tests.activities.edition.reading import elements
from tests.activities.edition.samples import ast, section


def _blocks(markdown: str, place: int = 4) -> list[dict[str, Any]]:
    return section_blocks(section(place, "Название", ast(markdown)), place)


@pytest.mark.parametrize(
    ("levels", "lowered"),
    [
        ((), []),
        ((1,), [2]),
        ((2, 3), [2, 3]),
        ((1, 2, 1), [2, 3, 2]),
        ((3, 4), [2, 3]),
        ((1, 6), [2, 6]),
    ],
)
def test_headings_stand_below_the_sections_own(levels: tuple[int, ...], lowered: list[int]) -> None:
    blocks = _blocks("\n\n".join(f"{'#' * level} Глава" for level in levels))
    assert blocks[0]["c"][0] == 1
    assert [header["c"][0] for header in elements(blocks[1:], "Header")] == lowered


def test_anchors_are_numbered_within_the_section() -> None:
    blocks = _blocks("# А {#x}\n\n# Б\n\n[к а](#x) [в никуда](#nowhere) [сайт](https://example.org 'подсказка')")
    assert [header["c"][1][0] for header in elements(blocks, "Header")] == ["section-4", "section-4-1", "section-4-h1"]
    assert [link["c"][2] for link in elements(blocks, "Link")] == [["#section-4-1", ""], ["https://example.org", ""]]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "JaVaScript:x", "data:text/html,x", "file:///x", "//x", "x", "http://["]
)
def test_a_link_elsewhere_keeps_only_its_words(target: str) -> None:
    tree = ast("[слово](https://example.org)")
    tree["blocks"][0]["c"][0]["c"][2][0] = target
    blocks = section_blocks(section(1, "Название", tree), 1)
    assert blocks[1] == {"t": "Para", "c": [{"t": "Str", "c": "слово"}]}


def test_attributes_and_raw_code_become_plain_text() -> None:
    blocks = _blocks(
        '::: {.box onclick="x()"}\n[а]{.insertion author="И"} `<b>`{=html}\n:::\n\n```{=openxml}\n<w:p/>\n```'
    )
    assert elements(blocks, "Div")[0]["c"][0] == ["", [], []]
    assert elements(blocks, "Span")[0]["c"][0] == ["", [], []]
    assert elements(blocks, "Code")[0]["c"] == [["", [], []], "<b>"]
    assert elements(blocks, "CodeBlock")[0]["c"] == [["", [], []], "<w:p/>"]

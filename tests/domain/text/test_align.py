import pytest

from domain.text.align import align
from domain.text.canonical import addressed
from domain.text.flat import line_of
from schemas.text import Block
from tests.domain.text.texts import PROSE, bullets, header, text

RULE: Block = {"t": "HorizontalRule"}
EDITED = PROSE[2].replace("10 дней", "15 дней")
REWORDED = PROSE[1].replace("собирается", "созывается").replace("половины", "двух третей")


@pytest.mark.parametrize(
    ("base", "head", "pairs"),
    [
        (PROSE[:3], PROSE[:3], [(0, 0), (1, 1), (2, 2)]),
        (PROSE[:3], (PROSE[0], PROSE[2]), [(0, 0), (2, 1)]),
        (PROSE[:2], (PROSE[0], PROSE[5], PROSE[1]), [(0, 0), (1, 2)]),
        (PROSE[:3], (PROSE[0], PROSE[1], EDITED), [(0, 0), (1, 1), (2, 2)]),
        (PROSE[:3], (PROSE[0], REWORDED, EDITED), [(0, 0), (1, 1), (2, 2)]),
        (PROSE[:1], (PROSE[5],), []),
        (PROSE[:4], (PROSE[2], PROSE[0], PROSE[1], PROSE[3]), [(0, 1), (1, 2), (2, 0, "moved"), (3, 3)]),
        (PROSE[:4], (EDITED, PROSE[0], PROSE[1], PROSE[3]), [(0, 1), (1, 2), (2, 0, "moved"), (3, 3)]),
        ((PROSE[0], PROSE[0]), (PROSE[0],), [(1, 0)]),
        ((header("Цели"), PROSE[0]), (PROSE[0], header("Итоги")), [(1, 0)]),
        ((bullets(*PROSE[:3]),), (bullets(*PROSE[:2], PROSE[4], PROSE[2]),), [(0, 0)]),
        ((RULE, PROSE[0]), ({"t": "CodeBlock", "c": [["", [], []], "x"]}, PROSE[0]), [(1, 1)]),
        ((), PROSE[:2], []),
    ],
)
def test_blocks_are_paired(
    base: tuple[str | Block, ...], head: tuple[str | Block, ...], pairs: list[tuple[int, int] | tuple[int, int, str]]
) -> None:
    expected = [(pair[0], pair[1], len(pair) == 3) for pair in pairs]
    assert [tuple(pair) for pair in align(lines(base), lines(head)).pairs] == expected


def lines(blocks: tuple[str | Block, ...]) -> list[str]:
    return [line_of(block) for block in addressed(text(*blocks)).blocks]

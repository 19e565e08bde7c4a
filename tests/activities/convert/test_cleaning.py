from typing import Any

import pytest

from activities.convert.cleaning import cleaned
from schemas.problems import Refused

BARE: list[Any] = ["", [], []]
DECKED: list[Any] = ["x", ["c"], [["onclick", "alert(1)"], ["style", "position:fixed"]]]
WORD = {"t": "Str", "c": "слово"}
PARAGRAPH = {"t": "Para", "c": [WORD]}


def blocks(*given: Any) -> dict[str, Any]:
    return {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": list(given)}


INLINES: dict[str, tuple[Any, list[Any], set[str]]] = {
    "raw": ({"t": "RawInline", "c": ["html", "<b>"]}, [], set()),
    "span": ({"t": "Span", "c": [DECKED, [WORD]]}, [WORD], set()),
    "citation": ({"t": "Cite", "c": [[], [WORD]]}, [WORD], set()),
    "image": ({"t": "Image", "c": [DECKED, [WORD], ["http://a", ""]]}, [WORD], {"image_dropped"}),
    "web link": ({"t": "Link", "c": [DECKED, [WORD], ["HTTPS://a", "t"]]},
                 [{"t": "Link", "c": [BARE, [WORD], ["HTTPS://a", "t"]]}], set()),
    "mail link": ({"t": "Link", "c": [DECKED, [WORD], ["mailto:a@example.org", ""]]},
                  [{"t": "Link", "c": [BARE, [WORD], ["mailto:a@example.org", ""]]}], set()),
    "link within": ({"t": "Link", "c": [DECKED, [WORD], ["#place", ""]]},
                    [{"t": "Link", "c": [BARE, [WORD], ["#place", ""]]}], set()),
    **{
        f"link {target!r}": ({"t": "Link", "c": [BARE, [WORD], [target, ""]]}, [WORD], {"link_dropped"})
        for target in ("javascript:x", " javascript:x", "java\nscript:x", "vbscript:x", "data:x", "file:///x", "//a",
                       "a.html", "/etc/passwd", "", "\x01http://a", "http://a b", "https:a")
    },
    "code": ({"t": "Code", "c": [DECKED, "x"]}, [{"t": "Code", "c": [["", ["c"], []], "x"]}], set()),
    "turned": ({"t": "Str", "c": "a\u202eb"}, [{"t": "Str", "c": "a\u202eb"}], {"bidi_controls"}),
    "turned code": ({"t": "Code", "c": [BARE, "\u2066"]}, [{"t": "Code", "c": [BARE, "\u2066"]}], {"bidi_controls"}),
    "unseen": ({"t": "Str", "c": "a\u200bb"}, [{"t": "Str", "c": "a\u200bb"}], {"invisible_characters"}),
}  # fmt: skip
BLOCKS: dict[str, tuple[Any, list[Any], set[str]]] = {
    "raw": ({"t": "RawBlock", "c": ["openxml", "<w:p/>"]}, [], set()),
    "division": ({"t": "Div", "c": [DECKED, [PARAGRAPH]]}, [PARAGRAPH], set()),
    "figure": ({"t": "Figure", "c": [DECKED, [None, [PARAGRAPH]], [{"t": "HorizontalRule"}]]},
               [{"t": "HorizontalRule"}, PARAGRAPH], set()),
    "figure that says its caption twice": (
        {"t": "Figure", "c": [DECKED, [None, [PARAGRAPH]], [{"t": "Plain", "c": [
            {"t": "Image", "c": [DECKED, [WORD], ["a", ""]]}]}]]},
        [PARAGRAPH], {"image_dropped"}),
    "heading": ({"t": "Header", "c": [2, DECKED, [WORD]]}, [{"t": "Header", "c": [2, ["x", [], []], [WORD]]}], set()),
    "heading with an odd name": ({"t": "Header", "c": [2, ['"><b', [], []], [WORD]]},
                                 [{"t": "Header", "c": [2, BARE, [WORD]]}], set()),
    "note": ({"t": "Para", "c": [{"t": "Note", "c": [{"t": "RawBlock", "c": ["html", "x"]}, PARAGRAPH]}]},
             [{"t": "Para", "c": [{"t": "Note", "c": [PARAGRAPH]}]}], set()),
    "list": ({"t": "BulletList", "c": [[{"t": "Div", "c": [DECKED, [PARAGRAPH]]}]]},
             [{"t": "BulletList", "c": [[PARAGRAPH]]}], set()),
    "definitions": ({"t": "DefinitionList", "c": [[[{"t": "Span", "c": [DECKED, [WORD]]}], [[PARAGRAPH]]]]},
                    [{"t": "DefinitionList", "c": [[[WORD], [[PARAGRAPH]]]]}], set()),
    "table": (
        {"t": "Table", "c": [DECKED, [None, []], [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": 0.4}]], [DECKED, []],
                             [[DECKED, 0, [], [[DECKED, [[DECKED, {"t": "AlignRight"}, 1, 1, [PARAGRAPH]]]]]]],
                             [DECKED, []]]},
        [{"t": "Table", "c": [BARE, [None, []], [[{"t": "AlignLeft"}, {"t": "ColWidthDefault"}]], [BARE, []],
                              [[BARE, 0, [], [[BARE, [[BARE, {"t": "AlignDefault"}, 1, 1, [PARAGRAPH]]]]]]],
                              [BARE, []]]}],
        set()),
}  # fmt: skip


@pytest.mark.parametrize("name", INLINES)
def test_inline_is_cleaned(name: str) -> None:
    given, expected, warnings = INLINES[name]
    clean, told = cleaned(blocks({"t": "Para", "c": [given]}))
    assert clean["blocks"] == [{"t": "Para", "c": expected}]
    assert told == warnings


@pytest.mark.parametrize("name", BLOCKS)
def test_block_is_cleaned(name: str) -> None:
    given, expected, warnings = BLOCKS[name]
    clean, told = cleaned(blocks(given))
    assert clean["blocks"] == expected
    assert told == warnings


def test_unknown_element_is_refused() -> None:
    with pytest.raises(Refused, match="conversion_failed"):
        cleaned(blocks({"t": "Novelty", "c": []}))


def test_endless_nesting_is_refused() -> None:
    deep: Any = PARAGRAPH
    for _ in range(3_000):
        deep = {"t": "BlockQuote", "c": [deep]}
    with pytest.raises(Refused, match="text_too_deep"):
        cleaned(blocks(deep))

import os
import subprocess
import sys

import pytest
from hypothesis import given

from domain.text.canonical import normalise, text_hash
from domain.text.compare import ENGINE_VERSION, apply, block_map, compare, reverse
from domain.text.tokens import plain
from schemas.text import Ast, Diff
from tests.domain.text import texts
from tests.domain.text.texts import PROSE, bullets, header, law, table, text

EDITED = PROSE[2].replace("10 дней", "15 дней")
HEAD = (PROSE[4], PROSE[0], PROSE[1], EDITED, "Новый порядок действует со дня утверждения.")


@law
@given(texts.asts, texts.asts)
def test_diff_of_any_two_texts_leads_there_and_back(base: Ast, head: Ast) -> None:
    holds(base, head)


@law
@given(texts.versions)
def test_diff_of_edited_prose_leads_there_and_back(versions: tuple[list[str], list[str], list[str]]) -> None:
    base, one, other = (text(*version) for version in versions)
    holds(base, one)
    holds(one, other)


def holds(base: Ast, head: Ast) -> None:
    diff = compare(base, head)
    assert apply(diff, base) == normalise(head)
    assert apply(reverse(diff), head) == normalise(base)
    assert reverse(reverse(diff)) == diff
    assert (diff.changes == ()) == (normalise(base) == normalise(head))
    assert Diff.model_validate_json(diff.model_dump_json()) == diff


def test_diff_names_its_texts_and_its_engine() -> None:
    base, head = text(*PROSE[:5]), text(*HEAD)
    diff = compare(base, head)
    assert (diff.base_hash, diff.head_hash, diff.engine) == (text_hash(base), text_hash(head), ENGINE_VERSION)
    assert (diff.base_blocks, diff.head_blocks) == (5, 5)


def test_every_kind_of_change_is_told() -> None:
    diff = compare(text(*PROSE[:5]), text(*HEAD))
    assert [(change.kind, change.base, change.head) for change in diff.changes] == [
        ("changed", 2, 3),
        ("removed", 3, None),
        ("moved", 4, 0),
        ("added", None, 4),
    ]
    assert block_map(diff) == {0: 1, 1: 2, 2: 3, 4: 0}


@pytest.mark.parametrize(
    ("base", "head", "edits"),
    [
        ("в срок до 10 дней", "в срок до 15 дней", [("10", "15")]),
        ("новый красный дом стоит", "новый синий сад стоит", [("красный дом", "синий сад")]),
        ("дом стоит у реки", "дом прочно стоит у реки", [("", " прочно")]),
        ("дом, стоящий у реки", "дом, стоящий у самой реки.", [("", " самой"), ("", ".")]),
    ],
)
def test_words_inside_a_block_are_compared(base: str, head: str, edits: list[tuple[str, str]]) -> None:
    (change,) = compare(text(base), text(head)).changes
    assert [(plain(edit.delete), plain(edit.insert)) for edit in change.edits] == edits


def test_edit_knows_the_kept_words_around_it() -> None:
    (change,) = compare(text(PROSE[2]), text(EDITED)).changes
    assert [(edit.before, edit.after) for edit in change.edits] == [("участника не позднее ", " дней со дня")]


def test_lists_and_tables_are_compared_by_words() -> None:
    base = text(bullets("встречи весной", "помощь новичкам"), table(("срок", "2030"), ("охват", "89 регионов")))
    head = text(
        bullets("встречи весной", "общий архив", "помощь новичкам"), table(("срок", "2032"), ("охват", "89 регионов"))
    )
    diff = compare(base, head)
    assert [change.kind for change in diff.changes] == ["changed", "changed"]
    assert [(plain(edit.delete), plain(edit.insert)) for edit in diff.changes[1].edits] == [("2030", "2032")]
    assert apply(diff, base) == normalise(head)


def test_patch_for_another_base_is_refused() -> None:
    diff = compare(text(*PROSE[:5]), text(*HEAD))
    with pytest.raises(ValueError, match="was made from"):
        apply(diff, text(*PROSE[:3]))


def test_damaged_patch_is_refused() -> None:
    base = text(PROSE[0])
    diff = compare(base, text(*PROSE[:2]))
    damaged = diff.changes[0].model_copy(update={"block": '{"t":"HorizontalRule"}'})
    with pytest.raises(ValueError, match="does not lead to"):
        apply(diff.model_copy(update={"changes": (damaged,)}), base)


def test_same_texts_give_the_same_bytes_under_any_hash_seed() -> None:
    program = (
        "from domain.text.compare import compare; from tests.domain.text import test_compare as t;"
        "print(compare(t.text(*t.PROSE), t.text(*t.HEAD, header := t.header('Итоги'))).model_dump_json())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "271828")
    }
    here = compare(text(*PROSE), text(*HEAD, header("Итоги"))).model_dump_json()
    assert {output.decode().strip() for output in outputs} == {here}

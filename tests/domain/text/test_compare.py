import os
import subprocess
import sys

import pytest
from hypothesis import given

from domain.text.canonical import normalise, text_hash
from domain.text.compare import ENGINE_VERSION, apply, block_map, compare, reverse
from domain.text.tokens import plain
from schemas.text import Ast, Block, Diff
from tests.domain.text import texts
from tests.domain.text.texts import PROSE, bullets, header, law, numbered, table, text

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
        ("дом стоит у реки", "дом прочно стоит у реки", [("", "прочно ")]),
        ("дом, стоящий у реки", "дом, стоящий у самой реки.", [("", "самой "), ("", ".")]),
    ],
)
def test_words_inside_a_block_are_compared(base: str, head: str, edits: list[tuple[str, str]]) -> None:
    (change,) = compare(text(base), text(head)).changes
    assert [(plain(edit.delete), plain(edit.insert)) for edit in change.edits] == edits


def test_edit_knows_the_kept_words_around_it() -> None:
    (change,) = compare(text(PROSE[2]), text(EDITED)).changes
    assert [(edit.before, edit.after) for edit in change.edits] == [
        ("обращение участника не позднее ", " дней со дня его получения.")
    ]


def test_lists_and_tables_are_compared_by_words() -> None:
    base = text(bullets("встречи весной", "помощь новичкам"), table(("срок", "2030"), ("охват", "89 регионов")))
    head = text(
        bullets("встречи весной", "общий архив", "помощь новичкам"), table(("срок", "2032"), ("охват", "89 регионов"))
    )
    diff = compare(base, head)
    assert [change.kind for change in diff.changes] == ["changed", "changed"]
    assert [(plain(edit.delete), plain(edit.insert)) for edit in diff.changes[1].edits] == [("2030", "2032")]
    assert apply(diff, base) == normalise(head)


SENTENCES = "Совет собирается раз в квартал. Решение принимает большинство его членов."
FIRST, SECOND = "Совет собирается раз в квартал.", "Решение принимает большинство его членов."


@pytest.mark.parametrize(
    ("base", "head", "change"),
    [
        ((PROSE[0], SENTENCES), (PROSE[0], FIRST, SECOND), ("split", 1, 1, 1, 2)),
        ((FIRST, SECOND, PROSE[0]), (SENTENCES, PROSE[0]), ("joined", 0, 0, 2, 1)),
    ],
)
def test_paragraph_split_or_joined_is_told_and_only_the_break_is_marked(
    base: tuple[str, ...], head: tuple[str, ...], change: tuple[str, int, int, int, int]
) -> None:
    (found,) = compare(text(*base), text(*head)).changes
    assert (found.kind, found.base, found.head, found.base_count, found.head_count) == change
    (edit,) = found.edits
    assert {plain(edit.delete), plain(edit.insert)} == {" ", ""}


def test_paragraph_split_and_edited_keeps_both() -> None:
    head = (FIRST.replace("квартал", "месяц"), SECOND)
    (found,) = compare(text(SENTENCES), text(*head)).changes
    assert found.kind == "split"
    assert [(plain(edit.delete), plain(edit.insert)) for edit in found.edits] == [("квартал", "месяц"), (" ", "")]
    holds(text(SENTENCES), text(*head))


@pytest.mark.parametrize(
    ("base", "head", "edits"),
    [
        (bullets("а б в", "где жить", "куда идти"), bullets("где жить", "куда идти", "а б в"),
         [("а б в", "", 1), ("", "а б в", 1)]),
        (bullets("где жить", "куда идти"), bullets("где жить", "с кем", "куда идти"), [("", "с кем", 0)]),
        (numbered("где жить", "куда идти"), numbered("где спать и жить", "куда идти"), [("", "спать и ", 0)]),
        (table(("срок", "2030 год"), ("охват", "89 регионов")), table(("охват", "89 регионов"), ("срок", "2030 год")),
         [("", "охват\n89 регионов", 1), ("охват\n89 регионов", "", 1)]),
        (table(("срок", "2030"), ("охват", "89 регионов")), table(("срок", "2030"), ("охват", "90 регионов")),
         [("89", "90", 0)]),
        (table(("срок", "2030"),), table(("срок", "2030"), ("цель", "дружба")), [("", "цель\nдружба", 0)]),
        ({"t": "BlockQuote", "c": [texts.para(PROSE[0]), texts.para(PROSE[1])]},
         {"t": "BlockQuote", "c": [texts.para(PROSE[0]), texts.para(PROSE[5]), texts.para(PROSE[1])]},
         [("", PROSE[5], 0)]),
    ],
)  # fmt: skip
def test_item_or_row_that_was_edited_added_or_moved_is_told_by_itself(
    base: Block, head: Block, edits: list[tuple[str, str, int]]
) -> None:
    (change,) = compare(text(base), text(head)).changes
    found = [(plain(edit.delete).strip(), plain(edit.insert), edit.moved) for edit in change.edits]
    assert [(delete, insert.strip("\n"), moved) for delete, insert, moved in found] == edits
    holds(text(base), text(head))


def test_change_of_formats_is_told_apart_from_wording() -> None:
    strong = {"t": "Para", "c": [*texts.inlines("Совет "), {"t": "Strong", "c": texts.inlines("обязан ответить")}]}
    (change,) = compare(text("Совет обязан ответить"), text(strong)).changes
    assert [(plain(edit.delete), edit.formats_only) for edit in change.edits] == [("обязан ответить", True)]
    worded = {"t": "Para", "c": [*texts.inlines("Орган "), {"t": "Strong", "c": texts.inlines("обязан ответить")}]}
    (change,) = compare(text("Совет обязан ответить"), text(worded)).changes
    assert [(plain(edit.delete), plain(edit.insert), edit.formats_only) for edit in change.edits] == [
        ("Совет", "Орган", False),
        ("обязан ответить", "обязан ответить", True),
    ]


@pytest.mark.parametrize(
    ("base", "head", "edits"),
    [
        ("красивые книги и тетради лежат на столе у окна", "старые газеты и журналы лежат на столе у окна",
         [("красивые книги и тетради", "старые газеты и журналы")]),
        ("Совет решил. Совет принял.", "Совет решил. Совет постановил. Совет принял.", [("", "Совет постановил. ")]),
        ("Он пришёл домой вечером.", "Он пришёл домой.", [(" вечером", "")]),
        ("города, села и люди", "города и люди", [(", села", "")]),
        ("совет не вправе требовать", "совет вправе требовать", [("не ", "")]),
        ("ёлка стоит (здесь) давно", "ёлка стоит здесь давно", [("(", ""), (")", "")]),
    ],
)  # fmt: skip
def test_reader_sees_what_an_editor_would_have_marked(base: str, head: str, edits: list[tuple[str, str]]) -> None:
    (change,) = compare(text(base), text(head)).changes
    assert [(plain(edit.delete), plain(edit.insert)) for edit in change.edits] == edits


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

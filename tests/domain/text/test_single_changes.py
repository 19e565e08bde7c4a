"""A comparison cut into single changes: each stands on its words, and all of them together are the other text."""

from hypothesis import given

from domain.text.canonical import addressed, normalise
from domain.text.compare import compare
from domain.text.likeness import likeness
from domain.text.merge import merge
from domain.text.plain import block_text
from domain.text.single_changes import single_changes, with_change
from schemas.text import Ast, Conflict
from tests.domain.text import texts
from tests.domain.text.texts import law, text

Versions = tuple[list[str], list[str], list[str]]


@law
@given(texts.asts, texts.asts)
def test_each_change_stands_on_its_words_and_gives_a_text(base: Ast, head: Ast) -> None:
    blocks = addressed(base).blocks
    for unit in single_changes(base, head, compare(base, head)):
        if blocks:
            assert block_text(blocks[unit.block])[unit.start : unit.end] == unit.quote
        changed = with_change(base, unit.patches)
        assert changed == normalise(changed)


@law
@given(texts.versions)
def test_changes_taken_one_by_one_give_the_other_text_or_say_where_not(
    versions: tuple[list[str], list[str], list[str]],
) -> None:
    base, head = text(*versions[0]), text(*versions[1])
    taken = normalise(base)
    for unit in single_changes(base, head, compare(base, head)):
        result = merge(base, taken, with_change(base, unit.patches))
        if isinstance(result, Conflict):
            assert result.blocks
            return
        taken = result.ast
    wanted = normalise(head)
    if _stands_once(base) and _stands_once(head):
        assert taken == wanted
    else:  # of paragraphs that stand twice word for word nobody can tell which was put in, and which had moved
        assert {*map(block_text, taken["blocks"])} == {*map(block_text, wanted["blocks"])}


def _stands_once(ast: Ast) -> bool:
    said = [block_text(block) for block in addressed(ast).blocks]
    return len(said) == len(set(said))


def test_changes_of_one_paragraph_are_apart_and_blocks_side_by_side_are_together() -> None:
    base = text("Совет собирается раз в год и хранит свои записи в Москве.", "Отчёт сдают весной.", "Третий.")
    head = text(
        "Совет собирается раз в квартал и хранит свои записи в Туле.",
        "Новый абзац о другом деле.",
        "И ещё один.",
        "Третий.",
    )
    found = [(unit.kind, unit.before, unit.after) for unit in single_changes(base, head, compare(base, head))]
    assert found == [
        ("replaced", "год", "квартал"),
        ("replaced", "Москве", "Туле"),
        ("replaced", "Отчёт сдают весной.", "Новый абзац о другом деле.\n\nИ ещё один."),
    ]


def test_an_insertion_is_shown_at_a_neighbouring_word() -> None:
    (unit,) = single_changes(*(pair := (text("Совет собирается."), text("Совет часто собирается."))), compare(*pair))
    assert (unit.kind, unit.after) == ("inserted", "часто")
    assert unit.quote.strip() in ("Совет", "собирается")
    assert unit.replacement.strip() in ("Совет часто", "часто собирается")


def test_likeness_is_of_words_in_order() -> None:
    one = text("Совет собирается раз в год.", "Отчёт сдают весной.")
    assert likeness(one, one) == 1.0
    assert likeness(one, text("Совсем другие слова стоят здесь.")) == 0.0
    assert 0.3 < likeness(one, text("Совет собирается раз в год.", "Отчёт сдают осенью.")) < 1


def test_equal_blocks_that_moved_are_one_change() -> None:
    said, done = "Совет собирается раз в квартал и решает всё сам.", "Землячества помогают приезжим освоиться."
    base, head = text(done, done, said, said), text(said, said, done, done)
    (unit,) = single_changes(base, head, compare(base, head))
    assert unit.kind == "moved"
    assert with_change(base, unit.patches) == normalise(head)

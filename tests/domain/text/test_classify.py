from typing import Any

import pytest

from domain.text.canonical import normalise
from domain.text.classify import change_kind
from domain.text.compare import compare, reverse
from schemas.text import Ast, Block, BlockChange, ChangeKind, Diff
from tests.domain.text.texts import NO_ATTRIBUTES, PROSE, bullets, header, inlines, text

SENTENCES = [
    # (base, head, kind, families)
    ("Совет обсудил план.", "Совет обсудил план.", "identical", []),
    ("Совет обсудил план .", "Совет обсудил план.", "whitespace", ["space"]),
    ("Совет обсудил «план» - и всё.", "Совет обсудил “план” — и всё.", "typography", ["signs", "signs"]),
    ("Ещё раз обсудили.", "Еще раз обсудили.", "typography", ["signs"]),
    ("до 10 дней", "до 10\u00a0дней", "typography", ["signs"]),
    ("за 2024-2032 годы", "за 2024–2032 годы", "typography", ["signs"]),
    ("Мы готовим програму встреч.", "Мы готовим программу встреч.", "wording", ["words"]),
    ("Это очень полезно новичкам.", "Это полезно новичкам.", "wording", ["words"]),
    ("Встречи помогают новичкам.", "Кроме того, встречи помогают новичкам.", "wording", ["words"]),
    ("Архив создан для обмена опытом.", "Архив создан в целях обмена опытом.", "wording", ["words"]),
    ("Мы ведём осуществление замысла.", "Мы ведём реализацию замысла.", "wording", ["words"]),
    ("Архив который мы ведём.", "Архив, который мы ведём.", "wording", ["signs"]),
    ("не позднее 10 дней", "не позднее 15 дней", "substance", ["number"]),
    ("не позднее десяти дней", "не позднее двадцати дней", "substance", ["number"]),
    ("не позднее 10 дней", "не позднее 10 месяцев", "substance", ["date"]),
    ("сумма 1,5 млн", "сумма 1.5 млн", "substance", ["number"]),
    ("сумма взноса 1 000", "сумма взноса 1000", "substance", ["number"]),
    ("доля 10 %", "доля 10 ‰", "substance", ["unit"]),
    ("сумма 10 рублей", "сумма 10 долларов", "substance", ["currency", "unit"]),
    ("изменение на 5 градусов", "изменение на -5 градусов", "substance", ["signs"]),
    ("Опоздавшие допускаются.", "Опоздавшие не допускаются.", "substance", ["negation"]),
    ("Казначей должен отчитаться.", "Казначей может отчитаться.", "substance", ["duty"]),
    ("Казначей обязан отчитаться.", "Казначей вправе отчитаться.", "substance", ["duty"]),
    ("Взнос собирают ежегодно.", "Взнос собирают ежемесячно.", "substance", ["frequency"]),
    ("встречи и праздники", "встречи или праздники", "substance", ["condition"]),
    ("все желающие", "некоторые желающие", "substance", ["quantity"]),
    ("все узнали об этом", "всё узнали об этом", "substance", ["quantity"]),
    ("Приём ведёт комитет.", "Приём ведёт совет.", "substance", ["actor"]),
    ("Встреча пройдёт в Туле.", "Встреча пройдёт в Твери.", "substance", ["name"]),
    ("по правилам ООН", "по правилам ЕАЭС", "substance", ["name"]),
    ("Мы помним праздники.", "Мы ценим праздники.", "substance", ["words"]),
    ("Тут помочь уже некому.", "Тут помочь уже не кому.", "substance", ["negation", "actor"]),
    ("Ведётся открытый архив.", "Ведётся архив.", "substance", ["words"]),
]


@pytest.mark.parametrize(("base", "head", "kind", "families"), SENTENCES)
def test_sentence_is_classed(base: str, head: str, kind: str, families: list[str]) -> None:
    assert classed(text(base), text(head)) == (kind, families)


@pytest.mark.parametrize(("base", "head", "kind", "families"), SENTENCES)
def test_kind_is_the_same_both_ways(base: str, head: str, kind: str, families: list[str]) -> None:
    old, new = normalise(text(base)), normalise(text(head))
    assert change_kind(reverse(compare(old, new)), new, old).kind == ChangeKind[kind]


def formatted(tag: str, *around: Any) -> Block:
    content: Any = inlines("план встреч")
    if around:
        content = [around[0], content, *around[1:]]
    return {"t": "Para", "c": [*inlines("Совет обсудил "), {"t": tag, "c": content}]}


PLAIN = "Совет обсудил план встреч"
NOTE: Block = {"t": "Para", "c": [*inlines(PLAIN), {"t": "Note", "c": [bullets("раз")]}]}


@pytest.mark.parametrize(
    ("base", "head", "kind", "families"),
    [
        (PLAIN, formatted("Emph"), "typography", ["format"]),
        (PLAIN, formatted("Strikeout"), "substance", ["format"]),
        (PLAIN, formatted("Link", NO_ATTRIBUTES, ["https://example.org", ""]), "substance", ["format"]),
        (PLAIN, NOTE, "substance", ["node"]),
        (bullets("раз", "два"), bullets("раз", "два", "три"), "substance", ["structure"]),
        (header("Общие цели и задачи работы", 1), header("Общие цели и задачи работы", 2), "substance", ["structure"]),
    ],
)
def test_block_is_classed(base: Block | str, head: Block | str, kind: str, families: list[str]) -> None:
    assert classed(text(base), text(head)) == (kind, families)


@pytest.mark.parametrize(
    ("base", "head", "families"),
    [
        (PROSE[:1], PROSE[:2], ["added"]),
        (PROSE[:2], PROSE[:1], ["removed"]),
        (PROSE[:3], (PROSE[1], PROSE[2], PROSE[0]), ["moved"]),
    ],
)
def test_block_that_comes_goes_or_moves_is_substance(
    base: tuple[str, ...], head: tuple[str, ...], families: list[str]
) -> None:
    assert classed(text(*base), text(*head)) == ("substance", families)


def test_paragraph_that_is_split_or_joined_is_wording_and_what_is_edited_in_it_is_seen() -> None:
    def kind_of_split(whole: str, *parts: str) -> tuple[str, list[str]]:
        base, head = normalise(text(whole)), normalise(text(*parts))
        split = BlockChange(kind="split", base=0, head=0, head_count=len(parts))
        diff = Diff(engine="", base_hash="", head_hash="", base_blocks=1, head_blocks=len(parts), changes=(split,))
        change, back = change_kind(diff, base, head), change_kind(reverse(diff), head, base)
        assert back.kind == change.kind
        return change.kind.name, [found.family for found in change.touched]

    whole = f"{PROSE[3]} {PROSE[4]}"
    assert kind_of_split(whole, PROSE[3], PROSE[4]) == ("wording", ["paragraphs"])
    assert kind_of_split(whole, PROSE[3].replace("150", "250"), PROSE[4]) == ("substance", ["paragraphs", "number"])


def test_block_reworded_so_much_that_it_is_not_found_again_is_compared_with_what_stands_in_its_place() -> None:
    base, head = "Таким образом, архив растёт.", "Архив растёт."
    assert classed(text(*PROSE[:2], base, PROSE[2]), text(*PROSE[:2], head, PROSE[2])) == ("wording", ["words"])


def test_sentence_without_end_is_not_read_but_what_differs_is_told() -> None:
    base = "слово " * 1000
    assert classed(text(base + "даёт 5."), text(base + "несёт 6.")) == ("substance", ["number"])
    assert classed(text(base + "важно."), text(base + "значимо.")) == ("substance", ["words"])


def test_footnote_is_read() -> None:
    def noted(words: str) -> Block:
        return {"t": "Para", "c": [*inlines(PLAIN), {"t": "Note", "c": [{"t": "Para", "c": inlines(words)}]}]}

    assert classed(text(noted("Срок 5 дней.")), text(noted("Срок 7 дней."))) == ("substance", ["number"])
    assert classed(text(noted("Архив «наш».")), text(noted("Архив „наш“."))) == ("typography", ["signs"] * 2)


def test_gravest_change_gives_the_kind_and_all_are_told() -> None:
    base = text(PROSE[0], PROSE[2], "Это очень полезно новичкам.")
    head = text(PROSE[0], PROSE[2].replace("10", "20"), "Это полезно новичкам.")
    change = change_kind(compare(base, head), normalise(base), normalise(head))
    assert change.kind == ChangeKind.substance
    assert [(found.kind.name, found.head, found.before, found.after) for found in change.touched] == [
        ("substance", 1, "10", "20"),
        ("wording", 2, "очень", ""),
    ]


def test_kinds_are_ordered() -> None:
    assert [kind.name for kind in sorted(ChangeKind)] == [
        "identical",
        "whitespace",
        "typography",
        "wording",
        "substance",
    ]


def classed(base: Ast, head: Ast) -> tuple[str, list[str]]:
    change = change_kind(compare(base, head), normalise(base), normalise(head))
    return change.kind.name, [found.family for found in change.touched]

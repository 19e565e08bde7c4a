"""Texts that nobody writes: the right answer, or a refusal that says why."""

import pytest

from domain.text.canonical import normalise
from domain.text.compare import apply, compare, reverse
from schemas.text import Ast


def paragraph(words: str) -> Ast:
    return {"blocks": [{"t": "Para", "c": [{"t": "Str", "c": words}]}]}


MANY = [f"слово{number % 5000}" for number in range(8_000)]

PAIRS = {
    "one character a million times": ("а" * 1_000_000, "а" * 500_000 + "б" + "а" * 499_999),
    "signs only": (".," * 50_000, ",." * 50_000),
    "one word very often": ("да " * 16_000 + "нет", "да " * 15_000 + "нет да"),
    "very many words in one paragraph": (" ".join(MANY), " ".join([*MANY[:4_000], "иное", *MANY[4_100:], "ещё"])),
    "right to left": ("שלום עולם مرحبا بالعالم", "שלום לעולם مرحبا يا عالم"),
    "marks that change the direction": ("до \u202eпосле\u202c", "до \u2066после\u2069"),
    "combining characters": ("за\u0301мок е\u0308ж" + "\u0301" * 5_000, "замо\u0301к ёж" + "\u0301" * 4_000),
    "emoji of several characters": ("семья 👨‍👩‍👧‍👦 и флаг 🇷🇺", "семья 👨‍👩‍👧 и флаг 🇧🇾"),
    "NUL": ("до\0после и далее", "до\0\0после и ранее"),
    "signs of the private plane": ("до \U000f0000 после", "до \U0010ffff после"),
    "ends of lines of every kind": ("раз\r\nдва\rтри\u2028четыре\x85пять", "раз\nдва\r\nтри\u2029четыре пять"),
}


@pytest.mark.parametrize("kind", PAIRS)
def test_hostile_text_is_compared_there_and_back(kind: str) -> None:
    base, head = (paragraph(words) for words in PAIRS[kind])
    diff = compare(base, head)
    assert apply(diff, base) == normalise(head)
    assert apply(reverse(diff), head) == normalise(base)
    assert (diff.changes == ()) == (normalise(base) == normalise(head))

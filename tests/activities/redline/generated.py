"""Texts made at random and edits of them: tables, numbered lists, notes, headings, links, formulas, emphasis.

A text is a list of small models that can be edited; pandoc makes the text of its Markdown.
"""

import copy
from random import Random
from typing import Any

from activities.convert.reader import Converter
from schemas.text import Ast

WORDS = ("совет", "землячество", "встреча", "отчёт", "срок", "участник", "решение", "программа", "город", "развитие")
NUMBERINGS = {
    "1.": ("1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.", "9."),
    "1)": ("1)", "2)", "3)", "4)", "5)", "6)", "7)", "8)", "9)"),
    "(1)": ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"),
    "a)": ("a)", "b)", "c)", "d)", "e)", "f)", "g)", "h)", "i)"),
    "i.": ("i.", "ii.", "iii.", "iv.", "v.", "vi.", "vii.", "viii.", "ix."),
}
KINDS = ("para", "para", "para", "para", "head", "bullets", "numbered", "numbered", "table", "quote")
ACTS = ("words", "words", "words", "words", "insert", "remove", "move", "split", "join", "items", "items", "looks")
FORMS = (
    *("**{0}**", "*{0}*", "***{0}***", "[{0}](https://example.org/{2})", "[{0} {1}](https://example.org/{2})"),
    *("{0}^[{1} {2}]", "$x_{{{2}}}$", "$$y^{{{2}}}$$", "{2}00"),
)

Model = list[Any]


class Writing(Random):
    """The chance by which a text is written, with formulas in it or without."""

    def __init__(self, seed: int, *, formulas: bool) -> None:
        super().__init__(seed)
        self.forms = FORMS if formulas else [form for form in FORMS if "$" not in form]


def random_text(random: Writing) -> list[Model]:
    """A text of up to six blocks."""
    return [_block(random) for _ in range(random.randint(1, 6))]


def edited(random: Writing, base: list[Model]) -> list[Model]:
    """The text after up to five edits: of words, items, rows, looks; blocks put in, taken out, moved, split, joined."""
    blocks = copy.deepcopy(base)
    for _ in range(random.randint(1, 5)):
        _edit(random, blocks)
    return blocks


def read_text(converter: Converter, blocks: list[Model]) -> Ast:
    """The text as a Word file holds it: written and read until that changes nothing."""
    ast = converter.to_ast(_markdown(blocks).encode(), "a.md").ast
    for _ in range(3):
        again = converter.to_ast(converter.from_ast(ast, "docx"), "a.docx").ast
        if again == ast:
            return ast
        ast = again
    raise AssertionError("a text does not come to rest in a Word file")


def _words(random: Writing, least: int = 3, most: int = 12) -> list[str]:
    return [_word(random) for _ in range(random.randint(least, most))]


def _word(random: Writing) -> str:
    form = random.choice(random.forms) if random.random() < 0.3 else "{0}"
    return form.format(random.choice(WORDS), random.choice(WORDS), random.randint(1, 9))


def _block(random: Writing) -> Model:
    kind = random.choice(KINDS)
    match kind:
        case "head":
            return [kind, random.randint(1, 4), _words(random, 1, 4)]
        case "bullets" | "numbered":
            return [kind, random.choice([*NUMBERINGS]), [_words(random, 1, 6) for _ in range(random.randint(1, 4))]]
        case "table":
            columns, rows = random.randint(1, 3), random.randint(2, 4)
            return [kind, 0, [[_words(random, 1, 3) for _ in range(columns)] for _ in range(rows)]]
    return [kind, 0, _words(random)]


def _edit(random: Writing, blocks: list[Model]) -> None:
    place = random.randrange(len(blocks))
    block, act = blocks[place], random.choice(ACTS)
    follows = blocks[place + 1][0] if place + 1 < len(blocks) else ""
    if act == "insert":
        blocks.insert(place, _block(random))
    elif act == "remove" and len(blocks) > 1:
        del blocks[place]
    elif act == "move":
        blocks.insert(random.randrange(len(blocks)), blocks.pop(place))
    elif act == "split" and block[0] == "para" and len(block[2]) > 1:
        cut = random.randint(1, len(block[2]) - 1)
        blocks[place : place + 1] = [["para", 0, block[2][:cut]], ["para", 0, block[2][cut:]]]
    elif act == "join" and block[0] == follows == "para":
        blocks[place : place + 2] = [["para", 0, block[2] + blocks[place + 1][2]]]
    elif act == "items" and block[0] in {"bullets", "numbered", "table"}:
        _edit_items(random, block[2])
    elif act == "looks" and block[0] in {"head", "numbered"}:
        block[1] = random.randint(1, 4) if block[0] == "head" else random.choice([*NUMBERINGS])
    else:
        _edit_words(random, _line(random, block))


def _line(random: Writing, block: Model) -> list[str]:
    """One of the lines of words that a block has."""
    match block[0]:
        case "bullets" | "numbered":
            item: list[str] = random.choice(block[2])
            return item
        case "table":
            cell: list[str] = random.choice(random.choice(block[2]))
            return cell
    words: list[str] = block[2]
    return words


def _edit_items(random: Writing, items: list[Any]) -> None:
    place, act = random.randrange(len(items)), random.choice(["insert", "remove", "move"])
    if act == "insert" and len(items) < 9:
        is_row = isinstance(items[place][0], list)
        items.insert(place, [_words(random, 1, 3) for _ in items[place]] if is_row else _words(random, 1, 6))
    elif act == "remove" and len(items) > 1:
        del items[place]
    else:
        items.insert(random.randrange(len(items)), items.pop(place))


def _edit_words(random: Writing, words: list[str]) -> None:
    for _ in range(random.randint(1, 3)):
        start = random.randint(0, len(words))
        words[start : start + random.randint(0, 2)] = _words(random, 0, 3)
    if not words:
        words.append(_word(random))


def _markdown(blocks: list[Model]) -> str:
    return "\n\n".join(_written(*block) for block in blocks) + "\n"


def _written(kind: str, looks: Any, content: Any) -> str:
    match kind:
        case "head":
            return "#" * looks + " " + " ".join(content)
        case "quote":
            return "> " + " ".join(content)
        case "bullets":
            return "\n".join("- " + " ".join(item) for item in content)
        case "numbered":
            numbers = zip(NUMBERINGS[looks], content, strict=False)
            return "\n".join(f"{number}  {' '.join(item)}" for number, item in numbers)
        case "table":
            first, *rest = ("| " + " | ".join(" ".join(cell) for cell in row) + " |" for row in content)
            return "\n".join([first, "|" + "---|" * len(content[0]), *rest])
    return " ".join(content)

"""Russian prose made by chance from a seed, and edits of it: what the comparison of texts is measured on."""

from random import Random
from typing import Any

PAGE = 1800  # characters

_STEMS = """
совет земляч участник развит регион культур молод проект решен порядок срок встреч поддерж образован
обществ программ организац вопрос рабоч групп предложен эксперт документ утвержд доклад отчёт комисс
правил услов возможн ресурс истор традиц язык город учён студент помощ праздник архив собран голос
обращен сотруднич довер опыт обмен
""".split()  # noqa: SIM905  a list of words reads as words
_ENDINGS = "а ы е у ой ами ах ов ия ии ию ный ная ного ному ными ать ает ают ил или енный енная".split()  # noqa: SIM905
_FREQUENT = "и в на не с по для к что о".split()  # noqa: SIM905
WORDS = [*_FREQUENT, *(stem + ending for ending in _ENDINGS for stem in _STEMS)]
_WEIGHTS = [1 / (rank + 3) for rank in range(len(WORDS))]  # as words of a language are: few often, many rarely

EDITS = ("w1", "w10", "move5", "rw30")


def document(chance: Random, pages: int) -> list[str]:
    """Paragraphs of so many pages."""
    paragraphs: list[str] = []
    length = 0
    while length < pages * PAGE:
        paragraphs.append(paragraph(chance, chance.randint(4, 7) if chance.random() < 0.1 else chance.randint(30, 90)))
        length += len(paragraphs[-1])
    return paragraphs


def paragraph(chance: Random, words: int) -> str:
    """Sentences of so many words in all, or a few more."""
    written: list[str] = []
    while len(written) < words:
        sentence = chance.choices(WORDS, _WEIGHTS, k=chance.randint(6, 18))
        sentence = [word + "," * (chance.random() < 0.08) for word in sentence[:-1]] + [sentence[-1] + "."]
        written += [sentence[0].capitalize(), *sentence[1:]]
    return " ".join(written)


def edited(chance: Random, paragraphs: list[str], edit: str) -> list[str]:
    """The paragraphs after an edit: 1 or 10 % of the words; 5 % of both moved and reworded; 30 % written anew."""
    if edit == "rw30":
        return [paragraph(chance, len(one.split())) if chance.random() < 0.3 else one for one in paragraphs]
    share = {"w1": 0.01, "w10": 0.1, "move5": 0.05}[edit]
    result = [_reworded(chance, one, share) for one in paragraphs]
    for _ in range(max(1, len(result) // 20) if edit == "move5" else 0):
        result.insert(chance.randrange(len(result)), result.pop(chance.randrange(len(result))))
    return result


def _reworded(chance: Random, paragraph: str, share: float) -> str:
    """Some words replaced, taken out or put in; the signs beside them stay."""
    words = []
    for word in paragraph.split(" "):
        act = chance.random() / share
        other = chance.choice(WORDS)
        if act < 0.6:
            words.append(other + word[-1] * (not word[-1].isalpha()))
        elif act < 0.8:
            words += []
        else:
            words += [word, other] if act < 1 else [word]
    return " ".join(words or [paragraph])


def canonical(paragraphs: list[str]) -> dict[str, Any]:
    """The text of these paragraphs as pandoc's tree."""
    blocks = []
    for one in paragraphs:
        nodes: list[dict[str, Any]] = []
        for word in one.split(" "):
            nodes += [{"t": "Space"}] if nodes else []
            nodes.append({"t": "Str", "c": word})
        blocks.append({"t": "Para", "c": nodes})
    return {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}

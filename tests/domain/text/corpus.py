"""A corpus of edits with known answers: texts written by a generator, edited by it, every word's way known."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from random import Random

from domain.text.anchor import anchor_at
from domain.text.canonical import addressed
from domain.text.plain import text_blocks
from schemas.text import Anchor, Ast, Placement
from tests.domain.text.texts import bullets, header, text

LEAST_KEPT = 0.6  # of a quotation's characters with its sentence: less cannot be said to be found
HIT = 0.7  # the share of a place that must be common with the true one


@dataclass(eq=False)
class Word:
    """One word; whoever holds it knows it again wherever it went. What it was before stands in `was`."""

    text: str
    was: str = ""


Sentence = list[Word]


@dataclass(eq=False)
class Paragraph:
    """Sentences of one block; the items of a list are its sentences."""

    sentences: list[Sentence]
    kind: str = "paragraph"

    def texts(self) -> list[str]:
        return [" ".join(word.text for word in sentence) for sentence in self.sentences]


@dataclass
class Quote:
    """What somebody quoted: consecutive words of one sentence, the sentence as it stood, and the anchor."""

    words: list[Word]
    sentence: list[Word]
    anchor: Anchor


@dataclass
class Case:
    """A text, the quotations in it, the text after the edits, and where each word stands in that."""

    base: Ast
    head: Ast
    quotes: list[Quote]
    places: dict[Word, tuple[int, int, int]] = field(default_factory=dict)

    def truth(self, quote: Quote) -> tuple[int, int, int] | None:
        """(block, start, end) of what became of the quoted words, or None if none of them is left."""
        return self._span(quote.words)

    def _span(self, words: Sequence[Word]) -> tuple[int, int, int] | None:
        spans = [self.places[word] for word in words if word in self.places]
        if len({block for block, _, _ in spans}) != 1:
            return None
        return spans[0][0], min(start for _, start, _ in spans), max(end for _, _, end in spans)

    def verdict(self, quote: Quote, placement: Placement) -> str:
        """`hit`, `near` (too wide or too narrow), `none`, or `wrong`: on other words than the quoted ones.

        Words that are gone have a right place only in what is left of their sentence, where others replaced them.
        """
        if placement.block is None or placement.start is None or placement.end is None:
            return "none"
        truth = self.truth(quote) or self._span(quote.sentence)
        if truth is None or truth[0] != placement.block:
            return "wrong"
        common = min(truth[2], placement.end) - max(truth[1], placement.start)
        whole = max(truth[2], placement.end) - min(truth[1], placement.start)
        if self.truth(quote) is None:
            return "near" if common >= 0 else "wrong"
        return "hit" if common / whole >= HIT else "near" if common > 0 else "wrong"

    def is_findable(self, quote: Quote) -> bool:
        """Whether enough of the words, and of their sentence, stands as it stood, in order."""
        if self.truth(quote) is None or self.is_repeated(quote):
            return False
        whole = [self.places[word] for word in quote.words if word in self.places]
        return (
            whole == sorted(whole)
            and self._kept(quote.words) >= LEAST_KEPT
            and self._kept(quote.sentence) >= LEAST_KEPT
        )

    def is_repeated(self, quote: Quote) -> bool:
        """Whether the whole sentence stands elsewhere word for word: then `ambiguous` is a right answer, too."""
        sentence = " ".join(word.was for word in quote.sentence)
        return any(whole.count(sentence) > 1 for whole in self._wholes)

    @cached_property
    def _wholes(self) -> list[str]:
        return ["\n".join(block.text for block in text_blocks(ast)) for ast in (self.base, self.head)]

    def _kept(self, words: Sequence[Word]) -> float:
        kept = sum(len(word.was) for word in words if word in self.places and word.text == word.was)
        return kept / sum(len(word.was) for word in words)


class Writer:
    """Writes and edits texts; everything follows from the seed and the vocabulary."""

    def __init__(self, seed: int, vocabulary: Sequence[str]) -> None:
        self.random = Random(seed)
        self.vocabulary = vocabulary
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
        self.phrases = [self._words(self.random.randint(3, 7)) for _ in range(12)]

    def _words(self, count: int) -> list[str]:
        """Words, frequent ones more often, as in any language."""
        return self.random.choices(self.vocabulary, cum_weights=self.weights, k=count)

    def _sentence(self) -> Sentence:
        words = self._words(self.random.randint(6, 18))
        if self.random.random() < 0.35:
            place = self.random.randint(0, len(words))
            words[place:place] = self.random.choice(self.phrases)
        return _sentence(words)

    def text(self, paragraphs: int) -> list[Paragraph]:
        """Headings, paragraphs, lists; with lines that are repeated word for word and sentences much alike."""
        written: list[Paragraph] = []
        for place in range(paragraphs):
            if place % 7 == 0:
                written.append(Paragraph([_sentence(self._words(3))], "heading"))
            kind = "list" if place % 5 == 4 else "paragraph"
            written.append(Paragraph([self._sentence() for _ in range(self.random.randint(2, 6))], kind))
            if place % 6 == 3:
                written.append(Paragraph([_sentence(["исполнитель", *self.phrases[0]])]))
        for _ in range(paragraphs // 6):
            alike = _sentence([word.text.rstrip(".").lower() for word in self.random.choice(_sentences(written))])
            alike[self.random.randrange(len(alike) - 1)].text = self.random.choice(self.vocabulary)
            self._any(written).sentences.append(_sentence([word.text.rstrip(".") for word in alike]))
        return written

    def _any(self, paragraphs: list[Paragraph]) -> Paragraph:
        return self.random.choice([one for one in paragraphs if one.kind != "heading"])

    def edit(self, paragraphs: list[Paragraph], times: int) -> None:
        """Edits of every kind, one after another."""
        acts = (
            *(self._reword, self._reword, self._reword, self._rewrite, self._delete_sentence, self._delete_paragraph),
            *(self._move, self._move, self._split, self._join, self._move_sentence, self._repeat, self._insert),
        )
        for _ in range(times):
            self.random.choice(acts)(paragraphs)

    def _reword(self, paragraphs: list[Paragraph]) -> None:
        """A few words of a sentence replaced, put in or taken out."""
        sentence = self.random.choice(self._any(paragraphs).sentences or [[]])
        for _ in range(self.random.randint(1, 4)):
            if len(sentence) < 3:
                return
            place = self.random.randrange(len(sentence) - 1)
            match self.random.randrange(4):
                case 0:
                    sentence.insert(place, Word(self.random.choice(self.vocabulary)))
                case 1:
                    del sentence[place]
                case _:
                    sentence[place].text = self.random.choice(self.vocabulary)

    def _rewrite(self, paragraphs: list[Paragraph]) -> None:
        sentences = self._any(paragraphs).sentences
        if sentences:
            sentences[self.random.randrange(len(sentences))] = self._sentence()

    def _delete_sentence(self, paragraphs: list[Paragraph]) -> None:
        sentences = self._any(paragraphs).sentences
        if len(sentences) > 1:
            del sentences[self.random.randrange(len(sentences))]

    def _delete_paragraph(self, paragraphs: list[Paragraph]) -> None:
        paragraphs.remove(self._any(paragraphs))

    def _move(self, paragraphs: list[Paragraph]) -> None:
        """A paragraph elsewhere, or an item of a list within it."""
        one = self._any(paragraphs)
        if one.kind == "list":
            one.sentences.insert(self.random.randrange(len(one.sentences)), one.sentences.pop())
        else:
            paragraphs.remove(one)
            paragraphs.insert(self.random.randrange(len(paragraphs)), one)

    def _split(self, paragraphs: list[Paragraph]) -> None:
        one = self._any(paragraphs)
        if len(one.sentences) > 1:
            place = self.random.randrange(1, len(one.sentences))
            paragraphs.insert(paragraphs.index(one) + 1, Paragraph(one.sentences[place:], one.kind))
            del one.sentences[place:]

    def _join(self, paragraphs: list[Paragraph]) -> None:
        one = self._any(paragraphs)
        following = paragraphs[paragraphs.index(one) + 1 :][:1]
        if following and following[0].kind == one.kind:
            one.sentences += following[0].sentences
            paragraphs.remove(following[0])

    def _move_sentence(self, paragraphs: list[Paragraph]) -> None:
        one = self._any(paragraphs)
        if len(one.sentences) > 1:
            sentence = one.sentences.pop(self.random.randrange(len(one.sentences)))
            self._any(paragraphs).sentences.append(sentence)

    def _repeat(self, paragraphs: list[Paragraph]) -> None:
        """A new sentence with a phrase that stands elsewhere already."""
        words = self._words(5)
        words[2:2] = self.random.choice(self.phrases)
        self._any(paragraphs).sentences.insert(0, _sentence(words))

    def _insert(self, paragraphs: list[Paragraph]) -> None:
        new = Paragraph([self._sentence() for _ in range(3)])
        paragraphs.insert(self.random.randrange(len(paragraphs)), new)

    def case(self, written: list[Paragraph], edits: int, quotes: int) -> Case:
        """A text, quoted at random, and its edited form."""
        for word in (word for sentence in _sentences(written) for word in sentence):
            word.was = word.text
        base = _ast(written)
        quoted = self._quotes(written, base, quotes)
        self.edit(written, edits)
        return Case(base, _ast(written), quoted, dict(_places(written)))

    def _quotes(self, written: list[Paragraph], base: Ast, count: int) -> list[Quote]:
        whole, places, quotes = addressed(base), dict(_places(written)), []
        for _ in range(count):
            sentence = self.random.choice(_sentences(written))
            length = min(len(sentence), self.random.choice([1, 2, 3, 5, 8, 12, 20]))
            first = self.random.randint(0, len(sentence) - length)
            words = sentence[first : first + length]
            block, start, _ = places[words[0]]
            quotes.append(Quote(words, list(sentence), anchor_at(whole, block, start, places[words[-1]][2])))
        return quotes


def _sentence(words: Sequence[str]) -> Sentence:
    return [Word(text) for text in [words[0].capitalize(), *words[1:-1], words[-1] + "."]]


def _sentences(paragraphs: Sequence[Paragraph]) -> list[Sentence]:
    return [sentence for one in paragraphs if one.kind != "heading" for sentence in one.sentences]


def _ast(paragraphs: Sequence[Paragraph]) -> Ast:
    forms = {"heading": lambda one: header(one.texts()[0]), "list": lambda one: bullets(*one.texts())}
    written = [one for one in paragraphs if any(one.sentences)]
    return text(*(forms[one.kind](one) if one.kind in forms else " ".join(one.texts()) for one in written))


def _places(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Word, tuple[int, int, int]]]:
    for block, one in enumerate(one for one in paragraphs if any(one.sentences)):
        place = 0
        for word in (word for sentence in one.sentences for word in sentence):
            yield word, (block, place, place + len(word.text))
            place += len(word.text) + 1


def read(lines: Iterable[str]) -> list[Paragraph]:
    """Paragraphs of somebody else's text, a line each, cut into sentences and words as this corpus has them."""
    paragraphs = []
    for line in lines:
        # The number of an item belongs to its first sentence.
        sentences = [sentence.split() for sentence in re.split(r"(?<=[^\d\s][.!?…])\s+", line)]
        paragraphs.append(Paragraph([[Word(word) for word in words] for words in sentences if words]))
    return [one for one in paragraphs if one.sentences]

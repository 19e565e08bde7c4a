"""The sentences of two versions of a text that differ: how they are cut, and that a long text is read once."""

from collections.abc import Iterator, Sequence
from typing import Any

from domain.text.reworded import sentences_apart, words_apart
from domain.text.tokens import plain
from schemas.text import Token


def tokens(words: str) -> list[Token]:
    return [Token("text", word) for word in words.split(" ")]


class Counted(Sequence[Token]):
    """Tokens that count how often one of them was looked at."""

    def __init__(self, inside: list[Token]) -> None:
        self.inside, self.looks = inside, 0

    def __len__(self) -> int:
        return len(self.inside)

    def __getitem__(self, place: Any) -> Any:
        found = self.inside[place]
        self.looks += len(found) if isinstance(place, slice) else 1
        return found

    def __iter__(self) -> Iterator[Token]:
        for token in self.inside:
            self.looks += 1
            yield token


def test_differing_sentences_are_cut_at_their_ends_and_joined_where_they_touch() -> None:
    old = tokens("а б . в г д . е ж . з и")
    new = tokens("а б . в г щ . е ж . з ш")
    found = sentences_apart(old, new, words_apart(old, new))
    assert [(plain(one), plain(other)) for one, other in found] == [("вгд.", "вгщ."), ("зи", "зш")]


def test_a_paragraph_without_an_end_of_a_sentence_is_read_once_however_many_edits_it_has() -> None:
    words = [f"слово{number}" for number in range(20_000)]
    old = Counted(tokens(" ".join(words)))
    new = tokens(" ".join("иное" if number % 50 == 0 else word for number, word in enumerate(words)))
    (found,) = sentences_apart(old, new, words_apart(old.inside, new))
    assert (len(found.old), len(found.new)) == (20_000, 20_000)
    assert old.looks <= 3 * len(old)

"""Letters with links in every language, held against files that `python -m tests.domain.test_link_letters` writes."""

from pathlib import Path
from typing import get_args

import pytest

from domain.letters.links import LinkKind, link_letter
from schemas.language import LANGUAGES, Language

GOLDEN = Path(__file__).parent.parent / "golden" / "link_letters"
EVERY: list[tuple[LinkKind, Language]] = [(kind, one) for kind in get_args(LinkKind) for one in LANGUAGES]
LINK = "https://veche.example/links/veche_link_AZMfcA"


def written(kind: LinkKind, language: Language, name: str = "Анна Сергеевна Орлова") -> str:
    inviter = "Пётр Полевой" if kind != "sign_in" else ""
    about = "Стратегия, раздел 1 «Цели»" if kind == "guest" else ""
    result = link_letter(kind, language=language, name=name, link=LINK, inviter=inviter, about=about)
    return f"{result.subject}\n\n{result.text}"


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_letter_says_what_the_file_says(kind: LinkKind, language: Language) -> None:
    assert written(kind, language) == (GOLDEN / f"{kind}.{language}.txt").read_text()


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_letter_takes_a_name_as_one_line(kind: LinkKind, language: Language) -> None:
    text = written(kind, language, "A\r\nBcc: x@example.org\u202e {link}")
    assert "A Bcc: x@example.org {link}" in text
    assert text.count(LINK) == 1
    assert f"\n{LINK}\n" in text


def test_golden_files_belong_to_kinds() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {f"{kind}.{language}.txt" for kind, language in EVERY}


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for kind_, language_ in EVERY:
        (GOLDEN / f"{kind_}.{language_}.txt").write_text(written(kind_, language_))

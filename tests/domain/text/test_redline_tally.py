from hypothesis import given

from domain.text.compare import compare
from domain.text.redline import redline
from domain.text.redline_context import shortened
from domain.text.redline_tally import Tally, tallies
from schemas.redline import Redline
from schemas.text import Ast
from tests.domain.text import texts
from tests.domain.text.texts import formatted_paragraph, header, law, text

BASE = text(
    header("Цели"),
    "Совет собирается раз в год.",
    "Землячества помогают землякам.",
    header("Опыт"),
    "За годы работы сложился обычай общих встреч весной.",
    "Никто не уезжает, не простившись со всеми, кто его принимал.",
)
HEAD = text(
    header("Цели"),
    "Совет собирается дважды в год.",
    "Землячества охотно помогают землякам.",
    header("Опыт"),
    "Никто не уезжает, не простившись со всеми, кто его принимал.",
    "За годы работы сложился обычай общих встреч весной.",
    "Об этом расскажет отчёт, который выйдет осенью.",
)


def of(base: Ast, head: Ast) -> Redline:
    return redline(base, head, compare(base, head))


def test_edits_are_counted_under_their_headings_as_people_count_them() -> None:
    assert tallies(of(BASE, HEAD)) == [
        ("Цели", Tally(replaced=1, inserted=1)),
        ("Опыт", Tally(moved=1, inserted=1)),
    ]


def test_equal_texts_have_no_edits() -> None:
    assert tallies(of(BASE, BASE)) == []


def test_bold_is_an_edit_of_looks() -> None:
    assert tallies(of(text("раз"), text(formatted_paragraph("раз", "Strong")))) == [("", Tally(looks=1))]


@law
@given(texts.asts, texts.asts)
def test_whatever_changed_is_counted_and_shown_when_only_changes_are(base: Ast, head: Ast) -> None:
    made = of(base, head)
    changed = [piece for piece in made.pieces if piece.state != "kept"]
    assert bool(tallies(made)) == bool(changed)
    short = shortened(made)
    assert [one for one in short if not isinstance(one, int) and one.state != "kept"] == changed
    assert sum(one if isinstance(one, int) else 1 for one in short) == len(made.pieces)

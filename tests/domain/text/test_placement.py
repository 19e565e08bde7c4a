import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.anchor import CONTEXT, find_anchor
from domain.text.canonical import addressed
from domain.text.compare import compare
from domain.text.placement import place_all
from domain.text.plain import text_blocks
from schemas.problems import Refused
from schemas.text import Anchor, Ast, Block, Diff, Placement
from tests.domain.text import texts
from tests.domain.text.texts import PROSE, formatted_paragraph, law, text

BASE = PROSE[:4]
TWO = PROSE[2]
QUOTE = "на письменное обращение участника"
LONG = "Решение принимается, если за него подано больше половины голосов присутствующих."
COUNCIL = PROSE[1].removesuffix(" " + LONG)


def placed(base: tuple[str, ...], quote: str, head: tuple[str | Block, ...]) -> tuple[str, int | None, str]:
    old, new = text(*base), text(*head)
    placement = place(find_anchor(old, quote), compare(old, new), old, new)
    return placement.state, placement.block, words_at(new, placement)


def place(anchor: Anchor, diff: Diff, old: Ast, new: Ast) -> Placement:
    (placement,) = place_all([anchor], diff, old, new)
    return placement


def words_at(ast: Ast, placement: Placement) -> str:
    if placement.block is None:
        return ""
    return text_blocks(ast)[placement.block].text[placement.start : placement.end]


@pytest.mark.parametrize(
    ("quote", "head", "state", "block", "words"),
    [
        (QUOTE, BASE, "exact", 2, QUOTE),
        (QUOTE, (PROSE[7], *BASE), "exact", 3, QUOTE),
        (QUOTE, (PROSE[0], PROSE[1], TWO.replace("10 дней", "15 дней"), PROSE[3]), "exact", 2, QUOTE),
        (QUOTE, (PROSE[0], PROSE[1], TWO.replace("Руководитель", "Но " + QUOTE), PROSE[3]), "exact", 2, QUOTE),
        (QUOTE, (PROSE[0], PROSE[1], formatted_paragraph(TWO, "Strong"), PROSE[3]), "exact", 2, QUOTE),
        (QUOTE, (TWO, PROSE[0], PROSE[1], PROSE[3]), "moved", 0, QUOTE),
        (LONG, (PROSE[0], COUNCIL, TWO, PROSE[3], LONG), "moved", 4, LONG),
        (LONG, (PROSE[0], LONG + " " + COUNCIL, TWO, PROSE[3]), "exact", 1, LONG),
        (LONG, (PROSE[0], COUNCIL, TWO, LONG, PROSE[3], LONG), "ambiguous", None, ""),
        (QUOTE, (PROSE[0], PROSE[1], TWO.replace("письменное", "устное"), PROSE[3]), "changed", 2,
         "на устное обращение участника"),
        ("10", (PROSE[0], PROSE[1], TWO.replace("10 дней", "15 дней"), PROSE[3]), "changed", 2, "15"),
        (QUOTE, (PROSE[0], PROSE[1], TWO.replace(" " + QUOTE, ""), PROSE[3]), "lost", None, ""),
        (QUOTE, (PROSE[0], PROSE[1], PROSE[3]), "lost", None, ""),
        (QUOTE, (PROSE[0], PROSE[1], PROSE[3], "Ответ " + QUOTE + " даёт секретарь."), "lost", None, ""),
        (QUOTE, (), "lost", None, ""),
    ],
)  # fmt: skip
def test_words_are_followed(
    quote: str, head: tuple[str | Block, ...], state: str, block: int | None, words: str
) -> None:
    assert placed(BASE, quote, head) == (state, block, words)


def test_words_that_stood_elsewhere_before_are_not_taken_for_the_lost_ones() -> None:
    twins = (TWO, PROSE[0], TWO.replace("Руководитель", "Председатель"))
    old, new = text(*twins), text(*twins[1:])
    anchor = find_anchor(old, QUOTE, "Руководитель обязан ответить ")
    assert place(anchor, compare(old, new), old, new) == Placement(state="lost", score=0.0)


def test_score_tells_how_much_stayed() -> None:
    old, new = text(*BASE), text(PROSE[0], PROSE[1], TWO.replace("письменное", "устное"), PROSE[3])
    placement = place(find_anchor(old, QUOTE), compare(old, new), old, new)
    # With 32 characters around it, 94 characters became 90, and all but the 10 of one word were kept.
    assert placement.score == round(2 * 84 / (94 + 90), 3)


@law
@given(texts.versions, st.data())
def test_kept_words_are_the_quoted_ones_and_equal_texts_change_nothing(
    versions: tuple[list[str], list[str], list[str]], data: st.DataObject
) -> None:
    old, new = text(*versions[0]), text(*versions[1])
    anchors = [some_anchor(old, data) for _ in range(3)]
    for anchor, placement in zip(anchors, place_all(anchors, compare(old, new), old, new), strict=True):
        if placement.state in {"exact", "moved"}:
            assert words_at(new, placement) == anchor.quote
        else:
            assert (placement.block is not None) == (placement.state == "changed")
    for anchor, placement in zip(anchors, place_all(anchors, compare(old, old), old, old), strict=True):
        assert (placement.state, placement.block, placement.start) == ("exact", anchor.block, anchor.start)


def some_anchor(ast: Ast, data: st.DataObject) -> Anchor:
    whole = addressed(ast)
    block = data.draw(st.sampled_from([block for block in text_blocks(ast) if block.text]))
    start = data.draw(st.integers(0, len(block.text) - 1))
    end = data.draw(st.integers(start + 1, len(block.text)))
    return Anchor(
        text_hash=whole.hash,
        block=block.index,
        block_hash=whole.block_hashes[block.index],
        start=start,
        end=end,
        quote=block.text[start:end],
        prefix=block.text[max(0, start - CONTEXT) : start],
        suffix=block.text[end : end + CONTEXT],
    )


@law
@given(st.data())
def test_quote_is_found_at_its_words_or_not_at_all(data: st.DataObject) -> None:
    # Every word is unique, so that the right answer is known: where the first and last kept words of it stand.
    base = [[f"слово{p}x{n}" for n in range(12)] for p in range(6)]
    head = [list(words) for words in base]
    for _ in range(data.draw(st.integers(1, 5))):
        words = data.draw(st.sampled_from(head))
        at = data.draw(st.integers(0, len(words)))
        new_words = data.draw(st.lists(st.sampled_from(["новое", "иное"]), max_size=2))
        words[at : at + data.draw(st.integers(0, 2))] = new_words
    order = data.draw(st.permutations(range(6)))
    old, new = text(*map(" ".join, base)), text(*(" ".join(head[p]) for p in order))
    p, start = data.draw(st.integers(0, 5)), data.draw(st.integers(0, 11))
    quoted = base[p][start : start + data.draw(st.integers(1, 5))]
    placement = place(find_anchor(old, " ".join(quoted), suffix=" "), compare(old, new), old, new)
    kept = [word for word in quoted if word in head[p]]
    if placement.block is not None:
        found = words_at(new, placement).split()
        assert order[placement.block] == p
        assert [word for word in found if word.startswith("слово")] == kept
    if kept == quoted and not {"новое", "иное"} & set(head[p]):
        assert placement.state in {"exact", "moved"}


@pytest.mark.parametrize(
    ("quote", "head", "state", "words"),
    [
        ("часть1", "часть1 иное часть10 часть11 часть12", "moved", "часть1"),  # the beginning of others is none of them
        ("часть1", "часть10 часть11 часть12 часть13", "lost", ""),
    ],
)
def test_whole_words_have_no_rivals_in_parts_of_longer_ones(quote: str, head: str, state: str, words: str) -> None:
    old = text("часть1 часть2 часть10 часть11 часть12", "другой абзац", "третий абзац")
    new = text("другой абзац", "третий абзац", head)
    placement = place(find_anchor(old, quote, suffix=" "), compare(old, new), old, new)
    assert (placement.state, words_at(new, placement)) == (state, words)


@pytest.mark.parametrize("wrong", ["base", "head"])
def test_diff_of_other_texts_is_refused(wrong: str) -> None:
    old, new, other = text(*BASE), text(*PROSE[:3]), text(*PROSE[:2])
    diff = compare(other if wrong == "base" else old, other if wrong == "head" else new)
    with pytest.raises(Refused) as refusal:
        place(find_anchor(old, QUOTE), diff, old, new)
    assert refusal.value.code == "patch_base_mismatch"

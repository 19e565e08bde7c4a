"""Search in a document over HTTP: all three kinds, in Russian forms, for its participants only."""

from typing import Any

import pytest

from tests.api.stage import FIRST, Form, Paper, Stage, problem

TEXT = "Землячества помогают землякам.\n\nУчёт ведёт Совет землячеств.\n"


def indexed_paper(stage: Stage) -> Paper:
    paper = stage.launched()
    head = stage.hand_in(paper.section, TEXT)
    form = {"revision_id": head, "text": "Учёта мало, нужен отчёт", "quote": "Совет"}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    stage.world.made(f"/comments/{comment}/replies", stage.editor, {"text": "Отчётность ниже"})
    path = f"{paper.path}/materials?filename=a.txt&title=Учёт членов"
    stage.call("POST", path, stage.reviewer, content="О численности".encode())
    stage.until(lambda: find(stage, paper, "землячество"))
    return paper


def find(stage: Stage, paper: Paper, query: str, by: Any = None, **more: Any) -> list[Form]:
    path = f"{paper.path}/search"
    answer = stage.call("GET", path, by or stage.coordinator, params={"query": query, **more})
    assert answer.status_code == 200, answer.text
    found: list[Form] = answer.json()["items"]
    return found


def marked(found: Form) -> list[str]:
    text = found["snippet"]["text"]
    return [text[start:end] for start, end in found["snippet"]["marks"]]


@pytest.fixture(scope="module")
def paper(stage: Stage) -> Paper:
    return indexed_paper(stage)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("учет", {"material", "section", "comment"}),
        ("УЧЁТОМ", {"material", "section", "comment"}),
        ("учёт земляков", {"section"}),
        ("отчёт", {"comment"}),
        ("численность", {"material"}),
        ("землетрясение", set()),
        ("учёт землетрясений", set()),
        ("!?", set()),
        ("' OR 7=7 --", set()),
        ("учёт%", {"material", "section", "comment"}),
    ],
)
def test_every_word_is_found_in_any_of_its_forms(stage: Stage, paper: Paper, query: str, expected: set[str]) -> None:
    assert {one["kind"] for one in find(stage, paper, query)} == expected


def test_best_comes_first_and_its_words_are_marked_as_data(stage: Stage, paper: Paper) -> None:
    found = find(stage, paper, "учёт")
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert (found[0]["kind"], found[0]["title"], found[0]["title_marks"]) == ("material", "Учёт членов", [[0, 4]])
    by_kind = {one["kind"]: one for one in found}
    assert (marked(by_kind["section"]), marked(by_kind["comment"])) == (["Учёт"], ["Учёта"])
    assert by_kind["section"]["section_id"] == paper.sections[0]


def test_search_can_be_for_some_kinds_only(stage: Stage, paper: Paper) -> None:
    kinds = [one["kind"] for one in find(stage, paper, "учёт", kind=["material", "comment"])]
    assert sorted(kinds) == ["comment", "material"]


def test_nobody_else_finds_anything_and_nothing_of_other_documents_is_found(stage: Stage, paper: Paper) -> None:
    other = stage.paper()
    assert find(stage, other, "учёт") == []
    for by in (stage.member, stage.stranger):
        refused = stage.call("GET", f"{paper.path}/search", by, params={"query": "учёт"})
        assert problem(refused) == (404, "not_found")


def test_text_set_aside_is_not_found_and_an_earlier_one_no_more(stage: Stage) -> None:
    paper = indexed_paper(stage)
    stage.submit(paper.section, f"{FIRST}\nСекретная приписка.\n", base=stage.head(paper.section))
    stage.send_back(paper.section)
    stage.hand_in(paper.section, "Новые правила.\n")
    stage.until(lambda: find(stage, paper, "правило"))
    assert find(stage, paper, "секретная") == find(stage, paper, "земляк") == []


def test_rank_does_not_depend_on_documents_that_one_cannot_see(stage: Stage) -> None:
    paper = indexed_paper(stage)
    before = find(stage, paper, "учёт")
    indexed_paper(stage)
    assert find(stage, paper, "учёт") == before


def test_renamed_section_is_found_by_its_new_name(stage: Stage) -> None:
    paper = indexed_paper(stage)
    stage.done("PATCH", paper.section, stage.coordinator, {"title": "Бухгалтерия"}, version=2)
    (found,) = find(stage, paper, "бухгалтерии")
    assert (found["kind"], found["title"]) == ("section", "Бухгалтерия")


@pytest.mark.parametrize("query", ["а" * 501, "слово " * 84, "учёт\0", ""])
def test_query_that_is_no_line_of_words_is_refused(stage: Stage, paper: Paper, query: str) -> None:
    refused = stage.call("GET", f"{paper.path}/search", stage.coordinator, params={"query": query})
    assert refused.status_code == 422

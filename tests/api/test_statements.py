"""How many statements the hottest requests ask: a bound that breaks when somebody asks in a loop."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.actor import Actor
from services.deadlines.desk import read_desk
from services.documents.signing import read_signing
from tests.api.stage import Paper, Stage
from tests.storage.asked import asking

Ask = Callable[[Stage, Paper], Any]


def known(stage: Stage, paper: Paper) -> Any:
    tag = stage.call("GET", paper.section, stage.reviewer).headers["etag"]
    return lambda: stage.call("GET", paper.section, stage.reviewer, headers={"If-None-Match": tag})


def verdict(stage: Stage, paper: Paper) -> Any:
    form = {"revision_id": stage.head(paper.section), "verdict": "agree"}
    return lambda: stage.call("POST", f"{paper.section}/verdicts", stage.reviewer, json=form)


HOTTEST: dict[str, tuple[int, int, Ask]] = {
    "a section": (3, 200, lambda stage, paper: lambda: stage.call("GET", paper.section, stage.reviewer)),
    "a section that is known": (2, 304, known),
    "sections of a document": (
        8,  # one of them counts the remarks without an answer
        200,
        lambda stage, paper: lambda: stage.call("GET", f"{paper.path}/sections", stage.reviewer),
    ),
    "the inbox": (5, 200, lambda stage, _paper: lambda: stage.call("GET", "/notices", stage.reviewer)),
    # with those of its record, which once were asked in the worker, and that of the remarks without an answer
    "a verdict": (30, 201, verdict),
}


@pytest.mark.parametrize("name", HOTTEST)
def test_hot_request_asks_few_statements(stage: Stage, name: str, count: Callable[..., None]) -> None:
    most, status, prepare = HOTTEST[name]
    paper = stage.launched(4)
    stage.hand_in(paper.section)
    ask = prepare(stage, paper)
    with asking(stage.world.house.database) as asked:
        answer = ask()
    assert answer.status_code == status, answer.text
    count(f"statements of {name}", len(asked))
    assert len(asked) <= most, asked


def test_desk_asks_as_much_for_many_sections_as_for_one(stage: Stage) -> None:
    house, actor = stage.world.house, Actor(id=stage.coordinator.id, role="coordinator")

    def asked_for(sections: int) -> list[str]:
        document = stage.launched(sections).path.removeprefix("/documents/")
        with asking(house.database) as asked:
            view = read_desk(house, actor=actor, document_id=document)
        assert len(view.open) == sections
        return [statement for statement, _ in asked]

    four, one = asked_for(4), asked_for(1)
    assert len(four) == len(one), four


def test_signing_of_the_whole_asks_as_much_for_many_sections_as_for_one(stage: Stage) -> None:
    house, actor = stage.world.house, Actor(id=stage.leader.id, role="member", today=stage.world.today())

    def asked_for(sections: int) -> list[str]:
        paper = stage.launched(sections)
        for section in paper.sections:
            stage.approve(f"/sections/{section}")
        stage.candidate(paper.path)
        with asking(house.database) as asked:
            view = read_signing(house, actor=actor, document_id=paper.id)
        assert len(view.sections) == sections
        return [statement for statement, _ in asked]

    three, one = asked_for(3), asked_for(1)
    assert len(three) == len(one), three

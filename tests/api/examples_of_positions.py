"""What must be there before the example of an operation on the inside of a body, or on a letter, can be sent."""

from collections.abc import Callable

from tests.api.associations import asked, association
from tests.api.on_stage import OnStage
from tests.api.stage import Stage


def _contribute(stage: Stage) -> OnStage:
    body = association(stage)
    paper = asked(stage, body)
    place = {"section_id": paper.sections[0], "body_id": body.id}
    return OnStage(body.members[0], place, {"revision_id": stage.head(paper.section)})


def _take_letter_in(stage: Stage) -> OnStage:
    return OnStage(stage.coordinator, {"section_id": stage.in_phase("review").sections[0]})


def _enter_letter(stage: Stage) -> OnStage:
    paper = stage.in_phase("review")
    place = f"{paper.section}/letters?filename=a.txt&number=1&dated=2026-11-20"
    letter = stage.call("POST", place, stage.coordinator, content="Письмо".encode()).json()["id"]
    form = {"person_id": stage.reviewer.id, "revision_id": stage.head(paper.section)}
    return OnStage(stage.coordinator, {"letter_id": letter}, form)


OF_POSITIONS: dict[str, Callable[[Stage], OnStage]] = {
    "contributions.add": _contribute,
    "letters.add": _take_letter_in,
    "letters.enter": _enter_letter,
}

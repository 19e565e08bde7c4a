"""Bad input gets a clear answer of its own, and nothing of it stays."""

from collections.abc import Callable, Iterator

import pytest
from httpx2 import Response

from edge.limits import UPLOAD_BYTES
from tests.api.refusals_process import ABSENT, PROVOKED_ON_STAGE
from tests.api.refusals_texts import HOSTILE
from tests.api.stage import POLICY, Stage, problem

FILES = {
    "corrupt Word file": ("cut in half", "upload_corrupt"),
    "encrypted Word file": ("encrypted by Word", "upload_encrypted"),
    "two bodies of one name": ("two bodies of one name", "upload_ambiguous_archive"),
    "zip bomb": ("one run of 30 MB", "upload_zip_bomb"),
    "script in Markdown": ("script", "text_has_script"),
    "20,000 open brackets": ("20,000 open brackets", "text_too_deep"),
}
ACTS = {
    "unknown base": "base_unknown",
    "verdict on an outdated revision": "outdated_revision",
    "vote by someone unassigned": "not_a_voter",
    "vote after the close": "round_closed",
    "deadline in the past": "deadline_in_past",
}
LARGE = "body_too_large"


def test_codes_of_bad_input_are_all_different() -> None:
    codes = [*(code for _, code in FILES.values()), *ACTS.values(), LARGE]
    assert len(set(codes)) == len(codes) == 12


@pytest.mark.parametrize("name", FILES)
def test_hostile_file_is_refused_and_nothing_of_it_stays(stage: Stage, name: str) -> None:
    file, code = FILES[name]
    filename, build, _ = HOSTILE[file]
    section, content = stage.in_phase("drafting").section, build()
    before = stage.rows()
    assert problem(stage.submit(section, content, filename=filename)) == (422, code)
    outline = stage.call("POST", "/imports", stage.coordinator, params={"filename": filename}, content=content)
    assert problem(outline) == (422, code)
    assert stage.rows() == before


@pytest.mark.parametrize("name", ACTS)
def test_impossible_act_is_refused_by_its_own_code(stage: Stage, name: str) -> None:
    answer = PROVOKED_ON_STAGE[ACTS[name]](stage)("ru")
    assert answer.json()["code"] == ACTS[name]


def in_chunks() -> Iterator[bytes]:
    for _ in range(200):
        yield bytes(1_000_000)


def test_200_mb_are_refused_announced_or_not(stage: Stage) -> None:
    section = stage.in_phase("drafting").section
    path = f"{section}/revisions?filename=a.docx"
    announced = stage.call("POST", path, stage.editor, content=b"x", headers={"Content-Length": "200000000"})
    assert (*problem(announced), announced.json()["limit"]) == (413, LARGE, UPLOAD_BYTES)
    assert problem(stage.call("POST", path, stage.editor, content=bytes(200_000_000))) == (413, LARGE)
    assert problem(stage.call("POST", path, stage.editor, content=in_chunks())) == (413, LARGE)
    assert stage.items(f"{section}/drafts") == []


def extend(stage: Stage) -> Response:
    form = {"limit": {"at": "2020-01-01T00:00:00Z"}, "reason": "позже"}
    return stage.call("POST", f"{stage.in_phase('review').section}/extend", stage.coordinator, json=form)


def extend_whole(stage: Stage) -> Response:
    paper = stage.in_phase("approved")
    stage.candidate(paper.path)
    form = {"limit": {"at": "2020-01-01T00:00:00Z"}, "reason": "позже"}
    return stage.call("POST", f"{paper.path}/extend", stage.coordinator, json=form)


def past_rules() -> dict[str, object]:
    return {**POLICY, "review": {**POLICY["review"], "limit": {"at": "2020-01-01T00:00:00Z"}}}


def create(stage: Stage) -> Response:
    return stage.call("POST", "/documents", stage.coordinator, json={"title": "План", "policy": past_rules()})


def add_section(stage: Stage) -> Response:
    form = {"title": "Раздел", "policy": past_rules()}
    return stage.call("POST", f"{stage.paper().path}/sections", stage.coordinator, json=form)


def update_section(stage: Stage) -> Response:
    form = {"policy": past_rules()}
    return stage.call("PATCH", stage.paper().section, stage.coordinator, json=form, version=2)


@pytest.mark.parametrize("act", [extend, extend_whole, create, add_section, update_section])
def test_deadline_in_the_past_is_refused_wherever_one_is_set(stage: Stage, act: Callable[[Stage], Response]) -> None:
    assert problem(act(stage)) == (422, "deadline_in_past")


@pytest.mark.parametrize("verdict", ["agree", "agree_with_remarks", "disagree", "abstain"])
def test_vote_is_taken_from_voters_only(stage: Stage, verdict: str) -> None:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.editor])
    form = {"revision_id": stage.head(paper.section), "verdict": verdict, "text": "потому что"}
    refused = {
        "the author": (stage.editor, 403, "not_a_voter"),
        "an approver": (stage.approver, 403, "not_a_voter"),
        "an administrator": (stage.administrator, 403, "not_a_voter"),
        "somebody without a part": (stage.member, 404, "not_found"),
    }
    for name, (by, status, code) in refused.items():
        assert problem(stage.call("POST", f"{paper.section}/verdicts", by, json=form)) == (status, code), name
    assert stage.read(f"{paper.section}/ballot")["votes"] == []
    stage.done("POST", f"{paper.section}/verdicts", stage.reviewer, form)


def test_ids_that_nobody_has_are_answered_alike_in_every_form(stage: Stage) -> None:
    paper = stage.in_phase("review")
    form = {"revision_id": ABSENT, "verdict": "agree"}
    answer = stage.call("POST", f"{paper.section}/verdicts", stage.reviewer, json=form)
    assert (*problem(answer), answer.json()["revision_id"]) == (409, "outdated_revision", stage.head(paper.section))

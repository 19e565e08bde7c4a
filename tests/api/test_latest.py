"""The signed word on the latest edition, taken over HTTP: an older edition cannot be passed off as the latest."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.verify import verify
from domain.latest import VALID
from schemas.latest import LatestEdition
from tests.api.stage import Stage, problem


def downloaded(stage: Stage, edition: str, folder: Path) -> Path:
    """A published edition as anybody gets it."""
    folder.mkdir()
    for file in stage.call("GET", f"/editions/{edition}", None).json()["files"]:
        answer = stage.call("GET", f"/editions/{edition}/files/{file['name']}", None)
        (folder / file["name"]).write_bytes(answer.content)
    return folder


def test_the_second_edition_is_the_latest_and_the_first_is_superseded(stage: Stage, tmp_path: Path) -> None:
    paper, first, second = stage.published_twice
    answer = stage.call("GET", f"{paper.path}/editions/latest", None)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/jsonl")
    word = tmp_path / "latest.jsonl"
    word.write_bytes(answer.content)
    said = LatestEdition.model_validate_json(answer.content.splitlines()[0])
    assert said.edition_number == 2
    assert said.valid_until - said.at == VALID
    for edition, expected in ((second, (0, "latest")), (first, (4, "superseded"))):
        folder = downloaded(stage, edition, tmp_path / edition)
        result = verify(folder, known_keys={said.key}, latest=word, now=datetime.now(UTC))
        assert (result.exit_code, result.findings[-1].code) == expected
    mixed = tmp_path / second
    (mixed / "edition.pdf").write_bytes((tmp_path / first / "edition.pdf").read_bytes())
    result = verify(mixed, known_keys={said.key}, latest=word, now=datetime.now(UTC))
    assert ("changed", "edition.pdf") in [(finding.code, finding.name) for finding in result.findings]
    assert result.exit_code == 1


@pytest.mark.parametrize("who", ["coordinator", "nobody"])
def test_nothing_is_said_of_a_document_without_an_edition(stage: Stage, who: str) -> None:
    paper = stage.launched(1)
    actor = stage.coordinator if who == "coordinator" else None
    assert problem(stage.call("GET", f"{paper.path}/editions/latest", actor)) == (404, "not_found")

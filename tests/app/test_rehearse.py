"""`veche rehearse` on files: what it prints, and what it says of a file or a behaviour that will not do."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import cli
from schemas.policy import DEFAULT_POLICY

GIVEN: dict[str, Any] = {
    "title": "Стратегия",
    "starts_at": "2026-03-02T10:00:00+03:00",
    "coordinator": "Координатор",
    "leaders": ["Руководитель"],
    "sections": [
        {"title": "Цели", "editors": ["Редактор"], "reviewers": ["Эксперт"], "approvers": ["Утверждающий"]},
    ],
}

TOML = """
title = "Стратегия"
starts_at = 2026-03-02T10:00:00+03:00
coordinator = "Координатор"
leaders = ["Руководитель"]
[[sections]]
title = "Цели"
editors = ["Редактор"]
reviewers = ["Эксперт"]
approvers = ["Утверждающий"]
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(GIVEN), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "утверждение 21 апреля 2026 года в 12:00, в те же сроки"),
        (["--person", "Утверждающий=5"], "утверждение 28 апреля 2026 года в 12:00, на 5 рабочих дней позже"),
        (["--everybody", "never"], "этап «Подготовка текста» стоит, ждут: Редактор"),
        (["--everybody", "never", "--person", "Редактор=in_time", "--person", "Утверждающий=2"], "ждут: Руководитель"),
        (["--starts-at", "2026-03-03T10:00:00+03:00"], "утверждение 22 апреля 2026 года в 12:00"),
    ],
)
def test_rehearse_tells_when_everything_ends(plan: Path, capsys: Any, options: list[str], said: str) -> None:
    assert cli.run(["rehearse", str(plan), *options]) == 0
    assert said in capsys.readouterr().out


def test_rehearse_reads_toml_and_answers_in_json(plan: Path, tmp_path: Path, capsys: Any) -> None:
    toml = tmp_path / "plan.toml"
    toml.write_text(TOML, encoding="utf-8")
    answers = []
    for file in (plan, toml):
        assert cli.run(["rehearse", str(file), "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0] == answers[1]
    assert answers[0]["whole"]["ended_at"] == "2026-04-28T09:00:00Z"
    assert {row["state"] for row in answers[0]["ledger"]} == {"rung", "cancelled"}


@pytest.mark.parametrize(
    ("changed", "options", "said"),
    [
        ({"sections": []}, [], "sections"),
        ({"starts_at": "2026-03-02T10:00:00"}, [], "starts_at"),
        ({"starts_at": "9999-03-02T10:00:00Z"}, [], "starts_at"),
        ({"reviewrs": []}, [], "reviewrs"),
        ({"behaviours": {"people": {"Кто-то": {"acts": "never"}}}}, [], "Кто-то"),
        ({"behaviours": {"peolpe": {}}}, [], "peolpe"),
        ({}, ["--person", "Кто-то=5"], "json: под этим именем в документе никто не участвует: Кто-то."),
        ({"sections": [{**GIVEN["sections"][0], "rests_on": ["Цели"]}]}, [], "Раздел не может опираться на Цели"),
        ({"sections": [{**GIVEN["sections"][0], "rests_on": ["Иное"]}]}, [], "json: такого раздела нет: Иное."),
        ({"leaders": 5}, [], "json: leaders: недопустимое значение."),
        ({}, ["--everybody", "sometimes"], "sometimes"),
        ({}, ["--everybody", "-1"], "-1"),
    ],
)
def test_what_cannot_be_rehearsed_is_named(
    tmp_path: Path, capsys: Any, changed: dict[str, Any], options: list[str], said: str
) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(GIVEN | changed), encoding="utf-8")
    assert cli.run(["rehearse", str(file), *options]) == 2
    assert said in capsys.readouterr().err


def test_what_is_wrong_with_a_file_is_said_once_in_each_language(plan: Path, capsys: Any) -> None:
    assert cli.run(["rehearse", str(plan), "--person", "Кто-то=5"]) == 2
    russian, english = capsys.readouterr().err.splitlines()
    assert russian == f"{plan}: под этим именем в документе никто не участвует: Кто-то."
    assert english == f"{plan}: nobody has a part in the document under this name: Кто-то."


def test_sections_of_a_file_that_rest_on_one_another_are_refused(plan: Path, capsys: Any) -> None:
    first = GIVEN["sections"][0]
    circle = [{**first, "rests_on": ["Меры"]}, {**first, "title": "Меры", "rests_on": ["Цели"]}]
    plan.write_text(json.dumps(GIVEN | {"sections": circle}), encoding="utf-8")
    assert cli.run(["rehearse", str(plan)]) == 2
    assert "опирается на него" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, "", "[]", "{", "[" * 100_000])
def test_a_file_that_is_no_timetable_is_named(tmp_path: Path, capsys: Any, content: str | None) -> None:
    file = tmp_path / "plan.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    assert cli.run(["rehearse", str(file)]) == 2
    assert str(file) in capsys.readouterr().err


def test_rules_that_could_not_be_launched_are_refused(plan: Path, capsys: Any) -> None:
    given = {**GIVEN, "policy": {"vote": {"kind": "at_least", "count": 5}}}
    plan.write_text(json.dumps(_usual(given)), encoding="utf-8")
    assert cli.run(["rehearse", str(plan)]) == 2
    assert "5" in capsys.readouterr().err


def test_a_file_is_rehearsed_without_database_or_temporal(plan: Path) -> None:
    asked = f"import sys; from app import cli; assert cli.run(['rehearse', {str(plan)!r}]) == 0; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=120)
    assert {"sqlmodel", "temporalio", "fastapi"}.isdisjoint(loaded.stdout.split())


def _usual(given: dict[str, Any]) -> dict[str, Any]:

    return given | {"policy": DEFAULT_POLICY.model_dump(mode="json", exclude_none=True) | given["policy"]}

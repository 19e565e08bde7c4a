"""An exported timeline verifies with no server, and any byte of it that is changed is refused by what is wrong."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from activities.edition.keys import KeyFolder
from app.timeline_check import check_command, check_timeline
from schemas.actor import Actor
from schemas.canonical import canonical_json
from services.house import House
from services.record.timeline_export import export_section
from tests.activities.recording.conftest import Desk, desk  # noqa: F401  a fixture
from tests.workflows.records import EDITORS

BYTES = 400
"""Changed one by one, on each database; drawn by chance beside those at the lines' ends."""


@pytest.fixture
def exported(desk: Desk) -> tuple[bytes, KeyFolder]:  # noqa: F811
    parts = desk.parts
    desk.approve(0)
    assert parts.checkpoints.make() is not None
    desk.reopen(0)
    house = House(parts.database, parts.store, parts.clock, b"", keys=parts.keys)
    file = export_section(house, actor=Actor(id=EDITORS[0], role="member"), section_id=desk.sections[0])
    return file.read(), parts.keys


def check(content: bytes, keys: KeyFolder) -> tuple[int, str]:
    checked = check_timeline(content, known_keys=frozenset(keys.public_keys()))
    return checked.exit_code, checked.findings[0][0]


def test_exported_timeline_verifies_and_says_how_far_a_checkpoint_covers_it(
    exported: tuple[bytes, KeyFolder], count: Callable[..., None]
) -> None:
    content, keys = exported
    checked = check_timeline(content, known_keys=frozenset(keys.public_keys()))
    assert checked.exit_code == 0
    (_, well), (covered, facts) = checked.findings
    assert (covered, facts["place"]) == ("covered", "1")
    assert int(facts["seq"]) == int(well["place"]) - 1, "the reopening came after the checkpoint"
    places = {0, len(content) - 1, *(place for place, sign in enumerate(content) if sign == ord("\n"))}
    places |= set(random.Random(7).sample(range(len(content)), BYTES))
    for place in sorted(places):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        code, finding = check(changed, keys)
        assert code in (1, 2), (place, finding)
        assert finding not in ("well", "covered", "unknown_signer"), place
    count("bytes of timelines changed", len(places))


def lines_of(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def signed(lines: list[dict[str, Any]], keys: KeyFolder) -> bytes:
    """The file that somebody with the installation's key would make of these lines."""
    content = "".join(canonical_json(line) + "\n" for line in lines[:-1]).encode()
    return content + keys.current().sign(content)


def change_body(lines: list[dict[str, Any]]) -> None:
    lines[2]["body"] = lines[2]["body"].replace('"by":"', '"by":"x')


def drop(lines: list[dict[str, Any]]) -> None:
    del lines[3]


def cut(lines: list[dict[str, Any]]) -> None:
    del lines[-3]


def cut_and_count(lines: list[dict[str, Any]]) -> None:
    del lines[-4:-2]
    lines[0]["entries"] -= 2


def swap(lines: list[dict[str, Any]]) -> None:
    lines[2], lines[3] = lines[3], lines[2]


def other_head(lines: list[dict[str, Any]]) -> None:
    lines[-2]["head"]["seq"] -= 1


def other_place(lines: list[dict[str, Any]]) -> None:
    lines[-2]["head"]["place"] ^= 1


def no_checkpoint(lines: list[dict[str, Any]]) -> None:
    lines[-2]["head"] = None


def other_stream(lines: list[dict[str, Any]]) -> None:
    lines[0]["stream_id"] = "section/another"


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (change_body, "entry"),
        (drop, "missing"),
        (cut, "missing"),
        (cut_and_count, "checkpoint_entry"),
        (swap, "missing"),
        (other_head, "checkpoint"),
        (other_place, "checkpoint"),
        (no_checkpoint, "checkpoint"),
        (other_stream, "missing"),
    ],
)
def test_what_was_done_is_named_even_if_the_file_was_signed_again(
    exported: tuple[bytes, KeyFolder], change: Callable[[list[dict[str, Any]]], None], finding: str
) -> None:
    content, keys = exported
    lines = lines_of(content)
    change(lines)
    assert check(signed(lines, keys), keys) == (1, finding)


def test_signer_has_to_be_known_or_named(exported: tuple[bytes, KeyFolder], tmp_path: Path) -> None:
    content, keys = exported
    assert check(content, KeyFolder(tmp_path / "others")) == (3, "unknown_signer")
    assert check_timeline(content, known_keys=frozenset(), key=keys.current().fingerprint).exit_code == 0
    assert check_timeline(content, known_keys=frozenset(), key="ed25519:").exit_code == 2


@pytest.mark.parametrize("content", [b"", b"{}\n{}\n{}\n", b"\xff" * 100, b'{"kind":"veche-timeline"}'])
def test_what_is_no_timeline_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    assert check(content, KeyFolder(tmp_path)) == (2, "not_a_timeline")


def test_every_entry_is_told_in_a_sentence(exported: tuple[bytes, KeyFolder]) -> None:
    told = [line["sentence"] for line in lines_of(exported[0])[1:-2]]
    assert any("Прислана редакция № 1 (Участник editor-1)" in one for one in told)
    assert any("Редакция подписана: Участник approver-1" in one for one in told)
    assert not [one for one in told if "Записано" in one]


def test_command_prints_sentences_and_needs_neither_temporal_nor_the_database(
    exported: tuple[bytes, KeyFolder], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "timeline.jsonl"
    file.write_bytes(exported[0])
    key = exported[1].current().fingerprint
    assert check_command(file, key, tmp_path / "nowhere", "ru") == 0
    assert capsys.readouterr().out.startswith("Всё так, как было записано.")
    assert check_command(tmp_path / "absent", None, tmp_path / "nowhere", "en") == 2
    code = "import sys, app.timeline_check; print(sorted({'temporalio', 'sqlmodel', 'sqlalchemy'} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    shown = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True, text=True)
    assert shown.stdout == "[]\n"

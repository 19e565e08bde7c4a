"""Commands about texts in files: what they print, how they end, and that they load nothing heavy."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from activities.convert.reader import Converter
from app import cli
from schemas.conversion import ConvertSettings
from tests.activities.convert.word_files import about, comment, deleted, inserted, paragraph, run, word

BASE = "Совет собирается раз в квартал.\n\nОтчёт сдают до 1 марта.\n"
HEAD = "Совет собирается раз в квартал.\n\nОтчёт сдают до 1 апреля.\n"


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, Path]:
    """The two texts in every format that people bring, by name."""
    converter = Converter(ConvertSettings(slots_folder=tmp_path / "slots"))
    files = {}
    for name, words in (("base", BASE), ("head", HEAD)):
        ast = converter.to_ast(words.encode(), "a.md").ast
        files[f"{name}.md"] = words.encode()
        files |= {f"{name}.{ending}": converter.from_ast(ast, ending) for ending in ("docx", "odt")}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in files}


@pytest.mark.parametrize(("base", "head"), [("base.md", "head.md"), ("base.docx", "head.odt"), ("base.odt", "head.md")])
def test_classify_prints_the_class_first_then_what_was_touched(texts, capsys, base, head):
    assert cli.run(["classify", str(texts[base]), str(texts[head])]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "substance",
        "Затронуто существо.",
        "The substance was touched.",
        "- даты и сроки / dates and terms: «марта» → «апреля» (2 → 2)",
    ]


def test_classify_says_of_equal_texts_that_they_are(texts, capsys):
    assert cli.run(["classify", str(texts["base.md"]), str(texts["base.docx"])]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "identical"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.md", None),
        ("bad.docx", b"PK\x03\x04 nothing"),
        ("empty.md", b""),
        ("picture.png", b"\x89PNG"),
        (".", None),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path, texts, capsys, name, content):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    assert cli.run(["classify", str(texts["base.md"]), str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.startswith(f"{file}: ") for line in said.err.splitlines()] == [True, True]


def test_inspect_prints_json_about_what_is_besides_the_text(tmp_path, capsys):
    body = paragraph(run("Совет "), deleted("весной"), about(1, inserted("осенью")), run(" собирается."))
    file = tmp_path / "marked.docx"
    file.write_bytes(word(body, comment(1, "Почему осенью?")))
    assert cli.run(["inspect", str(file)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["author"], one["words"]) for one in found["insertions"]] == [("Рецензент Один", "осенью")]
    assert [(one["date"], one["words"]) for one in found["deletions"]] == [("2026-03-01T10:00:00Z", "весной")]
    assert [(one["text"], one["words"]) for one in found["comments"]] == [("Почему осенью?", "осенью")]
    assert [one["code"] for one in found["would_be_lost"]] == ["comments_dropped"]
    assert (found["moves"], found["unclear"], found["return_code"]) == ([], [], None)


def test_text_commands_need_no_installation_and_load_nothing_heavy(texts, tmp_path):
    watched = (
        "import sys; from app.cli import run; code = run(sys.argv[1:]);"
        "loaded = {'temporalio', 'sqlmodel', 'sqlalchemy', 'fastapi'} & set(sys.modules);"
        "sys.exit(f'loaded {sorted(loaded)}' if loaded else code)"
    )
    place = tmp_path / "empty"
    place.mkdir()
    command = [sys.executable, "-c", watched, "classify", str(texts["base.docx"]), str(texts["head.docx"])]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=place)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        ("docx", b"PK\x03\x04"),
        ("html", b"<!DOCTYPE html>"),
        ("json", b'{"base_blocks":2'),
        ("txt", "Обозначения".encode()),
    ],
)
def test_diff_writes_the_form_that_the_ending_names(texts, tmp_path, ending, start):
    made = tmp_path / f"made.{ending}"
    for base, head in (("base.md", "head.odt"), ("base.docx", "head.md")):
        assert cli.run(["diff", str(texts[base]), str(texts[head]), "--output", str(made)]) == 0
        assert made.read_bytes().startswith(start)


def test_diff_without_a_file_shows_the_changes(texts, capsys):
    assert cli.run(["diff", str(texts["base.md"]), str(texts["head.md"])]) == 0
    assert "Отчёт сдают до 1 [-марта-]{+апреля+}." in capsys.readouterr().out


def test_diff_refuses_an_ending_that_it_cannot_write(texts, tmp_path, capsys):
    assert cli.run(["diff", str(texts["base.md"]), str(texts["head.md"]), "--output", str(tmp_path / "a.pdf")]) == 2
    assert "«.pdf»" in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()


OURS = BASE.replace("квартал", "месяц")


@pytest.mark.parametrize("ending", ["md", "docx", "odt"])
def test_merge_puts_both_edits_into_one_file(texts, tmp_path, ending):
    ours, made = tmp_path / "ours.md", tmp_path / f"made.{ending}"
    ours.write_text(OURS)
    command = ["merge", str(texts["base.docx"]), str(ours), str(texts["head.odt"]), "--output", str(made)]
    assert cli.run(command) == 0
    read = Converter(ConvertSettings(slots_folder=tmp_path / "slots")).to_ast(made.read_bytes(), made.name).ast
    wanted = Converter(ConvertSettings(slots_folder=tmp_path / "slots")).to_ast(
        HEAD.replace("квартал", "месяц").encode(), "a.md"
    )
    assert read == wanted.ast


def test_merge_names_the_conflicts_and_writes_nothing(texts, tmp_path, capsys):
    ours, made = tmp_path / "ours.md", tmp_path / "made.md"
    ours.write_text(BASE.replace("марта", "июня"))
    assert cli.run(["merge", str(texts["base.md"]), str(ours), str(texts["head.md"]), "--output", str(made)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Столкновений: 1; ничего не записано.",
        "Conflicts: 1; nothing was written.",
        "2-й абзац основы:",
        "Paragraph 2 of the base:",
        "  =: Отчёт сдают до 1 марта.",
        "  ours.md: Отчёт сдают до 1 июня.",
        "  head.md: Отчёт сдают до 1 апреля.",
    ]
    assert not made.exists()


def test_merge_refuses_an_ending_that_it_cannot_write(texts, tmp_path, capsys):
    files = [str(texts[name]) for name in ("base.md", "base.md", "head.md")]
    assert cli.run(["merge", *files, "--output", str(tmp_path / "a.pdf")]) == 2
    assert "«.pdf»" in capsys.readouterr().err

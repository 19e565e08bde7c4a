"""The house holds: one direction of imports, files that fit, an environment read in one place, clean lock files."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
FOLDERS = PROJECT["tool"]["importlinter"]["root_packages"]
CODE = [file for folder in (*FOLDERS, "tests", "benchmarks") for file in sorted((ROOT / folder).rglob("*.py"))]
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]
WORDS = {".py", ".md", ".toml", ".yml", ".yaml", ".lock", ".json", ".html", ".css", ".typ", ".lua", ".txt", ""}


def written():
    """All files of the project that hold words: its folders and the root, nothing made or installed."""
    tops = [path for path in ROOT.iterdir() if path.name in {".ci", "docs", "tests", "benchmarks", "locale", *FOLDERS}]
    files = [file for top in tops for file in top.rglob("*") if not {"__pycache__", "node_modules"} & {*file.parts}]
    files += [path for path in ROOT.iterdir() if path.name not in {".git", ".env"}]
    return [file for file in files if file.is_file() and file.suffix in WORDS]


def pins(lock):
    """Each pinned package of a lock file with its version."""
    return set(re.findall(r"^([\w.-]+(?:\[[\w,]+\])?==\S+)", lock.read_text(), re.MULTILINE))


def test_imports_go_in_one_direction():
    lint = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    linted = subprocess.run(lint, cwd=ROOT, check=False, capture_output=True, text=True)
    assert linted.returncode == 0, linted.stdout
    assert "3 kept, 0 broken" in linted.stdout


def test_house_has_no_package_outside_the_contract():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert packages == set(FOLDERS)


def test_no_file_is_longer_than_four_hundred_lines():
    long = {
        str(file.relative_to(ROOT)): length for file in CODE if (length := len(file.read_text().splitlines())) > 400
    }
    assert long == {}


def test_only_app_reads_the_environment():
    readers = set()
    for file in CODE:
        if file.relative_to(ROOT).parts[0] in {"app", "tests", "benchmarks"}:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"}:
                readers.add(str(file.relative_to(ROOT)))
    assert readers == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_file_names_no_host_and_hashes_everything(lock):
    text = lock.read_text()
    assert not re.findall(r"://|--index-url|--extra-index-url|--find-links|--trusted-host", text)
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert len(requirements) == len(pins(lock))
    assert [entry.split()[0] for entry in requirements if "--hash=sha256:" not in entry] == []


def test_lock_files_agree_and_hold_what_pyproject_asks_for():
    runtime, dev = map(pins, LOCKS)
    assert runtime - dev == set()
    names = {re.split(r"[\[=]", pin)[0].lower().replace("_", "-") for pin in runtime}
    asked = {re.split(r"[\[=<>]", line)[0].lower().replace("_", "-") for line in PROJECT["project"]["dependencies"]}
    assert asked - names == set()


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    home = re.compile(rf"{re.escape(str(ROOT))}\b|(?<![\w.~-])/(?:home|root|Users|tmp)/\w")
    found = {str(file.relative_to(ROOT)): home.findall(file.read_text("utf-8")) for file in written()}
    assert {name: paths for name, paths in found.items() if paths} == {}


def test_what_shows_a_promise_is_there():
    page = (ROOT / "docs" / "reliability.md").read_text()
    named = set(re.findall(r"`(tests/[\w/.]+)`", page))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []

"""The Dockerfile's steps, one by one without containers: what it copies, installs, runs as, and never holds."""

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from tests.cluster.compose import ROOT, dockerfile, image_entrypoint, image_environment, said

SECRET = re.compile(r"(?i)(passw|secret|token|api_?key|credential)")


def ignored(name: str) -> bool:
    """Whether .dockerignore keeps a file of the checkout out: the last line that fits decides."""
    kept_out = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.strip()
        if pattern and not pattern.startswith("#") and _fits(pattern.removeprefix("!"), name):
            kept_out = not pattern.startswith("!")
    return kept_out


def _fits(pattern: str, name: str) -> bool:
    """Whether a pattern names the file or a folder that it lies in."""
    paths = [name, *(str(parent) for parent in PurePosixPath(name).parents if str(parent) != ".")]
    if pattern.startswith("**/"):
        return any(fnmatch.fnmatch(PurePosixPath(path).name, pattern[3:]) for path in paths)
    return any(fnmatch.fnmatch(path, pattern) for path in paths)


def context() -> list[str]:
    """The files of this checkout that `docker build` would be given."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [name for name in listed.stdout.splitlines() if not ignored(name) and (ROOT / name).is_file()]


def test_image_holds_the_program_and_nothing_else() -> None:
    tops = {name.split("/")[0] for name in context()}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert tops == packages | {"pyproject.toml", "README.md", "requirements.lock"}


@pytest.mark.parametrize(
    "name",
    [".env", ".env.old", "data/keys/signing.key", "data/veche.db", ".git/config", "tests/conftest.py", "out/a",
     "signing.key", "app/__pycache__/cli.cpython-312.pyc", ".venv/bin/python", "docker-compose.yml"],
)  # fmt: skip
def test_what_is_nobody_elses_business_stays_out_of_the_image(name: str) -> None:
    assert ignored(name)


def test_everything_that_is_copied_is_there() -> None:
    copied = [shlex.split(words)[:-1] for words in said("COPY")]
    assert copied == [["requirements.lock"], ["."]]
    assert {"requirements.lock", "pyproject.toml", "app/cli.py"} <= set(context())
    assert said("ADD") == []


def test_image_holds_no_secret() -> None:
    assert said("ARG") == []
    assert [name for name in image_environment() if SECRET.search(name)] == []
    assert not SECRET.search((ROOT / "Dockerfile").read_text())


def test_image_runs_as_nobody_in_particular() -> None:
    names = [one.name for one in dockerfile()]
    (user,) = said("USER")
    (made,) = [words for words in said("RUN") if "useradd" in words]
    assert (user, re.search(r"--uid (\d+)", made).group(1)) == ("veche", "10001")  # type: ignore[union-attr]
    assert names.index("USER") > max(place for place, name in enumerate(names) if name in ("RUN", "COPY"))


def test_image_is_pinned_and_tells_its_health() -> None:
    assert [one.name for one in dockerfile()].count("FROM") == 1
    assert re.fullmatch(r"python:3\.12\.\d+-slim-bookworm@sha256:[0-9a-f]{64}", said("FROM")[0])
    (check,) = said("HEALTHCHECK")
    assert "/api/v1/health/live" in check
    assert json.loads(said("CMD")[0]) == ["up"]


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_image_is_built_by_its_own_steps_into_an_empty_environment(tmp_path: Path, count: Callable[..., None]) -> None:
    place, environment = tmp_path / "image", tmp_path / "venv"
    for name in context():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place / name)
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    (tmp_path / "data").mkdir()
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("VECHE_", "PYTHON"))}
    variables |= image_environment() | {"VECHE_DATA": str(tmp_path / "data")}
    variables["PATH"] = f"{environment}/bin:{os.environ['PATH']}"

    def run(words: list[str]) -> str:
        done = subprocess.run(words, cwd=place, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (words, done.stdout[-2000:], done.stderr[-2000:])
        return done.stdout

    for words in said("RUN"):
        if words.startswith("pip "):
            run(shlex.split(words))
    assert "worker" in run([*image_entrypoint(), "--help"])
    run([*image_entrypoint(), "migrate"])
    run([*image_entrypoint(), "doctor"])
    size = sum(path.stat().st_size for path in environment.rglob("*") if path.is_file() and not path.is_symlink())
    count("image: megabytes beside its base", size >> 20)

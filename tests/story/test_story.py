"""The demo's story over HTTP: on a SQLite file and on PostgreSQL, with texts in a folder and on an S3 server."""

import json
import subprocess
import sys

import pytest

from demo.cast import CAST, email_of
from demo.table import PHASES
from schemas.section import Phase
from tests.story.installation import installed

COUNTS = {
    "sections": 6,
    "missed_deadlines": 2,
    "escalations": 2,
    "extensions": 1,
    "reassignments": 1,
    "revisions": 9,
    "comments": 4,
    "verdicts": 14,
    "silence_counted": 1,
    "signatures": 7,
    "edition": 1,
}


EMAIL = "admin@example.org"


def administrator(installation):
    """Make the first administrator by the command; the password it printed."""
    made = installation.veche("user", "add", "--admin", "--email", EMAIL, "--name", "Администратор")
    assert made.returncode == 0, made.stderr
    return made.stdout.split()[-1]


def told(installation, password, out):
    """Have the story told by a process that gets nothing but the address and one account; how it ended."""
    account = {"address": installation.address, "email": EMAIL, "password": password}
    command = [sys.executable, "-m", "demo", "--out", str(out)]
    return subprocess.run(command, input=json.dumps(account), capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("database_url", "object_store_url"),
    [
        ("sqlite", "folder"),
        ("postgres", "s3"),
        pytest.param("sqlite", "s3", marks=pytest.mark.long),
        pytest.param("postgres", "folder", marks=pytest.mark.long),
    ],
    indirect=True,
)
def test_story_holds(database_url, object_store_url, temporal, smtp, tmp_path, count):
    out = tmp_path / "out"
    settings = {
        "database_url": database_url,
        "object_store_url": object_store_url,
        "temporal_address": temporal,
        "temporal_namespace": "default",
        "smtp_url": f"smtp://{smtp.host}:{smtp.port}",
    }
    with installed(tmp_path, **settings) as installation:
        password = administrator(installation)
        failing = told(installation, password[::-1], out)
        assert (failing.returncode, failing.stderr) == (1, "")
        assert "POST /sessions: expected 201, found 401" in failing.stdout
        story = told(installation, password, out)
        assert (story.returncode, story.stderr) == (0, ""), story.stdout
        verified = installation.veche("verify", str(out / "edition"))
        assert verified.returncode == 0, verified.stdout + verified.stderr
    summary = json.loads((out / "summary.json").read_bytes())
    assert {name: summary[name] for name in COUNTS} == COUNTS
    assert len({letter["Message-ID"] for letter in smtp.letters}) == summary["letters"] == summary["notices"]
    assert {str(letter["To"].addresses[0].addr_spec) for letter in smtp.letters} == {email_of(key) for key in CAST}
    count("story variants passed")


def test_table_knows_every_phase():
    assert set(PHASES) == {str(phase) for phase in Phase}

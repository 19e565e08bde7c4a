"""The demo's story over HTTP: on a SQLite file and on PostgreSQL, with texts in a folder and on an S3 server.

PostgreSQL and S3 together are told of in tests/cluster.
"""

import pytest

from demo.cast import CAST, email_of
from demo.table import PHASES
from schemas.section import Phase
from tests.story.installation import installed
from tests.story.telling import COUNTS, administrator, summary, told


@pytest.mark.parametrize(
    ("database_url", "object_store_url"),
    [
        ("sqlite", "folder"),
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
        failing = told(installation.address, password[::-1], out)
        assert (failing.returncode, failing.stderr) == (1, "")
        assert "POST /sessions: expected 201, found 401" in failing.stdout
        story = told(installation.address, password, out)
        assert (story.returncode, story.stderr) == (0, ""), story.stdout
        verified = installation.veche("verify", str(out / "edition"))
        assert verified.returncode == 0, verified.stdout + verified.stderr
    counted = summary(out)
    assert {name: counted[name] for name in COUNTS} == COUNTS
    assert len({letter["Message-ID"] for letter in smtp.letters}) == counted["letters"] == counted["notices"]
    assert {str(letter["To"].addresses[0].addr_spec) for letter in smtp.letters} == {email_of(key) for key in CAST}
    count("story variants passed")


def test_table_knows_every_phase():
    assert set(PHASES) == {str(phase) for phase in Phase}

"""`veche up` is killed twenty times while somebody works: whatever was acknowledged is there, exactly once."""

import random
import signal
import threading
import time
from contextlib import closing

import pytest

from app.accounts import add_user
from demo.client import Address
from schemas.views.people import NewPerson
from tests.app.test_up import Installation

pytestmark = pytest.mark.timeout(900)

SOME, MANY = 8, 25
"""Kills in `make test` and in `make check`."""
PATIENT = 180.0
"""Seconds that a request is asked again and again: as long as a slow machine takes for a few starts."""
PASSWORD = "a long enough word 17"
POLICY = {
    "drafting": {"limit": {"days": 30}},
    "review": {"limit": {"days": 30}, "ladder": [{"after": {"days": 1}, "tell": ["coordinator"]}]},
    "sign_off": {"limit": {"days": 30}},
    "vote": {"kind": "unanimity"},
}


class Writer(threading.Thread):
    """Hands texts in and sends them back, section after section, and notes what was acknowledged."""

    def __init__(self, editor, reviewer, sections):
        super().__init__()
        self.editor, self.reviewer, self.sections = editor, reviewer, sections
        self.acknowledged = {section: [] for section in sections}
        self.enough = threading.Event()
        self.failure = None

    def run(self):
        try:
            for turn in range(10_000):
                for section in self.sections:
                    if self.enough.is_set():
                        return
                    self.one_round(section, f"Редакция {turn} этого раздела.\n")
        except Exception as failure:
            self.failure = failure

    @property
    def total(self):
        return sum(len(done) for done in self.acknowledged.values())

    def wait_for_one_more(self):
        """Until one more text has been acknowledged: however slow the machine, work falls between the kills."""
        before, limit = self.total, time.monotonic() + PATIENT
        while self.total == before and self.is_alive():
            assert time.monotonic() < limit, "nothing more was acknowledged"
            time.sleep(0.05)

    def one_round(self, section, text):
        done = self.acknowledged[section]
        base = done[-1][0] if done else ""
        answer = self.editor.upload(f"/sections/{section}/revisions", "text.md", text.encode(), base_id=base)
        done.append((answer["revision_id"], text))
        form = {"revision_id": answer["revision_id"], "verdict": "disagree", "text": "Ещё не готово"}
        assert self.reviewer.do("POST", f"/sections/{section}/verdicts", form)["phase"] == "drafting"


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path)
    made.start()
    yield made
    made.process.kill()
    made.process.wait()
    made.assert_nobody_left()


def launched(address, settings):
    """A writer for the six sections of a launched document."""
    add_user(settings, NewPerson(name="Глава", email="head@example.org", password=PASSWORD, role="administrator"))
    head = address.sign_in("head@example.org", PASSWORD)
    people = []
    for name in ("editor", "reviewer", "approver"):
        head.do("POST", "/people", {"name": name, "email": f"{name}@example.org", "password": PASSWORD})
        people.append(address.sign_in(f"{name}@example.org", PASSWORD))
    editor, reviewer, approver = people
    form = {"title": "Стратегия", "template": "development-strategy", "approvers": [approver.id], "policy": POLICY}
    document = head.do("POST", "/documents", form)["id"]
    sections = [section["id"] for section in head.list(f"/documents/{document}/sections")]
    for section in sections:
        parts = {"editors": [editor.id], "reviewers": [reviewer.id], "approvers": [approver.id]}
        head.do("PUT", f"/sections/{section}/people", parts, version=1)
    head.do("POST", f"/documents/{document}/launch")
    while {section["phase"] for section in head.list(f"/documents/{document}/sections")} != {"drafting"}:
        time.sleep(0.1)
    return Writer(editor, reviewer, sections)


def test_up_killed_again_and_again_loses_nothing_that_was_acknowledged(installation, count, amount):
    chance = random.Random(20261122)
    first = installation.ready()
    with closing(Address(first.address, PATIENT)) as address:
        writer = launched(address, installation.settings)
        kill_and_work(installation, writer, chance, kills := amount(SOME, MANY))
        last = installation.ready()
        assert (last.address, last.temporal_address) == (first.address, first.temporal_address)
        for section, done in writer.acknowledged.items():
            assert_all_there(writer.editor, section, done)
    count("kills of veche up", kills)
    count("acknowledged through kills of veche up", writer.total)


def kill_and_work(installation, writer, chance, kills):
    writer.start()
    for kill in range(kills):
        if kill % 4 == 0:
            writer.wait_for_one_more()
        time.sleep(chance.uniform(0.3, 1.8))  # at work, or in the middle of starting
        installation.send(signal.SIGKILL)
        assert installation.ended() == -signal.SIGKILL
        installation.assert_nobody_left()
        installation.start()
    writer.wait_for_one_more()
    writer.enough.set()
    writer.join(PATIENT)
    assert writer.failure is None


def assert_all_there(editor, section, done):
    revisions = editor.list(f"/sections/{section}/revisions")
    numbered = [(revision, number) for number, (revision, _) in enumerate(done, start=1)]
    assert [(row["id"], row["number"]) for row in revisions] == numbered
    assert editor.list(f"/sections/{section}/drafts") == []
    assert [editor.text(f"/revisions/{revision}/text") for revision, _ in done] == [text for _, text in done]
    events = [event["type"] for event in editor.list(f"/sections/{section}/timeline")]
    assert events.count("verdict_given") == events.count("round_closed") == len(done)

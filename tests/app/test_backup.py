"""`veche backup` while people write, `veche restore` elsewhere: all that was acknowledged is there, and paused."""

import asyncio
import random
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlmodel import Session, col, func, select
from temporalio.client import Client

from activities.audit.verification import Verification
from activities.edition.keys import PRIVATE_NAME, KeyFolder
from activities.objects.examination import examine
from app import cli
from app.clock import utc_now
from app.migrate import migrate
from app.settings import Settings
from schemas.act import Act
from schemas.backup import BackupManifest
from schemas.canonical import sha256_hex
from schemas.ids import new_id
from schemas.installation_events import InvitationMade
from schemas.policy import VotingRule
from schemas.reconciliation import Reconciliation
from storage.database import Database
from storage.incarnation import Pause, pause_of
from storage.journal import INSTALLATION, carry_out
from storage.objects import open_store
from storage.tables import Checkpoint, Command, Installation, Revision, Stream, metadata
from tests.activities.recording.conftest import Desk
from tests.workflows.house import open_trial, settings_for
from tests.workflows.records import prepare, rules

Run = Callable[..., int]


@dataclass
class Load:
    """People at work: acts of administration, and texts that come in, until the block is left."""

    desk: Desk
    acknowledged: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    enough: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Load":
        self._threads = [threading.Thread(target=self._work, args=(work,)) for work in (self._act, self._hand_in) * 2]
        for thread in self._threads:
            thread.start()
        self.wait_for(8)
        return self

    def __exit__(self, *_: object) -> None:
        self.enough.set()
        for thread in self._threads:
            thread.join(60)
        assert self.failures == []

    def wait_for(self, more: int) -> None:
        """Until so many more acts and texts have been acknowledged."""
        acts, texts = len(self.acknowledged) + more, len(self.texts) + more
        while len(self.acknowledged) < acts or len(self.texts) < texts:
            assert self.failures == []
            self.enough.wait(0.01)

    def _work(self, work: Callable[[], None]) -> None:
        try:
            while not self.enough.is_set():
                work()
        except Exception as failure:
            self.failures.append(failure)

    def _act(self) -> None:
        act = Act(id=new_id(), body_hash="", actor_id="coordinator")
        event = InvitationMade(invitation_id=new_id(), role="member")
        carry_out(self.desk.parts.database, utc_now, act, INSTALLATION, lambda *_: ({}, [event]))
        self.acknowledged.append(act.id)

    def _hand_in(self) -> None:
        self.texts.append(self.desk.hand_in(f"Текст {new_id()}").text_hash)


@pytest.fixture
def desk(tmp_path: Path, database_url: str, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A document at work, on SQLite with a folder and on PostgreSQL with S3."""
    (tmp_path / "original").mkdir()
    settings = settings_for(tmp_path / "original", database_url, "unused:1", "unused")
    if database_url.startswith("postgresql"):
        settings = settings.model_copy(update={"object_store_url": request.getfixturevalue("s3_url")})
    migrate(settings)
    parts = open_trial(settings)
    document_id, sections = prepare(parts, policy=rules(vote=VotingRule(kind="at_least", count=1)), sections=2)
    made = Desk(parts, document_id, sections, parts.recorder)
    made.launch()
    made.approve(0)
    assert parts.checkpoints.make() is not None
    made.approve(1)
    yield made
    parts.database.close()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line on the installation of these settings."""

    def running(settings: Settings, *arguments: str) -> int:
        with monkeypatch.context() as environment:
            environment.setenv("VECHE_DATABASE_URL", settings.database_url)
            environment.setenv("VECHE_OBJECT_STORE_URL", settings.object_store_url)
            return cli.run([*arguments, "--data", str(settings.data)])

    return running


def elsewhere(tmp_path: Path, like: Settings, request: pytest.FixtureRequest) -> Settings:
    """An empty installation on the other kind of database and store: a backup moves between them."""
    folder = tmp_path / "restored"
    if like.database_url.startswith("postgresql"):
        return Settings.for_folder(folder)
    url = request.getfixturevalue("postgres_url")
    return Settings.for_folder(folder, database_url=url, object_store_url=request.getfixturevalue("s3_url"))


@contextmanager
def looking(settings: Settings) -> Iterator[Session]:
    """One state of the database of these settings."""
    database = Database(settings.database_url)
    try:
        with database.snapshot() as session:
            yield session
    finally:
        database.close()


def held(settings: Settings) -> Pause | None:
    """Why the installation of these settings is held."""
    database = Database(settings.database_url)
    try:
        return pause_of(database, settings.mark)
    finally:
        database.close()


async def end_all(address: str, workflows: Sequence[str]) -> None:
    client = await Client.connect(address)
    for workflow_id in workflows:
        await client.get_workflow_handle(workflow_id).terminate()


def rows(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the database but what restoring itself writes."""
    found = {}
    for table in metadata.sorted_tables:
        columns = [column for column in table.columns if column.name not in ("incarnation", "paused_at", "snapshot_at")]
        found[table.name] = [tuple(row) for row in session.execute(select(*columns).order_by(*table.primary_key))]
    return found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_backup_under_load_is_restored_with_all_that_was_acknowledged_before_it(
    desk: Desk, run: Run, tmp_path: Path, request: pytest.FixtureRequest, count: Callable[..., None]
) -> None:
    settings, folder = desk.parts.settings, tmp_path / "copy"
    with Load(desk) as load:
        acknowledged, texts = list(load.acknowledged), list(load.texts)
        assert run(settings, "backup", str(folder)) == 0
        load.wait_for(2)  # the writers were not held up for good
    assert run(settings, "backup", str(folder), "--verify") == 0
    restored = elsewhere(tmp_path, settings, request)
    assert run(restored, "restore", str(folder)) == 0
    store = open_store(restored.object_store_url)
    with looking(restored) as session:
        assert set(acknowledged) <= set(session.exec(select(Command.id)))
        named = set(session.exec(select(Revision.text_hash)))
        assert set(texts) <= named
        assert [store.get(address) for address in named]
        keys = KeyFolder(restored.keys).public_keys()
        verification = Verification(session, keys, store)
        assert list(verification.faults()) == []
        assert len(verification.trail.hashes) == 1
        assert session.exec(select(func.count()).where(col(Stream.seq) > 0)).one() == 4
    count("backup: acts and texts acknowledged before one under load", len(acknowledged) + len(texts))


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_every_row_of_a_quiet_installation_comes_back_as_it_was(
    desk: Desk, run: Run, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder, restored = tmp_path / "copy", elsewhere(tmp_path, desk.parts.settings, request)
    assert run(desk.parts.settings, "backup", str(folder)) == 0
    restored.data.mkdir()
    migrate(restored)  # as the one-shot job of the containers does
    assert run(restored, "restore", str(folder)) == 0
    with looking(desk.parts.settings) as before, looking(restored) as after:
        assert rows(after) == rows(before)
        was, now = before.exec(select(Installation)).one(), after.exec(select(Installation)).one()
    assert now.incarnation != was.incarnation
    assert (now.paused_at is not None, was.paused_at) == (True, None)
    manifest = BackupManifest.model_validate_json((folder / "manifest.json").read_bytes())
    assert now.snapshot_at == manifest.made_at
    assert held(restored) == Pause("restored", now.paused_at, manifest.made_at)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_checkpoints_are_restored_where_they_last(
    desk: Desk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, lasting = tmp_path / "copy", tmp_path / "lasting"
    assert run(desk.parts.settings, "backup", str(folder)) == 0
    monkeypatch.setenv("VECHE_LASTING_STORE_URL", str(lasting))
    assert run(Settings.for_folder(tmp_path / "restored"), "restore", str(folder)) == 0
    with looking(desk.parts.settings) as session:
        signed = session.exec(select(Checkpoint.statement, Checkpoint.signature, Checkpoint.moved)).one()
    assert set(open_store(str(lasting)).addresses()) == {sha256_hex(text.encode()) for text in signed}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_restore_into_an_installation_with_records_is_refused(desk: Desk, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    assert run(desk.parts.settings, "backup", str(folder)) == 0
    with looking(desk.parts.settings) as session:
        before = rows(session)
    assert run(desk.parts.settings, "restore", str(folder)) == 2
    with looking(desk.parts.settings) as session:
        assert rows(session) == before
    assert held(desk.parts.settings) is None


@pytest.mark.long
@pytest.mark.timeout(900)
def test_ten_backups_at_random_moments_are_restored_and_reconciled(
    desk: Desk,
    run: Run,
    tmp_path: Path,
    temporal: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    count: Callable[..., None],
) -> None:
    chance = random.Random(20261122)
    taken = []
    with Load(desk) as load:
        for number in range(10):
            load.wait_for(chance.randint(1, 12))
            acknowledged, texts = list(load.acknowledged), list(load.texts)
            folder = tmp_path / f"copy-{number}"
            assert run(desk.parts.settings, "backup", str(folder)) == 0
            taken.append((folder, acknowledged, texts))
    monkeypatch.setenv("VECHE_TEMPORAL_ADDRESS", temporal)
    monkeypatch.setenv("VECHE_TEMPORAL_NAMESPACE", "default")
    for number, (folder, acknowledged, texts) in enumerate(taken):
        monkeypatch.setenv("VECHE_TEMPORAL_TASK_QUEUE", f"backup-{new_id()}")
        restored = Settings.for_folder(tmp_path / f"restored-{number}")
        assert run(restored, "restore", str(folder)) == 0
        assert run(restored, "resume", "--yes", "--unsent", "drop") == 0
        capsys.readouterr()
        assert run(restored, "reconcile", "--json") == 0
        found = Reconciliation.model_validate_json(capsys.readouterr().out)
        assert (found.open, len(found.started), found.missing_objects) == (3, 3, ())
        asyncio.run(end_all(temporal, found.started))  # the next copy's have the same names
        with looking(restored) as session:
            assert set(acknowledged) <= set(session.exec(select(Command.id)))
            assert set(texts) <= set(session.exec(select(Revision.text_hash)))
        database = Database(restored.database_url)
        assert examine(database, open_store(restored.object_store_url)).sound
        database.close()
    count("backups at random moments, restored and reconciled", len(taken))


@pytest.mark.parametrize("how", ["flipped", "gone"])
@pytest.mark.parametrize("what", ["objects/*/*", "tables/events.jsonl", "keys/*.pub", "objects.txt"])
def test_damaged_backup_is_named_and_never_restored(
    small: Path, run: Run, tmp_path: Path, what: str, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = Path(shutil.copytree(small, tmp_path / "damaged"))
    file = next(iter(copy.glob(what)))
    content = file.read_bytes()
    file.write_bytes(bytes([content[0] ^ 1]) + content[1:]) if how == "flipped" else file.unlink()
    capsys.readouterr()
    assert run(Settings.for_folder(tmp_path / "target"), "backup", str(copy), "--verify") == 1
    assert str(file.relative_to(copy)) in capsys.readouterr().out
    assert run(Settings.for_folder(tmp_path / "target"), "restore", str(copy)) == 1
    assert not (tmp_path / "target").exists()


def test_signing_key_goes_into_a_backup_only_encrypted(small: Path, run: Run, tmp_path: Path) -> None:
    original = Settings.for_folder(small.parent / "original")
    assert not list(small.rglob(f"{PRIVATE_NAME}*"))
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("утро вечера мудренее\n")
    sealed = tmp_path / "with-key"
    assert run(original, "backup", str(sealed), "--key-passphrase", str(passphrase)) == 0
    private = (original.keys / PRIVATE_NAME).read_bytes()
    assert not [file for file in sealed.rglob("*") if file.is_file() and private in file.read_bytes()]
    wrong = tmp_path / "wrong"
    wrong.write_text("другое")
    restored = Settings.for_folder(tmp_path / "restored")
    assert run(restored, "restore", str(sealed), "--key-passphrase", str(wrong)) == 2
    assert run(restored, "restore", str(sealed), "--key-passphrase", str(passphrase)) == 0
    assert KeyFolder(restored.keys).current().fingerprint == KeyFolder(original.keys).current().fingerprint


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of an installation with one object and a checkpoint, beside it."""
    top = tmp_path_factory.mktemp("small")
    settings = Settings.for_folder(top / "original")
    settings.data.mkdir()
    migrate(settings)
    parts = open_trial(settings)
    prepare(parts, policy=rules())
    act = Act(id=new_id(), body_hash="")
    carry_out(
        parts.database,
        utc_now,
        act,
        INSTALLATION,
        lambda *_: ({}, [InvitationMade(invitation_id=new_id(), role="member")]),
    )
    parts.checkpoints.make()
    parts.database.close()
    assert cli.run(["backup", str(top / "copy"), "--data", str(settings.data)]) == 0
    return top / "copy"

"""docker-compose.yml at work: the whole story on two APIs and two workers, and nothing done twice by being two."""

import json
import os
import subprocess
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from minio import Minio
from minio.error import S3Error
from sqlalchemy import create_engine, text
from temporalio.client import Client

from demo.cast import CAST, email_of
from storage.objects import open_bucket
from tests.cluster.running import Cluster
from tests.servers.mail import MailServer
from tests.story.telling import COUNTS, EMAIL, administrator, summary, told

pytestmark = pytest.mark.timeout(900)

WORKERS = ("worker-1", "worker-2")
APIS = ("api-1", "api-2")


@dataclass(frozen=True)
class Told:
    """The story as it ended on the cluster."""

    cluster: Cluster
    password: str
    out: Path
    ended: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def story(cluster: Cluster) -> Told:
    password = administrator(cluster)
    out = cluster.folder / "out"
    return Told(cluster, password, out, told(cluster.address("api-1"), password, out))


def asked(address: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """What an API answers to one request."""
    content = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **headers}
    with urlopen(Request(f"{address}/api/v1{path}", content, headers, method=method), timeout=60) as answer:
        return json.loads(answer.read())


def signed_in(story: Told, api: str) -> dict[str, str]:
    """The headers of the administrator's requests."""
    account = {"email": EMAIL, "password": story.password}
    key = {"Idempotency-Key": uuid.uuid4().hex}
    token = asked(story.cluster.address(api), "POST", "/sessions", account, **key)["token"]
    return {"Authorization": f"Bearer {token}"}


def rows(cluster: Cluster, query: str) -> list[Any]:
    """What the database answers."""
    engine = create_engine(cluster.containers["api-1"].environment["VECHE_DATABASE_URL"])
    try:
        with engine.connect() as connection:
            return list(connection.execute(text(query)))
    finally:
        engine.dispose()


def buckets(cluster: Cluster) -> tuple[Minio, str, str]:
    """A client of the S3 server, the bucket of texts and that of editions."""
    environment = cluster.containers["api-1"].environment
    texts, editions = (open_bucket(environment[f"VECHE_{name}_STORE_URL"]) for name in ("OBJECT", "LASTING"))
    assert texts is not None
    assert editions is not None
    return texts.client, texts.bucket, editions.bucket


def test_the_whole_story_holds(story: Told, mail: MailServer, count: Callable[..., None]) -> None:
    assert (story.ended.returncode, story.ended.stderr) == (0, ""), story.ended.stdout
    verified = story.cluster.veche("verify", str(story.out / "edition"))
    assert verified.returncode == 0, verified.stdout + verified.stderr
    counted = summary(story.out)
    assert {name: counted[name] for name in COUNTS} == COUNTS
    assert {str(letter["To"].addresses[0].addr_spec) for letter in mail.letters} == {email_of(key) for key in CAST}
    count("story variants passed")


def test_the_edition_is_the_latest_by_the_word_of_either_api(story: Told) -> None:
    (document,) = rows(story.cluster, "SELECT document_id FROM editions WHERE state = 'published'")
    for api in APIS:
        word = story.out / f"latest-{api}.jsonl"
        with urlopen(f"{story.cluster.address(api)}/api/v1/documents/{document[0]}/editions/latest") as answer:
            word.write_bytes(answer.read())
        checked = story.cluster.veche("verify", str(story.out / "edition"), "--latest", str(word))
        assert checked.returncode == 0, checked.stdout


def test_no_letter_leaves_twice_from_two_workers(story: Told, mail: MailServer, count: Callable[..., None]) -> None:
    times = Counter(letter["Message-ID"] for letter in mail.letters)
    assert set(times.values()) == {1}
    assert len(times) == summary(story.out)["letters"]
    count("cluster: letters sent by two workers, each once", len(times))


@pytest.mark.anyio
async def test_both_workers_carry_workflows(story: Told, temporal: str, count: Callable[..., None]) -> None:
    client = await Client.connect(temporal, namespace="veche")
    pids = {name: story.cluster.containers[name].server.pid for name in WORKERS}
    done: Counter[int] = Counter()
    async for workflow in client.list_workflows():
        handle = client.get_workflow_handle(workflow.id, run_id=workflow.run_id)
        async for event in handle.fetch_history_events():
            if event.HasField("workflow_task_completed_event_attributes"):
                identity = event.workflow_task_completed_event_attributes.identity
                done[int(identity.partition("@")[0])] += 1
    assert set(done) == set(pids.values())
    for name, pid in pids.items():
        count(f"cluster: workflow tasks of {name}", done[pid])


def test_editions_are_locked_and_texts_can_be_erased(story: Told) -> None:
    client, texts, editions = buckets(story.cluster)
    files = {row.address for row in rows(story.cluster, "SELECT address FROM edition_files")}
    kept = {entry.object_name for entry in client.list_objects(editions)}
    assert files
    assert files <= kept
    assert not files & {entry.object_name for entry in client.list_objects(texts)}
    (one, *_) = client.list_objects(editions, include_version=True)
    with pytest.raises(S3Error) as denied:
        client.remove_object(editions, one.object_name or "", version_id=one.version_id)
    assert denied.value.code == "AccessDenied"
    assert client.get_bucket_versioning(texts).status == "Enabled"
    with pytest.raises(S3Error) as unlocked:
        client.get_object_lock_config(texts)
    assert unlocked.value.code == "ObjectLockConfigurationNotFoundError"


def test_the_same_key_sent_to_both_apis_at_once_is_one_act(story: Told, count: Callable[..., None]) -> None:
    headers = signed_in(story, "api-1")
    for number in range(4):
        key = {"Idempotency-Key": uuid.uuid4().hex}
        body = {"name": f"Организация {number}"}

        def ask(place: int, key: dict[str, str] = key, body: dict[str, str] = body) -> Any:
            address = story.cluster.address(APIS[place % 2])
            return asked(address, "POST", "/organisations", body, **headers, **key)

        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(ask, range(8)))
        assert answers == [answers[0]] * 8
    made = rows(story.cluster, "SELECT count(*) AS n FROM organisations WHERE name LIKE 'Организация %'")
    assert made[0].n == 4
    count("cluster: requests with one key at two APIs", 32)


def test_checkpoints_signed_by_several_at_once_are_one_chain(story: Told, count: Callable[..., None]) -> None:
    before = rows(story.cluster, "SELECT coalesce(max(number), 0) AS n FROM checkpoints")[0].n
    with ThreadPoolExecutor(2) as threads:
        made = list(threads.map(lambda _: story.cluster.veche("audit", "checkpoint"), range(2)))
    assert {one.returncode for one in made} == {0}, [one.stderr for one in made]
    numbers = [row.number for row in rows(story.cluster, "SELECT number FROM checkpoints ORDER BY number")]
    assert len(numbers) > before
    assert numbers == list(range(1, len(numbers) + 1))
    verified = story.cluster.veche("audit", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    count("cluster: checkpoints in one chain", len(numbers))


def test_two_workers_note_one_stretch_of_uptime(story: Told) -> None:
    assert len(rows(story.cluster, "SELECT id FROM uptime")) == 1


def test_each_container_tells_its_own_health(story: Told) -> None:
    containers = story.cluster.containers
    assert {name: one.healthy() for name, one in containers.items()} == dict.fromkeys((*WORKERS, *APIS), True)
    for name in ("worker-2", "api-2"):
        containers[name].server.end()
    pulse = Path(containers["worker-2"].environment["VECHE_DATA"]) / "run" / "worker.pulse"
    os.utime(pulse, (0, 0))  # what half a minute of silence looks like
    assert {name: one.healthy() for name, one in containers.items()} == {
        **dict.fromkeys(("worker-1", "api-1"), True),
        **dict.fromkeys(("worker-2", "api-2"), False),
    }


def test_one_shot_jobs_may_run_again(story: Told) -> None:
    assert [story.cluster.once(job).returncode for job in ("migrate", "buckets")] == [0, 0]

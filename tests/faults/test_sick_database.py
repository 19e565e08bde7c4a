"""PostgreSQL in bad weather: transactions that it takes back, sessions that it ends, fewer connections than clients."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext

import psycopg
import pytest

from schemas.ids import new_id
from storage.database import Database
from tests.api.stage import FIRST, Paper, Stage, house_with
from tests.faults.trial import Trial, running_trial
from tests.servers.postgres import Postgres

pytestmark = pytest.mark.timeout(1200)

CLIENTS = 50
POOL = 2
EVERY = 5
TAKEN_BACK = """
CREATE SEQUENCE {name};
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('{name}') % {every} = 0 THEN RAISE EXCEPTION 'injected' USING ERRCODE = '{sqlstate}'; END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER {name} AFTER INSERT ON placements FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON commands DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION {name}();
"""
"""One in `EVERY` fails, while it writes or when it commits; a sequence counts on through a rollback."""


@pytest.fixture(scope="module")
def trial(temporal: str, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    with postgres.fresh_database() as url, running_trial(tmp_path_factory.mktemp("sick"), temporal, url) as running:
        yield running


@pytest.fixture(scope="module")
def calm(trial: Trial) -> Counter[str]:
    """What a life leaves in calm weather; the first one finds more to do, such as texts not seen before."""
    left_by_a_life(trial, nullcontext())
    return left_by_a_life(trial, nullcontext())


def life(stage: Stage, paper: Paper) -> None:
    """From launch to the edition, with a comment and a second round; each act is repeated until it is answered."""
    stage.launch(paper)
    stage.hand_in(paper.section)
    form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": "раз в год"}
    stage.done("POST", f"{paper.section}/comments", stage.reviewer, form)
    stage.send_back(paper.section)
    stage.hand_in(paper.section, FIRST.replace("раз в год", "дважды в год"))
    stage.answer(paper.section)
    stage.agree(paper.section)
    stage.sign(paper.section)
    stage.publish(paper.path)


def left_by_a_life(trial: Trial, weather: AbstractContextManager[object]) -> Counter[str]:
    """What a life adds, the weather being so while it lasts; what is there is counted in calm weather."""
    paper = trial.stage.paper()
    before = trial.left_behind()
    with weather:
        life(trial.stage, paper)
    after = trial.left_behind()
    return Counter({name: after[name] - before[name] for name in after})


@contextmanager
def administrator(trial: Trial) -> Iterator[psycopg.Connection]:
    with psycopg.connect(trial.stage.parts.database.url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("name", "sqlstate"), [("serialization", "40001"), pytest.param("deadlock", "40P01", marks=pytest.mark.long)]
)
def test_transactions_that_are_taken_back_lose_and_double_nothing(
    trial: Trial, calm: Counter[str], name: str, sqlstate: str, count: Callable[..., None]
) -> None:
    reached = 0

    @contextmanager
    def taking_back() -> Iterator[None]:
        nonlocal reached
        with administrator(trial) as postgres:
            postgres.execute(TAKEN_BACK.format(name=name, sqlstate=sqlstate, every=EVERY).encode())
            yield
            (reached,) = postgres.execute(f"SELECT last_value FROM {name}".encode()).fetchone() or (0,)
            postgres.execute(f"DROP FUNCTION {name} CASCADE".encode())

    assert left_by_a_life(trial, taking_back()) == calm
    assert reached >= EVERY
    count("sick database: transactions taken back", reached // EVERY)


@pytest.mark.long
def test_sessions_that_are_ended_again_and_again_lose_and_double_nothing(
    trial: Trial, calm: Counter[str], count: Callable[..., None]
) -> None:
    over, ended = threading.Event(), 0

    def end_sessions() -> None:
        nonlocal ended
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = %s"
        with administrator(trial) as postgres:
            while not over.wait(1.0):
                ended += len(postgres.execute(others, [postgres.info.dbname]).fetchall())

    @contextmanager
    def storm() -> Iterator[None]:
        ending = threading.Thread(target=end_sessions)
        ending.start()
        try:
            yield
        finally:
            over.set()
            ending.join()

    assert left_by_a_life(trial, storm()) == calm
    assert ended > 0
    count("sick database: sessions ended", ended)


def test_more_clients_than_connections_are_served_or_told_to_come_again(
    trial: Trial, monkeypatch: pytest.MonkeyPatch, count: Callable[..., None]
) -> None:
    stage = trial.stage
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "quote": "раз в год"}
    monkeypatch.setattr("storage.database.POOLED", POOL)
    monkeypatch.setattr("storage.database.BESIDE", 0)
    narrow = Database(stage.parts.database.url)
    later: list[int] = []

    def say(number: int) -> str:
        key, told = new_id(), {**form, "text": f"Замечание {number}"}
        while (
            answer := stage.world.call("POST", f"{paper.section}/comments", stage.reviewer, key=key, json=told)
        ).status_code == 503:
            assert "Retry-After" in answer.headers
            later.append(number)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    with house_with(stage.world, database=narrow), ThreadPoolExecutor(CLIENTS) as threads:
        said = list(threads.map(say, range(2 * CLIENTS)))
    narrow.close()
    listed = [one["id"] for page in stage.pages(f"{paper.section}/comments", stage.coordinator, 200) for one in page]
    assert sorted(listed) == sorted(said)
    count("sick database: comments by 50 clients on 2 connections", len(said))
    count("sick database: of them asked to come again", len(later))

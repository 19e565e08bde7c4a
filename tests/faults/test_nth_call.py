"""Whatever call of a command fails or is its process's last: repeated with its key, it has its effect exactly once."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from httpx2 import Response

from tests.api.test_idempotency_on_stage import SENDINGS, Sending
from tests.faults.boundary import LASTING, Fault
from tests.faults.trial import Dropped, Trial, running_trial

pytestmark = pytest.mark.timeout(1200)

BY_WORKFLOWS = sorted(
    name for name in SENDINGS if name.split(".")[0] in ("documents", "sections", "drafts", "comments", "proposals")
)
"""Commands about documents; acts of administration are one transaction each."""

SAMPLE = {"sections.submit": "dies", "sections.sign": "dies", "comments.add": "fails"}
"""What `make test` tries, at every third call."""

Trying = tuple[Trial, str]


@pytest.fixture(scope="module")
def trial(temporal: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    folder = tmp_path_factory.mktemp("faults")
    with running_trial(folder, temporal, f"sqlite:///{folder / 'veche.db'}") as running:
        yield running


def sent_until_answered(sending: Sending) -> Response:
    """The answer that a client gets who sends the same again whenever it gets none."""
    for _ in range(20):
        try:
            answer = sending.send()
        except Dropped:
            continue
        if answer.status_code != 503:
            return answer
    raise AssertionError("no answer")


def carried_out(trial: Trial, operation: str, at: int = 0, fault: Fault = "fails") -> tuple[int, Counter[str]]:
    """Prepare a command, send it with a fault at the call `at`; its status and what it added."""
    sending = SENDINGS[operation](trial.stage)
    before = trial.left_behind()
    trial.boundary.watch(at, fault)
    answer = sent_until_answered(sending)
    if operation == "documents.order_publication":
        trial.stage.until(lambda: trial.stage.phase(sending.path.removesuffix("/publication")) == "published")
    after = trial.left_behind()
    trial.boundary.open = False
    again = sending.send()
    assert (again.status_code, again.content) == (answer.status_code, answer.content)
    return answer.status_code, Counter({name: after[name] - before[name] for name in after})


def try_every_call(trial: Trial, operation: str, faults: tuple[Fault, ...], step: int = 1) -> int:
    """How many faults were met, each without any trace in the end."""
    carried_out(trial, operation)  # the first of its kind may find more to do, such as a text not seen before
    expected = carried_out(trial, operation)
    calls = list(trial.boundary.calls)
    met = tried = 0
    for fault in faults:
        places = [at for at, call in enumerate(calls, 1) if fault == "fails" or call.startswith(LASTING)]
        for at in places[::step]:
            assert carried_out(trial, operation, at, fault) == expected, (operation, fault, at, calls)
            met += trial.boundary.met
            tried += 1
    assert met > tried // 2, "most calls are made again in the same order"
    return met


@pytest.mark.parametrize("operation", SAMPLE)
def test_command_whose_call_fails_has_its_effect_once(trial: Trial, operation: str, count: Callable[..., None]) -> None:
    fault: Fault = "dies" if SAMPLE[operation] == "dies" else "fails"
    count("fault loop: faults met", try_every_call(trial, operation, (fault,), step=3))


def test_activities_that_all_run_twice_leave_nothing_twice(trial: Trial, count: Callable[..., None]) -> None:
    def life(*, twice: bool) -> Counter[str]:
        before = trial.left_behind()
        trial.boundary.twice = twice
        trial.stage.in_phase("published")
        after = trial.left_behind()
        trial.boundary.twice = False
        return Counter({name: after[name] - before[name] for name in after})

    life(twice=False)
    assert life(twice=True) == life(twice=False)
    assert trial.boundary.repeated >= 4
    count("activities run twice", trial.boundary.repeated)


@pytest.mark.long
@pytest.mark.parametrize("operation", BY_WORKFLOWS)
def test_command_of_any_kind_with_any_call_failing_has_its_effect_once(
    trial: Trial, operation: str, count: Callable[..., None]
) -> None:
    count("fault loop: faults met", try_every_call(trial, operation, ("fails", "dies")))


@pytest.mark.long
def test_commands_on_postgres_with_any_call_failing_have_their_effect_once(
    temporal: str, postgres_url: str, tmp_path: Path, count: Callable[..., None]
) -> None:
    with running_trial(tmp_path, temporal, postgres_url) as trial:
        for operation in SAMPLE:
            count("fault loop: faults met on PostgreSQL", try_every_call(trial, operation, ("fails", "dies")))

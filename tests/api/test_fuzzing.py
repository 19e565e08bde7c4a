"""Requests that nobody wrote, made from the description of the API and sent by every role: no mishap, true answers."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from httpx2 import Response
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from schemas.ids import new_id
from tests.api.running import running_stage
from tests.api.stage import Stage
from tests.api.world import any_application

CHECKS = [
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
ROLES = ("nobody", "member", "editor", "reviewer", "coordinator", "administrator")
QUICK = ("administrator",)
"""Roles that `make test` sends as; most is open to this one."""
OURS = {"authorization", "cookie", "idempotency-key", "user-agent", "accept-encoding", "connection"}
"""Headers that are set for the one who asks, or by the client."""


@schemathesis.serializer("message/rfc822")
def letter(_context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


@pytest.fixture(scope="module")
def places(fuzzed: Stage) -> dict[str, Any]:
    """The ids of what is there, for paths whose made-up ids would lead nowhere."""
    paper = fuzzed.in_phase("review")
    head = fuzzed.head(paper.section)
    form = {"revision_id": head, "text": "Почему?", "quote": "раз в год"}
    comment = fuzzed.world.made(f"{paper.section}/comments", fuzzed.reviewer, form)
    _, edition = fuzzed.published
    return {
        "document_id": paper.id,
        "section_id": paper.sections[0],
        "revision_id": head,
        "comment_id": comment,
        "edition_id": edition,
        "person_id": fuzzed.member.id,
        "body_id": fuzzed.body("Совет"),
    }


@pytest.fixture(scope="module")
def fuzzed(temporal: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """An installation of its own: what chance asks for may be carried out."""
    with running_stage(tmp_path_factory.mktemp("fuzzed"), temporal) as stage:
        yield stage


OPERATIONS = [
    found.ok()
    for found in schemathesis.openapi.from_dict(any_application(None).openapi()).get_all_operations()  # type: ignore[arg-type]
]


def sent(stage: Stage, role: str, case: Any) -> Response:
    """What the role is answered; somebody whom an earlier request signed out or shut out comes as somebody new."""
    for _ in range(2):
        by = None if role == "nobody" else getattr(stage, role)
        request = case.as_transport_kwargs(base_url=stage.world.house.public_url)
        headers = {name: value for name, value in request["headers"].items() if name.lower() not in OURS}
        headers |= {"Authorization": f"Bearer {by.token}"} if by else {}
        if case.method != "GET":
            headers["Idempotency-Key"] = new_id()
        body = (
            {"content": request["data"]}
            if "data" in request
            else {"json": request["json"]}
            if "json" in request
            else {}
        )
        stage.world.app.state.house = stage.world.house
        answer = stage.world.client.request(
            request["method"], request["url"], params=request["params"], headers=headers, **body
        )
        if answer.status_code != 401 or by is None:
            break
        stage.forget_attempts()  # signing in as nobody is asked for, too
        setattr(stage, role, stage.world.person("member" if role in ("editor", "reviewer") else role))
    return answer


def cases_of(operation: Any) -> st.SearchStrategy[Any]:
    """Requests as they are described, and some that are not, where anything in them can be wrong."""
    fitting = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if not operation.body and not operation.query:
        return fitting
    return fitting | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)


@pytest.mark.parametrize(
    "role", [role if role in QUICK else pytest.param(role, marks=pytest.mark.long) for role in ROLES]
)
def test_requests_by_chance_get_answers_as_described(
    fuzzed: Stage, places: dict[str, Any], role: str, amount: Callable[[int, int], int], count: Callable[..., None]
) -> None:
    statuses: Counter[int] = Counter()
    wrong = []
    for operation in OPERATIONS:

        @settings(
            max_examples=amount(2, 5),
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases_of(operation), there=st.sampled_from([True, True, False]))
        def ask(case: Any, there: bool) -> None:
            if there:
                case.path_parameters = {
                    name: places.get(name, made) for name, made in (case.path_parameters or {}).items()
                }
            answer = sent(fuzzed, role, case)
            statuses[answer.status_code] += 1
            later = answer.status_code == 503 and "Retry-After" in answer.headers
            assert later or answer.status_code < 500, answer.text
            case.validate_response(answer, checks=CHECKS)

        try:
            ask()
        except (Exception, FailureGroup) as failure:
            wrong.append((operation.label, repr(failure)[:300] + str(getattr(failure, "exceptions", ""))[:1200]))
    assert wrong == [], "\n\n".join(map(str, wrong))
    for status, number in statuses.items():
        count(f"fuzzing: answers {status}", number)

"""Under which names the service answers, and whose word on where a request comes from it believes."""

from dataclasses import replace
from ipaddress import ip_network

import pytest
from starlette.requests import Request

from edge.client import client_address
from tests.api.stage import Stage
from tests.api.world import PASSWORD, World

PUBLIC = "https://veche.example.org"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("veche.example.org", 200),
        ("VECHE.example.org:443", 200),
        ("127.0.0.1:9999", 200),
        ("localhost", 200),
        ("[::1]:8080", 200),
        ("inside.example.org", 200),
        ("evil.example.org", 421),
        ("veche.example.org.evil.example.org", 421),
        ("evil.example.org:veche.example.org", 421),
        ("veche.example.org@evil.example.org", 421),
        ("127.0.0.2", 421),
        ("10.0.0.1", 421),
        ("[::1", 421),
        ("", 421),
    ],
)
def test_only_known_hosts_are_answered(world: World, host: str, status: int) -> None:
    world.house = replace(world.house, public_url=PUBLIC, other_hosts=frozenset({"inside.example.org"}))
    assert world.call("GET", "/health/live", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-Host"])
def test_host_that_a_request_claims_reaches_no_answer_and_no_letter(stage: Stage, header: str) -> None:
    evil = "evil.example.org"
    headers = {header: f"host={evil}" if header == "Forwarded" else evil}
    paper = stage.paper()
    answer = stage.call("POST", f"{paper.path}/launch", stage.coordinator, headers=headers)
    assert answer.is_success
    page = stage.call("GET", "/notices?limit=1", stage.editor, headers=headers)
    stage.until(lambda: "drafting_opened" in stage.told(stage.editor, document_id=paper.id))
    letters = [one["text"] for one in stage.inbox(stage.editor)]
    assert [text for text in [*letters, answer.text, str(page.headers), page.text] if evil in text] == []
    assert all(stage.world.house.public_url in text for text in letters)


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "expected"),
    [
        ("203.0.113.9", [], [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], [], "203.0.113.9"),
        ("10.0.0.2", ["198.51.100.1"], ["10.0.0.0/8"], "198.51.100.1"),
        ("10.0.0.2", ["1.1.1.1, 198.51.100.1"], ["10.0.0.0/8"], "198.51.100.1"),
        ("10.0.0.2", ["1.1.1.1", "198.51.100.1, 10.0.0.3"], ["10.0.0.0/8"], "198.51.100.1"),
        ("10.0.0.2", ["10.0.0.4"], ["10.0.0.0/8"], "10.0.0.4"),
        ("203.0.113.9", ["198.51.100.1"], ["10.0.0.0/8"], "203.0.113.9"),
        ("fd00::1", ["2001:db8::5"], ["fd00::/8"], "2001:db8::5"),
        ("10.0.0.2", [], ["10.0.0.0/8"], "10.0.0.2"),
    ],
)
def test_address_is_that_of_the_nearest_machine_that_is_no_trusted_proxy(
    peer: str, forwarded: list[str], trusted: list[str], expected: str
) -> None:
    headers = [(b"x-forwarded-for", line.encode()) for line in forwarded]
    request = Request({"type": "http", "headers": headers, "client": (peer, 1)})
    assert client_address(request, [ip_network(one) for one in trusted]) == expected


def test_forged_addresses_do_not_let_a_guesser_go_on(world: World) -> None:
    account = world.person()
    form = {"email": account.email, "password": "не тот пароль"}
    statuses = [
        world.call("POST", "/sessions", json=form, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        for number in range(11)
    ]
    assert statuses == [401] * 10 + [429]


def test_guesser_elsewhere_does_not_lock_the_owner_out(world: World) -> None:
    account = world.person()
    for _ in range(10):
        world.house.attempts.begin(account.email, "198.51.100.7", world.clock())
    assert world.sign_in(account.email, PASSWORD)

"""Addresses that people give: only public ones are called, or those an administrator named, and nothing is followed."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from activities.notices import outside
from activities.notices.outside import Outside, Unreachable, is_public
from tests.activities.notices.certificates import certificate_for
from tests.servers.process import LOOPBACK, free_ports
from tests.servers.web import WebServer, running_web


@pytest.fixture
def web() -> Iterator[WebServer]:
    with running_web() as server:
        yield server


def refusal(way: Outside, url: str) -> str:
    with pytest.raises(Unreachable) as refused:
        way.post(url, b"{}", {})
    return refused.value.code


PRIVATE = [
    *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"),
    *("0.0.0.0", "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
    *("2002:7f00:1::", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fe80::1%eth0", "no address"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_address_that_is_not_public_is_refused(address: str, count: Callable[..., None]) -> None:
    count("addresses refused")
    assert not is_public(address)
    resolved = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))]
    assert refusal(Outside(["*"], lambda *_, **__: resolved), "https://hooks.example/") == "address_refused"


@pytest.mark.parametrize("address", ["8.8.8.8", "77.88.8.8", "2a02:6b8::2:242", "::ffff:8.8.8.8"])
def test_address_that_is_public_may_be_called(address: str) -> None:
    assert is_public(address)


LOOPBACKS = [
    *("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "0", "localhost"),
    *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]"),
]


@pytest.mark.parametrize("host", LOOPBACKS)
def test_loopback_is_refused_however_it_is_written(web: WebServer, host: str, count: Callable[..., None]) -> None:
    count("addresses refused")
    assert refusal(Outside(["*"]), f"https://{host}:{web.port}/") in ("address_refused", "host_unknown")
    assert web.requests == []


UNUSABLE = [
    *("ftp://hooks.example/", "file:///etc/passwd", "gopher://hooks.example/", "hooks.example", "//hooks.example/"),
    *("http://hooks.example/", "https:///path", "https://user@hooks.example/", "https://user:word@hooks.example/"),
    *("https://hooks.example/#part", "https://hooks.example:0/", "https://hooks.example:99999/", "https://[::1/"),
    *(
        "https://hooks.example/a b",
        "https://hooks.example/\r\nX: y",
        "https://пример.рф/",
        f"https://a.example/{'x' * 500}",
    ),
]


@pytest.mark.parametrize("url", UNUSABLE)
def test_url_of_another_form_is_refused(url: str) -> None:
    with pytest.raises(Unreachable, match="url_refused"):
        Outside(["*"]).check(url)


HOSTS = [
    ([], "https://hooks.example/", False),
    (["hooks.example"], "https://hooks.example/", True),
    (["Hooks.Example"], "https://HOOKS.example/", True),
    (["hooks.example"], "http://hooks.example/", True),
    (["hooks.example"], "https://other.example/", False),
    (["hooks.example"], "https://hooks.example.evil.example/", False),
    (["hooks.example"], "https://evil-hooks.example/", False),
    (["hooks.example"], "https://hooks.example:8443/", False),
    (["hooks.example:8443"], "https://hooks.example:8443/", True),
    (["hooks.example:8443"], "https://hooks.example/", False),
    (["*"], "https://any.example/", True),
]


@pytest.mark.parametrize(("hosts", "url", "allowed"), HOSTS)
def test_hosts_are_those_that_were_allowed(hosts: list[str], url: str, allowed: bool) -> None:
    way = Outside(hosts)
    assert way.open == bool(hosts)
    if allowed:
        way.check(url)
        return
    with pytest.raises(Unreachable, match="url_refused"):
        way.check(url)


def test_host_that_was_named_is_called_with_its_name_path_and_headers(web: WebServer) -> None:
    status = Outside([web.place]).post(f"{web.url}/hook?a=1", b"{}", {"Veche-Event": "digest"})
    (received,) = web.requests
    assert (status, received.path, received.body) == (200, "/hook?a=1", b"{}")
    assert (received.headers["host"], received.headers["veche-event"]) == (web.place, "digest")


def test_redirect_is_not_followed(web: WebServer) -> None:
    with running_web() as inner:
        web.status, web.location = 302, f"{inner.url}/secret"
        assert Outside([web.place, inner.place]).post(web.url, b"{}", {}) == 302
        assert (len(web.requests), inner.requests) == (1, [])


def test_name_is_looked_up_once_and_that_address_called(web: WebServer) -> None:
    """A name whose address changes after the check (DNS rebinding) leads nowhere else."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> Any:
        asked.append(host)
        address = LOOPBACK if len(asked) == 1 else "10.255.255.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    assert Outside([f"hooks.example:{web.port}"], resolve).post(f"http://hooks.example:{web.port}/", b"{}", {}) == 200
    assert (asked, web.requests[0].headers["host"]) == (["hooks.example"], f"hooks.example:{web.port}")


def test_name_with_one_private_address_among_public_ones_is_refused(web: WebServer) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, web.port)) for address in ("8.8.8.8", LOOPBACK)]
    assert refusal(Outside(["*"], lambda *_, **__: found), f"https://hooks.example:{web.port}/") == "address_refused"


def test_name_that_nobody_has() -> None:
    def resolve(*_: Any, **__: Any) -> Any:
        raise socket.gaierror

    assert refusal(Outside(["*"], resolve), "https://hooks.example/") == "host_unknown"
    assert refusal(Outside(["*"], lambda *_, **__: []), "https://hooks.example/") == "host_unknown"


def test_host_that_nobody_answers() -> None:
    (port,) = free_ports(1)
    assert refusal(Outside([f"{LOOPBACK}:{port}"]), f"http://{LOOPBACK}:{port}/") == "no_answer"


@pytest.mark.parametrize("trickle", [False, True], ids=["silent", "a byte now and then"])
def test_host_that_is_slow_is_cut(monkeypatch: pytest.MonkeyPatch, trickle: bool) -> None:
    monkeypatch.setattr(outside, "TIMEOUT", 0.4)
    with socket.create_server((LOOPBACK, 0)) as listening:
        place = f"{LOOPBACK}:{listening.getsockname()[1]}"
        began = time.monotonic()
        if trickle:

            def drip() -> None:
                taken, _ = listening.accept()
                with taken:
                    try:
                        for byte in b"HTTP/1.1 200 OK\r\n" * 20:
                            taken.sendall(bytes([byte]))
                            time.sleep(0.05)
                    except OSError:
                        pass

            thread = threading.Thread(target=drip)
            thread.start()
        assert refusal(Outside([place]), f"http://{place}/") == "no_answer"
        assert time.monotonic() - began < 2
        if trickle:
            thread.join()


def test_https_asks_for_a_certificate_of_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, web: WebServer
) -> None:
    file = certificate_for("hooks.example", tmp_path)
    with running_web(file) as secure:

        def resolve(_host: str, port: int, **_: Any) -> Any:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (LOOPBACK, port))]

        way = Outside([f"{name}:{secure.port}" for name in ("hooks.example", "other.example")], resolve)
        assert refusal(way, f"https://hooks.example:{secure.port}/") == "tls_failed"
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        assert way.post(f"https://hooks.example:{secure.port}/", b"{}", {}) == 200
        assert refusal(way, f"https://other.example:{secure.port}/") == "tls_failed"

"""Ports are chosen once, recorded, and kept as long as they are free."""

import socket
from contextlib import contextmanager

import pytest

from app import ports
from app.ports import Ports, choose
from app.speech import Stopped

HOST = "127.0.0.1"


@contextmanager
def taken(port):
    with socket.socket() as other:
        other.bind((HOST, port))
        other.listen()
        yield


@pytest.fixture
def file(tmp_path):
    return tmp_path / "run" / "ports.json"


@pytest.fixture
def chosen(file):
    with socket.socket() as free:
        free.bind((HOST, 0))
        preferred = free.getsockname()[1]
    return choose(file, HOST, preferred, None)


def test_ports_recorded_are_chosen_again(file, chosen):
    assert Ports.model_validate_json(file.read_bytes()) == chosen
    assert choose(file, HOST, 8080, None) == chosen


@pytest.mark.parametrize("which", ["api", "temporal"])
def test_port_recorded_and_taken_is_chosen_anew_and_the_other_kept(file, chosen, which):
    with taken(getattr(chosen, which)):
        again = choose(file, HOST, 8080, None)
    kept = "temporal" if which == "api" else "api"
    assert getattr(again, which) != getattr(chosen, which)
    assert getattr(again, kept) == getattr(chosen, kept)
    assert Ports.model_validate_json(file.read_bytes()) == again


def test_port_asked_for_wins_over_the_recorded(file, chosen):
    with taken(chosen.api):
        other = choose(file, HOST, 8080, None).api
    assert choose(file, HOST, 8080, chosen.api).api == chosen.api != other


def test_port_asked_for_and_taken_is_refused_with_its_number(file, chosen):
    with taken(chosen.api), pytest.raises(Stopped) as stopped:
        choose(file, HOST, 8080, chosen.api)
    assert str(chosen.api) in stopped.value.ru
    assert str(chosen.api) in stopped.value.en
    assert stopped.value.exit_code == 2


def test_ports_recorded_badly_are_chosen_anew(file, chosen):
    file.write_text('{"api": 80')
    assert choose(file, HOST, chosen.api, None).api == chosen.api


def test_port_on_a_foreign_address_is_not_free():
    assert not ports.is_free("192.0.2.1", 8080)

"""How every code about channels is provoked over HTTP."""

from httpx2 import Response

from activities.notices.outside import Outside
from activities.notices.proofs import TRIES
from schemas.channels import CHANNELS
from services.notices.channels import CODES_AN_HOUR
from tests.api.refusals_identity import provokes
from tests.api.stage import house_with
from tests.api.world import Account, World


def ask_address(world: World, by: Account, kind: str, address: str, language: str = "ru") -> Response:
    path = f"/people/{by.id}/channels/{kind}/address"
    return world.call("POST", path, by, json={"address": address}, language=language)


def enter(world: World, by: Account, code: str, language: str) -> Response:
    path = f"/people/{by.id}/channels/email/confirmation"
    return world.call("POST", path, by, json={"code": code}, language=language)


@provokes("channel_closed")
def _(world: World, language: str) -> Response:
    return ask_address(world, world.person(), "bot", "100", language)


@provokes("channel_unconfirmed")
def _(world: World, language: str) -> Response:
    by = world.person()
    form = {"zone": "UTC", "language": "ru", "channels": [{"kind": "bot"}]}
    with house_with(world, channels=frozenset(CHANNELS)):
        return world.call("PUT", f"/people/{by.id}/channels", by, version=1, json=form, language=language)


@provokes("address_unusable")
def _(world: World, language: str) -> Response:
    with house_with(world, channels=frozenset(CHANNELS), outside=Outside(["*"])):
        return ask_address(world, world.person(), "webhook", "http://example.org/", language)


@provokes("too_many_codes")
def _(world: World, language: str) -> Response:
    by = world.person()
    for number in range(CODES_AN_HOUR):
        assert ask_address(world, by, "email", f"a{number}@example.org").status_code == 202
    return ask_address(world, by, "email", "b@example.org", language)


@provokes("code_wrong")
def _(world: World, language: str) -> Response:
    by = world.person()
    ask_address(world, by, "email", "a@example.org")
    return enter(world, by, "22222222", language)


@provokes("code_not_awaited")
def _(world: World, language: str) -> Response:
    by = world.person()
    ask_address(world, by, "email", "a@example.org")
    for _ in range(TRIES):
        assert enter(world, by, "22222222", language).json()["code"] == "code_wrong"
    return enter(world, by, "22222222", language)

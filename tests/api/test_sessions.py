"""Signing in and out: sessions, cookies, passwords, and what ends them."""

from dataclasses import replace

import pytest
from httpx2 import Response

from services.identity.attempts import WINDOW
from services.identity.passwords import Passwords
from tests.api.world import PASSWORD, Account, World

NEW = "тише едешь дальше будешь"


def is_signed_in(world: World, by: Account | str) -> bool:
    return world.call("GET", "/sessions/current", by).status_code == 200


def test_session_tells_who_is_signed_in(world: World) -> None:
    account = world.person("coordinator")
    told = world.call("GET", "/sessions/current", account).json()
    assert (told["person"]["id"], told["person"]["role"], told["scopes"]) == (account.id, "coordinator", None)


def test_session_lasts_seven_days(world: World) -> None:
    account = world.person()
    world.clock.advance(days=7, seconds=-1)
    assert is_signed_in(world, account)
    world.clock.advance(seconds=1)
    assert not is_signed_in(world, account)


def test_signing_out_ends_this_session_only(world: World) -> None:
    account = world.person()
    other = world.sign_in(account.email)
    assert world.call("DELETE", "/sessions/current", account).status_code == 204
    assert (is_signed_in(world, account), is_signed_in(world, other)) == (False, True)


def test_signing_out_elsewhere_keeps_this_session_only(world: World) -> None:
    account, somebody = world.person(), world.person()
    other = world.sign_in(account.email)
    assert world.call("DELETE", "/sessions", account).status_code == 204
    assert [is_signed_in(world, one) for one in (account, other, somebody)] == [True, False, True]


def test_ended_session_can_do_nothing_but_sign_out_again(world: World) -> None:
    account = world.person()
    world.call("DELETE", "/sessions/current", account)
    assert world.call("DELETE", "/sessions/current", account).status_code == 204
    assert world.call("DELETE", "/sessions", account).status_code == 401
    assert world.call("GET", "/people", account).status_code == 401


def test_sign_in_gives_a_new_token_each_time(world: World) -> None:
    account = world.person()
    assert len({account.token, world.sign_in(account.email), world.sign_in(account.email)}) == 3


def test_address_is_one_account_however_it_is_written(world: World) -> None:
    world.person(email="anna@example.org")
    assert is_signed_in(world, world.sign_in("Anna@EXAMPLE.org"))


@pytest.mark.parametrize("case", ["unknown", "wrong password", "without password", "deactivated"])
def test_refused_sign_in_does_not_tell_whether_there_is_an_account(world: World, case: str) -> None:
    administrator, account = world.person("administrator"), world.person()
    email, password = account.email, PASSWORD
    if case == "unknown":
        email = "nikto@example.org"
    elif case == "wrong password":
        password = "не тот пароль"
    elif case == "without password":
        email = "bez@example.org"
        world.made("/people", administrator, {"email": email, "name": "Без пароля"})
    else:
        world.call("PATCH", f"/people/{account.id}", administrator, version=1, json={"active": False})
    answer = world.call("POST", "/sessions", json={"email": email, "password": password})
    assert (answer.status_code, sorted(answer.json())) == (401, ["code", "detail", "status", "title", "type"])
    assert answer.json()["code"] == "credentials_refused"


def fail(world: World, email: str) -> Response:
    return world.call("POST", "/sessions", json={"email": email, "password": "не тот пароль"})


def test_eleventh_failure_in_a_quarter_of_an_hour_waits(world: World) -> None:
    account = world.person()
    assert [fail(world, account.email).status_code for _ in range(11)] == [401] * 10 + [429]
    right = world.call("POST", "/sessions", json={"email": account.email, "password": PASSWORD})
    assert (right.status_code, right.headers["retry-after"]) == (429, "900")
    world.clock.advance(minutes=15)
    assert is_signed_in(world, world.sign_in(account.email))


def test_failures_for_one_account_leave_others_at_the_address_alone(world: World) -> None:
    account, neighbour = world.person(), world.person()
    for _ in range(11):
        fail(world, account.email)
    assert is_signed_in(world, world.sign_in(neighbour.email))


def test_success_forgets_the_failures(world: World) -> None:
    account = world.person()
    for _ in range(9):
        fail(world, account.email)
    world.sign_in(account.email)
    assert [fail(world, account.email).status_code for _ in range(10)] == [401] * 10


def test_password_is_changed_with_the_current_one_and_ends_other_sessions_and_tokens(world: World) -> None:
    account = world.person()
    other, path = world.sign_in(account.email), f"/people/{account.id}/password"
    token = world.api_token(account, "read")
    wrong = world.call("PUT", path, account, json={"current": NEW, "new": NEW})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "credentials_refused")
    assert world.call("PUT", path, account, json={"current": PASSWORD, "new": NEW}).status_code == 204
    assert [is_signed_in(world, one) for one in (account, other, token)] == [True, False, False]
    assert is_signed_in(world, world.sign_in(account.email, NEW))
    assert world.call("POST", "/sessions", json={"email": account.email, "password": PASSWORD}).status_code == 401


def test_guessing_the_current_password_is_limited(world: World) -> None:
    account = world.person()
    form = {"current": "не тот пароль", "new": NEW}
    tries = [world.call("PUT", f"/people/{account.id}/password", account, json=form) for _ in range(11)]
    assert [one.status_code for one in tries] == [401] * 10 + [429]


def test_reset_password_ends_all_sessions_and_tokens(world: World) -> None:
    administrator, account = world.person("administrator"), world.person()
    token = world.api_token(account, "read", "write")
    reset = world.call("POST", f"/people/{account.id}/password/reset", administrator, json={"new": NEW})
    assert reset.status_code == 204
    assert (is_signed_in(world, account), is_signed_in(world, token)) == (False, False)
    assert is_signed_in(world, world.sign_in(account.email, NEW))


def test_long_password_is_taken_whole(world: World) -> None:
    administrator = world.person("administrator")
    long = "слово " * 40 + "конец"
    world.made("/people", administrator, {"email": "dlinnyj@example.org", "name": "Длинный", "password": long})
    assert is_signed_in(world, world.sign_in("dlinnyj@example.org", long))
    cut = world.call("POST", "/sessions", json={"email": "dlinnyj@example.org", "password": long[:-1]})
    assert cut.status_code == 401


def test_deactivated_person_comes_back_without_old_sessions_and_tokens(world: World) -> None:
    administrator, account = world.person("administrator"), world.person()
    token, path = world.api_token(account, "read"), f"/people/{account.id}"
    for version, active in ((1, False), (2, True)):
        changed = world.call("PATCH", path, administrator, version=version, json={"active": active})
        assert changed.is_success
        assert (is_signed_in(world, account), is_signed_in(world, token)) == (False, False)
    assert is_signed_in(world, world.sign_in(account.email))


def test_role_change_holds_from_the_next_request(world: World) -> None:
    administrator, second = world.person("administrator"), world.person("administrator")
    world.call("PATCH", f"/people/{second.id}", administrator, version=1, json={"role": "member"})
    assert world.call("POST", "/bodies", second, json={"name": "Совет"}).status_code == 403


# Cookies


def cookie_of(world: World, account: Account) -> Response:
    form = {"email": account.email, "password": PASSWORD, "cookie": True}
    answer = world.call("POST", "/sessions", json=form)
    world.client.cookies.clear()
    return answer


@pytest.mark.parametrize(
    ("public_url", "beginning", "end"),
    [
        ("https://veche.example.org", "__Host-veche=", "HttpOnly; Max-Age=604800; Path=/; SameSite=lax; Secure"),
        ("http://127.0.0.1:8080", "veche=", "HttpOnly; Max-Age=604800; Path=/; SameSite=lax"),
    ],
)
def test_cookie_is_bound_to_the_host_and_hidden_from_scripts(
    world: World, public_url: str, beginning: str, end: str
) -> None:
    object.__setattr__(world.house, "public_url", public_url)
    answer = cookie_of(world, world.person())
    assert answer.headers["set-cookie"] == f"{beginning}{answer.json()['token']}; {end}"


def test_cookie_is_not_set_unless_it_is_asked_for(world: World) -> None:
    account = world.person()
    answer = world.call("POST", "/sessions", json={"email": account.email, "password": PASSWORD})
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Sec-Fetch-Site": "none"}, 201),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8080"}, 403),
        ({"Origin": "http://localhost:9000", "Host": "localhost:9000"}, 201),
        ({"Origin": "http://localhost:9000"}, 403),
        ({"Origin": "https://127.0.0.1:8080"}, 403),
        ({"Origin": "http://127.0.0.1:8080"}, 201),
        ({"Origin": "https://evil.example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_cookie_writes_only_from_our_own_pages(world: World, headers: dict[str, str], status: int) -> None:
    cookie = {"Cookie": f"veche={world.person('administrator').token}"}
    answer = world.call("POST", "/bodies", json={"name": "Совет"}, headers={**cookie, **headers})
    assert answer.status_code == status


def test_cookie_reads_from_anywhere_and_a_token_in_the_header_comes_before_it(world: World) -> None:
    account, other = world.person(), world.person()
    headers = {"Cookie": f"veche={account.token}", "Sec-Fetch-Site": "cross-site"}
    assert world.call("GET", "/sessions/current", headers=headers).json()["person"]["id"] == account.id
    assert world.call("GET", "/sessions/current", other, headers=headers).json()["person"]["id"] == other.id


def test_old_cookie_does_not_close_what_is_open_to_anyone(world: World) -> None:
    headers = {"Cookie": "veche=veche_ses_old"}
    assert world.call("GET", "/problems", headers=headers).status_code == 200
    assert world.call("GET", "/people", headers=headers).json()["code"] == "credential_invalid"


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer ", "Bearer veche_other", "veche_ses_x"])
def test_other_credentials_are_refused(world: World, header: str) -> None:
    answer = world.call("GET", "/people", headers={"Authorization": header})
    assert (answer.status_code, answer.json()["code"]) == (401, "credential_invalid")
    assert answer.headers["www-authenticate"] == "Bearer"


class CountingPasswords(Passwords):
    """Counts the hashes that are worked out."""

    def __init__(self) -> None:
        super().__init__(rounds=1, memory=64)
        self.verified: list[str] = []
        verify = self._argon2.verify

        def counted(password: str, kept: str) -> bool:
            self.verified.append(kept.rpartition("$")[0].rpartition("$")[0])
            return bool(verify(password, kept))

        self._argon2.verify = counted  # type: ignore[method-assign]


def test_refused_sign_in_is_the_same_work_whoever_it_is_for(world: World) -> None:
    administrator = world.person("administrator")
    wrong, gone = world.person(), world.person()
    world.made("/people", administrator, {"email": "bez@example.org", "name": "Без пароля"})
    world.call("PATCH", f"/people/{gone.id}", administrator, version=1, json={"active": False})
    passwords = CountingPasswords()
    world.house = replace(world.house, passwords=passwords)
    answers, works = set(), set()
    for sample in range(80):
        email = (wrong.email, gone.email, "bez@example.org", f"nikto{sample}@example.org")[sample % 4]
        passwords.verified.clear()
        world.clock.advance(seconds=WINDOW.total_seconds() if sample % 8 == 0 else 0)
        answer = fail(world, email)
        answers.add((answer.status_code, answer.content))
        works.add(tuple(passwords.verified))
    # One verification against a hash of one kind and cost, and one answer.
    assert (len(answers), len(works), [len(work) for work in works]) == (1, 1, [1])


@pytest.mark.parametrize("email", ["known", "nikto@example.org"])
def test_limit_tells_nothing_about_whether_there_is_an_account(world: World, email: str) -> None:
    address = world.person().email if email == "known" else email
    answers = [fail(world, address) for _ in range(11)]
    assert [one.status_code for one in answers] == [401] * 10 + [429]
    assert answers[-1].json() == {**answers[-1].json(), "code": "too_many_attempts", "retry_after": 900}


def test_revoking_a_token_revokes_all_that_were_made_with_it_and_no_other(world: World) -> None:
    account, neighbour = world.person(), world.person()
    scopes = ("read", "write", "admin")
    until = {"expires_at": "2100-01-01T00:00:00+03:00"}
    first = world.api_token(account, *scopes, **until)
    beside = world.api_token(account, "read")
    others = world.api_token(neighbour, "read")
    child = world.api_token(first, *scopes, **until)
    grandchild = world.api_token(child, "read", **until)
    family = (first, child, grandchild)
    listed = world.call("GET", "/tokens", account).json()["items"]
    ids = {token: one["id"] for one in listed for token in (*family, beside) if token.startswith(one["prefix"])}
    assert {one["id"]: one["made_with"] for one in listed} == {
        ids[first]: None,
        ids[beside]: None,
        ids[child]: ids[first],
        ids[grandchild]: ids[child],
    }
    assert world.call("DELETE", f"/tokens/{ids[child]}", account).status_code == 204
    assert [is_signed_in(world, one) for one in (*family, beside, others)] == [True, False, False, True, True]
    assert world.call("POST", "/tokens", child, json={"name": "Ещё", "scopes": ["read"]}).status_code == 401
    assert world.call("DELETE", f"/tokens/{ids[first]}", account).status_code == 204
    assert [is_signed_in(world, one) for one in (*family, beside)] == [False, False, False, True]

"""How every code about requests and identity is provoked over HTTP, in an installation of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from httpx2 import Response
from sqlalchemy import event

from edge import limits, room
from schemas.ids import new_id
from storage.incarnation import Pause
from tests.api.world import PASSWORD, World

Ask = Callable[[World, str], Response]
"""Provokes a problem and asks for it in the language."""

ABSENT = "00000000-0000-7000-8000-000000000000"
PROVOKED: dict[str, Ask] = {}


def provokes(code: str) -> Callable[[Ask], Ask]:
    def note(ask: Ask) -> Ask:
        PROVOKED[code] = ask
        return ask

    return note


@provokes("not_found")
def _(world: World, language: str) -> Response:
    return world.call("GET", f"/people/{ABSENT}", world.person(), language=language)


@provokes("host_unknown")
def _(world: World, language: str) -> Response:
    return world.call("GET", "/health/live", headers={"Host": "evil.example.org"}, language=language)


@provokes("mail_secret_refused")
def _(world: World, language: str) -> Response:
    return world.call("POST", "/mail", content=b"From: a@example.org", language=language)


@provokes("answer_unknown")
def _(world: World, language: str) -> Response:
    return world.call("POST", f"/answers/{'a' * 42}/undo", language=language)


@provokes("guest_link_unknown")
def _(world: World, language: str) -> Response:
    form = {"token": "veche_link_", "consent": "1"}
    return world.call("POST", "/guest/session", json=form, language=language)


@provokes("invalid_request")
def _(world: World, language: str) -> Response:
    form = {"email": "без собаки", "extra/field": 1}
    return world.call("POST", "/people", world.person("administrator"), json=form, language=language)


@provokes("idempotency_key_missing")
def _(world: World, language: str) -> Response:
    return world.call("POST", "/bodies", world.person("administrator"), key=None, language=language)


@provokes("idempotency_key_invalid")
def _(world: World, language: str) -> Response:
    return world.call("POST", "/bodies", world.person("administrator"), key="a b", language=language)


@provokes("idempotency_key_reused")
def _(world: World, language: str) -> Response:
    administrator = world.person("administrator")
    world.call("POST", "/bodies", administrator, key="k", json={"name": "Совет"})
    return world.call("POST", "/bodies", administrator, key="k", json={"name": "Комитет"}, language=language)


@provokes("version_required")
def _(world: World, language: str) -> Response:
    by = world.person()
    return world.call("PATCH", f"/people/{by.id}/profile", by, json={"name": "Имя"}, language=language)


@provokes("version_outdated")
def _(world: World, language: str) -> Response:
    by = world.person()
    return world.call("PATCH", f"/people/{by.id}/profile", by, version=9, json={"name": "Имя"}, language=language)


@provokes("cursor_invalid")
def _(world: World, language: str) -> Response:
    return world.call("GET", "/people?cursor=%00", world.person(), language=language)


@provokes("method_not_allowed")
def _(world: World, language: str) -> Response:
    return world.call("PUT", "/people", language=language)


@provokes("body_too_large")
def _(world: World, language: str) -> Response:
    return world.call("POST", "/people", content=b"x" * 1_000_001, language=language)


@provokes("overloaded")
def _(world: World, language: str) -> Response:
    by = world.person()
    with pytest.MonkeyPatch.context() as few:
        few.setattr(room, "MOST_AT_WORK", 0)
        return world.call("GET", "/people", by, language=language)


@provokes("body_too_slow")
def _(world: World, language: str) -> Response:
    by = world.person()
    with pytest.MonkeyPatch.context() as patience:
        patience.setattr(limits, "BODY_SECONDS", 0.0)
        return world.call("POST", "/people", by, json={}, language=language)


@provokes("request_unreadable")
def _(world: World, language: str) -> Response:
    headers = {"Content-Type": "application/json"}
    broken = b'{"name": "\xff"}'
    return world.call("POST", "/bodies", world.person(), content=broken, headers=headers, language=language)


@provokes("too_busy")
def _(world: World, language: str) -> Response:
    passwords = world.house.passwords
    taken = 0
    while passwords._doors.acquire(blocking=False):
        taken += 1
    try:
        form = {"email": "kto@example.org", "password": PASSWORD}
        return world.call("POST", "/sessions", json=form, language=language)
    finally:
        for _ in range(taken):
            passwords._doors.release()


@provokes("internal")
def _(world: World, language: str) -> Response:
    world.house = replace(world.house, passwords=None)  # type: ignore[arg-type]
    form = {"email": "kto@example.org", "password": PASSWORD}
    return world.call("POST", "/sessions", json=form, language=language)


@provokes("not_ready")
def _(world: World, language: str) -> Response:
    world.house.checks["worker"] = lambda: False  # type: ignore[index]
    return world.call("GET", "/health/ready", language=language)


@provokes("paused")
def _(world: World, language: str) -> Response:
    administrator = world.person("administrator")
    world.house = replace(world.house, pause=lambda: Pause("cloned"))
    return world.call("POST", "/bodies", administrator, json={"name": "Совет"}, language=language)


@provokes("database_unavailable")
def _(world: World, language: str) -> Response:
    by = world.person()
    with world.house.database.writer.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE sessions RENAME TO gone")
        connection.commit()
    return world.call("GET", "/people", by, language=language)


@provokes("storage_full")
def _(world: World, language: str) -> Response:
    by = world.person("administrator")
    # As large as it is now, and no page more, for every connection made from here on.
    event.listen(world.house.database.writer, "connect", lambda made, _: made.execute("PRAGMA max_page_count=1"))
    world.house.database.writer.dispose()
    while True:
        form = {"name": f"{'Землячество ' * 10}{new_id()}"}
        answer = world.call("POST", "/organisations", by, json=form, language=language)
        if not answer.is_success:
            return answer


@provokes("sign_in_required")
def _(world: World, language: str) -> Response:
    return world.call("GET", "/people", language=language)


@provokes("credential_invalid")
def _(world: World, language: str) -> Response:
    return world.call("GET", "/people", "veche_ses_unknown", language=language)


@provokes("credentials_refused")
def _(world: World, language: str) -> Response:
    form = {"email": world.person().email, "password": "не тот пароль"}
    return world.call("POST", "/sessions", json=form, language=language)


@provokes("too_many_attempts")
def _(world: World, language: str) -> Response:
    form = {"email": "kto@example.org", "password": "не тот пароль"}
    for _ in range(10):
        world.call("POST", "/sessions", json=form)
    return world.call("POST", "/sessions", json=form, language=language)


@provokes("password_wrong")
def _(world: World, language: str) -> Response:
    return world.call("POST", "/confirmations", world.person(), json={"password": "не тот пароль"}, language=language)


@provokes("not_allowed")
def _(world: World, language: str) -> Response:
    return world.call("POST", "/bodies", world.person(), json={"name": "Совет"}, language=language)


@provokes("scope_missing")
def _(world: World, language: str) -> Response:
    token = world.api_token(world.person("administrator"), "read", "write")
    return world.call("POST", "/bodies", token, json={"name": "Совет"}, language=language)


@provokes("cross_site")
def _(world: World, language: str) -> Response:
    headers = {"Cookie": f"veche={world.person('administrator').token}", "Sec-Fetch-Site": "cross-site"}
    return world.call("POST", "/bodies", json={"name": "Совет"}, headers=headers, language=language)


@provokes("not_a_session")
def _(world: World, language: str) -> Response:
    token = world.api_token(world.person(), "admin")
    return world.call("DELETE", "/sessions/current", token, language=language)


@provokes("password_too_short")
def _(world: World, language: str) -> Response:
    form = {"email": "kto@example.org", "name": "Кто", "password": "коротко"}
    return world.call("POST", "/people", world.person("administrator"), json=form, language=language)


@provokes("password_too_common")
def _(world: World, language: str) -> Response:
    form = {"email": "kto@example.org", "name": "Кто", "password": "Пароль12345"}
    return world.call("POST", "/people", world.person("administrator"), json=form, language=language)


@provokes("email_taken")
def _(world: World, language: str) -> Response:
    form = {"email": world.person().email.upper(), "name": "Двойник"}
    return world.call("POST", "/people", world.person("administrator"), json=form, language=language)


@provokes("last_administrator")
def _(world: World, language: str) -> Response:
    by = world.person("administrator")
    return world.call("PATCH", f"/people/{by.id}", by, version=1, json={"role": "member"}, language=language)


@provokes("organisation_unknown")
def _(world: World, language: str) -> Response:
    form = {"email": "kto@example.org", "name": "Кто", "organisation_id": ABSENT}
    return world.call("POST", "/people", world.person("administrator"), json=form, language=language)


@provokes("person_still_active")
def _(world: World, language: str) -> Response:
    place, form = f"/people/{world.person().id}/erasure", {"reason": "по заявлению"}
    return world.call("POST", place, world.person("administrator"), json=form, language=language)


@provokes("already_erased")
def _(world: World, language: str) -> Response:
    by, path = world.person("administrator"), f"/people/{world.person().id}"
    world.call("PATCH", path, by, version=1, json={"active": False})
    for _ in range(2):
        last = world.call("POST", f"{path}/erasure", by, json={"reason": "по заявлению"}, language=language)
    return last


@provokes("consent_unknown")
def _(world: World, language: str) -> Response:
    by = world.person()
    form = {"version": "0", "given": True}
    return world.call("POST", f"/people/{by.id}/consent", by, json=form, language=language)


@provokes("consent_not_given")
def _(world: World, language: str) -> Response:
    by = world.person()
    form = {"version": "1", "given": False}
    return world.call("POST", f"/people/{by.id}/consent", by, json=form, language=language)


@provokes("expiry_beyond_token")
def _(world: World, language: str) -> Response:
    until = (world.clock() + timedelta(days=1)).isoformat()
    token = world.api_token(world.person(), "read", "write", "admin", expires_at=until)
    return world.call("POST", "/tokens", token, json={"name": "Вечный", "scopes": ["read"]}, language=language)


@provokes("expiry_in_past")
def _(world: World, language: str) -> Response:
    form = {"name": "Старый", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z"}
    return world.call("POST", "/tokens", world.person(), json=form, language=language)


@provokes("link_spent")
def _(world: World, language: str) -> Response:
    return world.call("POST", "/sessions/by-link", json={"token": "veche_link_"}, language=language)


@provokes("already_invited")
def _(world: World, language: str) -> Response:
    by, form = world.person("administrator"), {"email": "gost@example.org", "name": "Гость"}
    world.call("POST", "/invitations", by, json=form)
    return world.call("POST", "/invitations", by, json=form, language=language)


@provokes("invitation_settled")
def _(world: World, language: str) -> Response:
    by, form = world.person("administrator"), {"email": "gost@example.org", "name": "Гость"}
    path = f"/invitations/{world.made('/invitations', by, form)}"
    world.call("DELETE", path, by)
    return world.call("POST", f"{path}/send-again", by, language=language)

"""The record for administrators: its timeline, and its verification."""

import re
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import expect
from sqlmodel import col, select
from starlette.testclient import TestClient

from activities.edition.keys import KeyFolder
from schemas.ids import new_id
from storage.tables import Event
from tests.api.world import World
from tests.web.browser import Look, Seats
from tests.web.site import Site
from tests.web.test_forms import OWN
from web.application import pages


def test_administrator_verifies_the_record(seat: Seats, site: Site, look: Look) -> None:
    administrator = site.stage.administrator
    page = seat(administrator, scripts=False)
    page.goto("/")
    page.get_by_role("link", name="Журнал").click()
    expect(page.get_by_text("Вход: ").first).to_be_visible()
    look("/audit", administrator)
    look("/audit", administrator, language="en")
    look("/audit/refusals", administrator)
    page.get_by_role("button", name="Проверить журнал").click()
    expect(page.get_by_role("status")).to_contain_text("Журнал цел.")
    expect(page.get_by_text(re.compile("запис(ь|и|ей), ")).first).to_be_visible()


def test_member_has_no_record_to_see(seat: Seats, site: Site) -> None:
    page = seat(site.stage.member)
    answer = page.goto("/audit")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("link", name="Журнал")).to_have_count(0)


def test_entry_that_was_changed_is_found(world: World, tmp_path: Path) -> None:
    administrator = world.person("administrator")
    with world.house.database.write() as unit:
        entry = unit.exec(select(Event).where(Event.stream_id == "installation").order_by(col(Event.seq))).first()
        assert entry is not None
        entry.body = entry.body.replace("e", "E", 1)
    client = TestClient(pages(replace(world.house, keys=KeyFolder(tmp_path / "keys"))), base_url=world.house.public_url)
    answer = client.post(
        "/audit/verification",
        data={"key": new_id(), "form": "verify", "back": "/audit"},
        headers={**OWN, "Cookie": f"veche={administrator.token}"},
    )
    assert answer.status_code == 200
    assert "Журнал повреждён или изменён" in answer.text
    assert "запись изменена" in answer.text

"""The demo document of a first run: loaded and taken away by clicks, without scripts."""

import httpx2 as httpx
from playwright.sync_api import expect
from sqlmodel import col, select

from storage.tables import Document, Notice, Person, Section
from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_demo_is_loaded_tried_and_taken_away(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    administrator = stage.world.person("administrator")
    page = seat(administrator, scripts=False)
    page.goto("/documents/new")
    page.get_by_role("link", name="Сначала посмотреть на примере").click()
    look("/demo", administrator)
    page.get_by_role("button", name="Загрузить пример").click(timeout=90_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Пример: положение о совете землячеств", timeout=90_000)
    address = page.url.removeprefix(site.url)
    expect(page.get_by_text("люди и тексты вымышлены")).to_be_visible()
    rows = page.get_by_role("table").first.get_by_role("row")
    for number, phase in enumerate(("утверждено", "рецензирование", "утверждение", "подготовка"), start=1):
        expect(rows.nth(number)).to_contain_text(phase)
    look(address, administrator)
    # What waits for whoever loaded it: a verdict, a signature, a text.
    page.goto("/")
    for what in ("Прочитать и дать отзыв", "Написать"):
        expect(page.get_by_role("listitem").filter(has_text=what).first).to_be_visible()
    # The invented people get no letters.
    people = invented(site, address)
    assert len(people) == 3
    with stage.parts.database.read() as session:
        told = session.exec(select(Notice.state).where(col(Notice.person_id).in_(people))).all()
    assert told
    # Taken away: shown nowhere, its people erased, the record whole.
    page.goto(address)
    page.get_by_role("link", name="Убрать пример").click()
    look("/demo", administrator, language="en")
    page.get_by_role("button", name="Убрать пример совсем").click(timeout=90_000)
    expect(page.get_by_role("status")).to_contain_text("Пример убран", timeout=90_000)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404
    for path in (address, f"{address}/sections", f"{address}/timeline"):
        assert stage.call("GET", path, administrator).status_code == httpx.codes.NOT_FOUND, path
    with stage.parts.database.read() as session:
        names = session.exec(select(Person.name).where(col(Person.id).in_(people))).all()
    assert not [name for name in names if "пример" in name]
    page.goto("/")
    expect(page.get_by_text("Пример: положение")).to_have_count(0)
    page.goto("/demo")
    expect(page.get_by_role("button", name="Загрузить пример")).to_be_visible()


def test_demo_is_for_administrators_only(seat: Seats, site: Site) -> None:
    page = seat(site.stage.coordinator)
    answer = page.goto("/demo")
    assert answer is not None
    assert answer.status == 403


def invented(site: Site, address: str) -> set[str]:
    document_id = address.rpartition("/")[2]
    with site.stage.parts.database.read() as session:
        assert session.get_one(Document, document_id).demo == "loaded"
        assert session.exec(select(Section.id).where(Section.document_id == document_id)).all()
        return set(session.exec(select(Person.id).where(col(Person.email).startswith("demo-"))))

"""A published edition, for everybody: read, searched, compared, taken away and printed."""

import io
import zipfile
from pathlib import Path
from unittest.mock import ANY
from xml.etree import ElementTree as Xml

from playwright.sync_api import Page, expect

from app.verify import verify
from tests.web.browser import Look, Seats, assert_accessible
from tests.web.site import Site
from web.feed import ATOM

RICH = """Первый абзац о доверии и землячествах.

# Порядок

Землячества собираются раз в год.[^1]

| Что | Сколько |
|:----|--------:|
| взнос | 1 250 000 |

[^1]: Не реже.
"""


def test_editions_are_a_feed_and_only_what_is_in_force_is_for_search_engines(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("published")
    page = seat(scripts=False)
    address = f"/published/{paper.id}"
    found = page.goto(address)
    assert found is not None
    assert found.headers["x-robots-tag"] == "all"
    feed = Xml.fromstring(page.request.get(f"{site.url}{address}/feed.atom").text())
    assert [one.text for one in feed.iter(f"{{{ATOM}}}id")] == [f"{stage.world.house.public_url}{address}", ANY]
    elsewhere = page.goto("/sign-in")
    assert elsewhere is not None
    assert "noindex" in elsewhere.headers["x-robots-tag"]


def test_edition_is_read_by_anybody_without_scripts(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.launched(sections=2)
    first, second = (f"/sections/{one}" for one in paper.sections)
    stage.approve(first, RICH)
    stage.approve(second)
    stage.publish(paper.path)
    address = f"/published/{paper.id}"
    page = seat(scripts=False)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Стратегия")
    expect(page.get_by_text("Издание № 1 от").first).to_be_visible()
    contents = page.get_by_role("navigation", name="Содержание")
    expect(contents.get_by_role("link", name="1. Раздел 1", exact=True)).to_have_attribute("href", "#section-1")
    expect(contents.get_by_role("link", name="Порядок")).to_be_visible()
    expect(page.get_by_role("heading", name="Порядок", level=3)).to_be_visible()
    expect(page.get_by_role("heading", name="Приложение 1. Лист согласования")).to_be_visible()
    look(address)
    look(address, language="en")
    look(f"{address}/1/sections/{paper.sections[0]}")
    # A section has an address for good, and one in this edition.
    page.get_by_role("link", name="Постоянный адрес раздела").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1. Раздел 1")
    page.goto(f"{address}/sections/{paper.sections[1]}")
    expect(page.get_by_role("heading", level=1)).to_have_text("2. Раздел 2")
    # The search finds other forms of a word, and leads to the place.
    page.goto(f"{address}/1")
    page.get_by_label("Найти в этом издании").fill("землячество")
    page.get_by_role("button", name="Найти").click()
    expect(page.get_by_role("status")).to_have_text("Найдено: 3 места.")
    expect(page.locator("mark").first).to_have_text("землячествах")
    page.locator(".found a").nth(1).click()
    assert page.locator(f"[id='{page.url.partition('#')[2]}']").inner_text().startswith("Землячества собираются")
    look(f"{address}/1/search?q=землячество")
    look(f"{address}/1/search?q=<script>alert(1)</script>")


def test_every_paragraph_has_an_address_to_copy(seat: Seats, site: Site, pictures: Path) -> None:
    stage = site.stage
    paper = stage.launched(sections=1)
    stage.approve(f"/sections/{paper.sections[0]}", RICH)
    stage.publish(paper.path)
    page = seat()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    for address in (f"/published/{paper.id}", f"/published/{paper.id}/sections/{paper.sections[0]}"):
        page.goto(address)
        passage = page.locator(".paper p", has_text="Первый абзац")
        passage.get_by_role("link", name="Ссылка на это место").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="Адрес скопирован")).to_be_attached()
        page.screenshot(path=pictures / f"place-{len(address)}.png")
        copied = page.evaluate("navigator.clipboard.readText()")
        # It names the edition: the next one may have other words at this place.
        assert copied.startswith(f"{stage.world.house.public_url}/published/{paper.id}/1"), copied
        page.goto(f"{site.url}{copied.removeprefix(stage.world.house.public_url)}")
        assert page.evaluate("document.querySelector(':target').innerText").startswith("Первый абзац о доверии")
        assert page.locator(".paper .scroll", has_text="взнос").get_by_role("link").count() == 1
        assert page.locator("td .place, th .place").count() == 0
        assert_accessible(page)


def test_next_edition_takes_the_address_and_shows_what_changed(seat: Seats, site: Site, look: Look) -> None:
    paper, _first, _second = site.stage.published_twice
    address = f"/published/{paper.id}"
    page = seat(scripts=False)
    page.goto(address)
    expect(page.get_by_text("Издание № 2 от").first).to_be_visible()
    expect(page.get_by_text("раз в месяц").first).to_be_visible()
    page.goto(f"{address}/1")
    expect(page.get_by_text("раз в год").first).to_be_visible()
    expect(page.get_by_text("есть более новое")).to_be_visible()
    page.get_by_role("link", name="Перейти к изданию № 2").click()
    page.get_by_role("link", name="что изменилось: № 1 → № 2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Что изменилось в издании № 2 против № 1")
    expect(page.locator("#redline del")).to_have_text("год")
    expect(page.locator("#redline ins")).to_have_text("месяц")
    look(f"{address}/2/changes?since=1")
    look(f"{address}/2/changes?since=1", language="en")
    page.get_by_role("link", name="В две колонки").click()
    expect(page.locator("#redline .pair.changed .side").first).to_contain_text("раз в год")
    expect(page.locator("#redline .pair.changed .side").last).to_contain_text("раз в месяц")
    look(f"{address}/2/changes?since=1&view=columns")
    page.get_by_role("link", name="Чистый текст").click()
    expect(page.locator("#redline del, #redline ins")).to_have_count(0)
    page.goto(f"{address}/1/changes")
    expect(page.get_by_text("Это первое издание")).to_be_visible()
    for gone in (f"{address}/3", f"{address}/2/changes?since=7", f"/published/{paper.sections[0]}"):
        answer = page.goto(gone)
        assert answer is not None
        assert answer.status == 404, gone
    assert_accessible(printed(seat(), f"{address}/2"))


def test_archive_that_is_taken_away_verifies_without_the_site(site: Site, tmp_path: Path, seat: Seats) -> None:
    paper = site.stage.published[0]
    with seat().expect_download() as awaited:
        page = seat.contexts[-1].pages[0]
        page.goto(f"/published/{paper.id}/1")
        page.get_by_role("link", name="Скачать всё одним файлом").click()
    file = tmp_path / "edition.zip"
    awaited.value.save_as(file)
    assert site.stage.world.house.keys is not None
    known = frozenset(site.stage.world.house.keys.public_keys())
    assert verify(file, known_keys=known).exit_code == 0
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        assert {"edition.pdf", "edition.docx", "agreement.pdf", "manifest.json", "manifest.sig"} <= set(
            archive.namelist()
        )


def test_first_page_of_an_edition_is_light(seat: Seats, site: Site) -> None:
    """Without scripts, and without fonts, which are kept for good."""
    paper = site.stage.published[0]
    page = seat(scripts=False)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]))
    page.goto(f"/published/{paper.id}", wait_until="networkidle")
    assert sum(sizes) < 100_000, sizes


def printed(page: Page, path: str) -> Page:
    """A page as it goes to paper: nothing to click is left on it."""
    page.goto(path)
    page.emulate_media(media="print")
    for hidden in (".top", ".search", "#take", ".address"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.get_by_role("heading", name="1. Раздел 1")).to_be_visible()
    return page

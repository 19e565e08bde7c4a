"""Remarks beside the text: no holes in it, no cards over each other; the phone's bar; how often an editor asks."""

from itertools import pairwise

from playwright.sync_api import Page

from tests.api.stage import Paper
from tests.web.browser import LAPTOP, PHONE, Seats
from tests.web.site import Site
from tests.web.test_editor import at_desk, drafting

TEXT = "Землячества помогают.\n\nСовет собирается раз в год.\n\nПисьма хранятся в архиве.\n"
BOXES = """selector => [...document.querySelectorAll(selector)].map((one) => {
    const box = one.getBoundingClientRect();
    return [box.top, box.bottom];
})"""
MOST_OF_BAR = 110
"""CSS pixels of a phone's 740."""


def remarked(site: Site) -> Paper:
    stage = site.stage
    paper = stage.launched()
    stage.hand_in(paper.section, TEXT)
    for quote in ("Землячества", "помогают", "Совет"):
        form = {"revision_id": stage.head(paper.section), "quote": quote, "text": "Какие именно? " * 20}
        stage.done("POST", f"{paper.section}/comments", stage.reviewer, form)
    return paper


def boxes(page: Page, selector: str) -> list[list[float]]:
    found: list[list[float]] = page.evaluate(BOXES, selector)
    return found


def test_text_goes_on_beside_tall_remarks_which_do_not_cover_each_other(seat: Seats, site: Site) -> None:
    page = seat(site.stage.reviewer, width=LAPTOP)
    page.goto(remarked(site).section)
    page.locator(".sheet.laid").wait_for()
    page.wait_for_timeout(300)
    texts, cards = boxes(page, ".row .text"), boxes(page, ".row .thread")
    assert len(texts) == len(cards) == 3
    assert all(below[0] - above[1] < 60 for above, below in pairwise(texts))
    assert all(below[0] >= above[1] for above, below in pairwise(cards))
    assert cards[-1][1] <= boxes(page, ".sheet")[0][1]
    page.locator(".thread summary", has_text="Ответить").first.click()
    page.wait_for_timeout(300)
    cards = boxes(page, ".row .thread")
    assert all(below[0] >= above[1] for above, below in pairwise(cards))


def test_bar_of_a_section_leaves_a_phone_to_the_text(seat: Seats, site: Site) -> None:
    page = seat(site.stage.reviewer, width=PHONE)
    page.goto(remarked(site).section)
    box = page.locator("#standing").bounding_box()
    assert box is not None
    assert box["height"] < MOST_OF_BAR
    page.locator("#standing details.more summary").first.click()
    lacking = page.locator("#standing .lacking")
    assert lacking.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_editor_who_is_alone_asks_rarely_who_is_there(seat: Seats, site: Site) -> None:
    page = seat(site.stage.editor)
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.url.endswith("/presence") else None)
    at_desk(page, drafting(site.stage, TEXT))
    for _ in range(20):
        page.clock.run_for(3000)
        page.wait_for_timeout(150)
    assert 2 <= len(asked) <= 5, len(asked)

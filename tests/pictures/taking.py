"""Starting the installation, walking from page to page with a camera, and packing what it took."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.demo import EMAIL, administrator, forget_settings, running
from app.settings import Settings
from demo.client import Address
from demo.stage import Stage, written
from tests.pictures.packing import packed
from tests.pictures.scenes import published, under_way
from tests.web.browser import FLAGS, LAPTOP, PHONE, PROGRAM

HEIGHTS = {LAPTOP: 900, PHONE: 740}
MOST_BYTES = 150_000


class Shot(NamedTuple):
    """A page as somebody of the cast sees it (nobody: without signing in), once `ready` stands on it.

    `at` is scrolled into sight. What is `typed`, a line a paragraph, stands in the editor.
    """

    name: str
    who: str
    path: str
    at: str = ""
    dark: bool = False
    ready: str = ""
    typed: str = ""


def take(folder: Path, out: Path) -> Iterator[str]:
    """Take all pictures; a line for each."""
    forget_settings()
    settings = Settings.for_folder(folder / "data")
    out.mkdir(parents=True, exist_ok=True)
    with running(settings) as state, _browser() as browser:
        stage = under_way(Address(state.address), EMAIL, administrator(settings))
        yield from _taken(browser, stage, state.address, out, _work(stage))
        published(stage)
        yield from _taken(browser, stage, state.address, out, _published(stage))


def _work(stage: Stage) -> Sequence[Shot]:
    first, second = stage.path(1), stage.path(2)
    return (
        Shot("sign-in", "", "/sign-in"),
        Shot("waiting", "timur", "/"),
        Shot("document", "marina", stage.document),
        Shot("timeline", "marina", stage.document, "#plan"),
        Shot("desk", "marina", "/desk"),
        Shot("section", "timur", first, "#sheet"),
        Shot("section-dark", "timur", second, "#sheet", dark=True),
        Shot("changes", "timur", f"{first}/changes"),
        Shot("writing", "gleb", f"{stage.path(4)}/write", ready=".ProseMirror", typed=_prose(written("4"))),
        Shot("whole-text", "marina", f"{stage.document}/text"),
    )


def _published(stage: Stage) -> Sequence[Shot]:
    return (
        Shot("published", "", f"/published/{stage.document_id}"),
        Shot("check", "", f"/published/{stage.document_id}/1/check", ready="#verdict.done"),
    )


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=list(FLAGS))
        yield browser
        browser.close()


def _taken(browser: Browser, stage: Stage, address: str, out: Path, shots: Sequence[Shot]) -> Iterator[str]:
    for shot in shots:
        for width in (LAPTOP, PHONE):
            content = packed(_taken_at(browser, stage, address, shot, width))
            assert len(content) < MOST_BYTES, (shot.name, width, len(content))
            file = out / f"{shot.name}-{width}.png"
            file.write_bytes(content)
            yield f"{file}  {len(content) // 1024} KB"


def _taken_at(browser: Browser, stage: Stage, address: str, shot: Shot, width: int) -> bytes:
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme="dark" if shot.dark else "light",
        locale="ru",
        reduced_motion="reduce",
    )
    if shot.who:
        context.add_cookies([{"name": "veche", "value": stage.people[shot.who].token, "url": address}])
    page = context.new_page()
    answer = page.goto(shot.path)  # not until the network is idle: a page that waits for news never is
    assert answer is not None
    assert answer.ok, (shot, answer.status)
    if shot.at:
        page.locator(shot.at).first.evaluate("element => element.scrollIntoView()")
    if shot.ready:
        page.locator(shot.ready).wait_for(timeout=60_000)
    if shot.typed:
        _have_typed(page, shot)
    page.evaluate("document.fonts.ready.then(() => 0)")
    content = page.screenshot()
    context.close()
    return content


def _prose(markdown: str) -> str:
    """Its plain paragraphs, a line each: what somebody types before they make tables and headings."""
    paragraphs = [" ".join(one.split()) for one in markdown.split("\n\n")]
    return "\n".join(one for one in paragraphs if one[:1].isalpha())


def _have_typed(page: Page, shot: Shot) -> None:
    """Type it, unless the picture of another width had it typed and saved already."""
    editor = page.locator(shot.ready)
    if not editor.inner_text().strip():
        editor.click()
        for number, line in enumerate(shot.typed.splitlines()):
            if number:
                page.keyboard.press("Enter")
            page.keyboard.insert_text(line)
    expect(page.locator(".state-of-saving")).to_have_text(re.compile("сохранен", re.I), timeout=60_000)

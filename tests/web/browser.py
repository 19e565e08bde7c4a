"""A browser, and people who sit before it: what they do, and what must hold on every page they see."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, sync_playwright

from tests.api.world import Account
from tests.servers.process import PartMissing
from tests.web.site import Site

PROGRAM = Path("/usr/bin/chromium")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
PHONE, LAPTOP = 360, 1440
"""Widths in CSS pixels."""
_AXE = Path(__file__).parent / "vendored" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Result = TypeVar("Result")


class BrowserThread:
    """One browser in a thread of its own: Playwright runs an event loop there, and other tests run theirs."""

    def __init__(self) -> None:
        if not PROGRAM.exists():
            raise PartMissing("no Chromium: install Debian's package chromium to test the pages")
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="browser")
        self._playwright: Playwright = self.run(lambda: sync_playwright().start())
        self.browser: Browser = self.run(
            lambda: self._playwright.chromium.launch(executable_path=PROGRAM, args=list(FLAGS))
        )

    def run(self, work: Callable[[], Result]) -> Result:
        """Do the work there."""
        return self._thread.submit(work).result()

    def end(self) -> None:
        """Close everything."""
        self.run(self.browser.close)
        self.run(self._playwright.stop)
        self._thread.shutdown()


class Seats:
    """Where people sit down for the time of one test; at its end nothing foreign may have been asked for or run."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.contexts: list[BrowserContext] = []
        self.foreign: list[str] = []
        self.complaints: list[str] = []

    def __call__(
        self,
        account: Account | None = None,
        *,
        width: int = LAPTOP,
        dark: bool = False,
        scripts: bool = True,
        language: str = "ru",
    ) -> Page:
        """An empty page of somebody who is signed in as `account`; paths are those of the site."""
        context = self.browser.new_context(
            base_url=self.site.url,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale=language,
        )
        if account is not None:
            context.add_cookies([self.site.cookie(account)])  # type: ignore[list-item]
        if account is not None and language != "ru":  # their own would come before the browser's
            context.add_cookies([{"name": "veche_language", "value": language, "url": self.site.url}])
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", self._watch)
        page.on("console", lambda said: self.complaints.append(said.text) if _is_complaint(said.text) else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site.url}/", "data:", "blob:")):
            self.foreign.append(request.url)

    def leave(self) -> None:
        """Close all pages."""
        for context in self.contexts:
            context.close()


def _is_complaint(said: str) -> bool:
    return "Content Security Policy" in said


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA or of good practice that axe finds, and nothing wider than the window."""
    assert violations(page) == [], page.url
    assert page.evaluate(WIDER) <= 0, f"too wide: {page.url}"


WIDER = "document.documentElement.scrollWidth - window.innerWidth"
"""By how many pixels a page has to be pushed sideways."""


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds on a page: the rule, and the element."""
    page.evaluate(_AXE.read_text())
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", _RULES
    )
    return [(one["id"], node["html"][:200]) for one in found["violations"] for node in one["nodes"]]


Look = Callable[..., None]
"""`look(path, account)` opens a page at both widths, light and dark, holds it against axe, and pictures it."""


def looking(seat: Seats, folder: Path) -> Look:
    """Look at pages so; the pictures lie in the folder."""

    def look(path: str, account: Account | None = None, **more: Any) -> None:
        for width, dark in ((PHONE, True), (LAPTOP, False)):
            page = seat(account, width=width, dark=dark, **more)
            page.goto(path)
            assert_accessible(page)
            name = re.sub(r"[^a-z]+", "-", re.sub(r"[0-9a-f-]{36}", "id", path.lower())).strip("-") or "first"
            shown = f"{name}-{more.get('language', 'ru')}-{width}-{'dark' if dark else 'light'}.png"
            page.screenshot(path=folder / shown, full_page=True)

    return look

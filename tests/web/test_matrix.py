"""Every page as everybody sees it: each role, both languages, on a phone in the dark and on a laptop by day.

Nothing axe finds, nothing to push sideways, no word of the other language; people's own words are Greek here.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.api.running import running_stage
from tests.api.stage import Stage
from tests.web.browser import LAPTOP, PHONE, WIDER, Seats, violations
from tests.web.greek import Greek, made_greek
from tests.web.site import Site, running_site
from tests.web.tongues import strays

ROLES = (
    *("coordinator", "editor", "reviewer", "approver", "leader", "administrator"),
    *("member", "guest", "visitor"),
)
FEWEST = {"visitor": 8, "guest": 8}
"""So many pages at least somebody of that role can read, or else the test looks at refusals only."""


@pytest.fixture(scope="module")
def stage(temporal: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """An installation of this file's own: on the shared one other tests write in Russian."""
    with running_stage(tmp_path_factory.mktemp("greek"), temporal) as stage:
        yield stage


@pytest.fixture(scope="module")
def site(stage: Stage) -> Iterator[Site]:
    with running_site(stage) as site:
        yield site


@pytest.fixture(scope="module")
def greek(stage: Stage) -> Greek:
    return made_greek(stage)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_pages_hold_for(
    seat: Seats, greek: Greek, role: str, language: str, pictures: Path, count: Callable[..., None]
) -> None:
    page = seat(greek.roles[role], language=language)
    faults: dict[str, list[object]] = {}
    paths = [*([entered(page, greek)] if role == "guest" else []), *greek.places()]
    read, refused = 0, set[int]()
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status in (200, 401, 403, 404, 410), (path, answer.status)
        if answer.status != 200:
            if answer.status in refused:
                continue
            refused.add(answer.status)
        assert "text/html" in answer.headers["content-type"], path
        read += answer.status == 200
        found = faults_of(page, language)
        if found:
            faults[f"{path} {answer.status}"] = found
            page.screenshot(path=pictures / f"{role}-{language}-{len(faults)}.png", full_page=True)
    count("pages held at two widths in the matrix of roles and languages", read + len(refused))
    assert faults == {}
    assert read >= FEWEST.get(role, 20)


def faults_of(page: Page, language: str) -> list[object]:
    """What is wrong with the page that is open, in words."""
    found: list[object] = sorted(strays(page, language))
    for width, light in ((PHONE, "dark"), (LAPTOP, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=light, reduced_motion="reduce")  # type: ignore[arg-type]
        found += violations(page)
        if (wider := page.evaluate(WIDER)) > 0:
            found.append(f"{width} px wide page is {wider} px wider")
    return found


def entered(page: Page, greek: Greek) -> str:
    """Open the letter of an outside expert; the path of their page."""
    page.goto(f"/links/{greek.guests_letter()}")
    page.get_by_role("checkbox").check()
    page.locator("#form-open button").click()
    page.wait_for_url("**/guest/*")
    return page.url[page.url.index("/", 8) :]

"""The papers of the agreement on the screen say what their files say."""

from playwright.sync_api import expect

from schemas.papers import KINDS
from tests.activities.papers.reading import letters, read
from tests.api.disputes import disputed
from tests.api.stage import POLICY
from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_papers_on_the_screen_say_what_the_files_say(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    other = stage.world.person()
    paper = stage.in_phase("review", reviewers=[stage.reviewer, other])
    disputed(stage, paper)
    agreed = {"revision_id": stage.head(paper.section), "verdict": "agree"}
    stage.done("POST", f"{paper.section}/verdicts", other, agreed)
    page = seat(stage.coordinator, scripts=False)
    page.goto(paper.section)
    page.get_by_role("link", name="Бумаги").click()
    for kind, name in zip(KINDS, ("Лист согласования", "Сводка замечаний", "Протокол разногласий"), strict=True):
        page.get_by_label("Какая бумага").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        here = page.url.removeprefix(site.url)
        written = letters(read(stage.call("GET", here, stage.coordinator).content, "docx"))
        lines = [line for cell in page.locator("table td").all_inner_texts() for line in cell.splitlines()]
        assert lines
        assert [line for line in lines if letters(line) not in written] == [], kind
    look(here, stage.editor)
    look(here.replace(KINDS[2], KINDS[0]), stage.editor)
    page.goto(paper.path)
    page.get_by_role("link", name="Бумаги согласования").click()
    expect(page.get_by_role("table").first).to_contain_text(str(stage.read(f"/people/{other.id}")["name"]))
    look(page.url.removeprefix(site.url), stage.leader, language="en")


def test_papers_wait_for_an_own_opinion(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review", policy={**POLICY, "opinions": "own_first"})
    page = seat(stage.reviewer, scripts=False)
    page.goto(f"{paper.section}/papers/agreement-sheet")
    expect(page.locator("main")).to_contain_text("сначала выскажитесь сами")

"""Hostile text in every field: shown as text on every page, and nothing of it runs."""

import re
from typing import Any

import pytest
from fastapi import APIRouter
from playwright.sync_api import Page, Response, expect

from schemas.papers import KINDS
from tests.api.stage import POLICY, Paper, Stage
from tests.api.world import Account
from tests.web.browser import Seats
from tests.web.hostile import HOSTILE, WHOLE, lines
from tests.web.site import Site
from web.pages import FAMILIES

FILLED = """() => {
    const fields = "textarea, input[type=text], input[type=email]";
    const forms = [...document.querySelectorAll("form[method=post].form")];
    return forms.map((form) => [form.id, form.querySelectorAll(fields).length]);
}"""
SEND = """([id, text]) => {
    const form = document.getElementById(id);
    for (const field of form.querySelectorAll("textarea, input[type=text], input[type=email]")) field.value = text;
    form.elements.key.value = "";  // refused by that: drawn again with what was typed, and nothing is done
    form.submit();
}"""


def watched(page: Page) -> list[str]:
    """What runs on a page although nobody wrote it."""
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    return ran


def hostile_paper(stage: Stage) -> tuple[Paper, str]:
    """A document with hostile words wherever somebody may write some."""
    titles = lines(280)
    form = {"title": titles[0], "approvers": [stage.leader.id], "policy": POLICY}
    document = stage.world.made("/documents", stage.coordinator, form)
    sections = [
        stage.world.made(f"/documents/{document}/sections", stage.coordinator, {"title": one, "brief": WHOLE})
        for one in titles
    ]
    for milestone in titles:
        due = {"title": milestone, "due": {"words": "01.02.2090"}}
        stage.world.made(f"/documents/{document}/milestones", stage.coordinator, due)
    stage.staff(sections, editors=[stage.editor], reviewers=[stage.reviewer, named(stage, titles[1])])
    paper = Paper(document, tuple(sections))
    stage.launch(paper)
    # As examples of code: as markup of the text itself they are refused at the door.
    text = "\n\n".join([*(f"~~~\n{one}\n~~~" for one in HOSTILE), "Совет собирается раз в год."])
    stage.hand_in(paper.section, text)
    said(stage, paper)
    stage.send_back(paper.section)
    stage.hand_in(paper.section, text.replace("раз в год", "дважды в год"))
    said(stage, paper)
    return paper, sections[0]


def named(stage: Stage, name: str) -> Account:
    person = stage.world.person()
    stage.done("PATCH", f"/people/{person.id}", stage.administrator, {"name": name, "position": name}, version=1)
    return person


def said(stage: Stage, paper: Paper) -> None:
    head = {"revision_id": stage.head(paper.section), "quote": "Совет", "text": WHOLE}
    proposal = {**head, "kind": "proposal", "replacement": WHOLE, "quote": "собирается"}
    made = [stage.world.made(f"{paper.section}/comments", stage.reviewer, one) for one in (head, proposal)]
    stage.done("POST", f"/comments/{made[0]}/replies", stage.editor, {"text": WHOLE})
    stage.done("POST", f"/comments/{made[0]}/answer", stage.editor, {"answer": "declined", "text": WHOLE})
    stage.done("POST", f"{paper.section}/review/remarks", stage.reviewer, proposal)
    stage.done("POST", f"{paper.section}/review/verdict", stage.reviewer, {"verdict": "abstain", "text": WHOLE})


def places(paper: Paper) -> list[str]:
    """Every page of the application that is about a document, a section, or about nothing in particular."""
    routers: list[APIRouter] = list(FAMILIES)
    routes: list[Any] = [route for router in routers for route in router.routes]
    paths = {route.path for route in routes if "GET" in route.methods and not route.path.endswith("/news")}
    filled = {one.replace("{document_id}", paper.id).replace("{section_id}", paper.sections[0]) for one in paths}
    known = {one.replace("{kind}", kind) for one in filled for kind in KINDS}
    plain = sorted(one for one in known if "{" not in one)
    return [*plain, f"{paper.section}?remark=0", f"{paper.section}/changes?view=columns"]


def test_hostile_words_in_every_field_are_text_on_every_page(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper, _ = hostile_paper(stage)
    opened = 0
    for by in (stage.reviewer, stage.coordinator):
        page = seat(by)
        ran = watched(page)
        for path in places(paper):
            assert_no_mishap(page.goto(path))
            opened += page.locator("main").count()
            assert_nothing_ran(page, ran)
    assert opened >= 10
    page = seat(stage.reviewer)
    page.goto(paper.section)
    expect(page.locator(".thread .said").filter(has_text=HOSTILE[1]).first).to_be_visible()
    expect(page.locator(".row .text").filter(has_text="window.hacked")).not_to_have_count(0)


@pytest.mark.long
def test_forms_show_hostile_words_again_as_they_were_typed(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper, _ = hostile_paper(stage)
    forms = set[tuple[str, str]]()
    for by in (stage.editor, stage.reviewer, stage.coordinator):
        page = seat(by)
        ran = watched(page)
        for path in places(paper):
            assert_no_mishap(page.goto(path))
            for form, fields in page.evaluate(FILLED):
                kind = (path, re.sub("[0-9a-f-]{36}", "", form))
                if not fields or kind in forms or not page.locator(f"[id='{form}']").count():
                    continue  # what has been done meanwhile has no form any more
                forms.add(kind)
                with page.expect_navigation():
                    page.evaluate(SEND, [form, WHOLE])
                assert_nothing_ran(page, ran)
                assert page.locator("[role=alert]").count() == 1, kind
                page.goto(path)
    assert len(forms) >= 5


def assert_no_mishap(answer: Response | None) -> None:
    assert answer is not None
    assert answer.status < 500, answer.url


def assert_nothing_ran(page: Page, ran: list[str]) -> None:
    assert page.evaluate("window.hacked") is None, page.url
    assert (
        page.evaluate("location.origin + (document.querySelector('base') ?? '')") == page.url[: page.url.index("/", 8)]
    )
    assert ran == [], page.url

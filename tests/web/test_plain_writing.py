"""Handing in without scripts, beside a working text that somebody else goes on with: nothing of either is lost."""

from playwright.sync_api import Page, expect

from tests.api.stage import FIRST, Paper
from tests.web.browser import Seats
from tests.web.site import Site
from tests.web.test_editor import SAVED, at_desk, drafting, field, markdown, says, type_at_end


def typed_plainly(page: Page, paper: Paper, old: str, new: str) -> None:
    """The plain field open, with something changed in it and not sent yet."""
    page.goto(f"{paper.section}/write")
    text = page.get_by_label("Текст", exact=True)
    text.fill(text.input_value().replace(old, new))


def send(page: Page) -> None:
    page.get_by_role("button", name="Отправить на рецензию").first.click()


def test_words_saved_while_another_hands_in_stay_in_the_working_text(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = drafting(stage, FIRST)
    plain = seat(stage.second, scripts=False)
    typed_plainly(plain, paper, "раз в год", "дважды в год")
    page = at_desk(seat(stage.editor), paper)
    type_at_end(page, " Дописано рядом.")
    says(page, SAVED)
    send(plain)
    expect(plain.get_by_role("status").first).to_contain_text("Текст отправлен")
    stage.send_back(paper.section)
    both = markdown(plain, paper)
    assert "дважды в год" in both
    assert "Дописано рядом." in both
    expect(field(page)).to_contain_text("дважды в год", timeout=60_000)
    expect(field(page)).to_contain_text("Дописано рядом.")


def test_same_words_changed_by_both_are_kept_for_a_choice(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = drafting(stage, FIRST)
    first, second = seat(stage.second, scripts=False), seat(stage.editor, scripts=False)
    typed_plainly(first, paper, "раз в год", "дважды в год")
    typed_plainly(second, paper, "раз в год", "каждую неделю")
    send(first)
    expect(first.get_by_role("status").first).to_contain_text("Текст отправлен")
    stage.send_back(paper.section)
    send(second)
    second.goto(f"{paper.section}/write")
    second.get_by_role("link", name="каждую неделю").or_(second.locator("a[href*='/drafts/']")).first.click()
    expect(second.locator("main")).to_contain_text("каждую неделю")
    assert "дважды в год" in markdown(first, paper)

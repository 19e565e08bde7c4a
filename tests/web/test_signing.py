"""Signing by clicks: what a signature stands under, the password again, the letter of who has none, and declining."""

from playwright.sync_api import expect

from tests.api.stage import FIRST, POLICY
from tests.api.test_signing import letter_to, set_password
from tests.api.world import PASSWORD
from tests.web.browser import PHONE, Look, Seats
from tests.web.site import Site

SECOND = FIRST.replace("раз в год", "раз в месяц")


def test_wrong_password_signs_nothing_and_is_not_shown_again(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("sign_off")
    page = seat(stage.approver, scripts=False, width=PHONE)
    page.goto(f"{paper.section}/signing")
    page.get_by_label("Ваш пароль").fill("угаданный пароль")
    page.get_by_role("button", name="Подписать", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Пароль не подошёл, ничего не подписано")
    assert "угаданный" not in page.content()
    assert stage.phase(paper.section) == "sign_off"


def test_password_is_not_shown_where_the_form_is_no_more(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("sign_off")
    page = seat(stage.approver, scripts=False)
    page.goto(f"{paper.section}/signing")
    page.get_by_label("Ваш пароль").fill(PASSWORD)
    stage.sign(paper.section)
    page.get_by_role("button", name="Подписать", exact=True).click()
    assert PASSWORD not in page.content()
    assert stage.phase(paper.section) == "approved"


def test_who_has_no_password_confirms_by_the_letter_and_signs(seat: Seats, site: Site) -> None:
    stage = site.stage
    signer = stage.world.person()
    paper = stage.in_phase("sign_off", approvers=[signer])
    set_password(stage, signer, None)
    page = seat(signer, scripts=False)
    page.goto(f"{paper.section}/signing")
    expect(page.get_by_label("Ваш пароль")).to_have_count(0)
    page.get_by_role("button", name="Прислать письмо").click()
    expect(page.get_by_role("status")).to_contain_text("Письмо уже в пути")
    page.goto(f"/links/{letter_to(stage, signer)}")
    page.get_by_role("button", name="Да, это я").click()
    expect(page.get_by_role("status")).to_contain_text("Подтверждено")
    page.goto(f"{paper.section}/signing")
    page.get_by_role("button", name="Подписать", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Подпись поставлена")
    assert stage.phase(paper.section) == "approved"


def test_leader_signs_the_whole_and_sees_what_changed_since(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("approved")
    stage.sign_whole(paper.path)
    old = stage.read(f"{paper.path}/candidate")["hash"]
    stage.done("POST", f"{paper.section}/reopen", stage.coordinator, {"reason": "новые данные"})
    stage.approve(paper.section, SECOND)
    stage.until(lambda: stage.candidate(paper.path)["hash"] != old)
    page = seat(stage.leader, scripts=False)
    page.goto(paper.path)
    page.get_by_role("link", name="Посмотреть и подписать").click()
    expect(page.get_by_text("изменено по существу, 1 слово")).to_be_visible()
    page.get_by_label("Ваш пароль").fill(PASSWORD)
    page.get_by_role("button", name="Подписать", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Подпись поставлена")
    assert stage.phase(paper.path) == "approved"


def test_leader_declines_the_whole_with_reasons(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("approved")
    stage.candidate(paper.path)
    page = seat(stage.leader, scripts=False)
    page.goto(f"{paper.path}/signing")
    page.get_by_text("Отказаться подписать").first.click()
    page.get_by_label("Почему").fill("Третий раздел спорит с первым")
    page.get_by_role("button", name="Отказаться подписать").click()
    expect(page.get_by_role("status")).to_contain_text("Отказ записан")
    assert stage.phase(paper.path) == "in_work"


def test_pages_of_signing_are_accessible(seat: Seats, look: Look, site: Site) -> None:
    stage = site.stage
    other = stage.world.person()
    rules = {**POLICY, "sign": {"order": "in_turn"}}
    paper = stage.in_phase("sign_off", policy=rules, approvers=[stage.approver, other])
    first = stage.head(paper.section)
    stage.sign(paper.section)
    stage.done("POST", f"{paper.section}/decline", other, {"revision_id": first, "reason": "Сроки раздела без денег"})
    stage.hand_in(paper.section, SECOND)
    stage.done(
        "POST",
        f"{paper.section}/verdicts",
        stage.reviewer,
        {"revision_id": stage.head(paper.section), "verdict": "agree"},
    )
    look(f"{paper.section}/signing", stage.approver)
    look(f"{paper.section}/signing", other, language="en")
    stage.sign(paper.section)
    stage.sign(paper.section, other)
    stage.candidate(paper.path)
    look(f"{paper.path}/signing", stage.leader)
    look(f"/links/{letter_to(stage, stage.leader)}", stage.leader)

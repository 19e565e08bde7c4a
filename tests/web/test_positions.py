"""One voice by clicks: members talk inside, their head sends one position; a position on paper is entered."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.activities.convert.test_materials import PNG
from tests.api.associations import asked, association
from tests.api.experts import advised
from tests.web.browser import PHONE, Look, Seats
from tests.web.site import Site

MARK = "кварцит"


def opened(page: Page, words: str) -> None:
    page.locator("summary", has_text=words).click()


def test_members_talk_inside_and_the_head_sends_one_position(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    body = association(stage)
    paper = asked(stage, body)
    inside = body.inside(paper.section)
    page = seat(body.members[0], scripts=False, width=PHONE)
    page.goto(paper.section)
    page.get_by_role("link", name="Обсудить внутри объединения").click()
    opened(page, "Сказать своё мнение")
    page.get_by_label("не согласую").check()
    page.locator("#form-opinion").get_by_label("Пояснение").fill(f"{MARK} <b>нет</b>")
    page.get_by_role("button", name="Сообщить своим").click()
    for text in ("Назовём источник", f"{MARK} внутреннее"):
        opened(page, "Написать")
        form = page.locator("#form-contribution")
        form.get_by_label("Слова текста").fill("раз в год")
        form.get_by_label("Что вы хотите сказать").fill(text)
        form.get_by_role("button").click()
    expect(page.get_by_text(f"{MARK} <b>нет</b>")).to_be_visible()
    expect(page.get_by_role("heading", name="Официальная позиция")).to_have_count(0)
    look(inside, body.members[1])
    stage.done(
        "POST",
        f"{paper.section}/review/remarks",
        body.head,
        {"revision_id": stage.head(paper.section), "quote": "Совет", "text": "Собранное заранее"},
    )
    page = seat(body.head, scripts=False)
    page.goto(paper.section)
    opened(page, "Ваше решение")
    page.get_by_role("link", name="Что сказали члены").click()
    look(inside, body.head, language="en")
    form = page.locator("#form-position")
    form.get_by_label("согласую с замечаниями").check()
    form.get_by_label("Пояснение").fill("Согласны, с замечаниями")
    form.get_by_label("Назовём источник").check()
    form.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("Официальная позиция отправлена")
    said = {(one["text"], one["person_id"]) for one in stage.items(f"{paper.section}/comments")}
    assert said == {
        ("Согласны, с замечаниями", body.head.id),
        ("Назовём источник", body.head.id),
        ("Собранное заранее", body.head.id),
    }
    assert [one["verdict"] for one in stage.read(f"{paper.section}/ballot")["votes"]] == ["agree_with_remarks"]
    for outsider in (stage.editor, stage.coordinator, stage.reviewer, stage.administrator):
        page = seat(outsider, scripts=False)
        answer = page.goto(inside)
        assert answer is not None
        assert answer.status == 404
        for path in (paper.section, f"{paper.section}/timeline", paper.path):
            page.goto(path)
            assert MARK not in page.content()


def test_secretary_enters_a_position_that_came_on_paper(seat: Seats, site: Site, look: Look, tmp_path: Path) -> None:
    stage = site.stage
    body = association(stage)
    paper = asked(stage, body)
    scan = tmp_path / "pismo.png"
    scan.write_bytes(PNG)
    look(f"{paper.section}/letters", body.secretary)
    page = seat(body.secretary, scripts=False, width=PHONE)
    page.goto(paper.section)
    opened(page, "Кого ждём и что будет дальше")
    page.get_by_role("link", name="Внести позицию, пришедшую письмом").click()
    page.get_by_label("Номер письма").fill("12-3/45")
    page.get_by_label("Дата письма").fill("2026-11-20")
    page.get_by_label("Скан").set_input_files(scan)
    page.get_by_role("button", name="Сохранить письмо").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Письмо № 12-3/45 от 20 ноября 2026 года")
    letter = page.url.removeprefix(site.url)
    look(letter, body.secretary)
    look(letter, body.secretary, language="en")
    page.goto(f"{paper.section}/letters")
    page.get_by_role("link", name="Письмо № 12-3/45").click()
    page.get_by_label("несогласие").check()
    page.get_by_role("button", name="Внести решение").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Замечания из письма").fill("Нет источника <i>чисел</i>")
    page.get_by_role("button", name="Внести решение").click()
    expect(page.locator(".note.done").last).to_contain_text("Решение из этого письма внесено")
    (vote,) = stage.read(f"{paper.section}/ballot")["votes"]
    assert (vote["person_id"], vote["verdict"], vote["letter_id"]) == (
        body.head.id,
        "disagree",
        letter.rpartition("/")[2],
    )
    page = seat(stage.editor, scripts=False)
    page.goto(paper.section)
    opened(page, "Кого ждём и что будет дальше")
    page.get_by_role("link", name="Решение пришло письмом").click()
    assert page.url == f"{site.url}{letter}"
    page.goto(f"{paper.section}/letters")
    expect(page.get_by_role("button", name="Сохранить письмо")).to_have_count(0)


def test_verdict_is_taken_back_on_the_section_page_until_the_close(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.member])
    page = seat(stage.reviewer, scripts=False, width=PHONE)
    page.goto(paper.section)
    opened(page, "Ваше решение")
    expect(page.get_by_role("button", name="Отозвать решение")).to_have_count(0)
    page.get_by_label("согласую", exact=True).check()
    page.get_by_role("button", name="Отправить решение").click()
    opened(page, "Ваше решение")
    page.get_by_role("button", name="Отозвать решение").click()
    expect(page.get_by_role("status")).to_contain_text("Решение отозвано")
    assert stage.read(f"{paper.section}/ballot")["votes"] == []


def test_conflict_of_interest_is_declared_by_oneself_or_by_the_coordinator(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.member, stage.second])
    page = seat(stage.reviewer, scripts=False, width=PHONE)
    page.goto(paper.section)
    opened(page, "Кого ждём и что будет дальше")
    opened(page, "Заявить конфликт интересов")
    page.locator("#form-recuse").get_by_label("Почему").fill("Раздел о моём объединении")
    page.get_by_role("button", name="Заявить конфликт интересов").click()
    expect(page.get_by_role("status")).to_contain_text("вы не участвуете")
    page = seat(stage.coordinator, scripts=False)
    page.goto(f"/desk{paper.section}")
    opened(page, "Отвести из-за конфликта интересов")
    page.locator("#form-recusal select").select_option(stage.member.id)
    page.locator("#form-recusal").get_by_label("Причина").fill("Он писал этот текст")
    page.get_by_role("button", name="Отвести из-за конфликта интересов").click()
    expect(page.get_by_role("status")).to_contain_text("Отвод записан")
    assert stage.read(f"{paper.section}/ballot")["voters"] == [stage.second.id]
    look(f"/desk{paper.section}", stage.coordinator, language="en")


def test_opinions_of_outside_experts_stand_on_the_section_page(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = advised(stage)
    page = seat(stage.coordinator, scripts=False)
    page.goto(paper.section)
    listed = page.get_by_role("region", name="Мнения приглашённых экспертов").get_by_role("listitem")
    expect(listed).to_have_count(len(stage.items(f"{paper.section}/outside-opinions")))
    look(paper.section, stage.coordinator)

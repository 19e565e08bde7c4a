"""A section by clicks: read, commented on, decided, signed, written, compared; with scripts and without."""

from playwright.sync_api import expect

from tests.api.stage import FIRST
from tests.api.world import PASSWORD
from tests.web.browser import PHONE, Look, Seats
from tests.web.site import Site

SECOND = FIRST.replace("раз в год", "дважды в год")


def test_expert_comments_on_a_paragraph_and_decides_without_scripts(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    page = seat(stage.reviewer, scripts=False, width=PHONE)
    page.goto(paper.section)
    page.get_by_role("link", name="Написать замечание к абзацу 2").click()
    page.get_by_label("Слова, о которых речь").fill("раз в год")
    page.get_by_label("Что вы хотите сказать").fill("<b>Почему</b> так редко?")
    page.get_by_role("button", name="Отправить замечание").click()
    expect(page.get_by_role("status")).to_contain_text("Замечание отправлено")
    expect(page.locator("mark")).to_have_text("раз в год")
    expect(page.get_by_role("article")).to_contain_text("<b>Почему</b> так редко?")
    page.get_by_text("Ваше решение").click()
    page.get_by_label("согласую с замечаниями").check()
    page.get_by_label("Пояснение").fill("Собираться надо чаще")
    page.get_by_role("button", name="Отправить решение").click()
    expect(page.get_by_role("status").first).to_contain_text("Ваше решение записано")


def test_editor_answers_a_remark_and_its_author_is_content(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    remark = {"revision_id": stage.head(paper.section), "quote": "раз в год", "text": "Чаще"}
    stage.done("POST", f"{paper.section}/comments", stage.reviewer, remark)
    page = seat(stage.editor, scripts=False)
    page.goto(paper.section)
    expect(page.get_by_text("1 замечание без ответа")).to_be_visible()
    page.get_by_text("Ответить на замечание").click()
    page.get_by_label("Отклонено").check()
    page.get_by_role("button", name="Отправить ответ редакции").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Пояснение").fill("Чаще не успеваем")
    page.get_by_role("button", name="Отправить ответ редакции").click()
    expect(page.locator("article")).to_contain_text("Чаще не успеваем")
    page = seat(stage.reviewer, scripts=False)
    page.goto(paper.section)
    page.get_by_role("button", name="Ответ устраивает").click()
    expect(page.locator("article")).to_contain_text("закрыто")


def test_author_is_content_with_all_answers_at_once(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    made = []
    for text in ("Чаще", "Кто это решил?", "Без ответа"):
        remark = {"revision_id": stage.head(paper.section), "quote": "раз в год", "text": text}
        made.append(stage.world.made(f"{paper.section}/comments", stage.reviewer, remark))
    page = seat(stage.reviewer, scripts=False)
    stage.done("POST", f"/comments/{made[0]}/decline", stage.editor, {"reason": "Не успеваем"})
    page.goto(paper.section)
    expect(page.get_by_role("button", name="Меня устраивают все ответы")).to_have_count(0)
    stage.done("POST", f"/comments/{made[1]}/decline", stage.editor, {"reason": "Совет"})
    page.goto(paper.section)
    expect(page.get_by_text("На ваши замечания есть 2 ответа.")).to_be_visible()
    look(paper.section, stage.reviewer)
    # One answer is taken as it is in another window meanwhile, and one comes that this page does not show.
    stage.done("POST", f"/comments/{made[1]}/resolve", stage.reviewer)
    stage.done("POST", f"/comments/{made[2]}/decline", stage.editor, {"reason": "Потом"})
    page.get_by_role("button", name="Меня устраивают все ответы").click()
    expect(page.get_by_role("status")).to_contain_text("Обсуждения закрыты")
    states = {one["id"]: one["state"] for one in stage.items(f"{paper.section}/comments")}
    assert [states[one] for one in made] == ["resolved", "resolved", "declined"]
    expect(seat(stage.editor, scripts=False).locator("#form-contentment")).to_have_count(0)


def test_words_that_are_not_in_the_text_are_refused_and_nothing_typed_is_lost(seat: Seats, site: Site) -> None:
    paper = site.stage.in_phase("review")
    page = seat(site.stage.reviewer, scripts=False)
    page.goto(f"{paper.section}?remark=1")
    page.get_by_label("Слова, о которых речь").fill("раз в сто лет")
    page.get_by_label("Что вы хотите сказать").fill("Долгая мысль, которую жаль потерять")
    page.get_by_role("button", name="Отправить замечание").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Что вы хотите сказать")).to_have_value("Долгая мысль, которую жаль потерять")
    expect(page.get_by_label("Слова, о которых речь")).to_have_value("раз в сто лет")


def test_selection_across_formatting_becomes_the_words_of_a_comment(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.launched()
    stage.hand_in(paper.section, "Совет **собирается раз** в год.\n\nСовет собирается раз в год и работает.\n")
    page = seat(stage.reviewer)
    page.goto(paper.section)
    page.evaluate(
        """() => {
            const text = document.querySelector("[data-block='0'] .text p");
            const range = document.createRange();
            range.setStart(text.querySelector("strong").firstChild, 11);
            range.setEnd(text.lastChild, 6);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="Замечание к выделенному").click()
    expect(page.get_by_label("Слова, о которых речь")).to_have_value("раз в год")
    page.get_by_label("Что вы хотите сказать").fill("Чаще")
    page.get_by_role("button", name="Отправить замечание").click()
    expect(page.locator("[data-block='0'] mark")).to_have_text(["раз", " в год"])
    expect(page.locator("[data-block='1'] mark")).to_have_count(0)


def test_editor_writes_and_hands_in_and_the_change_is_shown(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    stage.send_back(paper.section)
    page = seat(stage.editor)
    page.goto(paper.section)
    page.get_by_role("link", name="Написать текст").click()
    page.locator("#editor[data-ready] .ProseMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(SECOND.strip().replace("\n\n", "\n"))
    page.get_by_role("button", name="Отправить на рецензию").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Текст отправлен")
    page.get_by_role("link", name="Что изменилось").first.click()
    expect(page.locator("#redline ins")).to_have_text("дважды")
    page.wait_for_load_state()  # keys are for the script, which comes after the words
    page.keyboard.press("n")
    expect(page.locator("#which")).to_have_text("1 / 1")


def test_nothing_written_is_refused_in_words(seat: Seats, site: Site) -> None:
    paper = site.stage.launched()
    page = seat(site.stage.editor, scripts=False)
    page.goto(f"{paper.section}/write")
    page.get_by_label("Текст", exact=True).fill("   ")
    page.get_by_role("button", name="Отправить на рецензию").first.click()
    expect(page.get_by_role("alert")).to_be_visible()


def test_author_takes_a_remark_back(seat: Seats, site: Site) -> None:
    paper = site.stage.in_phase("review")
    remark = {"revision_id": site.stage.head(paper.section), "quote": "раз в год", "text": "Чаще"}
    site.stage.done("POST", f"{paper.section}/comments", site.stage.reviewer, remark)
    page = seat(site.stage.reviewer, scripts=False)
    page.goto(paper.section)
    page.get_by_role("button", name="Снять замечание").click()
    expect(page.locator("article")).to_contain_text("снято автором")


def test_signer_signs_what_is_shown(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("sign_off")
    page = seat(stage.approver, scripts=False)
    page.goto(paper.section)
    page.get_by_role("link", name="Посмотреть и подписать").click()
    expect(page.locator(".hash")).to_have_text(str(stage.read(paper.section)["text_hash"]))
    page.get_by_label("Ваш пароль").fill(PASSWORD)
    page.get_by_role("button", name="Подписать", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Подпись поставлена")
    assert stage.phase(paper.section) == "approved"


def test_pages_of_a_section_are_accessible(seat: Seats, look: Look, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    quote = {"revision_id": stage.head(paper.section), "quote": "раз в год", "text": "Чаще", "kind": "proposal"}
    stage.done("POST", f"{paper.section}/comments", stage.reviewer, {**quote, "replacement": "дважды в год"})
    look(f"{paper.section}?remark=0", stage.reviewer)
    look(f"{paper.section}/timeline", stage.reviewer)
    stage.send_back(paper.section)
    look(f"{paper.section}/write", stage.editor)
    stage.hand_in(paper.section, SECOND)
    look(f"{paper.section}/changes?view=columns", stage.reviewer)
    look(paper.section, stage.editor, language="en")

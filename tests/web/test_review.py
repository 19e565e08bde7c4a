"""A review gathered beside the text: kept on the server, seen by nobody else, sent as one; and the bar above it."""

from playwright.sync_api import Page, expect

from storage.tables import Visit
from tests.api.stage import FIRST, POLICY, Form, Paper, Stage
from tests.web.browser import PHONE, Look, Seats
from tests.web.site import Site


def remark(stage: Stage, paper: Paper, **said: str) -> str:
    form: Form = {"revision_id": stage.head(paper.section), "quote": "раз в год", "text": "Чаще", **said}
    return stage.world.made(f"{paper.section}/comments", stage.reviewer, form)


def gather(page: Page, paper: Paper, text: str) -> None:
    page.goto(f"{paper.section}?remark=1")
    page.get_by_label("Слова, о которых речь").fill("раз в год")
    page.get_by_label("Что вы хотите сказать").fill(text)
    page.get_by_role("button", name="Добавить в рецензию").click()
    expect(page.get_by_role("status")).to_contain_text("Видите только вы")


def test_review_is_gathered_kept_and_sent_with_its_verdict_without_scripts(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    page = seat(stage.reviewer, scripts=False)
    gather(page, paper, "Почему <i>так</i> редко?")
    gather(page, paper, "Второе")
    other = seat(stage.editor, scripts=False)
    other.goto(paper.section)
    expect(other.get_by_text("Второе")).to_have_count(0)
    page = seat(stage.reviewer, scripts=False, width=PHONE)  # another browser, as after the session's end
    page.goto(paper.section)
    expect(page.locator("article.unsent")).to_have_count(2)
    look(paper.section, stage.reviewer)
    page.locator("article.unsent").nth(1).get_by_role("button", name="Удалить").click()
    page.get_by_role("link", name="Изменить").click()
    page.get_by_label("Что вы хотите сказать").fill("Почему <i>так</i> редко, и кто решил?")
    page.get_by_role("button", name="Сохранить", exact=True).click()
    page.get_by_text("Ваше решение").click()
    page.get_by_label("Пояснение").fill("Подумаю ещё")
    page.get_by_role("button", name="Сохранить, не отправляя").click()
    page.get_by_text("Ваше решение").click()
    expect(page.get_by_label("Пояснение")).to_have_value("Подумаю ещё")
    page.get_by_label("согласую с замечаниями").check()
    page.get_by_role("button", name="Отправить рецензию").click()
    expect(page.get_by_role("status").first).to_contain_text("Ваше решение записано")
    expect(page.locator("article.unsent")).to_have_count(0)
    other.reload()
    expect(other.locator("mark")).to_have_text("раз в год")
    expect(other.locator(".margin article")).to_contain_text("Почему <i>так</i> редко, и кто решил?")
    expect(other.get_by_role("region", name="О тексте в целом")).to_contain_text("Подумаю ещё")


def test_who_speaks_is_told_who_will_see_their_name(seat: Seats, site: Site) -> None:
    stage = site.stage
    both = [stage.reviewer, stage.member]
    openly = stage.in_phase("review", reviewers=both)
    blind = stage.in_phase("review", reviewers=both, policy={**POLICY, "opinions": "own_first"})
    page = seat(stage.reviewer, scripts=False)
    for paper, words in ((openly, "увидят участники документа"), (blind, "пока видят только редакторы раздела")):
        page.goto(f"{paper.section}?remark=1")
        expect(page.locator(".thread.new .hint", has_text=words)).to_be_visible()
        page.get_by_text("Ваше решение").click()
        expect(page.locator("#standing .hint", has_text=words)).to_be_visible()


def test_bar_says_what_is_missing_and_takes_no_more_than_a_fifth_of_a_phone(seat: Seats, site: Site) -> None:
    stage = site.stage
    for paper, by, words in (
        (stage.in_phase("review"), stage.reviewer, "Не хватает голосов «согласую»: 1"),
        (stage.in_phase("sign_off"), stage.approver, "Не хватает подписей: 1"),
        (stage.launched(), stage.editor, "Нужен текст"),
    ):
        page = seat(by, width=PHONE)
        page.goto(paper.section)
        expect(page.locator("#standing .lacking")).to_contain_text(words)
        box = page.locator("#standing").bounding_box()
        assert box is not None
        assert box["height"] <= 800 / 5, words
        assert abs(box["y"] + box["height"] - 800) < 2, "the bar does not stand at the foot of the window"


def test_typed_remark_outlives_a_cut_connection(seat: Seats, site: Site) -> None:
    paper = site.stage.in_phase("review")
    page = seat(site.stage.reviewer)
    page.goto(f"{paper.section}?remark=1")
    page.get_by_label("Что вы хотите сказать").fill("Долгая мысль, которую жаль потерять")
    page.context.set_offline(True)
    page.get_by_role("button", name="Отправить замечание").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(f"{paper.section}?remark=1")
    expect(page.get_by_label("Что вы хотите сказать")).to_have_value("Долгая мысль, которую жаль потерять")
    page.get_by_label("Слова, о которых речь").fill("раз в год")
    page.get_by_role("button", name="Отправить замечание").click()
    expect(page.get_by_role("status").first).to_contain_text("Замечание отправлено")
    page.goto(f"{paper.section}?remark=1")
    expect(page.get_by_label("Что вы хотите сказать")).to_have_value("")


def test_lost_comment_lies_in_the_tray_until_it_is_attached_by_hand(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    lost = remark(stage, paper)
    stage.done("POST", f"/comments/{lost}/replies", stage.editor, {"text": "Подумаем"})
    changed = remark(stage, paper, quote="помогают землякам обустроиться", text="Точнее")
    stage.send_back(paper.section)
    stage.hand_in(paper.section, "Землячества помогают землякам хорошо обустроиться.\n\nВстречи бывают летом.\n")
    comments = f"{paper.section}/comments"
    stage.until(lambda: all(one["placement"] for one in stage.items(comments) if not one["parent_id"]))
    page = seat(stage.reviewer, scripts=False)
    page.goto(paper.section)
    tray = page.locator("#tray")
    expect(tray.get_by_role("heading", name="этих слов нет")).to_be_visible()
    expect(tray.locator(f"#thread-{lost}")).to_contain_text("Подумаем")
    expect(tray.locator(f"a[href='#thread-{changed}']")).to_be_visible()
    look(paper.section, stage.reviewer)
    card = tray.locator(f"#thread-{lost}")
    card.get_by_text("Прикрепить к другим словам").click()
    card.get_by_label("Слова в тексте").fill("Встречи")
    card.get_by_role("button", name="Прикрепить").click()
    expect(page.locator(f".margin #thread-{lost}")).to_contain_text("Подумаем")
    expect(page.locator("mark", has_text="Встречи")).to_be_visible()


def test_comments_are_filtered_by_person_kind_and_answer_without_scripts(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    answered = remark(stage, paper)
    remark(stage, paper, kind="question", text="Почему?")
    form = {"revision_id": stage.head(paper.section), "quote": "Совет", "text": "Какой?"}
    stage.done("POST", f"{paper.section}/comments", stage.approver, form)
    stage.done("POST", f"/comments/{answered}/answer", stage.editor, {"answer": "noted"})
    page = seat(stage.coordinator, scripts=False)
    page.goto(paper.section)
    expect(page.locator("article.thread")).to_have_count(3)
    for label, value, left in (
        ("Кто написал", stage.approver.id, 1),
        ("Что это", "question", 1),
        ("Что с ними", "open", 2),
        ("Что с ними", "answered", 1),
        ("Что с ними", "closed", 0),
    ):
        page.goto(paper.section)
        page.get_by_text("Какие замечания показать").click()
        page.get_by_label(label).select_option(value)
        page.get_by_role("button", name="Показать").click()
        expect(page.locator("article.thread")).to_have_count(left)
        expect(page.get_by_text(f"Показано замечаний: {left} из 3")).to_be_visible()


def test_reader_is_shown_what_changed_since_they_were_last_there(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    page = seat(stage.reviewer, scripts=False)
    page.goto(paper.section)
    stage.until(lambda: visited(stage, stage.reviewer.id, paper) == stage.head(paper.section))
    for text in ("дважды в год", "трижды в год"):
        stage.send_back(paper.section)
        stage.hand_in(paper.section, FIRST.replace("раз в год", text))
    page.goto(paper.section)
    page.get_by_role("link", name="Что изменилось с вашего прошлого посещения").click()
    expect(page.locator("#redline del")).to_have_text("раз")
    expect(page.locator("#redline ins")).to_have_text("трижды")
    page.get_by_role("link", name="С прошлой редакции").click()
    expect(page.locator("#redline del")).to_have_text("дважды")


def visited(stage: Stage, person_id: str, paper: Paper) -> str | None:
    with stage.world.house.database.read() as session:
        row = session.get(Visit, (person_id, paper.sections[0]))
        return row.revision_id if row else None


def test_changes_are_stepped_through_by_keyboard(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    stage.send_back(paper.section)
    stage.hand_in(paper.section, FIRST.replace("раз в год", "дважды в год").replace("обустроиться", "освоиться"))
    page = seat(stage.reviewer)
    page.goto(f"{paper.section}/changes?view=columns")
    for key, at in (("n", "1 / "), ("n", "2 / "), ("p", "1 / ")):
        page.keyboard.press(key)
        expect(page.locator("#which")).to_contain_text(at)
    expect(page.locator(".at-change")).to_have_count(1)


def test_changes_are_shown_whole_alone_side_by_side_and_settled(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    stage.send_back(paper.section)
    stage.hand_in(paper.section, FIRST.replace("раз в год", "дважды в год") + "\nПодробности в отчёте.\n")
    page = seat(stage.reviewer, scripts=False)
    page.goto(f"{paper.section}/changes")
    expect(page.locator(".tally")).to_have_text("2 правки: 1 замена, 1 вставка.")
    for view, changes in (("Только изменённое", 2), ("В две колонки", 2), ("Чистый текст", 0)):
        page.get_by_role("link", name=view).click()
        expect(page.get_by_role("link", name=view)).to_have_attribute("aria-current", "page")
        expect(page.locator("#redline ins")).to_have_count(changes)
    expect(page.locator("#redline")).to_contain_text("дважды в год")
    look(f"{paper.section}/changes?view=changes", stage.reviewer)


def test_file_from_ones_disk_is_compared_and_not_kept(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    before = stage.read(f"{paper.section}/timeline")
    page = seat(stage.reviewer, scripts=False)
    page.goto(f"{paper.section}/changes")
    theirs = FIRST.replace("раз в год", "дважды в год").encode()
    page.get_by_label("Ваш файл").set_input_files({"name": "моё.md", "mimeType": "text/markdown", "buffer": theirs})
    page.get_by_role("button", name="Сравнить с файлом").click()
    expect(page.locator("#redline ins")).to_have_text("дважды")
    expect(page.locator(".note")).to_contain_text("моё.md")
    page.get_by_label("Ваш файл").set_input_files({"name": "моё.exe", "mimeType": "text/plain", "buffer": b"MZ"})
    page.get_by_role("button", name="Сравнить с файлом").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert stage.read(f"{paper.section}/timeline") == before
    assert stage.items(f"{paper.section}/drafts", stage.coordinator) == []

"""The editor by clicks and keys: nothing lost on the way through, without a connection, with two at the same text."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.text.canonical import canonical_bytes
from domain.text.editor.opened import opened
from domain.text.editor.written import written
from tests.api.stage import FIRST, Paper, Stage
from tests.domain.text.test_editor import TEXTS
from tests.web.browser import PHONE, Seats, assert_accessible
from tests.web.site import Site

SAVED = "Сохранено."
TABLED = """# Цели

1.  первая
2.  вторая
    -   в ней

| а | б |
|---|---|
| в | г |

Слова со сноской[^1] и $x^2$.

[^1]: Сама сноска.
"""


@pytest.fixture
def paper(site: Site) -> Paper:
    """A section that waits for its second text."""
    return drafting(site.stage, FIRST)


def drafting(stage: Stage, text: str) -> Paper:
    paper = stage.launched()
    stage.hand_in(paper.section, text)
    stage.send_back(paper.section)
    return paper


def at_desk(page: Page, paper: Paper) -> Page:
    """The page with its editor ready to type in."""
    page.goto(f"{paper.section}/write")
    expect(page.locator("#editor[data-ready]")).to_be_visible(timeout=60_000)
    return page


def field(page: Page) -> Any:
    return page.get_by_role("textbox", name="Текст раздела")


def says(page: Page, words: str) -> None:
    expect(page.locator(".state-of-saving")).to_contain_text(words, timeout=60_000)


def type_at_end(page: Page, words: str) -> None:
    field(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def markdown(page: Page, paper: Paper) -> str:
    """The working text as somebody without scripts has it in their field."""
    plain = page.context.request.get(f"{paper.section}/write").text()
    return plain.partition('name="text"')[2].partition(">")[2].partition("</textarea>")[0].strip()


def test_editor_types_formats_and_reloads_and_nothing_is_lost(seat: Seats, site: Site, paper: Paper) -> None:
    page = at_desk(seat(site.stage.editor), paper)
    type_at_end(page, "\nСлово ")
    page.keyboard.press("Control+b")
    page.keyboard.type("жирно")
    page.keyboard.press("Control+b")
    page.keyboard.type("\nЦели")
    page.get_by_label("Вид абзаца").select_option(label="Заголовок 2")
    page.keyboard.press("End")
    page.keyboard.type("\n- раз\nдва\n\n")
    page.keyboard.type("Конец")
    page.get_by_role("button", name="Таблица: вставить").click()
    says(page, SAVED)
    page.reload()
    expect(page.locator("#editor[data-ready]")).to_be_visible()
    expect(page.locator(".ProseMirror strong")).to_have_text("жирно")
    expect(page.locator(".ProseMirror h2")).to_have_text("Цели")
    expect(page.locator(".ProseMirror li")).to_have_text(["раз", "два"])
    expect(page.locator(".ProseMirror th")).to_have_count(3)
    expect(page.locator(".ProseMirror")).to_contain_text("раз в год.")
    page.get_by_role("button", name="Отправить на рецензию").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Текст отправлен")
    assert site.stage.phase(paper.section) == "review"
    page.goto(f"{paper.section}/changes")
    expect(page.locator("#redline")).to_contain_text("жирно")


def test_text_that_is_looked_at_and_typed_in_elsewhere_keeps_all_of_its_kinds(seat: Seats, site: Site) -> None:
    paper = drafting(site.stage, TABLED)
    page = at_desk(seat(site.stage.editor), paper)
    before = markdown(page, paper)
    expect(page.locator(".ProseMirror .kept")).to_have_text("x^2")
    type_at_end(page, " Ещё.")
    says(page, SAVED)
    assert markdown(page, paper) == before.replace("x^2$.", "x^2$. Ещё.")


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_browser_holds_every_kind_of_block_as_it_is(seat: Seats, site: Site, name: str) -> None:
    paper = drafting(site.stage, FIRST)
    page = seat(site.stage.editor)
    document = json.dumps(
        {"document": opened(TEXTS[name]), "tag": "", "sent_tag": "", "is_merged": False, "collided": None}
    )
    sent: list[Any] = []

    def answer(route: Any) -> None:
        if route.request.method == "PUT":
            sent.append(route.request.post_data_json)
        route.fulfill(body=document, content_type="application/json")

    page.route("**/writing", answer)
    at_desk(page, paper)
    type_at_end(page, "x")
    page.keyboard.press("Backspace")
    expect(page.locator(".state-of-saving")).to_have_text(SAVED, timeout=60_000)
    assert canonical_bytes(written(sent[-1]["document"])) == canonical_bytes(TEXTS[name])


def test_connection_is_cut_while_typing_and_comes_back(seat: Seats, site: Site, paper: Paper) -> None:
    page = at_desk(seat(site.stage.editor), paper)
    page.context.set_offline(True)
    type_at_end(page, " Без связи.")
    says(page, "Связи нет")
    assert_accessible(page)
    page.context.set_offline(False)
    says(page, SAVED)
    assert markdown(page, paper).endswith("раз в год. Без связи.")


def test_what_was_typed_without_a_connection_outlives_the_page(seat: Seats, site: Site, paper: Paper) -> None:
    page = at_desk(seat(site.stage.editor), paper)
    page.route("**/writing", lambda route: route.abort() if route.request.method == "PUT" else route.fallback())
    type_at_end(page, " Не успело.")
    says(page, "Связи нет")
    page.unroute("**/writing")
    page.route("**/writing", lambda route: route.abort() if route.request.method == "PUT" else route.fallback())
    page.goto("about:blank")
    page.unroute("**/writing")
    at_desk(page, paper)
    expect(field(page)).to_contain_text("Не успело.")
    says(page, SAVED)
    assert markdown(page, paper).endswith("раз в год. Не успело.")


def test_two_editors_see_each_other_and_their_words_come_together(seat: Seats, site: Site, paper: Paper) -> None:
    stage = site.stage
    first, second = at_desk(seat(stage.editor), paper), at_desk(seat(stage.second), paper)
    type_at_end(first, " Первая добавила.")
    says(first, SAVED)
    expect(second.locator(".beside")).to_contain_text("пишет сейчас", timeout=60_000)
    field(second).click()
    second.keyboard.press("Control+Home")
    second.keyboard.type("Вторая начала. ")
    says(second, "Сохранено.")
    for page in (first, second):
        expect(field(page)).to_contain_text("Вторая начала. Землячества", timeout=60_000)
        expect(field(page)).to_contain_text("раз в год. Первая добавила.", timeout=60_000)
    first.get_by_role("button", name="Отправить на рецензию").first.click()
    expect(first.get_by_role("status").first).to_contain_text("Текст отправлен")


def test_same_words_changed_by_two_are_chosen_from(seat: Seats, site: Site, paper: Paper) -> None:
    stage = site.stage
    second = at_desk(seat(stage.second), paper)
    second.context.set_offline(True)
    first = at_desk(seat(stage.editor), paper)
    for page, words in ((first, " каждую весну"), (second, " каждую осень")):
        field(page).click()
        page.keyboard.press("Control+End")
        page.keyboard.press("ArrowLeft")
        page.keyboard.type(words)
    says(first, SAVED)
    second.context.set_offline(False)
    expect(second.get_by_role("heading", name="Вы и другой редактор изменили одно и то же")).to_be_visible(
        timeout=60_000
    )
    assert_accessible(second)
    expect(second.locator(".collisions")).to_contain_text("каждую весну")
    second.get_by_label("Оставить моё").check()
    second.get_by_role("button", name="Соединить так").click()
    says(second, SAVED)
    expect(first.locator(".ProseMirror")).to_contain_text("раз в год каждую осень.", timeout=60_000)


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body><!--StartFragment--><h1><span style='mso-fareast-font-family:"Times New Roman"'>Порядок<o:p></o:p></span></h1>
<p class=MsoNormal>Совет <b style='mso-bidi-font-weight:normal'>обязан</b> <span
style='font-style:italic'>собираться</span><a
style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>.</p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>первое</p>
<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>вложенное</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>второе</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>да</p></td><td>
<p class=MsoNormal>нет</p></td></tr></table>
<p class=MsoNormal><a href="javascript:document.title='hacked'">ссылка</a><img src=x
 onerror="document.title='hacked'"></p>
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a
style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1"><span>[1]</span></a> По уставу.</p></div></div>
<!--EndFragment--></body></html>"""


def test_paste_from_word_keeps_its_structure(seat: Seats, site: Site, paper: Paper) -> None:
    page = at_desk(seat(site.stage.editor), paper)
    field(page).click()
    page.keyboard.press("Control+a")
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.querySelector(".ProseMirror").dispatchEvent(event);
        }""",
        WORD,
    )
    expect(page.locator(".ProseMirror h1")).to_have_text("Порядок")
    expect(page.locator(".ProseMirror ol > li")).to_have_count(2)
    expect(page.locator(".ProseMirror ol ul > li")).to_have_text("вложенное")
    expect(page.locator(".ProseMirror td")).to_have_text(["да", "нет"])
    expect(page.locator(".ProseMirror strong")).to_have_text("обязан")
    expect(page.locator(".ProseMirror em")).to_have_text("собираться")
    expect(page.locator(".ProseMirror .note-mark")).to_have_attribute("title", "По уставу.")
    expect(page.locator(".ProseMirror a")).to_have_count(0)
    says(page, SAVED)
    assert "[^1]: По уставу." in markdown(page, paper)
    assert page.title() != "hacked"


def test_footnote_and_link_are_made_by_keys_alone(seat: Seats, site: Site, paper: Paper) -> None:
    page = at_desk(seat(site.stage.editor), paper)
    field(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Вид абзаца")).to_be_focused()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Сноска")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Так решили.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror .note-mark")).to_have_attribute("title", "Так решили.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Ссылка").press("Enter")
    page.get_by_label("Адрес ссылки").fill("https://example.org/устав")
    page.keyboard.press("Enter")
    says(page, SAVED)
    assert "https://example.org/устав" in markdown(page, paper)


def test_files_of_what_is_written_are_downloaded(seat: Seats, site: Site, paper: Paper) -> None:
    page = at_desk(seat(site.stage.editor), paper)
    type_at_end(page, " Новое.")
    says(page, SAVED)
    for form in ("docx", "redline"):
        answer = page.context.request.get(f"{paper.section}/writing/files/{form}")
        assert (answer.status, answer.body()[:2]) == (200, b"PK")


def test_desk_is_accessible_at_both_widths_and_in_both_languages(seat: Seats, site: Site, pictures: Any) -> None:
    paper = drafting(site.stage, TABLED)
    remark = {"revision_id": site.stage.head(paper.section), "quote": "первая", "text": "Почему она первая?"}
    site.stage.done("POST", f"{paper.section}/comments", site.stage.reviewer, remark)
    for width, dark, language in ((PHONE, True, "ru"), (1440, False, "ru"), (1440, False, "en")):
        page = seat(site.stage.editor, width=width, dark=dark)
        page.goto("/")
        if language == "en":
            page.get_by_role("button", name="English").click()
        at_desk(page, paper)
        page.locator(".ProseMirror td").first.click()
        assert_accessible(page)
        page.screenshot(path=pictures / f"desk-{language}-{width}.png", full_page=True)


def test_without_scripts_the_plain_field_has_what_is_being_written(seat: Seats, site: Site, paper: Paper) -> None:
    page = at_desk(seat(site.stage.editor), paper)
    type_at_end(page, " Начато в редакторе.")
    says(page, SAVED)
    plain = seat(site.stage.second, scripts=False)
    plain.goto(f"{paper.section}/write")
    expect(plain.get_by_label("Текст", exact=True)).to_contain_text("Начато в редакторе.")
    plain.get_by_role("button", name="Отправить на рецензию").first.click()
    expect(plain.get_by_role("status").first).to_contain_text("Текст отправлен")


@pytest.mark.parametrize("who", ["reviewer", "stranger", None])
@pytest.mark.parametrize("path", ["/writing", "/writing/files/docx"])
def test_others_do_not_see_what_is_being_written(
    seat: Seats, site: Site, paper: Paper, who: str | None, path: str
) -> None:
    page = seat(getattr(site.stage, who) if who else None)
    answer = page.context.request.get(f"{paper.section}{path}", max_redirects=0)
    assert answer.status in (303, 403, 404)

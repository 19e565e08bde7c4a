"""A document's whole life by clicks: from an empty installation to an edition that a visitor reads.

Everybody has a browser of their own and comes by the letter they got; nothing is done but what a page offers.
"""

import email
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.demo import EMAIL, administrator, forget_settings, running
from app.settings import Settings
from demo.cast import CAST, email_of
from demo.pandoc import word_file
from demo.stage import revised, written
from tests.web.browser import BrowserThread, assert_accessible

PASSWORD = "тише едешь дальше будешь"
TITLE = "Стратегия развития землячеств"
EXPERIENCE, GOALS = "Опыт и уроки", "Цели и задачи"
GROWTH = "За последние годы землячества выросли втрое."
DATED = "С 2015 по 2022 год землячества выросли втрое."
PATIENCE = 60_000
"""Milliseconds for what happens by itself."""


@dataclass
class People:
    """Who has come in, each before a browser of their own."""

    browser: Browser
    address: str
    outbox: Path
    pages: dict[str, Page] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    clicks: int = 0

    def newcomer(self) -> Page:
        """An empty page of somebody who has not signed in."""
        context = self.browser.new_context(base_url=self.address, locale="ru", reduced_motion="reduce")
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    def sign_in(self, key: str, address: str, password: str, page: Page | None = None) -> Page:
        """Sign in, on the page given or a new one."""
        page = page or self.newcomer()
        page.goto("/sign-in")
        page.get_by_label("Электронная почта").fill(address)
        page.get_by_label("Пароль").fill(password)
        self.click(page, "Войти")
        expect(page.get_by_role("heading", level=1)).to_have_text("Что ждёт меня")
        self.pages[key] = page
        return page

    def join(self, key: str) -> None:
        """Come by the link of the invitation, choose a password, sign in."""
        page = self.newcomer()
        page.goto(self.link_for(email_of(key)))
        page.get_by_label("Фамилия, имя, отчество").fill(CAST[key].name)
        page.get_by_label("Придумайте пароль").fill(PASSWORD)
        page.get_by_role("checkbox").check()
        self.click(page, "Начать работу")
        self.sign_in(key, email_of(key), PASSWORD, page)

    def link_for(self, address: str) -> str:
        """The path of the link in the letter that somebody got."""
        page = next(iter(self.pages.values()))
        for _ in range(PATIENCE // 250):
            for file in self.outbox.glob("*.eml"):
                letter = email.message_from_bytes(file.read_bytes(), policy=default)
                assert isinstance(letter, EmailMessage)
                body = letter.get_body(("plain",))
                found = re.search(r"https?://\S+/links/[\w.-]+", body.get_content() if body else "")
                if address in str(letter["To"]) and found:
                    return urlsplit(found[0]).path
            page.wait_for_timeout(250)
        raise AssertionError(f"no letter to {address}")

    def click(self, page: Page, words: str, role: str = "button") -> None:
        """Press what has these words."""
        page.get_by_role(role, name=words, exact=True).first.click()  # type: ignore[arg-type]
        self.clicks += 1

    def said(self, key: str, words: str) -> None:
        """What the page says it has done."""
        expect(self.pages[key].get_by_role("status").first).to_contain_text(words)

    def to_do(self, key: str, what: str, section: str = "") -> Page:
        """From the first page to the place where this waits for somebody."""
        page = self.pages[key]
        item = page.get_by_role("listitem").filter(has_text=what).filter(has_text=section)
        for _ in range(PATIENCE // 500):
            page.goto("/")
            if item.count():
                break
            page.wait_for_timeout(500)
        item.first.get_by_role("link").first.click()
        self.clicks += 1
        return page


@pytest.mark.long
@pytest.mark.timeout(900)
def test_document_lives_from_nothing_to_its_edition(
    browser_thread: BrowserThread, tmp_path: Path, count: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VECHE_LANGUAGE", "ru")
    forget_settings()
    settings = Settings.for_folder(tmp_path / "data")
    with running(settings) as state:
        password = administrator(settings)
        people = People(browser_thread.browser, state.address, settings.outbox)
        browser_thread.run(lambda: _told(people, password))
    count("clicks from an empty installation to a published edition", people.clicks)


def _told(people: People, password: str) -> None:
    try:
        _everybody_comes(people, password)
        document = _document_is_set_up(people)
        _texts_are_handed_in(people)
        _experts_judge(people)
        _text_is_mended(people)
        _leader_signs(people, document)
        _edition_is_read(people, document)
        for page in people.pages.values():
            page.goto("/")
            assert_accessible(page)
    finally:
        for context in people.contexts:
            context.close()


def _everybody_comes(people: People, password: str) -> None:
    """The administrator invites the coordinator, and she everybody else."""
    people.sign_in("admin", EMAIL, password)
    _invite(people, "admin", "marina", role="coordinator")
    people.join("marina")
    for key in ("pavel", "irina", "darya", "nina", "stepan"):
        _invite(people, "marina", key)
        people.join(key)


def _invite(people: People, by: str, key: str, role: str = "") -> None:
    page = people.pages[by]
    page.goto("/people")
    people.click(page, "Приглашения", "link")
    page.wait_for_url("**/invitations")
    if page.locator("#form-invitation").is_hidden():
        page.locator("summary", has_text="Пригласить человека").click()
    page.get_by_label("Фамилия, имя, отчество").fill(CAST[key].name)
    page.get_by_label("Электронная почта").fill(email_of(key))
    if role:
        page.get_by_label("Роль", exact=True).select_option(role)
    people.click(page, "Отправить приглашение")
    people.said(by, "риглашени")


def _document_is_set_up(people: People) -> str:
    """Title, sections, who does what; and work begins. The document's path."""
    page = people.pages["marina"]
    page.goto("/")
    people.click(page, "Новый документ", "link")
    page.get_by_label("Название документа").fill(TITLE)
    people.click(page, "Начать")
    for number, (title, editor) in enumerate(((EXPERIENCE, "pavel"), (GOALS, "irina")), start=1):
        _opened(page, "Добавить раздел")
        page.get_by_label("Название раздела").fill(title)
        page.locator("#form-section").get_by_role("button", name="Добавить").click()
        _opened(page, f"{number}. {title}")
        form = page.locator(f"#form-staff-{number}")
        for part, keys in (
            ("Пишут", (editor,)),
            ("Рецензируют", ("darya", "nina")),
            ("Утверждают раздел", ("stepan",)),
        ):
            for key in keys:
                form.get_by_role("group", name=part).get_by_label(CAST[key].name).check()
        form.get_by_role("button", name="Сохранить").click()
    page.locator("#form-approvers").get_by_label(CAST["stepan"].name).check()
    page.locator("#form-approvers").get_by_role("button", name="Сохранить").click()
    people.click(page, "Запустить работу")
    people.said("marina", "Работа началась")
    return "/documents/" + page.url.partition("/documents/")[2].partition("/")[0].partition("?")[0]


def _texts_are_handed_in(people: People) -> None:
    """One is typed in the editor, the other comes from Word."""
    page = people.to_do("pavel", "Написать и сдать текст", EXPERIENCE)
    people.click(page, "Написать текст", "link")
    _typed(page, written("1"))
    people.click(page, "Отправить на рецензию")
    people.said("pavel", "Текст отправлен")
    page = people.to_do("irina", "Написать и сдать текст", GOALS)
    people.click(page, "Написать текст", "link")
    form = page.locator("#form-upload")
    form.locator("input[type=file]").set_input_files(
        {"name": "Цели.docx", "mimeType": "application/octet-stream", "buffer": word_file(written("2"))}
    )
    form.locator("button.main").click()
    people.said("irina", "Текст отправлен")


def _experts_judge(people: People) -> None:
    """One agrees; the other asks about words of the text and disagrees, which returns it, and is answered."""
    for section in (EXPERIENCE, GOALS):
        _verdict(people, "darya", section, "согласую")
    page = people.to_do("nina", "Прочитать и дать отзыв", EXPERIENCE)
    page.get_by_role("link", name="Написать замечание к абзацу 2").click()
    page.get_by_label("Слова, о которых речь").fill("землячества выросли втрое")
    page.get_by_label("Что вы хотите сказать").fill("За какие годы и по каким данным?")
    people.click(page, "Отправить замечание")
    people.said("nina", "Замечание отправлено")
    _verdict(people, "nina", EXPERIENCE, "не согласую", "Рост назван без лет и без источника.")
    _verdict(people, "nina", GOALS, "согласую")
    page = people.to_do("pavel", "Написать и сдать текст", EXPERIENCE)
    waiting = page.locator("summary", has_text="Ответить на замечание")
    while waiting.count():  # the question, and what was said with the verdict
        waiting.first.click()
        form = page.locator("details[open] form").filter(
            has=page.get_by_role("button", name="Отправить ответ редакции")
        )
        form.get_by_label("Принято", exact=True).check()
        form.get_by_label("Пояснение").fill("С 2015 по 2022 год, по годовым отчётам; дополним.")
        with page.expect_navigation():
            people.click(page, "Отправить ответ редакции")
    expect(page.locator("article").first).to_contain_text("по годовым отчётам")


def _verdict(people: People, key: str, section: str, verdict: str, text: str = "") -> None:
    page = people.to_do(key, "Прочитать и дать отзыв", section)
    page.locator("details.do > summary").click()
    page.get_by_label(verdict, exact=True).check()
    page.locator("#form-verdict").get_by_label("Пояснение").fill(text)
    people.click(page, "Отправить решение")
    people.said(key, "Ваше решение записано")


def _text_is_mended(people: People) -> None:
    """The editor writes anew what was returned, sees the change, and both experts agree."""
    page = people.to_do("pavel", "Написать и сдать текст", EXPERIENCE)
    people.click(page, "Написать текст", "link")
    _typed(page, revised(written("1"), GROWTH, DATED))
    people.click(page, "Отправить на рецензию")
    people.said("pavel", "Текст отправлен")
    people.click(page, "Что изменилось", "link")
    expect(page.locator("#redline ins").first).to_contain_text("2015")
    for key in ("darya", "nina"):
        _verdict(people, key, EXPERIENCE, "согласую")


def _leader_signs(people: People, document: str) -> None:
    """Both sections and then the whole, each under the password."""
    for what, where in (
        ("Подписать редакцию", EXPERIENCE),
        ("Подписать редакцию", GOALS),
        ("Подписать документ в целом", TITLE),
    ):
        page = people.to_do("stepan", what, where)
        if page.get_by_label("Ваш пароль").count() == 0:
            people.click(page, "Посмотреть и подписать", "link")
        page.get_by_label("Ваш пароль").fill(PASSWORD)
        people.click(page, "Подписать")
        people.said("stepan", "Подпись поставлена")
    page = people.to_do("marina", "Опубликовать утверждённый документ")
    people.click(page, "Опубликовать")
    edition = page.locator(f"a[href='{document.replace('documents', 'published')}']")
    expect(edition).to_be_visible(timeout=PATIENCE)


def _edition_is_read(people: People, document: str) -> None:
    """A visitor without an account reads both sections and has the signature checked."""
    page = people.newcomer()
    page.goto(document.replace("documents", "published"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text(DATED)).to_be_visible()
    expect(page.get_by_text("не меньше трети дел")).to_be_visible()
    expect(page.get_by_role("heading", name="Приложение 1. Лист согласования")).to_be_visible()
    assert_accessible(page)
    people.click(page, "Проверить подпись", "link")
    page.locator("#verdict.done").wait_for(timeout=PATIENCE)


def _typed(page: Page, text: str) -> None:
    """Type a text over what stands in the editor, line by line, as on any keyboard."""
    page.locator("#editor[data-ready] .ProseMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(" ".join(text.split("\n\n", maxsplit=1)[0].split()))
    for paragraph in text.strip().split("\n\n")[1:]:
        page.keyboard.press("Enter")
        page.keyboard.insert_text(" ".join(paragraph.split()))
    expect(page.locator(".state-of-saving")).to_contain_text("Сохранено", timeout=PATIENCE)


def _opened(page: Page, summary: str) -> None:
    details = page.locator("details", has=page.locator("summary", has_text=summary))
    if details.get_attribute("open") is None:
        details.locator("summary").first.click()

"""The story of agreement: one section, three rounds, a letter, a guest, an association, a dispute, and three papers.

Real processes and a real conversation by mail: answers leave over SMTP, and the worker reads them over IMAP.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.application import PREFIX
from demo.client import Address, Person
from tests.activities.papers.reading import letters, read
from tests.api.running import running_stage
from tests.servers.imap import running_imap
from tests.servers.mail import MailServer, running_mail
from tests.story.agreeing import FIRST, SHORT, Section
from tests.story.company import CAST, EXPERTS, GUEST, INSIDE, email_of, gathered
from tests.story.installation import installed
from tests.story.telling import EMAIL, administrator

INSIDE_MARK = "турмалин"
AGREEING = ("vera", "ivan", "sofia", "oleg", "tamara", "roman", "head")
GUEST_EMAIL = "petr@example.net"
DISPUTED, WANTED = "каждом третьем", "каждом втором"


@pytest.fixture(name="section", params=["in process", pytest.param("processes", marks=pytest.mark.long)])
def launched(request: pytest.FixtureRequest, temporal: str, smtp: MailServer, tmp_path: Path) -> Iterator[Section]:
    """A section in drafting, in an installation of its own whose worker, a process, reads a mailbox."""
    running = in_process if request.param == "in process" else in_processes
    with running_mail() as back, running_imap() as box:
        settings = {
            "smtp_url": f"smtp://{smtp.host}:{smtp.port}",
            "mail_answers": "otvety@veche.example",
            "imap_url": box.url,
        }
        with running(tmp_path, temporal, settings) as administrator:
            address = administrator.address
            section = Section(address, gathered(address, administrator), smtp, back, box)
            section.launch()
            yield section


@contextmanager
def in_processes(folder: Path, temporal: str, settings: dict[str, str]) -> Iterator[Person]:
    """The administrator of an installation as an operator sets it up, over a socket."""
    settings = settings | {"temporal_address": temporal, "temporal_namespace": "default"}
    with installed(folder, **settings) as installation, closing(Address(installation.address)) as address:
        yield address.sign_in(EMAIL, administrator(installation))


@contextmanager
def in_process(folder: Path, temporal: str, settings: dict[str, str]) -> Iterator[Person]:
    """The same with the API in this process, where passwords cost little; the worker is one of its own all the same."""
    with running_stage(folder, temporal, **settings) as stage:
        stage.world.app.state.house = stage.world.house
        with closing(
            Nearby(TestClient(stage.world.app, base_url=f"{stage.world.house.public_url}{PREFIX}"))
        ) as address:
            yield Person(stage.administrator.id, stage.administrator.token, address)


class Nearby(Address):
    """The address of an application in this process."""

    def __init__(self, http: TestClient) -> None:
        super().__init__("")
        self._http.close()
        self._http = http


def test_one_section_comes_to_agreement(section: Section, count: Callable[..., None]) -> None:
    section.hand_in(FIRST)
    answered_by_mail(section)
    remarks = remarked(section)
    discussed_inside(section)
    asked_outside(section)
    section.until(lambda: section.votes().get("roman"))
    assert section.votes() == {"roman": "agree_with_remarks", "head": "agree_with_remarks"}
    section.verdict("sofia", "disagree", "Доля молодёжи занижена")
    assert section.phase == "drafting"

    disagreement = all_answered(section, remarks)
    second_round(section)
    taken_to_leadership(section, disagreement)
    third_round(section)
    section.sign()
    assert section.phase == "sign_off"
    decision = {"decision": "dissent", "reason": "Оставляем; мнение публикуется вместе с текстом"}
    section.by("leader").do("POST", f"{disagreement}/decision", decision)
    assert section.phase == "approved"
    for form in ("docx", "pdf"):
        three_papers(section, form)
    count("people of the story of agreement", len(CAST))


def answered_by_mail(section: Section) -> None:
    """Roman answers his invitation by mail; somebody it was forwarded to tries the same, and is refused."""
    about = "Цели и работа"
    (letter,) = section.until(lambda: section.letters_to(email_of("roman"), about))
    section.answer_by_mail("roman", letter, "Согласен\n", sender="chuzhoy@example.net")
    section.answer_by_mail("roman", letter, "Согласен с замечаниями: назовите источник данных\n")


def remarked(section: Section) -> dict[str, str]:
    """Five remarks, to be answered in the five ways."""
    return {
        "accepted": section.remark("vera", "Чаще", "раз в год", kind="proposal", replacement="раз в квартал"),
        "accepted_in_part": section.remark("oleg", "Назовите департамент и дату", "в департамент"),
        "declined": section.remark("sofia", "Мало", DISPUTED, kind="proposal", replacement=WANTED),
        "noted": section.remark("ivan", "Кто утверждает?", "утверждает план", kind="question"),
        "referred": section.remark("tamara", "Работу ищут и без нас", "найти работу"),
    }


def discussed_inside(section: Section) -> None:
    """The association speaks among itself, nobody outside learns of it, and its head says one thing for all."""
    section.inside("first", f"{INSIDE_MARK}: не соглашаться", quote="раз в год")
    section.inside("first", INSIDE_MARK, kind="opinion", verdict="disagree")
    official = section.inside("second", "Укажите, кто помогает", quote="помогают землякам")
    section.inside("second", "", kind="opinion", verdict="agree")
    section.verdict("head", "agree_with_remarks", "В целом поддерживаем", official=[official])
    for key in (*EXPERTS, "coordinator", "editor", "signer", "leader"):
        for path in ("comments", "timeline", "ballot", "disagreements", "guests"):
            answer = section.address.send("GET", f"{section.path}/{path}", token=section.by(key).token)
            assert INSIDE_MARK not in answer.text, (key, path)


def asked_outside(section: Section) -> None:
    """An outside expert comes by the link of a letter, comments and gives an opinion."""
    come_by_link(section)
    assert section.guest("GET", "/guest")["counts"] is False
    section.guest("POST", "/guest/comments", {"text": "Уточните срок", "quote": "до конца декабря"})
    section.guest("POST", "/guest/verdict", {"verdict": "agree_with_remarks", "text": "Нужен исполнитель"})


def come_by_link(section: Section) -> None:
    form = {"name": GUEST, "email": GUEST_EMAIL}
    before = len(section.letters_to(GUEST_EMAIL, "/links/"))
    section.coordinator.do("POST", f"{section.path}/guests", form)
    letter = section.until(lambda: section.letters_to(GUEST_EMAIL, "/links/")[before:])[0]
    link = re.search(r"/links/(\S+)", letter.get_content())
    assert link is not None
    answer = section.address.send("POST", "/guest/session", json={"token": link[1], "consent": "1"})
    assert answer.status_code == 201, answer.text
    section.guest_tokens.append(answer.json()["token"])


def all_answered(section: Section, remarks: dict[str, str]) -> str:
    """Every remark has its answer; one is upheld, and its disagreement's path comes back."""
    editor = section.by("editor")
    taken = editor.do("POST", f"{remarks['accepted']}/take")
    section.answer(remarks["accepted_in_part"], "accepted_in_part", "Дату назвали; департамент назначат позже")
    section.answer(remarks["declined"], "declined", "Больше не осилить")
    section.answer(remarks["noted"], "noted", "Утверждает совет")
    section.answer(remarks["referred"], "referred", "Обсудим на совещании")
    for remark in editor.get(f"{section.path}/comments?unanswered=true&limit=200")["items"]:
        section.answer(f"/comments/{remark['id']}", "noted", "Учтём")
    assert editor.get(f"{section.path}/comments?unanswered=true&limit=200")["items"] == []
    section.by("oleg").do("POST", f"{remarks['accepted_in_part']}/resolve")
    disputed = section.by("sofia").do("POST", f"{remarks['declined']}/uphold", {"reason": "Соседи смогли"})
    (referred,) = [
        one for one in section.coordinator.list(f"{section.path}/disagreements") if one["opened_by"] != "upheld"
    ]
    held = {"at": "2026-01-12T10:00:00+03:00", "place": "Кабинет 5", "minutes": "Разъяснили", "participants": []}
    section.coordinator.do("POST", f"/disagreements/{referred['id']}/meetings", held)
    section.by("tamara").do("POST", f"{remarks['referred']}/resolve")
    editor.do("POST", f"/drafts/{taken['draft_id']}/hand-in")
    assert section.phase == "review"
    return f"/disagreements/{disputed['disagreement_id']}"


def second_round(section: Section) -> None:
    """Whoever judged the first text is asked again, and all but one agree; the guest gets a new link."""
    ballot = section.ballot("roman")
    assert (section.votes(), ballot["changed_since"] is not None) == ({}, True)
    come_by_link(section)
    section.guest("POST", "/guest/verdict", {"verdict": "agree"})
    section.verdict("vera", "abstain")
    for key in AGREEING:
        section.verdict(key, "agree")
    assert section.votes() == dict.fromkeys(AGREEING, "agree")


def taken_to_leadership(section: Section, disagreement: str) -> None:
    """The parties meet, don't settle it, and it goes up."""
    parties = section.company.ids(["sofia", "editor"])
    held = {"at": "2026-01-13T10:00:00+03:00", "place": "Малый зал", "minutes": "Не сошлись", "participants": parties}
    section.coordinator.do("POST", f"{disagreement}/meetings", held)
    taken = {"decider_id": section.by("leader").id, "reason": "Стороны не договорились"}
    section.coordinator.do("POST", f"{disagreement}/leadership", taken)


def third_round(section: Section) -> None:
    """Only letters' look changes: verdicts carry over, and the one who is silent agrees tacitly."""
    section.coordinator.do("POST", f"{section.path}/policy", {"policy": SHORT, "reason": "короткий круг"})
    section.send_back()
    text = FIRST.replace("раз в год", "раз в квартал").replace("десять лет", "**десять лет**")
    section.hand_in(text)
    section.until(lambda: section.phase == "sign_off")
    assert section.votes() == dict.fromkeys(AGREEING, "agree") | {"klara": "tacit"}


def three_papers(section: Section, form: str) -> None:
    """Each says what happened, as another program reads it."""
    coordinator = section.coordinator

    def missing(kind: str, *said: str) -> list[str]:
        found = letters(read(coordinator.file(f"{section.path}/papers/{kind}", form), form))  # type: ignore[arg-type]
        assert INSIDE_MARK not in found
        assert coordinator.file(f"{section.path}/papers/{kind}", form) == coordinator.file(
            f"{section.path}/papers/{kind}", form
        )
        return [words for words in said if letters(words) not in found]

    names = [CAST[key].name for key in (*EXPERTS, "head", "signer")]
    said = ("молчаливое согласие", "Землячество Степного края", GUEST, section.text_hash)
    assert missing("agreement-sheet", *names, *said) == []
    remarks = ("Чаще", "Назовите департамент", "Мало", "Кто утверждает?", "Работу ищут", "назовите источник данных")
    outside = ("Уточните срок", "Нужен исполнитель", GUEST, "Укажите, кто помогает", "В целом поддерживаем")
    assert missing("remarks", *remarks, *outside) == []
    record = (DISPUTED, WANTED, "Соседи смогли", "Малый зал", "Не сошлись", "Особое мнение", "Оставляем")
    assert missing("disagreements", *record) == []


def test_company_is_as_the_story_says() -> None:
    assert (len(EXPERTS), len({one.kind for one in EXPERTS.values()}), len(INSIDE)) == (7, 5, 3)

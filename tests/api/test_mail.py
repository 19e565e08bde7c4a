"""Answers to notices by letter: recorded once, as their person's, confirmed with a link to undo them, or refused."""

import asyncio
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from activities.mail.mailbox import Mailbox
from activities.notices.errand import Addressee, Errand, Part, Told
from activities.notices.message import MailPen
from activities.notices.post import SmtpPost
from activities.notices.wording import Wording
from app.clock import utc_now
from domain.replies.tokens import token_of
from schemas.ids import new_id
from services.mail.taking import take_letter
from storage.tables import Notice, Person, Refusal
from tests.activities.notices.conftest import Mailing
from tests.api.associations import asked, association
from tests.api.experts import entered as opened
from tests.api.experts import guest_of, letter_of
from tests.api.stage import POLICY, Paper, Stage, house_with, problem
from tests.api.test_letters import entered, events
from tests.api.world import Account
from tests.servers.imap import running_imap
from tests.servers.mail import running_mail

SECRET = "x" * 40
ANSWERS = "otvety@veche.example"


@pytest.fixture(name="paper")
def reviewed(stage: Stage) -> Paper:
    return stage.in_phase("review", reviewers=[stage.reviewer, stage.member, stage.leader])


@pytest.fixture(autouse=True)
def listening(stage: Stage) -> Iterator[None]:
    with house_with(stage.world, mail_secret=SECRET):
        yield


def notice_of(stage: Stage, paper: Paper, person: Account, kind: str = "review_invitation") -> Notice:
    mine = (Notice.stream_id == f"section/{paper.sections[0]}", Notice.person_id == person.id, Notice.kind == kind)
    with stage.parts.database.read() as session:
        return session.exec(select(Notice).where(*mine).order_by(col(Notice.id).desc())).first()  # type: ignore[return-value]


def reply(stage: Stage, paper: Paper, text: str, by: Account | None = None, **other: str) -> EmailMessage:
    person = by or stage.reviewer
    token = token_of(stage.world.house.secret, "answer", notice_of(stage, paper, person).id)
    mail = EmailMessage(policy=SMTP)
    given = {"From": person.email, "To": f"otvety+{token}@veche.example", "Message-ID": f"<{new_id()}@example.org>"}
    for name, value in (given | {key.replace("_", "-"): one for key, one in other.items()}).items():
        mail[name] = value
    mail.set_content(text)
    return mail


def post(stage: Stage, mail: EmailMessage) -> str:
    answer = stage.call("POST", "/mail", SECRET, content=bytes(mail))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["outcome"])


def votes(stage: Stage, paper: Paper) -> dict[str, str]:
    return {one["person_id"]: one["verdict"] for one in stage.read(f"{paper.section}/ballot")["votes"]}


def refusals(stage: Stage, paper: Paper) -> set[str]:
    place = f"section/{paper.sections[0]}"
    with stage.parts.database.read() as session:
        return set(session.exec(select(Refusal.code).where(Refusal.place == place)))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("Согласен\n", "agree"), ("Не согласна: срок нереален\n", "disagree"), ("I abstain.\n", "abstain")],
)
def test_first_line_of_a_reply_is_the_verdict(stage: Stage, paper: Paper, text: str, verdict: str) -> None:
    assert post(stage, reply(stage, paper, text)) == "taken"
    assert votes(stage, paper) == {stage.reviewer.id: verdict}


def test_condition_below_agreement_is_a_comment_and_no_vote(stage: Stage, paper: Paper) -> None:
    assert post(stage, reply(stage, paper, "Согласен\nтолько если срок сдвинуть на год\n")) == "taken"
    assert (votes(stage, paper), len(stage.items(f"{paper.section}/comments"))) == ({}, 1)


def test_any_other_reply_is_a_comment(stage: Stage, paper: Paper) -> None:
    assert post(stage, reply(stage, paper, "Почему раз в год?\n\n> Просим дать отзыв\n")) == "taken"
    (comment,) = stage.items(f"{paper.section}/comments")
    assert (comment["text"], comment["person_id"], comment["state"]) == ("Почему раз в год?", stage.reviewer.id, "open")
    assert votes(stage, paper) == {}


def test_comment_by_letter_is_found_by_its_words(stage: Stage, paper: Paper) -> None:
    post(stage, reply(stage, paper, "Квазистационарность непонятна\n"))
    (comment,) = stage.items(f"{paper.section}/comments")
    found = stage.read(f"{paper.path}/search?query=квазистационарность")
    assert [one["id"] for one in found["items"]] == [comment["id"]]


def expert_who_votes(stage: Stage, paper: Paper) -> tuple[Account, str]:
    """An outside expert whose verdict counts, and the id of their last invitation."""
    guest_of(stage, paper)
    (asked,) = stage.items(f"{paper.section}/guests")
    stage.send_back(paper.section)
    form = {"part": "reviewer", "joins": asked["person_id"], "reason": "нужен его голос"}
    stage.done("POST", f"{paper.section}/reassign", stage.coordinator, form)
    stage.hand_in(paper.section, "Совет собирается раз в месяц.\n")
    (again,) = (one for one in stage.items(f"{paper.section}/guests") if one["id"] != asked["id"])
    return Account(asked["person_id"], asked["email"], ""), str(again["id"])


def test_expert_to_whom_everything_was_closed_votes_by_no_letter(stage: Stage) -> None:
    paper = stage.in_phase("review")
    expert, guest_id = expert_who_votes(stage, paper)
    stage.done("DELETE", f"/guests/{guest_id}", stage.coordinator)
    assert post(stage, reply(stage, paper, "Согласен\n", by=expert)) == "refused"
    assert "mail_person_gone" in refusals(stage, paper)
    assert votes(stage, paper) == {}


def test_expert_who_never_consented_votes_by_no_letter_until_they_do(stage: Stage) -> None:
    paper = stage.in_phase("review")
    expert, guest_id = expert_who_votes(stage, paper)
    assert post(stage, reply(stage, paper, "Согласен\n", by=expert)) == "refused"
    assert (votes(stage, paper), "mail_unconsented" in refusals(stage, paper)) == ({}, True)
    opened(stage, letter_of(stage, guest_id))
    assert post(stage, reply(stage, paper, "Согласен\n", by=expert)) == "taken"
    assert votes(stage, paper) == {expert.id: "agree"}


def test_position_of_an_association_is_answered_by_its_heads_letter(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    assert post(stage, reply(stage, paper, "Согласен с замечаниями\nНазовите источник\n", by=body.head)) == "taken"
    (vote,) = stage.read(f"{paper.section}/ballot")["votes"]
    assert (vote["person_id"], vote["verdict"]) == (body.head.id, "agree_with_remarks")
    (given,) = events(stage, paper, "verdict_given")
    assert given["body_id"] == body.id
    (remark,) = stage.items(f"{paper.section}/comments")
    assert (remark["body_id"], remark["text"]) == (body.id, "Назовите источник")


def test_letter_of_a_member_is_no_position_of_their_association(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    for text in ("Согласен\n", "Почему раз в год?\n"):
        mail = reply(stage, paper, text, by=body.head)
        del mail["From"]
        mail["From"] = body.members[0].email
        assert post(stage, mail) == "refused"
    assert (votes(stage, paper), stage.items(f"{paper.section}/comments")) == ({}, [])


def test_same_letter_has_one_effect(stage: Stage, paper: Paper) -> None:
    mail = reply(stage, paper, "Не согласен: срок\n")
    assert [post(stage, mail), post(stage, mail)] == ["taken", "known"]
    assert len(stage.items(f"{paper.section}/comments")) == 1


def test_same_words_answer_each_round_where_letters_bear_no_id(stage: Stage, paper: Paper) -> None:
    for text in ("Совет собирается раз в месяц.\n", "Совсем другой текст о другом.\n"):
        stage.send_back(paper.section)
        stage.hand_in(paper.section, text)
        mail = reply(stage, paper, "Согласен\n")
        del mail["Message-ID"]
        assert [post(stage, mail), post(stage, mail)] == ["taken", "known"]
        assert votes(stage, paper) == {stage.reviewer.id: "agree"}


def test_forwarded_letter_is_refused_written_down_and_told_to_the_known_address_once(
    stage: Stage, paper: Paper
) -> None:
    for _ in range(2):
        assert post(stage, reply(stage, paper, "Согласен\n", From="chuzhoy@example.org")) == "refused"
    assert votes(stage, paper) == {}
    stage.until(lambda: "mail_forwarded" in refusals(stage, paper))
    told = [one for one in stage.inbox(stage.reviewer) if one["facts"].get("section_id") == paper.sections[0]]
    assert [one["facts"]["why"] for one in told if one["kind"] == "answer_refused"] == ["mail_forwarded"]


def test_forged_token_opens_nothing_and_nobody_is_told(stage: Stage, paper: Paper) -> None:
    before = len(stage.inbox(stage.reviewer))
    forged = token_of(b"another secret", "answer", notice_of(stage, paper, stage.reviewer).id)
    mail = reply(stage, paper, "Согласен\n")
    mail.replace_header("To", f"otvety+{forged}@veche.example")
    assert post(stage, mail) == "refused"
    assert (votes(stage, paper), len(stage.inbox(stage.reviewer))) == ({}, before)


def test_reply_after_the_round_is_refused_and_its_person_told(stage: Stage, paper: Paper) -> None:
    mail = reply(stage, paper, "Согласен\n")
    stage.send_back(paper.section)
    assert post(stage, mail) == "refused"
    assert "answer_refused" in stage.told(stage.reviewer, section_id=paper.sections[0], why="round_closed")


def test_machines_letter_is_ignored(stage: Stage, paper: Paper) -> None:
    before = len(stage.inbox(stage.reviewer))
    assert post(stage, reply(stage, paper, "Согласен\n", Auto_Submitted="auto-replied")) == "ignored"
    assert (votes(stage, paper), len(stage.inbox(stage.reviewer))) == ({}, before)


def test_sender_has_to_be_checked_where_the_administrator_says_so(stage: Stage, paper: Paper) -> None:
    results = "mx.veche.example; dkim=pass header.d=example.org"
    with house_with(stage.world, mail_checked_by="mx.veche.example"):
        assert post(stage, reply(stage, paper, "Согласен\n")) == "refused"
        forged = results.replace("example.org", "evil.example")
        assert post(stage, reply(stage, paper, "Согласен\n", Authentication_Results=forged)) == "refused"
        assert votes(stage, paper) == {}
        assert "mail_unchecked" in refusals(stage, paper)
        refused = [one["event"] for one in stage.items(f"{paper.section}/timeline") if one["type"] == "reply_refused"]
        assert [(one["person_id"], one["code"]) for one in refused] == [(stage.reviewer.id, "mail_unchecked")]
        assert "answer_refused" not in stage.told(stage.reviewer, section_id=paper.sections[0])
        assert post(stage, reply(stage, paper, "Согласен\n", Authentication_Results=results)) == "taken"
    assert votes(stage, paper) == {stage.reviewer.id: "agree"}


def test_mail_server_without_the_secret_is_refused(stage: Stage, paper: Paper) -> None:
    content = bytes(reply(stage, paper, "Согласен\n"))
    for secret in (None, "y" * 40):
        assert problem(stage.call("POST", "/mail", secret, content=content)) == (401, "mail_secret_refused")
    with house_with(stage.world, mail_secret=""):
        assert problem(stage.call("POST", "/mail", "", content=content))[0] == 401
    assert votes(stage, paper) == {}


def undo_path(stage: Stage, paper: Paper, by: Account | None = None) -> str:
    answer_id = notice_of(stage, paper, by or stage.reviewer, "answer_taken").facts["answer_id"]
    return f"/answers/{token_of(stage.world.house.secret, 'undo', answer_id)}"


def test_verdict_by_letter_is_undone_by_its_link_after_a_click_only(stage: Stage, paper: Paper) -> None:
    post(stage, reply(stage, paper, "Не согласен: срок\n"))
    path = undo_path(stage, paper)
    for _ in range(2):
        assert stage.call("GET", path, None).json()["verdict"] == "disagree"
    assert votes(stage, paper) == {stage.reviewer.id: "disagree"}
    assert stage.call("POST", f"{path}/undo", None).status_code == 204
    assert votes(stage, paper) == {}
    assert [one["state"] for one in stage.items(f"{paper.section}/comments")] == ["withdrawn"]
    assert "verdict_taken_back" in [one["type"] for one in stage.items(f"{paper.section}/timeline")]
    assert problem(stage.call("POST", f"{path}/undo", None)) == (410, "answer_unknown")


def test_comment_by_letter_is_undone_by_its_link(stage: Stage, paper: Paper) -> None:
    post(stage, reply(stage, paper, "Почему раз в год?\n"))
    assert stage.call("POST", f"{undo_path(stage, paper)}/undo", None).status_code == 204
    assert [one["state"] for one in stage.items(f"{paper.section}/comments")] == ["withdrawn"]


def test_comment_by_letter_stays_after_the_close(stage: Stage, paper: Paper) -> None:
    post(stage, reply(stage, paper, "Почему раз в год?\n"))
    path = undo_path(stage, paper)
    stage.send_back(paper.section)
    assert not stage.call("GET", path, None).json()["open"]
    assert problem(stage.call("POST", f"{path}/undo", None)) == (409, "round_closed")
    assert [one["state"] for one in stage.items(f"{paper.section}/comments")] == ["open"]


def test_link_undoes_no_later_verdict_and_none_after_the_close(stage: Stage, paper: Paper) -> None:
    post(stage, reply(stage, paper, "Согласен\n"))
    path = undo_path(stage, paper)
    stage.send_back(paper.section)
    assert problem(stage.call("POST", f"{path}/undo", None)) == (409, "round_closed")
    other = stage.in_phase("review", reviewers=[stage.reviewer, stage.member, stage.leader])
    post(stage, reply(stage, other, "Согласен\n"))
    stage.agree(other.section)
    assert problem(stage.call("POST", f"{undo_path(stage, other)}/undo", None)) == (409, "answer_overtaken")


def test_link_of_an_expert_to_whom_everything_was_closed_undoes_nothing(stage: Stage) -> None:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.member])
    expert, guest_id = expert_who_votes(stage, paper)
    opened(stage, letter_of(stage, guest_id))
    assert post(stage, reply(stage, paper, "Согласен\n", by=expert)) == "taken"
    path = undo_path(stage, paper, expert)
    assert stage.call("GET", path, None).status_code == 200
    stage.done("DELETE", f"/guests/{guest_id}", stage.coordinator)
    assert problem(stage.call("GET", path, None)) == (410, "answer_unknown")
    assert problem(stage.call("POST", f"{path}/undo", None)) == (410, "answer_unknown")
    assert votes(stage, paper) == {expert.id: "agree"}


def test_link_leaves_what_was_decided_in_the_seat_since(stage: Stage, paper: Paper) -> None:
    head = stage.head(paper.section)
    post(stage, reply(stage, paper, "Согласен\n"))
    path = undo_path(stage, paper)
    stage.done("POST", f"{paper.section}/verdicts/take-back", stage.reviewer, {"revision_id": head})
    assert problem(stage.call("POST", f"{path}/undo", None)) == (409, "answer_overtaken")
    entered(stage, paper.section, stage.reviewer, "abstain")
    assert problem(stage.call("POST", f"{path}/undo", None)) == (409, "answer_overtaken")
    assert votes(stage, paper) == {stage.reviewer.id: "abstain"}


def test_answer_is_a_letter_over_smtp_and_imap_and_comes_back_confirmed(
    stage: Stage, paper: Paper, tmp_path: Path
) -> None:
    house = stage.world.house
    with running_mail() as out, running_mail() as back, running_imap() as imap:
        mailing = Mailing(tmp_path, mail_answers=ANSWERS)
        wording = Wording(mailing.public_url, house.secret, takes_answers=True)
        letter = sent(stage, mailing, wording, notice_of(stage, paper, stage.reviewer), out)
        assert "согласен" in letter.get_content()
        answer = EmailMessage(policy=SMTP)
        answer["From"], answer["To"] = stage.reviewer.email, letter["Reply-To"]
        answer["Message-ID"] = "<answer@example.org>"
        answer["References"] = f"{letter['References']} {letter['Message-ID']}"
        quoted = "".join(f"> {line}\n" for line in letter.get_content().splitlines())
        answer.set_content("Согласен с замечаниями: нужен источник\n\nВече пишет:\n" + quoted)
        with smtplib.SMTP(back.host, back.port) as server:
            server.send_message(answer)
        imap.put(bytes(back.letters[0]))
        assert Mailbox(imap.url).look(lambda content: no_refusal(asyncio.run(take_letter(house, content)))) == 1
        assert votes(stage, paper) == {stage.reviewer.id: "agree_with_remarks"}
        assert [one["text"] for one in stage.items(f"{paper.section}/comments")] == ["нужен источник"]
        confirmed = sent(stage, mailing, wording, notice_of(stage, paper, stage.reviewer, "answer_taken"), out)
        token = undo_path(stage, paper).rpartition("/")[2]
        assert f"https://veche.example/undo/{token}" in confirmed.get_content()
        assert confirmed["Reply-To"] is None
        assert asyncio.run(take_letter(house, bytes(letter))) == "ignored"


def no_refusal(outcome: str) -> None:
    assert outcome == "taken"


def sent(stage: Stage, mailing: Mailing, wording: Wording, notice: Notice, out: Any) -> EmailMessage:
    """The notice's letter as a real mail server got it."""
    with stage.parts.database.read() as session:
        person = session.get_one(Person, notice.person_id)
    part = Part(new_id(), person.id, notice.id, None, "email", "at_once", None, notice.made_at)
    told = Told(notice.id, notice.kind, notice.facts, notice.made_at, None)
    to = Addressee(person.id, person.name, person.language, person.email, active=True)
    errand = Errand(new_id(), "email", to, person.email, (part,), utc_now(), (told,))
    post_ = SmtpPost(f"smtp://{out.host}:{out.port}", "veche.example")
    post_.deliver(MailPen(mailing, wording).write(errand))
    post_.hang_up()
    return out.letters[-1]


def test_own_opinion_first_holds_for_letters(stage: Stage) -> None:
    rules = {**POLICY, "opinions": "own_first"}
    paper = stage.in_phase("review", policy=rules, reviewers=[stage.reviewer, stage.member, stage.leader])
    post(stage, reply(stage, paper, "Скрыто до своего\n"))
    assert stage.items(f"{paper.section}/comments", stage.member) == []


def test_letter_that_lacks_reasons_is_no_attempt_and_tells_nobody_what_its_writer_thinks(
    stage: Stage, paper: Paper
) -> None:
    post(stage, reply(stage, paper, "Не согласен\n"))
    stage.until(lambda: "answer_refused" in stage.told(stage.reviewer, section_id=paper.sections[0]))
    # What is noted is written in order, so that the letter after it shows that nothing of it was.
    post(stage, reply(stage, paper, "Согласен\n", From="chuzhoy@example.org"))
    stage.until(lambda: "mail_forwarded" in refusals(stage, paper))
    assert "reasons_required" not in refusals(stage, paper)

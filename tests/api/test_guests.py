"""An outside expert reads exactly one revision by a link, speaks until the round's close, and reaches nothing else."""

import asyncio
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from pydantic import BaseModel
from sqlmodel import col, select

from schemas.act import Act, Receipt
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.views.guests import GuestComment, GuestVerdict
from services.guests import visiting
from services.guests.entering import visitor
from services.house import Engine
from storage.tables import Guest, Link, OutsideOpinion, Refusal
from tests.api.experts import entered, guest_of, letter_of
from tests.api.stage import POLICY, Paper, Stage, house_with, problem

OWN_FIRST = {**POLICY, "opinions": "own_first"}
REMARK = {"kind": "proposal", "text": "Точнее", "quote": "раз в год", "replacement": "раз в квартал"}


@pytest.fixture(name="paper")
def reviewed(stage: Stage) -> Paper:
    return stage.in_phase("review", reviewers=[stage.reviewer, stage.member])


def come(stage: Stage, paper: Paper) -> tuple[str, str]:
    guest = guest_of(stage, paper)
    return guest, entered(stage, letter_of(stage, guest))


def verdict(stage: Stage, by: str, word: str = "agree", text: str | None = None) -> Any:
    return stage.call("POST", "/guest/verdict", by, json={"verdict": word, "text": text})


def test_guest_reads_their_revision_and_what_is_asked(stage: Stage, paper: Paper) -> None:
    guest, by = come(stage, paper)
    page = stage.call("GET", "/guest", by).json()
    assert page["guest_id"] == guest
    assert page["revision_id"] == stage.head(paper.section)
    assert (page["open"], page["counts"], page["verdict"], page["comments"]) == (True, False, None, [])
    assert "Совет собирается раз в год" in stage.call("GET", "/guest/text", by).text


def test_guest_comments_and_advises_and_the_coordinator_sees_both(stage: Stage, paper: Paper) -> None:
    guest, by = come(stage, paper)
    comment = stage.call("POST", "/guest/comments", by, json=REMARK).json()["id"]
    said = verdict(stage, by, "disagree", "Так нельзя").json()
    assert (said["verdict"], said["counts"]) == ("disagree", False)
    heard = {one["id"]: one for one in stage.items(f"{paper.section}/comments")}
    assert heard[comment]["replacement"] == REMARK["replacement"]
    (opinion,) = stage.items(f"{paper.section}/outside-opinions")
    assert (opinion["verdict"], opinion["text"]) == ("disagree", "Так нельзя")
    assert heard[opinion["remark_id"]]["state"] == "open"
    (listed,) = stage.items(f"{paper.section}/guests")
    assert (listed["id"], listed["state"], listed["opinion"]) == (guest, "opened", "disagree")
    assert stage.read(f"{paper.section}/ballot")["votes"] == []


def test_later_opinion_takes_the_place_of_the_earlier_and_both_stay(stage: Stage, paper: Paper) -> None:
    _, by = come(stage, paper)
    verdict(stage, by, "disagree", "Так нельзя")
    verdict(stage, by, "agree")
    first, last = stage.items(f"{paper.section}/outside-opinions")
    assert (first["verdict"], last["verdict"]) == ("disagree", "agree")
    states = [one["state"] for one in stage.items(f"{paper.section}/comments") if one["id"] == first["remark_id"]]
    assert states == ["withdrawn"]
    assert stage.call("GET", "/guest", by).json()["verdict"] == "agree"


def test_remark_of_an_opinion_holds_the_round_until_it_is_answered(stage: Stage) -> None:
    paper = stage.in_phase("review")
    _, by = come(stage, paper)
    verdict(stage, by, "agree_with_remarks", "Нужен источник")
    stage.agree(paper.section)
    assert stage.phase(paper.section) == "review"
    stage.answer(paper.section)
    assert stage.phase(paper.section) == "sign_off"


def voting_guest(stage: Stage) -> tuple[Paper, str, str]:
    """A paper in its second round, the person of a guest who votes in it, and the guest of the first."""
    paper = stage.in_phase("review")
    guest = guest_of(stage, paper)
    with stage.parts.database.read() as session:
        person = session.get_one(Guest, guest).person_id
    stage.send_back(paper.section)
    form = {"part": "reviewer", "joins": person, "reason": "нужен его голос"}
    stage.done("POST", f"{paper.section}/reassign", stage.coordinator, form)
    stage.hand_in(paper.section, "Совет собирается раз в месяц.\n")
    return paper, person, guest


def test_guest_who_votes_is_asked_by_a_new_link_in_every_round(stage: Stage) -> None:
    paper, person, first = voting_guest(stage)
    for text in ("раз в полгода", ""):
        again = stage.items(f"{paper.section}/guests")[-1]
        assert (again["person_id"], again["revision_id"]) == (person, stage.head(paper.section))
        assert again["id"] != first
        by = entered(stage, letter_of(stage, again["id"]))
        page = stage.call("GET", "/guest", by).json()
        assert (page["counts"], page["open"], page["revision_id"]) == (True, True, stage.head(paper.section))
        if text:
            stage.send_back(paper.section)
            stage.hand_in(paper.section, f"Совет собирается {text}.\n")
    assert verdict(stage, by).json()["counts"] is True
    assert [one["person_id"] for one in stage.read(f"{paper.section}/ballot")["votes"]] == [person]
    assert len(stage.items(f"{paper.section}/guests")) == 3


def test_guest_who_joins_an_open_round_is_asked_by_a_link(stage: Stage) -> None:
    paper, person, _ = voting_guest(stage)
    joining = guest_of(stage, paper)
    with stage.parts.database.read() as session:
        other = session.get_one(Guest, joining).person_id
    form = {"part": "reviewer", "leaves": person, "joins": other, "reason": "замена"}
    stage.done("POST", f"{paper.section}/reassign", stage.coordinator, form)
    form |= {"leaves": other, "joins": person}
    stage.done("POST", f"{paper.section}/reassign", stage.coordinator, form)
    assert [one["person_id"] for one in stage.items(f"{paper.section}/guests")] == [person, person, other]


def test_revoked_guest_gets_no_link_to_the_next_round(stage: Stage) -> None:
    paper, _, _ = voting_guest(stage)
    last = stage.items(f"{paper.section}/guests")[-1]["id"]
    stage.done("DELETE", f"/guests/{last}", stage.coordinator)
    stage.send_back(paper.section)
    stage.hand_in(paper.section, "Совет собирается раз в неделю.\n")
    assert stage.items(f"{paper.section}/guests")[-1]["id"] == last


def test_letters_to_a_guest_lead_to_their_own_page(stage: Stage) -> None:
    paper, _, _ = voting_guest(stage)
    last = stage.items(f"{paper.section}/guests")[-1]

    def invitation() -> str:
        found = [
            message_from_bytes(file.read_bytes(), policy=default) for file in stage.parts.settings.outbox.glob("*.eml")
        ]
        mine = [str(one.get_content()) for one in found if last["email"] in str(one["To"])]
        return next((text for text in mine if f"/guest/{last['id']}" in text), "")

    text = stage.until(invitation)
    assert "/sections/" not in text
    assert "/redline" not in text


def test_after_the_round_nothing_more_is_taken_and_the_text_stays_readable(stage: Stage, paper: Paper) -> None:
    _, by = come(stage, paper)
    stage.send_back(paper.section)
    assert problem(verdict(stage, by)) == (409, "round_closed")
    assert problem(stage.call("POST", "/guest/comments", by, json=REMARK)) == (409, "round_closed")
    page = stage.call("GET", "/guest", by)
    assert (page.status_code, page.json()["open"]) == (200, False)


def test_later_revision_is_not_the_guests(stage: Stage, paper: Paper) -> None:
    _, by = come(stage, paper)
    stage.send_back(paper.section)
    stage.hand_in(paper.section, "Совет собирается раз в месяц.\n")
    assert "раз в год" in stage.call("GET", "/guest/text", by).text
    assert problem(verdict(stage, by)) == (409, "round_closed")


def test_link_opens_once_and_a_new_one_goes_to_the_known_address(stage: Stage, paper: Paper) -> None:
    guest = guest_of(stage, paper)
    token = letter_of(stage, guest)
    first = entered(stage, token)
    again = stage.call("POST", "/guest/session", None, json={"token": token, "consent": "1"})
    assert problem(again) == (410, "guest_link_opened")
    assert stage.call("POST", "/guest/links", None, json={"token": token}).status_code == 204
    second = entered(stage, letter_of(stage, guest))
    assert [stage.call("GET", "/guest", by).status_code for by in (first, second)] == [200, 200]


def test_revoked_guest_is_out_at_once_and_it_is_written_down(stage: Stage, paper: Paper) -> None:
    guest, by = come(stage, paper)
    stage.done("DELETE", f"/guests/{guest}", stage.coordinator)
    assert stage.call("GET", "/guest", by).status_code == 410
    token = letter_of(stage, guest)
    form = {"token": token, "consent": "1"}
    assert problem(stage.call("POST", "/guest/session", None, json=form)) == (410, "guest_link_revoked")
    with stage.parts.database.read() as session:
        noted = session.exec(select(Refusal.code).where(Refusal.place == f"guest/{guest}")).all()
    assert "guest_link_revoked" in noted


@pytest.mark.parametrize("what", ["comment", "opinion"])
def test_nothing_is_taken_from_a_guest_who_was_revoked_meanwhile(stage: Stage, paper: Paper, what: str) -> None:
    guest, by = come(stage, paper)
    house = stage.world.house
    visited = visitor(house, "guest.read", token=by, address="127.0.0.1")
    stage.done("DELETE", f"/guests/{guest}", stage.coordinator)
    act = Act(id=new_id(), body_hash="")

    def say() -> None:
        if what == "comment":
            visiting.add_comment(house, visited=visited, act=act, form=GuestComment.model_validate(REMARK))
        else:
            form = GuestVerdict.model_validate({"verdict": "disagree", "text": "Так нельзя"})
            asyncio.run(visiting.give_verdict(house, visited=visited, act=act, form=form))

    with pytest.raises(Refused, match="guest_link_revoked"):
        say()
    assert stage.items(f"{paper.section}/comments") == []
    assert stage.items(f"{paper.section}/outside-opinions") == []


class Meanwhile:
    """An engine on the way to which something else happens."""

    def __init__(self, engine: Engine, happens: Callable[[], object]) -> None:
        self.engine, self.happens = engine, happens

    async def send(self, stream_id: str, command: BaseModel, act: Act) -> Receipt:
        await asyncio.to_thread(self.happens)
        return await self.engine.send(stream_id, command, act)


def test_vote_of_a_guest_who_was_revoked_meanwhile_does_not_count(stage: Stage) -> None:
    paper, _, _ = voting_guest(stage)
    last = stage.items(f"{paper.section}/guests")[-1]["id"]
    by = entered(stage, letter_of(stage, last))

    def revoke() -> None:
        with stage.parts.database.write() as session:
            session.get_one(Guest, last).revoked_at = stage.world.house.clock()

    with house_with(stage.world, engine=Meanwhile(stage.world.house.engine, revoke)):
        assert problem(verdict(stage, by)) == (410, "guest_link_revoked")
    assert stage.read(f"{paper.section}/ballot")["votes"] == []


def test_guest_who_was_made_a_voter_shows_no_opinion_that_they_gave_before(stage: Stage, paper: Paper) -> None:
    guest, by = come(stage, paper)
    verdict(stage, by, "disagree", "Так нельзя")
    listed = f"{paper.section}/guests"
    assert [one["opinion"] for one in stage.items(listed)] == ["disagree"]
    with stage.parts.database.read() as session:
        person = session.get_one(Guest, guest).person_id
    form = {"part": "reviewer", "leaves": stage.member.id, "joins": person, "reason": "замена"}
    stage.done("POST", f"{paper.section}/reassign", stage.coordinator, form)
    assert [one["opinion"] for one in stage.items(listed)] == [None]


@pytest.mark.parametrize("forge", [lambda token: token[:-4] + "AAA=", lambda _: "veche_guest_", lambda _: "x" * 64])
def test_forged_link_opens_nothing(stage: Stage, paper: Paper, forge: Any) -> None:
    _, by = come(stage, paper)
    assert stage.call("GET", "/guest", forge(by)).status_code in (410, 429)


@pytest.mark.parametrize("path", ["/documents", "/people", "{section}", "{section}/comments", "{section}/text"])
def test_guests_key_opens_nothing_else(stage: Stage, paper: Paper, path: str) -> None:
    _, by = come(stage, paper)
    answer = stage.call("GET", path.format(section=paper.section), by)
    assert problem(answer) == (401, "credential_invalid")


def test_guest_cannot_sign_in(stage: Stage, paper: Paper) -> None:
    guest, _ = come(stage, paper)
    email = stage.items(f"{paper.section}/guests")[0]["email"]
    assert stage.call("POST", "/sessions/links", None, json={"email": email}).status_code == 204
    with stage.parts.database.read() as session:
        person = session.get_one(Guest, guest).person_id
        links = session.exec(select(Link.kind).where(Link.person_id == person)).all()
    assert set(links) == {"guest"}


def test_others_opinions_are_hidden_both_ways_until_the_close(stage: Stage) -> None:
    paper = stage.in_phase("review", policy=OWN_FIRST, reviewers=[stage.reviewer, stage.member])
    _, by = come(stage, paper)
    form = {"revision_id": stage.head(paper.section), "text": "Скрыто до своего", "quote": "Совет"}
    stage.done("POST", f"{paper.section}/comments", stage.reviewer, form)
    verdict(stage, by, "disagree", "Чужое мнение")
    assert "Скрыто" not in stage.call("GET", "/guest", by).text
    assert stage.items(f"{paper.section}/outside-opinions", stage.reviewer) == []
    assert "Чужое" not in stage.call("GET", f"{paper.section}/comments", stage.reviewer).text
    stage.agree(paper.section, stage.reviewer)
    assert len(stage.items(f"{paper.section}/outside-opinions", stage.reviewer)) == 1


def test_token_is_kept_as_a_hash_only(stage: Stage, paper: Paper) -> None:
    guest = guest_of(stage, paper)
    token = letter_of(stage, guest)
    by = entered(stage, token)
    with stage.parts.database.read() as session:
        kept = str([row.model_dump() for row in session.exec(select(Link).where(Link.guest_id == guest))])
        kept += str([row.model_dump() for row in session.exec(select(Guest).where(col(Guest.id) == guest))])
        kept += str(session.exec(select(OutsideOpinion)).all())
    assert token not in kept
    assert by not in kept


def test_guest_takes_over_no_duty_and_no_part_but_a_reviewers(stage: Stage) -> None:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.member])
    guest_of(stage, paper)
    guest = stage.items(f"{paper.section}/guests")[0]["person_id"]
    form = {"deputy_id": guest, "reason": "в отпуске"}
    refused = stage.call("POST", f"{paper.section}/delegate", stage.reviewer, json=form)
    assert problem(refused) == (422, "person_unknown")
    for part in ("approver", "editor"):
        change = {"part": part, "joins": guest, "reason": "так надо"}
        refused = stage.call("POST", f"{paper.section}/reassign", stage.coordinator, json=change)
        assert problem(refused) == (422, "person_unknown"), part


def declined(stage: Stage, key: str) -> str:
    made = stage.call("POST", "/guest/comments", key, json={"kind": "remark", "text": "Снаружи", "quote": "раз в год"})
    comment = str(made.json()["id"])
    stage.done("POST", f"/comments/{comment}/answer", stage.editor, {"answer": "declined", "text": "нет"})
    return comment


LONG = {**POLICY, "uphold_within": {"working_days": 2}}


@pytest.mark.parametrize("ends", ["content", "uphold"])
def test_guest_is_content_with_an_answer_or_upholds_their_remark_though_the_round_is_over(
    stage: Stage, ends: str
) -> None:
    paper = stage.in_phase("review", policy=LONG)
    _, key = come(stage, paper)
    comment = declined(stage, key)
    stage.agree(paper.section)
    stage.sign(paper.section)
    assert stage.phase(paper.section) == "sign_off"
    (seen,) = stage.call("GET", "/guest", key).json()["comments"]
    assert (seen["id"], seen["yours"], seen["answer"]["answer"]) == (comment, True, "declined")
    if ends == "content":
        assert stage.call("POST", f"/guest/comments/{comment}/resolve", key).status_code == 204
        assert stage.phase(paper.section) == "approved"
        return
    form = {"reason": "Раз в год мало", "wording": "раз в квартал"}
    assert stage.call("POST", f"/guest/comments/{comment}/uphold", key, json=form).status_code == 204
    (dispute,) = stage.items(f"{paper.path}/disagreements")
    assert stage.read(f"{paper.section}/ballot")["data"]["waiting_for"] == "settlement"
    stage.done(
        "POST",
        f"/disagreements/{dispute['id']}/leadership",
        stage.editor,
        {"decider_id": stage.leader.id, "reason": "не договорились"},
    )
    decision = {"decision": "dissent", "reason": "Остаётся как есть"}
    stage.done("POST", f"/disagreements/{dispute['id']}/decision", stage.leader, decision)
    assert stage.phase(paper.section) == "approved"


def test_guest_reacts_to_answers_to_their_own_remarks_only(stage: Stage, paper: Paper) -> None:
    _, key = come(stage, paper)
    _, another = come(stage, paper)
    comment = declined(stage, key)
    for path, form in (("resolve", None), ("uphold", {"reason": "настаиваю"})):
        refused = stage.call("POST", f"/guest/comments/{comment}/{path}", another, json=form)
        assert problem(refused) == (404, "not_found")


def test_nothing_waits_for_a_guest_who_comes_no_more(stage: Stage) -> None:
    paper = stage.in_phase("review", policy=LONG)
    guest, key = come(stage, paper)
    made = stage.call("POST", "/guest/comments", key, json={"kind": "remark", "text": "Снаружи", "quote": "раз в год"})
    stage.done("DELETE", f"/guests/{guest}", stage.coordinator)
    answer = {"answer": "declined", "text": "нет"}
    stage.done("POST", f"/comments/{made.json()['id']}/answer", stage.editor, answer)
    stage.agree(paper.section)
    stage.sign(paper.section)
    assert stage.phase(paper.section) == "approved"

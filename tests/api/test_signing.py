"""Signing: what a signature would stand under is shown, whoever signs shows that they are there themselves."""

import asyncio
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from schemas.actor import Actor
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.section_commands import Sign
from services.deadlines.waiting import list_waiting
from services.identity.attempts import PER_ACCOUNT_AND_ADDRESS
from services.identity.confirmations import is_good
from storage.link_tokens import kept_hash, new_token
from storage.tables import Event, Link, Person
from tests.api.disputes import disputed
from tests.api.stage import FIRST, POLICY, Form, Paper, Stage, problem
from tests.api.world import CONFIRMED, Account, World

WRONG = {"password": "угаданный пароль"}
SECOND = FIRST.replace("раз в год", "раз в месяц")
Signature = Callable[..., tuple[str, Account, Form]]


def of_section(stage: Stage, paper: Paper, **given: Any) -> tuple[str, Account, Form]:
    shown = stage.read(paper.section)
    form = {"revision_id": shown["head_id"], "text_hash": shown["text_hash"], **given}
    return f"{paper.section}/signatures", stage.approver, form


def of_whole(stage: Stage, paper: Paper, **given: Any) -> tuple[str, Account, Form]:
    form = {"candidate_hash": stage.candidate(paper.path)["hash"], **given}
    return f"{paper.path}/signatures", stage.leader, form


KINDS = {"section": ("sign_off", of_section), "whole": ("approved", of_whole)}


@pytest.fixture(scope="module")
def unsigned(stage: Stage) -> Paper:
    """A section before its signers that no test signs."""
    return stage.in_phase("sign_off")


def confirmed(stage: Stage, paper: Paper, kind: str = "signed") -> list[str]:
    """How the signatures on the section, or on the whole, were confirmed."""
    streams = (f"document/{paper.id}", f"section/{paper.sections[0]}")
    query = select(Event).where(col(Event.stream_id).in_(streams), Event.type == kind).order_by(col(Event.seq))
    with stage.world.house.database.read() as session:
        return [row.data["confirmed_by"] for row in session.exec(query)]


# The password again


@pytest.mark.parametrize(("phase", "signature"), KINDS.values(), ids=KINDS)
def test_signature_needs_more_than_a_session_or_a_token(stage: Stage, phase: str, signature: Signature) -> None:
    paper = stage.in_phase(phase)
    path, by, form = signature(stage, paper)
    token = stage.world.api_token(by, "read", "write")
    for credential in (by, token):
        assert problem(stage.call("POST", path, credential, json=form)) == (403, "confirmation_required")
        assert problem(stage.call("POST", path, credential, json={**form, **WRONG})) == (403, "password_wrong")
    assert stage.call("POST", path, token, json={**form, **CONFIRMED}).status_code == 201
    assert confirmed(stage, paper, "signed" if phase == "sign_off" else "document_signed") == ["password"]


def test_wrong_passwords_are_counted_and_slowed_as_at_the_sign_in(stage: Stage) -> None:
    signer = stage.world.person()
    paper = stage.in_phase("sign_off", approvers=[signer])
    path, _, form = of_section(stage, paper)
    for _ in range(PER_ACCOUNT_AND_ADDRESS):
        assert problem(stage.call("POST", path, signer, json={**form, **WRONG})) == (403, "password_wrong")
    for given in (CONFIRMED, WRONG):
        assert problem(stage.call("POST", path, signer, json={**form, **given})) == (429, "too_many_attempts")
    assert problem(stage.call("POST", "/confirmations", signer, json=CONFIRMED)) == (429, "too_many_attempts")
    assert stage.phase(paper.section) == "sign_off"


def test_password_of_a_signature_is_neither_kept_nor_logged(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    paper = stage.in_phase("sign_off")
    path, by, form = of_section(stage, paper, **CONFIRMED)
    with caplog.at_level(logging.DEBUG):
        proof = stage.done("POST", "/confirmations", by, CONFIRMED)["proof"]
        stage.call("POST", path, by, json={**form, **WRONG})
        stage.done("POST", path, by, form)
    secrets = [CONFIRMED["password"], WRONG["password"], proof]
    assert [secret for secret in secrets if secret in caplog.text] == []
    with stage.parts.database.read() as session:
        tables = [row[0] for row in session.connection().exec_driver_sql("SELECT body || hash FROM events")]
        kept = [str(row[0]) for row in session.connection().exec_driver_sql("SELECT receipt FROM commands")]
    assert len(kept) > 10
    assert [secret for secret in secrets if any(secret in text for text in (*tables, *kept))] == []


def test_repeated_signature_is_answered_without_its_password_being_asked_again(stage: Stage) -> None:
    paper, key = stage.in_phase("sign_off"), new_id()
    path, by, form = of_section(stage, paper, **CONFIRMED)
    first = stage.call("POST", path, by, json=form, key=key)
    set_password(stage, by, None)
    try:
        again = stage.call("POST", path, by, json=form, key=key)
    finally:
        set_password(stage, by, stage.leader)
    assert (again.status_code, again.content) == (first.status_code, first.content) == (201, first.content)
    assert problem(stage.call("POST", path, by, json={**form, **WRONG}, key=key)) == (422, "idempotency_key_reused")


def set_password(stage: Stage, person: Account, like: Account | None) -> None:
    """Take somebody's password away, or give them that of somebody else."""
    with stage.world.house.database.write() as session:
        hashed = session.get_one(Person, like.id).password_hash if like else None
        session.get_one(Person, person.id).password_hash = hashed


# Proofs


def test_proof_confirms_several_signatures(stage: Stage) -> None:
    proof = stage.done("POST", "/confirmations", stage.approver, CONFIRMED)["proof"]
    for paper in [stage.in_phase("sign_off") for _ in range(2)]:
        path, by, form = of_section(stage, paper, proof=proof)
        stage.done("POST", path, by, form)
        assert confirmed(stage, paper) == ["password"]


FORGED: dict[str, Callable[[str], str]] = {
    "its end moved": lambda proof: re.sub(r"\.(\d+)\.", lambda found: f".{int(found[1]) + 60}.", proof),
    "its way changed": lambda proof: proof.replace("password", "letter"),
    "its seal changed": lambda proof: proof[:-1] + ("0" if proof[-1] != "0" else "1"),
    "no proof at all": lambda _: "x",
    "digits that are none": lambda _: "veche_proof_password.²³.aa",
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_forged_proof_confirms_nothing(stage: Stage, unsigned: Paper, forge: Callable[[str], str]) -> None:
    proof = stage.done("POST", "/confirmations", stage.approver, CONFIRMED)["proof"]
    path, by, form = of_section(stage, unsigned, proof=forge(proof))
    assert problem(stage.call("POST", path, by, json=form)) == (403, "proof_spent")


def test_proof_of_somebody_else_confirms_nothing(stage: Stage, unsigned: Paper) -> None:
    proof = stage.done("POST", "/confirmations", stage.leader, CONFIRMED)["proof"]
    path, by, form = of_section(stage, unsigned, proof=proof)
    assert problem(stage.call("POST", path, by, json=form)) == (403, "proof_spent")


def test_proof_ends_after_five_minutes_and_with_the_password_it_was_given_for(world: World) -> None:
    person = world.person()
    actor = Actor(id=person.id, role="member")
    first = world.call("POST", "/confirmations", person, json=CONFIRMED).json()["proof"]
    assert is_good(world.house, actor=actor, proof=first)
    world.clock.advance(minutes=4, seconds=59)
    assert is_good(world.house, actor=actor, proof=first)
    second = world.call("POST", "/confirmations", person, json=CONFIRMED).json()["proof"]
    world.clock.advance(seconds=1)
    assert (is_good(world.house, actor=actor, proof=first), is_good(world.house, actor=actor, proof=second)) == (0, 1)
    form = {"current": CONFIRMED["password"], "new": "тише едешь дальше будешь"}
    assert world.call("PUT", f"/people/{person.id}/password", person, json=form).is_success
    assert not is_good(world.house, actor=actor, proof=second)


# By a letter


def letter_to(stage: Stage, person: Account) -> str:
    """The token in the letter that somebody asked for; the worker that would send it is the test's."""
    stage.done("POST", "/confirmations/letters", person)
    with stage.world.house.database.write() as session:
        asked = (Link.person_id == person.id, Link.kind == "confirm")
        link = session.exec(select(Link).where(*asked).order_by(col(Link.made_at).desc())).first()
        assert link is not None
        token = new_token(link.id)
        link.token_hashes = [*link.token_hashes, kept_hash(token)]
    return token


def test_who_has_no_password_signs_by_a_letter(stage: Stage) -> None:
    signer = stage.world.person()
    paper = stage.in_phase("sign_off", approvers=[signer])
    set_password(stage, signer, None)
    path, _, form = of_section(stage, paper)
    assert stage.read(f"{paper.section}/signing", signer)["confirm_by"] == ["letter"]
    assert problem(stage.call("POST", path, signer, json={**form, **CONFIRMED})) == (403, "password_wrong")
    token = letter_to(stage, signer)
    assert stage.done("GET", f"/links/{token}", signer)["kind"] == "confirm"
    assert problem(stage.call("POST", "/confirmations/by-link", stage.leader, json={"token": token})) == (
        410,
        "link_spent",
    )
    given = stage.done("POST", "/confirmations/by-link", signer, {"token": token})
    assert given["by"] == "letter"
    assert problem(stage.call("POST", "/confirmations/by-link", signer, json={"token": token})) == (410, "link_spent")
    assert problem(stage.call("POST", "/sessions/by-link", None, json={"token": token})) == (410, "link_spent")
    stage.done("POST", path, signer, {**form, "proof": given["proof"]})
    assert confirmed(stage, paper) == ["letter"]


def test_link_to_confirm_ends_after_a_quarter_of_an_hour(world: World) -> None:
    person, link_id, now = world.person(), new_id(), world.clock()
    token = new_token(link_id)
    made = {"kind": "confirm", "person_id": person.id, "made_at": now, "next_try_at": now}
    with world.house.database.write() as session:
        session.add(
            Link(id=link_id, token_hashes=[kept_hash(token)], expires_at=now + timedelta(minutes=15), **made)  # type: ignore[arg-type]
        )
    world.clock.advance(minutes=15)
    answer = world.call("POST", "/confirmations/by-link", person, json={"token": token})
    assert problem(answer) == (410, "link_spent")


# What a signature would stand under


def test_first_signature_is_shown_with_its_exact_text_and_the_verdicts(stage: Stage, unsigned: Paper) -> None:
    section = stage.read(unsigned.section)
    shown = stage.read(f"{unsigned.section}/signing", stage.approver)
    assert (shown["revision_id"], shown["text_hash"], shown["number"]) == (section["head_id"], section["text_hash"], 1)
    assert (shown["before"], shown["changed"]) == (None, {"kind": "", "words": 0, "base_id": None, "redline": None})
    assert [(one["person_id"], one["verdict"]) for one in shown["verdicts"]] == [(stage.reviewer.id, "agree")]
    assert [(one["person_id"], one["is_next"]) for one in shown["signers"]] == [(stage.approver.id, True)]
    assert (shown["awaits_me"], shown["confirm_by"]) == (True, ["password", "letter"])
    assert stage.read(f"{unsigned.section}/signing")["awaits_me"] is False
    text = stage.call("GET", shown["text"].removeprefix("/api/v1"), stage.approver)
    assert "Совет собирается раз в год." in text.text


def test_later_signature_is_shown_with_what_changed_since_the_signer_s_last(stage: Stage) -> None:
    other = stage.world.person()
    paper = stage.in_phase("sign_off", approvers=[stage.approver, other])
    first = stage.read(paper.section)["head_id"]
    stage.sign(paper.section)
    stage.done("POST", f"{paper.section}/decline", other, {"revision_id": first, "reason": "Сроки без денег"})
    assert problem(stage.call("GET", f"{paper.section}/signing", stage.approver)) == (409, "not_in_sign_off")
    stage.hand_in(paper.section, SECOND)
    stage.agree(paper.section)
    own, others = (stage.read(f"{paper.section}/signing", one) for one in (stage.approver, other))
    assert (own["before"]["revision_id"], own["before"]["by_me"], others["before"]["by_me"]) == (first, True, False)
    assert (own["changed"]["kind"], own["changed"]["words"]) == ("substance", 1)
    redline = stage.call("GET", own["changed"]["redline"].removeprefix("/api/v1") + "&format=txt", stage.approver)
    assert "месяц" in redline.text


def test_signature_under_something_else_than_was_shown_is_refused(stage: Stage) -> None:
    paper = stage.in_phase("sign_off")
    path, by, form = of_section(stage, paper, **CONFIRMED)
    before = stage.read(f"{paper.section}/signing", by)["shown"]
    remark = {"revision_id": form["revision_id"], "text": "А деньги?", "quote": "Совет"}
    stage.done("POST", f"{paper.section}/comments", stage.reviewer, remark)
    assert problem(stage.call("POST", path, by, json={**form, "shown": before})) == (409, "shown_outdated")
    assert len(stage.read(f"{paper.section}/signing", by)["unanswered"]) == 1
    stage.answer(paper.section)
    now = stage.read(f"{paper.section}/signing", by)
    stage.done("POST", path, by, {**form, "shown": now["shown"]})
    with stage.world.house.database.read() as session:
        signed = select(Event).where(Event.stream_id == f"section/{paper.sections[0]}", Event.type == "signed")
        assert session.exec(signed).one().data["shown"] == now["shown"]


def test_what_was_shown_is_held_against_the_record_in_the_signature_s_own_transaction(stage: Stage) -> None:
    paper = stage.in_phase("sign_off")
    _, by, form = of_section(stage, paper)
    command = Sign(revision_id=form["revision_id"], text_hash=form["text_hash"], shown="f" * 64)
    engine, act = stage.world.house.engine, stage.world.house.act_of(by.id, "sections.sign", new_id(), "")
    with pytest.raises(Refused, match="shown_outdated"):
        asyncio.run(engine.send(f"section/{paper.sections[0]}", command, act))
    assert stage.phase(paper.section) == "sign_off"


def test_whole_is_shown_with_what_changed_in_each_section_since_it_was_signed_last(stage: Stage) -> None:
    paper, _, _ = stage.published_twice
    assert problem(stage.call("GET", f"{paper.path}/signing", stage.leader)) == (404, "not_found")
    new = stage.launched(2)
    for section in new.sections:
        stage.approve(f"/sections/{section}")
    old = stage.candidate(new.path)
    shown = stage.read(f"{new.path}/signing", stage.leader)
    assert (shown["hash"], shown["before"], shown["awaits_me"]) == (old["hash"], None, True)
    stage.sign_whole(new.path)
    stage.done("POST", f"{new.section}/reopen", stage.coordinator, {"reason": "новые данные"})
    stage.approve(new.section, SECOND)
    shown = stage.until(lambda: again(stage, new, old["hash"]))
    assert (shown["before"]["hash"], shown["before"]["by_me"]) == (old["hash"], True)
    assert [one["changed"]["kind"] for one in shown["sections"]] == ["substance", "identical"]
    path, by, form = of_whole(stage, new, **CONFIRMED, shown="0" * 64)
    assert problem(stage.call("POST", path, by, json=form)) == (409, "shown_outdated")
    stage.done("POST", path, by, {**form, "shown": shown["shown"]})


def again(stage: Stage, paper: Paper, old: str) -> Form | None:
    """What lies before the leaders once it is another list."""
    answer = stage.call("GET", f"{paper.path}/signing", stage.leader)
    return answer.json() if answer.is_success and answer.json()["hash"] != old else None


def test_signing_in_turn_shows_whose_turn_it_is(stage: Stage) -> None:
    other = stage.world.person()
    rules = {**POLICY, "sign": {"order": "in_turn"}}
    paper = stage.in_phase("sign_off", policy=rules, approvers=[stage.approver, other])
    path, _, form = of_section(stage, paper, **CONFIRMED)
    assert turns(stage, paper, other) == ([True, False], False)
    assert "invited_to_sign" not in stage.told(other, section_id=paper.sections[0])
    assert problem(stage.call("POST", path, other, json=form)) == (409, "not_your_turn")
    stage.sign(paper.section)
    assert turns(stage, paper, other) == ([False, True], True)


def turns(stage: Stage, paper: Paper, person: Account) -> tuple[list[bool], bool]:
    shown = stage.read(f"{paper.section}/signing", person)
    return [one["is_next"] for one in shown["signers"]], shown["awaits_me"]


def test_declined_whole_stands_on_its_coordinator_s_list_until_somebody_is_at_work_again(stage: Stage) -> None:
    paper = stage.in_phase("approved")

    def awaited() -> list[str]:
        actor = Actor(id=stage.coordinator.id, role="coordinator", today=stage.world.today())
        return [one.what for one in list_waiting(stage.world.house, actor=actor) if one.document_id == paper.id]

    form = {"candidate_hash": stage.candidate(paper.path)["hash"], "reason": "сроки нереальны"}
    assert awaited() == []
    stage.done("POST", f"{paper.path}/decline", stage.leader, form)
    assert awaited() == ["declined"]
    stage.done("POST", f"{paper.section}/reopen", stage.coordinator, {"reason": "исправить сроки"})
    assert awaited() == []


def test_ballot_names_the_deputy_who_declined(stage: Stage) -> None:
    approver, deputy = stage.world.person(), stage.world.person()
    paper = stage.in_phase("sign_off", approvers=[approver])
    stage.done("POST", f"{paper.section}/delegate", approver, {"deputy_id": deputy.id, "reason": "в отпуске"})
    form = {"revision_id": stage.head(paper.section), "reason": "Нет источника"}
    stage.done("POST", f"{paper.section}/decline", deputy, form)
    decided = stage.read(f"{paper.section}/ballot")["data"]["decided"]
    assert (decided["what"], decided["person_id"]) == ("signing_declined", deputy.id)


@pytest.mark.parametrize("ends", ["declined", "decided otherwise"])
def test_who_had_signed_is_told_that_their_signature_is_void(stage: Stage, ends: str) -> None:
    first, second = stage.world.person(), stage.world.person()
    paper = stage.in_phase("review", approvers=[first, second])
    dispute = f"/disagreements/{disputed(stage, paper)}"
    if ends == "decided otherwise":
        taken = {"decider_id": stage.leader.id, "reason": "не договорились"}
        stage.done("POST", f"{dispute}/leadership", stage.editor, taken)
    else:
        stage.done("POST", f"{dispute}/dissent", stage.reviewer, {"reason": "остаюсь при своём"})
    stage.agree(paper.section)
    stage.sign(paper.section, first)
    if ends == "declined":
        form = {"revision_id": stage.head(paper.section), "reason": "Нет источника"}
        stage.done("POST", f"{paper.section}/decline", second, form)
    else:
        decision = {"decision": "proposed", "reason": "Чаще и правда лучше"}
        stage.done("POST", f"{dispute}/decision", stage.leader, decision)
    assert stage.phase(paper.section) == "drafting"
    here = {"section_id": paper.sections[0]}
    assert stage.told(first, **here).count("signing_ended") == 1
    assert ("signing_ended" in stage.told(second, **here)) == (ends != "declined")

"""Every writing route about documents, sent as its example: the same key gets the same answer and has one effect."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from httpx2 import Response

from app.serve import build_house
from app.wiring import connect, open_parts
from schemas.ids import new_id
from tests.api.examples import READY
from tests.api.examples_on_stage import READY_ON_STAGE, material
from tests.api.experts import guest_of
from tests.api.letters import given_by_letter, in_open_round
from tests.api.stage import FIRST, Paper, Stage, house_with, problem
from tests.api.test_idempotency import REMOVALS
from tests.api.test_openapi import example_of, found, operations, required_queries, sent
from tests.api.world import Account, World

CHANGED: dict[str, dict[str, Any]] = {
    "documents.create": {"title": "Другой"},
    "documents.update": {"title": "Другой"},
    "documents.import_confirm": {"title": "Другой"},
    "people.import_confirm": {"invite": True},
    "responsibilities.set": {"rows": []},
    "documents.sign": {"candidate_hash": "0" * 64},
    "documents.decline": {"reason": "другая"},
    "documents.recount": {"reason": "другая"},
    "documents.extend": {"reason": "другая"},
    "documents.policy": {"reason": "другая"},
    "documents.reassign": {"reason": "другая"},
    "documents.delegate": {"reason": "другая"},
    "milestones.add": {"title": "Другая"},
    "milestones.update": {"needs": []},
    "milestones.fulfil": {"evidence": "другое"},
    "milestones.extend": {"reason": "другая"},
    "milestones.cancel": {"reason": "другая"},
    "milestones.recount": {"reason": "другая"},
    "plans.set_rule": {"rule": {"limit": {"days": 2}}},
    "plans.lay": {"section_id": "0" * 36},
    "proposals.open": {"vote": {"kind": "unanimity"}},
    "proposals.vote": {"verdict": "abstain"},
    "proposals.settle": {"reason": "другая"},
    "proposals.recount": {"reason": "другая"},
    "plans.import_confirm": {"name": "Другой"},
    "plans.add_source": {"name": "Другой"},
    "plans.acknowledge": {"reason": "другая"},
    "sections.add": {"title": "Другой"},
    "sections.update": {"title": "Другой"},
    "sections.assign": {"reviewers": []},
    "bases.mark_seen": {"revision_id": "0" * 36},
    "sections.verdict": {"verdict": "abstain"},
    "contributions.add": {"text": "Другое"},
    "letters.enter": {"verdict": "abstain"},
    "sections.take_back": {"revision_id": "0" * 36},
    "guests.invite": {"name": "Другой"},
    "guest.open": {"consent": "0"},
    "guest.renew": {"token": "veche_link_"},
    "guest.comment": {"text": "другое"},
    "guest.verdict": {"verdict": "abstain"},
    "guest.uphold": {"reason": "другая"},
    "sections.return": {"reason": "другая"},
    "sections.sign": {"text_hash": "0" * 64},
    "sections.decline": {"reason": "другая"},
    "sections.withdraw": {"reason": "другая"},
    "sections.reopen": {"reason": "другая"},
    "sections.recount": {"reason": "другая"},
    "sections.extend": {"reason": "другая"},
    "sections.reassign": {"part": "editor"},
    "sections.delegate": {"reason": "другая"},
    "sections.ask_help": {"asks": "not_mine"},
    "sections.remind": {"person_id": "0" * 36},
    "sections.recuse": {"reason": "другая"},
    "sections.decide": {"in_favour": False},
    "sections.policy": {"reason": "другая"},
    "materials.update": {"title": "Другая справка"},
    "comments.add": {"text": "Другое"},
    "reviews.keep": {"verdict": "abstain"},
    "reviews.add_remark": {"text": "Другое"},
    "reviews.change_remark": {"text": "Другое"},
    "reviews.send": {"verdict": "abstain"},
    "comments.reattach": {"quote": "Совет"},
    "annotations.import": {"startIndex": 1},
    "comments.reply": {"text": "Другое"},
    "comments.answer": {"answer": "accepted"},
    "comments.decline": {"reason": "другая"},
    "readings.apply": {"changes": []},
    "comments.uphold": {"reason": "другая"},
    "disagreements.meet": {"place": "Кабинет 6"},
    "disagreements.propose_settlement": {"text": "другой"},
    "disagreements.accept_settlement": {"settlement_id": "0" * 36},
    "disagreements.take_to_leadership": {"reason": "другая"},
    "disagreements.decide": {"reason": "другая"},
    "disagreements.record_dissent": {"reason": "другая"},
}
"""A field of each example with another value."""


@dataclass(frozen=True)
class Sending:
    """A writing request that can be repeated; `other` is the same place with another body."""

    stage: Stage
    method: str
    path: str
    by: Account | str | None
    sent: dict[str, Any]
    other: dict[str, Any]
    key: str
    section: str | None = None

    def send(self) -> Response:
        """The request as it is."""
        return self.stage.call(self.method, self.path, self.by, key=self.key, **self.sent)

    def send_other(self) -> Response:
        """The same key with another body."""
        return self.stage.call(self.method, self.path, self.by, key=self.key, **{**self.sent, **self.other})


def with_example(operation_id: str) -> Callable[[Stage], Sending]:
    def prepare(stage: Stage) -> Sending:
        method, path, operation = found(stage.world, operation_id)
        ready = READY_ON_STAGE[operation_id](stage)
        request = sent(example_of(stage.world.app.openapi(), operation), ready.ids)
        request["params"] = {one["name"]: one["schema"]["examples"][0] for one in required_queries(operation)}
        request["version"] = ready.version
        other: dict[str, Any] = {"content": b"# A\n\n# B\n"}
        if "json" in request:
            other = {"json": {**request["json"], **CHANGED[operation_id]}}
        section = ready.places.get("section_id")
        place = path.format_map(ready.places)
        return Sending(stage, method, place, ready.by, request, other, new_id(), section and f"/sections/{section}")

    return prepare


def without_body(place: Callable[[Stage], tuple[str, Account | None, str | None]]) -> Callable[[Stage], Sending]:
    def prepare(stage: Stage) -> Sending:
        path, by, section = place(stage)
        return Sending(stage, "POST", path, by, {}, {"content": b"x"}, new_id(), section)

    return prepare


def launch(stage: Stage) -> tuple[str, Account, str]:
    paper = stage.paper()
    return f"{paper.path}/launch", stage.coordinator, paper.section


def propose(stage: Stage) -> tuple[str, Account, str]:
    paper = stage.in_phase("approved")
    form = {"candidate_hash": stage.candidate(paper.path)["hash"], "reason": "не так"}
    stage.done("POST", f"{paper.path}/decline", stage.leader, form)
    return f"{paper.path}/candidate", stage.coordinator, paper.section


def order_publication(stage: Stage) -> tuple[str, Account, None]:
    paper = stage.in_phase("approved")
    stage.sign_whole(paper.path)
    return f"{paper.path}/publication", stage.coordinator, None


def hand_in(stage: Stage) -> tuple[str, Account, str]:
    paper = stage.in_phase("review")
    late = stage.submit(paper.section, f"{FIRST}\nЕщё.\n", base=stage.head(paper.section)).json()["draft_id"]
    stage.send_back(paper.section)
    return f"/drafts/{late}/hand-in", stage.editor, paper.section


def resolve(stage: Stage) -> tuple[str, Account, str]:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": "Совет"}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    stage.done("POST", f"/comments/{comment}/answer", stage.editor, {"answer": "noted"})
    return f"/comments/{comment}/resolve", stage.reviewer, paper.section


def withdraw_comment(stage: Stage) -> tuple[str, Account, str]:
    paper, proposal = proposing(stage)
    return f"/comments/{proposal}/withdraw", stage.reviewer, paper.section


def proposing(stage: Stage) -> tuple[Paper, str]:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "text": "Точнее", "quote": "раз в год"}
    form |= {"kind": "proposal", "replacement": "раз в квартал"}
    return paper, stage.world.made(f"{paper.section}/comments", stage.reviewer, form)


def take(stage: Stage) -> tuple[str, Account, str]:
    paper, proposal = proposing(stage)
    return f"/comments/{proposal}/take", stage.editor, paper.section


def withdraw_material(stage: Stage) -> tuple[str, Account, None]:
    return f"/materials/{material(stage)}/withdraw", stage.reviewer, None


def ask_erasure(stage: Stage) -> tuple[str, Account, None]:
    person = stage.world.person()
    return f"/people/{person.id}/erasure-request", person, None


def note_to_erase(stage: Stage) -> tuple[str, Account, None]:
    paper = stage.in_phase("withdrawn")
    note = stage.items(f"{paper.section}/timeline")[-1]["event"]["note"]["id"]
    return f"/notes/{note}/erasure", stage.administrator, None


def read_mark(stage: Stage) -> tuple[str, Account, None]:
    stage.launched()
    return f"/notices/{stage.inbox(stage.editor)[-1]['id']}/read", stage.editor, None


def end_absence(stage: Stage) -> tuple[str, Account, None]:
    person = stage.world.person()
    absence = stage.world.made("/absences", person, {"since": "2030-07-01", "until": "2030-07-14"})
    return f"/absences/{absence}/end", person, None


def remove_milestone(stage: Stage) -> Sending:
    ready = READY_ON_STAGE["milestones.update"](stage)
    path = "/documents/{document_id}/milestones/{milestone_id}".format_map(ready.places)
    return Sending(stage, "DELETE", path, ready.by, {"version": 1}, {"content": b"x"}, new_id())


def remove_remark(stage: Stage) -> Sending:
    ready = READY_ON_STAGE["reviews.change_remark"](stage)
    path = f"/unsent-remarks/{ready.places['remark_id']}"
    return Sending(stage, "DELETE", path, ready.by, {}, {"content": b"x"}, new_id())


def send_again(stage: Stage) -> tuple[str, Account, None]:
    form = {"email": f"{new_id()}@example.org", "name": "Гость"}
    invitation = stage.world.made("/invitations", stage.coordinator, form)
    return f"/invitations/{invitation}/send-again", stage.coordinator, None


def renew_key(stage: Stage) -> tuple[str, Account, None]:
    return f"/people/{stage.member.id}/channels/webhook/key", stage.member, None


def make_feed(stage: Stage) -> tuple[str, Account, None]:
    return f"/people/{stage.member.id}/feed", stage.member, None


def send_to_guest(stage: Stage) -> tuple[str, Account, None]:
    return f"/guests/{guest_of(stage, stage.in_phase('review'))}/send-again", stage.coordinator, None


def resolve_as_guest(stage: Stage) -> tuple[str, Account | str | None, None]:
    ready = READY_ON_STAGE["guest.uphold"](stage)
    return f"/guest/comments/{ready.places['comment_id']}/resolve", ready.by, None


def ask_for_letter(stage: Stage) -> tuple[str, Account, None]:
    return "/confirmations/letters", stage.world.person(), None


def revoke_guest(stage: Stage) -> Sending:
    path = f"/guests/{guest_of(stage, stage.in_phase('review'))}"
    return Sending(stage, "DELETE", path, stage.coordinator, {"content": b""}, {"content": b"x"}, new_id())


def undo_letter(stage: Stage) -> tuple[str, None, None]:
    return given_by_letter(stage, in_open_round(stage)), None, None


BODILESS = {
    "answers.undo": undo_letter,
    "confirmations.ask_link": ask_for_letter,
    "guest.resolve": resolve_as_guest,
    "guests.send_again": send_to_guest,
    "invitations.send_again": send_again,
    "channels.renew_key": renew_key,
    "feeds.make": make_feed,
    "absences.end": end_absence,
    "people.ask_erasure": ask_erasure,
    "notes.erase": note_to_erase,
    "documents.launch": launch,
    "documents.propose": propose,
    "documents.order_publication": order_publication,
    "drafts.hand_in": hand_in,
    "comments.resolve": resolve,
    "comments.take": take,
    "comments.withdraw": withdraw_comment,
    "materials.withdraw": withdraw_material,
    "notices.read_mark": read_mark,
}
ASKING = {"documents.rehearse", "mail.receive"}
"""Requests that take no key: they change nothing, or what they bring has a name of its own."""
UNRECORDED = {"reviews.keep", "reviews.add_remark", "reviews.change_remark", "reviews.remove_remark"}
"""What somebody puts down for their own eyes: the record does not tell of it."""
SENDINGS: dict[str, Callable[[Stage], Sending]] = {
    **{name: with_example(name) for name in READY_ON_STAGE if name not in ASKING},
    **{name: without_body(place) for name, place in BODILESS.items()},
    "milestones.remove": remove_milestone,
    "guests.revoke": revoke_guest,
    "reviews.remove_remark": remove_remark,
}


def test_writing_routes_are_all_repeated_here_or_among_those_of_identity(world: World) -> None:
    writing = {operation["operationId"] for method, _, operation in operations(world.app.openapi()) if method != "GET"}
    assert writing == set(SENDINGS) | set(READY) | set(REMOVALS) | ASKING


@pytest.mark.parametrize("operation_id", SENDINGS)
def test_example_is_carried_out_and_its_repetition_has_no_effect(stage: Stage, operation_id: str) -> None:
    sending = SENDINGS[operation_id](stage)
    recorded = stage.rows()["events"]
    first = sending.send()
    assert first.is_success, first.text
    if operation_id == "documents.order_publication":
        stage.until(lambda: stage.phase(sending.path.removesuffix("/publication")) == "published")
    rows = stage.rows()
    assert (rows["events"] > recorded) != (operation_id in UNRECORDED), (
        "a writing operation that the record does not know of"
    )
    assert same(sending.send(), first)
    with restarted(stage):
        assert same(sending.send(), first)
    assert problem(sending.send_other()) == (422, "idempotency_key_reused")
    assert stage.rows() == rows
    if sending.section is not None and stage.phase(sending.section) not in ("published", "withdrawn"):
        stage.done("POST", f"{sending.section}/withdraw", stage.coordinator, {"reason": "не нужен"})
        rows = stage.rows()
        assert same(sending.send(), first)
        assert stage.rows() == rows


def same(answer: Response, first: Response) -> bool:
    assert (answer.status_code, answer.content) == (first.status_code, first.content)
    return True


@contextmanager
def restarted(stage: Stage) -> Iterator[None]:
    """The API as a process started anew finds everything: its own connections, nothing remembered."""
    parts = open_parts(stage.parts.settings)
    anew = build_house(parts, asyncio.run(connect(stage.parts.settings, lazy=True)))
    with house_with(stage.world, **{name: getattr(anew, name) for name in ("database", "store", "engine", "secret")}):
        yield
    parts.database.close()


@pytest.mark.parametrize("operation_id", ["sections.submit", "sections.verdict", "documents.launch", "comments.add"])
def test_sixteen_at_once_with_one_key_have_one_effect(stage: Stage, operation_id: str) -> None:
    sending, single = SENDINGS[operation_id](stage), SENDINGS[operation_id](stage)
    before = stage.rows()
    assert single.send().is_success
    between = stage.rows()
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda _: sending.send(), range(16)))
    assert {(one.status_code, one.content) for one in answers} == {(answers[0].status_code, answers[0].content)}
    assert answers[0].is_success, answers[0].text
    after = stage.rows()
    assert {name: after[name] - between[name] for name in after} == {
        name: between[name] - before[name] for name in between
    }


def test_key_of_somebody_else_is_another_act(stage: Stage) -> None:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.member])
    form = {"revision_id": stage.head(paper.section), "verdict": "agree"}
    for by in (stage.reviewer, stage.member):
        stage.done("POST", f"{paper.section}/verdicts", by, form, key=f"shared-{paper.id}")
    assert stage.phase(paper.section) == "sign_off"

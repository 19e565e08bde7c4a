"""At every step of a random discussion the record, the API and the page say exactly which remarks are unanswered."""

import re
from collections.abc import Callable
from random import Random
from typing import Any

import httpx2 as httpx
import pytest

from tests.api.scene import UNANIMITY
from tests.api.stage import FIRST, Paper
from tests.api.world import Account
from tests.web.gate_model import Gate, Said
from tests.web.site import Site

ANSWERS = ("accepted", "accepted_in_part", "declined", "noted", "referred")
SPEAKERS = ("anna", "boris", "editor", "coordinator")


class Discussion:
    """A section in review, what people do in it by chance, and the model beside it."""

    def __init__(self, site: Site, seed: int) -> None:
        self.site, self.stage, self.rng = site, site.stage, Random(seed)
        stage = self.stage
        self.people: dict[str, Account] = {
            **{name: stage.world.person() for name in ("anna", "boris")},
            **{"editor": stage.editor, "coordinator": stage.coordinator},
        }
        voters = [self.people["anna"], self.people["boris"]]
        self.paper: Paper = stage.launched(reviewers=voters, policy=UNANIMITY)
        self.texts = 0
        self.gate = Gate(("anna", "boris"), self.hand_in())

    def hand_in(self) -> str:
        self.texts += 1
        return self.stage.hand_in(self.paper.section, f"{FIRST}\nПункт {self.texts}.\n")

    def step(self) -> None:
        """One act of somebody."""
        if self.gate.phase == "drafting":
            self.gate.hand_in(self.hand_in())
        elif self.gate.phase == "sign_off":
            form = {"revision_id": self.gate.revision, "reason": "ещё не всё"}
            self.stage.done("POST", f"{self.paper.section}/decline", self.stage.approver, form)
            self.gate.phase = "drafting"
        else:
            self.rng.choice(
                (self.remark, self.reply, self.answer, self.answer, self.withdraw, self.resolve, self.vote)
            )()

    def remark(self) -> None:
        who = self.rng.choice(SPEAKERS)
        form = {"revision_id": self.gate.revision, "text": "Почему?", "quote": "Совет"}
        form |= self.rng.choice(({"kind": "question"}, {"kind": "proposal", "replacement": "Собрание"}, {}))
        made = self.stage.world.made(f"{self.paper.section}/comments", self.people[who], form)
        self.gate.remarks[made] = Said(who)

    def reply(self) -> None:
        if self.gate.remarks:
            thread = self.rng.choice(sorted(self.gate.remarks))
            who = self.people[self.rng.choice(SPEAKERS)]
            self.stage.done("POST", f"/comments/{thread}/replies", who, {"text": "И правда"})

    def answer(self) -> None:
        for one in self.rng.sample(waiting := sorted(self.gate.unanswered), min(1, len(waiting))):
            form = {"answer": self.rng.choice(ANSWERS), "text": "Потому что так"}
            self.stage.done("POST", f"/comments/{one}/answer", self.stage.editor, form)
            self.gate.remarks[one].stands = "answered"
            self.gate.remarks[one].referred = form["answer"] == "referred"
            if not self.gate.unanswered:
                self.gate.settle()

    def withdraw(self) -> None:
        self._of_author("open", "withdraw", "withdrawn")
        self.gate.settle()

    def resolve(self) -> None:
        self._of_author("answered", "resolve", "resolved")
        self.gate.settle()

    def _of_author(self, stands: str, act: str, then: str) -> None:
        found = self.gate.standing(stands)
        if found:
            one = self.rng.choice(found)
            self.stage.done("POST", f"/comments/{one}/{act}", self.people[self.gate.remarks[one].author])
            self.gate.remarks[one].stands = then

    def vote(self) -> None:
        who = self.rng.choice(self.gate.voters)
        verdict = self.rng.choice(("agree", "agree", "agree_with_remarks", "abstain", "disagree"))
        wordy = verdict in ("agree_with_remarks", "disagree")
        form = {"revision_id": self.gate.revision, "verdict": verdict, **({"text": "Нужен источник"} if wordy else {})}
        before = self.open_in_the_list()
        self.stage.done("POST", f"{self.paper.section}/verdicts", self.people[who], form)
        (new,) = self.open_in_the_list() - before if wordy else ("",)
        self.gate.vote(who, verdict, new)

    # What is said of it

    def open_in_the_list(self) -> set[str]:
        return {
            one["id"] for one in self.stage.read(f"{self.paper.section}/comments?unanswered=true&limit=200")["items"]
        }

    def said(self) -> dict[str, Any]:
        """Which remarks are unanswered by the ballot, by the list, by the page, and how many by the section."""
        ballot = self.stage.read(f"{self.paper.section}/ballot")
        section = self.stage.read(self.paper.section)
        page = httpx.get(
            f"{self.site.url}{self.paper.section}?state=open",
            cookies={"veche": self.stage.coordinator.token},
            timeout=60,
        ).text
        return {
            "phase": section["phase"],
            "ballot": set(ballot["unanswered"]),
            "list": self.open_in_the_list(),
            "page": set(re.findall(r'id="thread-([0-9a-f-]{36})"', page)),
            "count": section["unanswered"],
        }

    def expected(self) -> dict[str, Any]:
        open_ = self.gate.unanswered
        return {"phase": self.gate.phase, "ballot": open_, "list": open_, "page": open_, "count": len(open_)}


def walk(site: Site, seed: int, steps: int, count: Callable[..., None]) -> None:
    discussion = Discussion(site, seed)
    phases: list[str] = []
    for _ in range(steps):
        discussion.step()
        assert discussion.said() == discussion.expected()
        phases.append(discussion.gate.phase)
    count("steps of the gate against its model", steps)
    assert {"review", "drafting"} <= set(phases)


def test_gate_names_exactly_the_unanswered_remarks(site: Site, count: Callable[..., None]) -> None:
    walk(site, 4, 45, count)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_gate_names_exactly_the_unanswered_remarks_in_long_discussions(
    site: Site, seed: int, count: Callable[..., None]
) -> None:
    walk(site, seed, 150, count)

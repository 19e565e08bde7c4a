"""What is said inside an association changes nothing of what anybody outside gets to see, before or after it speaks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.api.associations import UNANIMITY, Association, asked, association
from tests.api.rights_requests import Cast, requests
from tests.api.stage import Form, Stage, problem
from tests.api.test_own_opinion_first import UNASKED, UNSTEADY, Seen, parts, words
from tests.api.world import Account

MARK = "турмалин"
"""A word that stands in everything that is said inside."""


MOVING = frozenset({"sections.export_timeline", "export of the head"})
"""Besides: it names the latest checkpoint over all streams; and says when sessions were used."""
MOVING_PARTS = ("/manifest.json", "/timeline.jsonl")
"""Of an archive: it says when it was made; and the like of what moves by itself."""


class Watch:
    """A round that asks an association, and everybody outside it, who asks for everything there is."""

    def __init__(self, stage: Stage, cast: Cast, body: Association, rules: Form) -> None:
        self.stage, self.cast, self.body = stage, cast, body
        self.paper = asked(stage, body, policy=rules)
        self.head = str(stage.head(self.paper.section))
        self.said: list[str] = []
        self.outside: dict[str, Account] = {
            "coordinator": stage.coordinator,
            "administrator": stage.administrator,
            "editor": stage.editor,
            "reviewer": stage.reviewer,
            "leader": stage.leader,
            "stranger": stage.stranger,
        }
        self.feeds = {name: cast._feed_of(one) for name, one in self.outside.items()}

    def asked(self, feed: str) -> dict[str, str]:
        """Every path that can be read, about this section, its document, the association and its people."""
        paper = self.paper
        document = dict.fromkeys(("signing", "planned", "document", "owing", "proposed"), paper.id)
        section = dict.fromkeys(("section", "plan", "published", "joint"), paper.sections[0])
        own = {"revision": self.head, "person": self.body.members[0].id, "feed": feed}
        own |= {"body": self.body.id, "association": self.body.id}
        known = requests({**self.cast.ids, **document, **section, **own})
        paths = {name: path for name, (method, path, _) in known.items() if method == "GET" and name not in UNASKED}
        return paths | {
            "search.find mark": f"{paper.path}/search?query={MARK}",
            "revisions.redline html": f"/revisions/{self.head}/redline?base_id={self.head}&format=html",
            "papers docx": f"{paper.section}/papers/remarks?format=docx",
            "export of the head": f"/people/{self.body.head.id}/export",
            "feed of nobody": "/feeds/none.ics",
        }

    def seen(self, name: str) -> Seen:
        """What somebody gets, path by path."""
        answers = {}
        for operation, path in self.asked(self.feeds[name]).items():
            answer = self.stage.call("GET", path, self.outside[name])
            answers[operation] = (answer.status_code, answer.headers.get("ETag"), answer.content)
        return answers

    def leaks(self, name: str, before: Seen, after: Seen) -> list[tuple[str, str]]:
        """Whose answers tell of the inside: by its words, by an id, or by being other than before."""
        found = []
        for operation, answer in after.items():
            said = words(answer).replace(f"query={MARK}", "")
            named = MARK in said or any(one in said for one in self.said)
            changed = operation not in UNSTEADY | MOVING and _steady(answer) != _steady(before[operation])
            if named or changed:
                found.append((name, operation))
        return found

    def steps(self) -> list[Callable[[], Any]]:
        """What the members and the head say and try inside."""
        body, section, (first, second) = self.body, self.paper.section, self.body.members
        wrong = {"revision_id": self.head, "text": MARK, "quote": "нет таких слов"}
        path = f"{body.inside(section)}/contributions"
        return [
            lambda: self.said.append(body.say(section, first, f"{MARK} замечание", quote="раз в год")),
            lambda: self.said.append(body.say(section, second, f"{MARK} предложение", kind="proposal")),
            lambda: self.said.append(body.think(section, first, "disagree", MARK)),
            lambda: self.said.append(body.think(section, second, "agree", MARK)),
            lambda: body.summary(section),
            lambda: self.stage.call("POST", path, first, json=wrong),
        ]


@pytest.fixture(scope="module")
def cast(stage: Stage) -> Cast:
    return Cast(stage)


def watch(stage: Stage, cast: Cast, names: list[str], count: Callable[..., None], rules: Form) -> Watch:
    """Everybody looks before and after; nothing may be other."""
    here = Watch(stage, cast, association(stage), rules)
    stage.until(stage.quiet)
    before = {name: here.seen(name) for name in names}
    for step in here.steps():
        step()
    stage.until(stage.quiet)
    for name in names:
        after = here.seen(name)
        count("looked at from outside an association", len(after))
        assert here.leaks(name, before[name], after) == []
    return here


def test_nothing_said_inside_is_seen_by_coordinator_or_reviewer(
    stage: Stage, cast: Cast, count: Callable[..., None]
) -> None:
    here = watch(stage, cast, ["coordinator", "reviewer"], count, UNANIMITY)
    body, section = here.body, here.paper.section
    # Afterwards the official position is there, and of the inside nothing but what was made official.
    body.speak(section, "agree_with_remarks", text="Официально", official=[])
    after = here.seen("coordinator")
    assert [name for name, answer in after.items() if MARK in _told(answer)] == []
    assert [name for name, answer in after.items() if any(one in words(answer) for one in here.said)] == []


@pytest.mark.long
@pytest.mark.parametrize("opinions", ["open", "own_first"])
def test_nobody_outside_sees_anything_of_the_inside(
    stage: Stage, cast: Cast, count: Callable[..., None], opinions: str
) -> None:
    names = ["coordinator", "administrator", "editor", "reviewer", "leader", "stranger"]
    watch(stage, cast, names, count, {**UNANIMITY, "opinions": opinions})


def _steady(answer: tuple[int, str | None, bytes]) -> object:
    """An answer without what changes of itself."""
    status, tag, content = answer
    packed = {path: part for path, part in parts(content).items() if not path.endswith(MOVING_PARTS)}
    return status, tag, packed


def _told(answer: tuple[int, str | None, bytes]) -> str:
    return words(answer).replace(f"query={MARK}", "")


def read_inside(stage: Stage, body: Association, section: str, by: Account) -> int:
    return stage.call("GET", f"{body.inside(section)}/contributions", by).status_code


def test_nobody_takes_a_heads_voice_for_themselves(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    away = {"person_id": body.head.id, "since": stage.world.today().isoformat()}
    away["until"] = (stage.world.today() + timedelta(days=3)).isoformat()
    for by in (stage.stranger, stage.coordinator):
        refused = stage.call("POST", "/absences", by, json={**away, "deputy_id": by.id})
        assert problem(refused) == (422, "deputy_unfit")
    handed = {"person_id": body.head.id, "deputy_id": stage.coordinator.id, "reason": "так"}
    refused = stage.call("POST", f"{paper.section}/delegate", stage.coordinator, json=handed)
    assert problem(refused) == (422, "deputy_unfit")
    assert read_inside(stage, body, paper.section, stage.coordinator) == 404


def test_only_the_head_lets_a_deputy_from_outside_read_what_is_said_inside(stage: Stage) -> None:
    body = association(stage)
    paper, other = asked(stage, body), asked(stage, body)
    form = {"deputy_id": stage.member.id, "reason": "в отпуске"}
    stage.done("POST", f"{paper.section}/delegate", stage.coordinator, {**form, "person_id": body.head.id})
    stage.done("POST", f"{other.section}/delegate", body.head, form)
    assert read_inside(stage, body, paper.section, stage.member) == 404
    assert read_inside(stage, body, other.section, stage.member) == 200
    body.speak(paper.section, by=stage.member)  # the voice is theirs all the same


def test_head_says_nothing_in_the_open_by_a_file_or_a_reply_before_the_position(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body, reviewers=[stage.reviewer])
    said = "Совет всегда.\n".encode()
    refused = stage.call("POST", f"{paper.section}/readings?filename=back.md", body.head, content=said)
    assert problem(refused) == (409, "through_association")
    form = {"revision_id": stage.head(paper.section), "text": "Какой?", "quote": "Совет", "kind": "question"}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    refused = stage.call("POST", f"/comments/{comment}/replies", body.head, json={"text": "Наш"})
    assert problem(refused) == (409, "through_association")

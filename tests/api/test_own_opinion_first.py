"""An own opinion first: what others say in a round changes nothing of what anybody gets to see before they speak."""

import io
import zipfile
from collections.abc import Callable
from typing import Any
from unittest.mock import ANY

import pytest

from schemas.actor import Actor
from services.deadlines.waiting import list_waiting
from tests.api.experts import entered, guest_of, letter_of
from tests.api.rights_requests import Cast, requests
from tests.api.stage import FIRST, POLICY, Form, Paper, Stage, problem
from tests.api.test_letters import letter
from tests.api.world import Account

RULES: Form = {**POLICY, "vote": {"kind": "unanimity"}, "opinions": "own_first"}
MARK = "кварцит"
"""A word that stands in everything that is to be hidden."""

TEXT = "Землячества помогают землякам обустроиться.\n\nСовет собирается раз в год.\n"
UNSTEADY = frozenset(
    {
        *("audit.list_checkpoints", "audit.list_refusals", "health.ready", "notices.list", "people.export"),
        *("documents.export_timeline", "milestones.export_timeline", "proposals.export_timeline", "editions.latest"),
    }
)
"""Operations whose answers change by themselves (instants, deliveries, what was asked before): no marks in them."""

UNASKED = frozenset({"answers.read", "guest.read", "guest.text", "links.read", "openapi.read"})
"""Of no section, and counted as attempts or large."""

Seen = dict[str, tuple[int, str | None, bytes]]


class Round:
    """A round of four reviewers, of whom one speaks and one writes, and everybody who must not learn of it.

    The third has handed over to a deputy; an outside expert advises, and one of the leaders decides what is disputed.
    """

    def __init__(self, stage: Stage, cast: Cast) -> None:
        self.stage, self.cast = stage, cast
        self.speaker, self.silent = stage.reviewer, stage.member
        third, deputy, self.writer, self.decider = (stage.world.person() for _ in range(4))
        people = {"reviewers": [self.speaker, self.silent, third, self.writer], "editors": [stage.editor]}
        paper = stage.paper(2, policy=RULES, leaders=[stage.leader, self.decider], **people)
        other = {"editors": [stage.second.id], "reviewers": [third.id], "approvers": [stage.approver.id]}
        stage.done("PUT", f"/sections/{paper.sections[1]}/people", stage.coordinator, other, version=2)
        stage.launch(paper)
        stage.hand_in(paper.section, TEXT)
        self.paper: Paper = paper
        self.head = str(stage.head(paper.section))
        self.comments: list[str] = []
        self.letter = ""
        self.say(f"{paper.section}/delegate", third, {"deputy_id": deputy.id, "reason": "в отпуске"})
        self.expert = entered(stage, letter_of(stage, guest_of(stage, paper)))
        feeds = {one.id: cast._feed_of(one) for one in (self.silent, stage.approver)}
        self.kept_out = {
            "silent": self.silent,
            "approver": stage.approver,
            "leader": stage.leader,
            "elsewhere": stage.second,
            "deputy": deputy,
            "administrator": stage.administrator,
        }
        self.feeds = {name: feeds.get(one.id, "none") for name, one in self.kept_out.items()}

    def asked(self, feed: str) -> dict[str, str]:
        """Every path that can be read, about this section and its document."""
        paper = self.paper
        document = dict.fromkeys(("signing", "planned", "document", "owing", "proposed"), paper.id)
        section = dict.fromkeys(("section", "plan", "published"), paper.sections[0])
        own = {"revision": self.head, "person": self.speaker.id, "feed": feed}
        known = requests({**self.cast.ids, **document, **section, **own})
        paths = {name: path for name, (method, path, _) in known.items() if method == "GET" and name not in UNASKED}
        paths |= {f"comments.read {one}": f"/comments/{one}" for one in self.comments}
        paths |= {f"comments.read disputed {one}": f"/disagreements/{one}" for one in self.comments}
        paths |= {f"letter {self.letter}{one}": f"/letters/{self.letter}{one}" for one in ("", "/file") if self.letter}
        shown = f"/revisions/{self.head}/redline?base_id={self.head}"
        return paths | {
            "revisions.redline html": f"{shown}&format=html",
            "comments.list exact": f"{paper.section}/comments?placement=exact",
            "search.find mark": f"{paper.path}/search?query={MARK}",
            "comparison html": f"/revisions/{self.head}/comparison-table?base_id={self.head}&format=html",
        }

    def seen(self, name: str) -> Seen:
        """What somebody gets, path by path."""
        answers = {}
        for operation, path in self.asked(self.feeds[name]).items():
            answer = self.stage.call("GET", path, self.kept_out[name])
            answers[operation] = (answer.status_code, answer.headers.get("ETag"), answer.content)
        return answers

    def say(self, path: str, by: Account, form: Form) -> Form:
        return self.stage.done("POST", path, by, form)

    def comment(self, by: Account, text: str, **more: str) -> str:
        form = {"revision_id": self.head, "text": text, "quote": "раз в год", **more}
        self.comments.append(self.stage.world.made(f"{self.paper.section}/comments", by, form))
        return self.comments[-1]

    def uphold(self) -> None:
        """The one who spoke stands by what was declined, and a text is proposed and a meeting held about it."""
        form = {"reason": f"{MARK} настаиваю", "wording": f"{MARK} слова"}
        made = self.say(f"/comments/{self.comments[0]}/uphold", self.speaker, form)["disagreement_id"]
        self.comments.append(made)
        self.say(f"/disagreements/{made}/settlement", self.stage.editor, {"text": f"{MARK} текст"})
        met = {"at": "2026-01-12T10:00:00Z", "place": f"{MARK} зал", "participants": [self.silent.id], "minutes": MARK}
        self.say(f"/disagreements/{made}/meetings", self.stage.editor, met)

    def decide(self) -> None:
        """What is disputed is taken to leadership and decided."""
        taken = {"decider_id": self.decider.id, "reason": f"{MARK} не договорились"}
        self.say(f"/disagreements/{self.comments[-1]}/leadership", self.stage.coordinator, taken)
        decided = {"decision": "dissent", "reason": f"{MARK} решено"}
        self.say(f"/disagreements/{self.comments[-1]}/decision", self.decider, decided)

    def write(self) -> None:
        """A letter comes and is entered."""
        answer = letter(self.stage, self.paper.section, number=f"{MARK} 1")
        self.letter = str(answer.json()["id"])
        form = {
            "person_id": self.writer.id,
            "revision_id": self.head,
            "verdict": "agree_with_remarks",
            "text": f"{MARK} но",
        }
        self.say(f"/letters/{self.letter}/verdict", self.stage.coordinator, form)

    def advise(self) -> None:
        """The outside expert comments and gives an opinion."""
        comment = {"kind": "remark", "text": f"{MARK} снаружи", "quote": "раз в год"}
        for path, form in (("comments", comment), ("verdict", {"verdict": "disagree", "text": f"{MARK} нет"})):
            answer = self.stage.call("POST", f"/guest/{path}", self.expert, json=form)
            assert answer.is_success, answer.text

    def verdict(self, by: Account, verdict: str) -> None:
        form = {"revision_id": self.head, "verdict": verdict, "text": f"{MARK} решение"}
        self.say(f"{self.paper.section}/verdicts", by, form)


ANSWER = {"answer": "declined", "text": f"{MARK} основания"}


def words(answer: tuple[int, str | None, bytes]) -> str:
    return "".join(part.decode(errors="replace") for part in parts(answer[2]).values())


def parts(content: bytes, path: str = "") -> dict[str, bytes]:
    """What is packed in an answer, path by path, however deep; an answer that is no archive is its own only part."""
    if content[:2] != b"PK":
        return {path: content}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = [parts(archive.read(name), f"{path}/{name}") for name in archive.namelist()]
    return {name: part for one in inside for name, part in one.items()}


@pytest.fixture(scope="module")
def cast(stage: Stage) -> Cast:
    return Cast(stage)


def steps_of(here: Round) -> list[Callable[[], Any]]:
    """What the one who speaks and the editor say, one after the other."""
    return [
        lambda: here.comment(here.speaker, f"{MARK} замечание"),
        lambda: here.comment(here.speaker, f"{MARK} предложение", kind="proposal", replacement=f"{MARK} в год"),
        lambda: here.say(f"/comments/{here.comments[0]}/replies", here.stage.editor, {"text": f"{MARK} ответ"}),
        lambda: here.verdict(here.speaker, "agree_with_remarks"),
        lambda: here.verdict(here.speaker, "abstain"),
        lambda: here.say(f"/comments/{here.comments[0]}/answer", here.stage.editor, ANSWER),
        here.uphold,
        here.decide,
        here.write,
        here.advise,
    ]


def leaks(here: Round, name: str, before: Seen, after: Seen) -> list[tuple[str, str]]:
    """Whose answers tell what was said: by its words, by an id, or by being other than before."""
    found = []
    for operation, answer in after.items():
        said = words(answer).replace(f"query={MARK}", "")
        told = MARK in said or (operation.startswith("comments.read ") and answer[0] != 404)
        changed = operation in before and operation not in UNSTEADY and answer != before[operation]
        named = any(one in said for one in here.comments) and not operation.startswith("comments.read ")
        if told or changed or named:
            found.append((name, operation))
    return found


def test_nothing_of_what_others_say_is_seen_before_ones_own_verdict(
    stage: Stage, cast: Cast, count: Callable[..., None]
) -> None:
    here = Round(stage, cast)
    stage.until(stage.quiet)
    names = ("silent", "deputy")
    before = {name: here.seen(name) for name in names}
    for step in steps_of(here):
        step()
    stage.until(stage.quiet)
    for name in names:
        after = here.seen(name)
        count("looked at before an own opinion", len(after))
        assert leaks(here, name, before[name], after) == []
    for reader in (stage.editor, stage.coordinator, here.speaker):
        assert [one["id"] for one in stage.items(f"{here.paper.section}/comments", reader)][:2] == here.comments[:2]
        assert MARK in stage.call("GET", f"{here.paper.section}/timeline?limit=200", reader).text


@pytest.mark.long
def test_nobody_who_is_kept_out_sees_anything_after_any_step(
    stage: Stage, cast: Cast, count: Callable[..., None]
) -> None:
    here = Round(stage, cast)
    stage.until(stage.quiet)
    before = {name: here.seen(name) for name in here.kept_out}
    for step in steps_of(here):
        step()
        stage.until(stage.quiet)
        for name in here.kept_out:
            after = here.seen(name)
            count("looked at before an own opinion", len(after))
            assert leaks(here, name, before[name], after) == []


def test_own_verdict_opens_what_others_said_and_the_close_opens_it_to_all(stage: Stage, cast: Cast) -> None:
    here = Round(stage, cast)
    section = here.paper.section
    here.comment(here.speaker, f"{MARK} замечание")
    here.verdict(here.speaker, "agree_with_remarks")
    own = here.comment(here.silent, "Моё замечание")
    reply = {"text": "Поясняем"}
    here.say(f"/comments/{own}/replies", stage.editor, reply)
    assert [one["text"] for one in stage.items(f"{section}/comments", here.silent)] == ["Моё замечание", "Поясняем"]
    hidden = stage.call("POST", f"/comments/{here.comments[0]}/replies", here.silent, json=reply)
    assert problem(hidden) == (404, "not_found")
    ballot = stage.read(f"{section}/ballot", here.silent)
    assert (ballot["status"], ballot["votes"], ballot["silent"], ballot["data"]["tally"]) == ("hidden", [], [], None)
    assert any(sentence.startswith("Сначала — собственное мнение") for sentence in ballot["explanation"])
    assert [turn["person_id"] for turn in ballot["data"]["turns"]] == [here.silent.id]

    here.verdict(here.silent, "agree")
    assert [vote["person_id"] for vote in stage.read(f"{section}/ballot", here.silent)["votes"]] == [
        here.speaker.id,
        here.silent.id,
    ]
    assert here.comments[0] in [one["id"] for one in stage.items(f"{section}/comments", here.silent)]
    assert stage.call("GET", f"/comments/{here.comments[0]}", stage.approver).status_code == 404

    stage.send_back(section)
    assert stage.call("GET", f"/comments/{here.comments[0]}", stage.approver).status_code == 200
    assert MARK in stage.call("GET", f"{section}/timeline?limit=200", stage.leader).text


Doing = Callable[[Stage, Round, str], Form]


def own_remark(here: Round) -> str:
    """A remark of the one who is silent, which the editor declined."""
    own = here.comment(here.silent, "Моё замечание")
    here.say(f"/comments/{own}/answer", here.stage.editor, {"answer": "declined", "text": "не нужно"})
    return own


ACTS: dict[str, Doing] = {
    "hand over": lambda stage, here, _own: here.say(
        f"{here.paper.section}/delegate",
        here.silent,
        {"reason": "в отпуске", "deputy_id": stage.world.person().id},
    ),
    "be content": lambda _stage, here, own: here.stage.done("POST", f"/comments/{own}/resolve", here.silent),
    "uphold": lambda _stage, here, own: here.say(f"/comments/{own}/uphold", here.silent, {"reason": "настаиваю"}),
    "dissent": lambda _stage, here, own: here.say(
        f"/disagreements/{ACTS['uphold'](_stage, here, own)['disagreement_id']}/dissent",
        here.silent,
        {"reason": "остаюсь при своём"},
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_receipts_of_those_kept_out_do_not_count_what_others_said(stage: Stage, cast: Cast, name: str) -> None:
    def receipt(*, spoken: bool) -> int:
        here = Round(stage, cast)
        own = own_remark(here)
        if spoken:
            here.comment(here.speaker, MARK)
            here.verdict(here.speaker, "agree")
        return int(ACTS[name](stage, here, own)["seq"])

    assert receipt(spoken=False) == receipt(spoken=True)


def test_comments_of_rounds_that_closed_stay_seen_in_the_next_one(stage: Stage, cast: Cast) -> None:
    here = Round(stage, cast)
    section = here.paper.section
    earlier = here.comment(here.speaker, f"{MARK} замечание")
    here.verdict(here.speaker, "agree_with_remarks")
    stage.send_back(section)
    stage.hand_in(section, TEXT.replace("раз в год", "два раза в год"))
    seen = stage.read(f"{section}/ballot", here.silent)
    assert (seen["votes"], seen["outdated"]) == ([], [])
    assert stage.call("GET", f"/comments/{earlier}", here.silent).status_code == 200
    opened = [one for one in stage.items(f"{section}/timeline", here.silent) if one["type"] == "round_opened"][-1]
    assert opened["event"]["outdated"] == []
    assert [one["person_id"] for one in stage.read(f"{section}/ballot", here.speaker)["outdated"]] == [here.speaker.id]


def test_round_that_is_done_without_a_silent_voter_looks_to_them_as_if_it_were_not(stage: Stage) -> None:
    first, second, silent = (stage.world.person() for _ in range(3))
    rules = {**POLICY, "vote": {"kind": "at_least", "count": 2}, "opinions": "own_first"}
    actor = Actor(id=silent.id, role="member", today=stage.world.today())

    def told(*, held: bool) -> tuple[list[str], int, list[str]]:
        paper = stage.in_phase("review", policy=rules, reviewers=[first, second, silent])
        if held:
            form = {"revision_id": stage.head(paper.section), "text": "Вопрос", "quote": "Совет", "kind": "question"}
            stage.world.made(f"{paper.section}/comments", first, form)
            stage.agree(paper.section, first)
            stage.agree(paper.section, second)
            assert stage.read(f"{paper.section}/ballot")["data"]["held"]
        longer = {"limit": {"working_days": 30}, "reason": "нужно время"}
        stage.done("POST", f"{paper.section}/extend", stage.coordinator, longer)
        waits = [
            one.what for one in list_waiting(stage.world.house, actor=actor) if one.section_id == paper.sections[0]
        ]
        feed = str(stage.done("POST", f"/people/{silent.id}/feed", silent)["url"]).rpartition("/api/v1")[2]
        dated = stage.call("GET", feed, None).text.count(paper.sections[0])
        return waits, dated, stage.told(silent, section_id=paper.sections[0])

    assert told(held=True) == told(held=False) == (["review"], ANY, ["review_invitation", "extended"])


def exported(stage: Stage, person: Account, by: Account) -> str:
    """Everything in the export of a person, their files among it."""
    answer = stage.call("GET", f"/people/{person.id}/export", by)
    return words((answer.status_code, None, answer.content))


def test_file_of_an_open_round_is_in_no_export_but_ones_own(stage: Stage) -> None:
    speaker, other = stage.world.person(), stage.world.person()
    paper = stage.in_phase("review", policy=RULES, reviewers=[speaker, other])
    said = FIRST.replace("раз в год", f"{MARK} раз в год").encode()
    handed = stage.call("POST", f"{paper.section}/readings?filename=otzyv.md", speaker, content=said)
    assert handed.is_success, handed.text
    remark = {"revision_id": stage.head(paper.section), "text": f"{MARK} черновик", "quote": "раз в год"}
    open_to_all = stage.in_phase("review", reviewers=[speaker])
    stage.world.made(
        f"{open_to_all.section}/review/remarks", speaker, remark | {"revision_id": stage.head(open_to_all.section)}
    )
    assert MARK not in exported(stage, speaker, stage.administrator)
    assert exported(stage, speaker, speaker).count(MARK) > 1


def test_who_has_read_what_others_say_takes_over_no_silent_voice(stage: Stage) -> None:
    paper = stage.in_phase("review", policy=RULES, reviewers=[stage.reviewer, stage.member])
    for reader in (stage.editor, stage.coordinator):
        form = {"deputy_id": reader.id, "reason": "так надо"}
        refused = stage.call("POST", f"{paper.section}/delegate", stage.member, json=form)
        assert problem(refused) == (409, "deputy_is_voter")

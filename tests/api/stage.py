"""A world whose processes really run, the people who play in it, and sections in whatever phase a test needs."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from itertools import count
from typing import Any, TypeVar

from httpx2 import Response
from sqlmodel import col, delete, func, select

from app.clock import utc_now
from app.wiring import Parts
from schemas.ids import new_id
from schemas.policy import DEFAULT_POLICY
from storage.tables import Alarm, Attempt, Stream, metadata
from tests.api.world import CONFIRMED, Account, World
from tests.servers.process import Server

Seen = TypeVar("Seen")
Form = dict[str, Any]

POLICY: Form = DEFAULT_POLICY.model_dump(mode="json", exclude_none=True, exclude={"carry_over", "uphold_within"})
"""The usual rules, but for everybody deciding anew on every revision, and no term to uphold remarks in."""
FIRST = "Землячества помогают землякам обустроиться.\n\nСовет собирается раз в год.\n"
PHASES = ("planned", "drafting", "review", "sign_off", "approved", "published", "withdrawn")


@dataclass(frozen=True)
class Paper:
    """A document and its sections, in order."""

    id: str
    sections: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where its routes are."""
        return f"/documents/{self.id}"

    @property
    def section(self) -> str:
        """Where the routes of its first section are."""
        return f"/sections/{self.sections[0]}"


NUMBERS = count(1)


def numbered(name: str) -> str:
    """A name that no other test has given anything on the same stage."""
    return f"{name} № {next(NUMBERS)}"


@dataclass
class Stage:
    """The world, its worker, and one person for each part; `stranger` coordinates documents of their own only."""

    world: World
    worker: Server
    parts: Parts
    coordinator: Account = field(init=False)
    stranger: Account = field(init=False)
    administrator: Account = field(init=False)
    editor: Account = field(init=False)
    second: Account = field(init=False)
    reviewer: Account = field(init=False)
    approver: Account = field(init=False)
    leader: Account = field(init=False)
    member: Account = field(init=False)

    def __post_init__(self) -> None:
        self.coordinator, self.stranger = (self.world.person("coordinator") for _ in range(2))
        self.administrator = self.world.person("administrator")
        people = [self.world.person() for _ in range(6)]
        self.editor, self.second, self.reviewer, self.approver, self.leader, self.member = people

    # Asking

    def call(self, method: str, path: str, by: Account | str | None, **request: Any) -> Response:
        """One request, whatever its answer is; sent again where a busy machine gave none in time, as a client does."""
        if request.get("key", "") == "":
            request["key"] = new_id()
        for _ in range(10):
            answer = self.world.call(method, path, by, **request)
            if answer.status_code != 503:
                break
        return answer

    def done(self, method: str, path: str, by: Account, form: Any = None, **request: Any) -> Form:
        """The answer to an act that succeeds."""
        body = {"json": form} if form is not None else {}
        answer = self.call(method, path, by, **body, **request)
        assert answer.is_success, answer.text
        found: Form = answer.json() if answer.content else {}
        return found

    def read(self, path: str, by: Account | None = None) -> Form:
        """What stands at a path, for the coordinator unless somebody else asks."""
        found: Form = self.done("GET", path, by or self.coordinator)
        return found

    def items(self, path: str, by: Account | None = None) -> list[Form]:
        """The first page of a list."""
        found: list[Form] = self.read(f"{path}?limit=200", by)["items"]
        return found

    def until(self, seen: Callable[[], Seen], patience: float = 90.0) -> Seen:
        """What `seen` gives as soon as it is true."""
        give_up = time.monotonic() + patience
        while not (found := seen()):
            assert time.monotonic() < give_up, f"not seen within {patience:g} s"
            time.sleep(0.03)
        return found

    # Making documents

    def paper(self, sections: int = 1, *, policy: Form | None = None, **parts: list[Account]) -> Paper:
        """A document in setup, staffed; `parts` replaces editors, reviewers, approvers or leaders."""
        leaders = [leader.id for leader in parts.pop("leaders", [self.leader])]
        form = {"title": "Стратегия", "approvers": leaders, "policy": policy or POLICY}
        document_id = self.world.made("/documents", self.coordinator, form)
        made = []
        for number in range(1, sections + 1):
            section = {"title": f"Раздел {number}"}
            made.append(self.world.made(f"/documents/{document_id}/sections", self.coordinator, section))
        self.staff(made, **parts)
        return Paper(document_id, tuple(made))

    def body(self, name: str) -> str:
        """A body of this name and a number: no two of an installation have one name."""
        return self.world.made("/bodies", self.administrator, {"name": numbered(name)})

    def staff(self, sections: Sequence[str], **parts: list[Account]) -> None:
        """Assign the usual people, or those in `parts`, to sections that were just made."""
        staff = {"editors": [self.editor, self.second], "reviewers": [self.reviewer], "approvers": [self.approver]}
        people = {name: [one.id for one in persons] for name, persons in {**staff, **parts}.items()}
        for section_id in sections:
            self.done("PUT", f"/sections/{section_id}/people", self.coordinator, people, version=1)

    def launched(self, sections: int = 1, **changed: Any) -> Paper:
        """A document with all sections in drafting."""
        paper = self.paper(sections, **changed)
        self.launch(paper)
        return paper

    def launch(self, paper: Paper) -> None:
        """Launch it and wait for its sections."""
        self.done("POST", f"{paper.path}/launch", self.coordinator)
        self.until(lambda: all(self.phase(f"/sections/{section}") == "drafting" for section in paper.sections))

    def in_phase(self, phase: str, **changed: Any) -> Paper:
        """A document of one section that stands in this phase."""
        if phase == "planned":
            return self.paper(**changed)
        paper = self.launched(**changed)
        if phase == "withdrawn":
            self.done("POST", f"{paper.section}/withdraw", self.coordinator, {"reason": "не нужен"})
            return paper
        steps = [self.hand_in, self.agree, self.sign, self.publish]
        for step in steps[: ("drafting", "review", "sign_off", "approved", "published").index(phase)]:
            step(paper.path if step == self.publish else paper.section)  # type: ignore[operator]
        return paper

    def undecided(self, **changed: Any) -> Paper:
        """A document whose section lies in a round that ended without votes, so that the coordinator decides."""
        ladder = [{"after": {"duration": "PT0S"}, "tell": ["coordinator"]}]
        rules = {**POLICY, "review": {"limit": {"duration": "PT1S"}, "ladder": ladder}}
        paper = self.in_phase("review", policy=rules, **changed)
        self.until(lambda: "escalation" in self.told(self.coordinator, section_id=paper.sections[0]))
        return paper

    # Moving sections

    def submit(
        self, section: str, text: str | bytes = FIRST, by: Account | None = None, base: str | None = None, **more: Any
    ) -> Response:
        """Hand a text in, Markdown unless `filename` says otherwise; `changes` tells what becomes of tracked ones."""
        asked = {"filename": "razdel.md", "base_id": base} | {
            n: more.pop(n) for n in ("filename", "changes") if n in more
        }
        query = {name: value for name, value in asked.items() if value is not None}
        content = text.encode() if isinstance(text, str) else text
        path = f"{section}/revisions"
        return self.call("POST", path, by or self.editor, params=query, content=content, **more)

    def hand_in(self, section: str, text: str = FIRST, by: Account | None = None) -> str:
        """Hand in a text on the head; the id of its revision."""
        answer = self.submit(section, text, by, base=self.head(section))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["revision_id"])

    def agree(self, section: str, by: Account | None = None) -> None:
        """Agree to the head."""
        form = {"revision_id": self.head(section), "verdict": "agree"}
        self.done("POST", f"{section}/verdicts", by or self.reviewer, form)

    def answer(self, section: str, by: Account | None = None) -> None:
        """Answer every remark that waits for it."""
        for remark in self.read(f"{section}/comments?unanswered=true&limit=200")["items"]:
            self.done("POST", f"/comments/{remark['id']}/answer", by or self.editor, {"answer": "noted"})

    def send_back(self, section: str) -> None:
        """Return the head to drafting."""
        self.done("POST", f"{section}/return", self.coordinator, {"reason": "доработать"})

    def sign(self, section: str, by: Account | None = None) -> None:
        """Sign the head."""
        shown = self.read(section)
        form = {"revision_id": shown["head_id"], "text_hash": shown["text_hash"], **CONFIRMED}
        self.done("POST", f"{section}/signatures", by or self.approver, form)

    def approve(self, section: str, text: str = FIRST) -> None:
        """From drafting to approved."""
        self.hand_in(section, text)
        self.agree(section)
        self.sign(section)

    def candidate(self, document: str) -> Form:
        """What lies before leadership, once it does."""
        self.until(lambda: self.phase(document) == "signing")
        return self.read(f"{document}/candidate")

    def sign_whole(self, document: str) -> str:
        """Have leadership sign; the candidate's hash."""
        candidate_hash = str(self.candidate(document)["hash"])
        self.done("POST", f"{document}/signatures", self.leader, {"candidate_hash": candidate_hash, **CONFIRMED})
        return candidate_hash

    def publish(self, document: str) -> str:
        """From approved sections to the published edition; its id."""
        self.sign_whole(document)
        ordered = self.done("POST", f"{document}/publication", self.coordinator)
        edition = f"/editions/{ordered['edition_id']}"
        self.until(lambda: self.read(edition)["state"] == "published")
        return str(ordered["edition_id"])

    # Looking

    def phase(self, path: str) -> str:
        """Where a document or section stands."""
        return str(self.read(path)["phase"])

    def head(self, section: str) -> str | None:
        """The id of the latest revision."""
        head: str | None = self.read(section)["head_id"]
        return head

    def told(self, person: Account, **facts: Any) -> list[str]:
        """The kinds of the notices in somebody's inbox that have these facts, oldest first."""
        wanted = facts.items()
        return [n["kind"] for n in self.inbox(person) if all(n["facts"].get(name) == fact for name, fact in wanted)]

    def inbox(self, person: Account) -> list[Form]:
        """All of somebody's notices, page after page."""
        return [one for page in self.pages("/notices", person, 200) for one in page]

    def pages(self, path: str, by: Account | None, limit: int) -> list[list[Form]]:
        """A list as one walks through it by the Link header."""
        pages, following = [], f"{path}{'&' if '?' in path else '?'}limit={limit}"
        while following:
            answer = self.call("GET", following, by)
            assert answer.status_code == 200, answer.text
            pages.append(answer.json()["items"])
            link = re.fullmatch(r'</api/v1(?P<to>[^>]+)>; rel="next"', answer.headers.get("link", ""))
            following = link["to"] if link else ""
        return pages

    def quiet(self) -> bool:
        """Whether everything recorded has been followed up, and no alarm of another test rings within the minute."""
        now, soon = utc_now(), timedelta(minutes=1)
        with self.parts.database.read() as session:
            behind = select(Stream.id).where(col(Stream.pending_seq) > col(Stream.followed_seq))
            near = col(Alarm.planned_at).between(now - soon, now + soon)
            ringing = select(Alarm.id).where(Alarm.state == "planned", near)
            return not (session.exec(behind).first() or session.exec(ringing).first())

    def forget_attempts(self) -> None:
        """As a quarter of an hour does."""
        with self.world.house.database.write() as session:
            session.exec(delete(Attempt))

    def rows(self) -> dict[str, int]:
        """How many rows every table has that acts write, once everything is followed up."""
        self.until(self.quiet)
        with self.parts.database.read() as session:
            # The dispatcher makes deliveries in its own time, not acts; and a refusal leaves itself.
            besides = ("uptime", "sessions", "deliveries", "refusals", "attempts")
            tables = [table for table in metadata.sorted_tables if table.name not in besides]
            counts = {table.name: select(func.count()).select_from(table) for table in tables}
            return {name: session.execute(counting).scalar_one() for name, counting in counts.items()}

    @cached_property
    def published(self) -> tuple[Paper, str]:
        """A published document and its edition, shared by tests that only read."""
        paper = self.launched()
        self.approve(paper.section)
        return paper, self.publish(paper.path)

    @cached_property
    def published_twice(self) -> tuple[Paper, str, str]:
        """A document with a second edition, and both editions."""
        paper = self.launched()
        self.approve(paper.section)
        first = self.publish(paper.path)
        self.done("POST", f"{paper.section}/reopen", self.coordinator, {"reason": "новое издание"})
        self.approve(paper.section, FIRST.replace("раз в год", "раз в месяц"))
        return paper, first, self.publish(paper.path)


def problem(answer: Response) -> tuple[int, str]:
    """The status and the code of a refusal."""
    return answer.status_code, answer.json()["code"]


@contextmanager
def house_with(world: World, **changed: Any) -> Iterator[None]:
    """Give the API other parts while the block lasts."""
    kept = world.house
    world.house = replace(kept, **changed)
    try:
        yield
    finally:
        world.house = kept

"""What a client of the drill does: documents led through their lives, many sections at once, by chance."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.drill.asking import Asker, Form, Person

Life = Iterator[None]
"""The life of a section, act by act; it pauses wherever another section's may go on."""

_MONTH = {"limit": {"days": 30}, "ladder": [{"after": {"days": 1}, "tell": ["coordinator"]}]}
NOTED: Form = {"answer": "noted"}
PASSWORD = "a long enough word 17"
"""Of everybody in the cast but the coordinator."""
POLICY: Form = {
    # A reminder and a deadline fall due in the storm; whoever is late is only told.
    "drafting": {**_MONTH, "limit": {"duration": "PT4S"}, "reminders": [{"duration": "PT3S"}]},
    "review": _MONTH,
    "sign_off": _MONTH,
    "vote": {"kind": "unanimity"},
}


@dataclass(frozen=True)
class Cast:
    """Who plays in all documents."""

    coordinator: Person
    editor: Person
    reviewers: tuple[Person, Person]
    approver: Person
    leader: Person


class Client(threading.Thread):
    """Leads one document after another to its edition until `enough` says so, at least one."""

    def __init__(self, asker: Asker, cast: Cast, sections: int, enough: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self.asker, self.cast, self.sections, self.enough = asker, cast, sections, enough
        self.documents: list[str] = []
        self.ended_sections = 0
        self.failure: Exception | None = None

    def run(self) -> None:
        """Work; whatever goes wrong is kept for who started this."""
        try:
            while not self.documents or not self.enough():
                self._lead_document()
        except Exception as failure:
            self.failure = failure

    def _lead_document(self) -> None:
        ask, cast = self.asker, self.cast
        form = {"title": f"Стратегия {ask.chance.random()}", "approvers": [cast.leader.id], "policy": POLICY}
        document = ask.act("documents.create", "POST", "/documents", cast.coordinator, json=form).answer["id"]
        sections = [self._planned(document, number) for number in range(self.sections)]
        path = f"/documents/{document}"
        ask.act("documents.launch", "POST", f"{path}/launch", cast.coordinator)
        ask.until(lambda: all(self._phase(f"/sections/{one}") == "drafting" for one in sections), "drafting")
        self.documents.append(document)
        self._live([self._life(f"/sections/{one}", ends=number == 0) for number, one in enumerate(sections)])
        ask.until(lambda: self._phase(path) == "signing", f"{path} before leadership")
        candidate = {"candidate_hash": ask.read(f"{path}/candidate", cast.coordinator)["hash"], "password": PASSWORD}
        ask.act("documents.sign", "POST", f"{path}/signatures", cast.leader, json=candidate)
        ask.act("documents.order_publication", "POST", f"{path}/publication", cast.coordinator)
        ask.until(lambda: self._phase(path) == "published", f"{path} published")
        self.ended_sections += len(sections)

    def _planned(self, document: str, number: int) -> str:
        ask, cast = self.asker, self.cast
        form = {"title": f"Раздел {number + 1}"}
        path = f"/documents/{document}/sections"
        section = ask.act("sections.add", "POST", path, cast.coordinator, json=form).answer["id"]
        people = {
            "editors": [cast.editor.id],
            "reviewers": [one.id for one in cast.reviewers],
            "approvers": [cast.approver.id],
        }
        assign = f"/sections/{section}/people"
        ask.act("sections.assign", "PUT", assign, cast.coordinator, version=1, json=people)
        return str(section)

    def _live(self, lives: list[Life]) -> None:
        """Lead all at once: whose turn it is, chance says."""
        while lives:
            life = self.asker.chance.choice(lives)
            if next(life, lives) is lives:
                lives.remove(life)

    def _life(self, section: str, *, ends: bool) -> Life:
        """One section from drafting to approved, or withdrawn on the way unless `ends` says it must be published."""
        ask, cast = self.asker, self.cast
        rounds = ask.chance.choice((1, 1, 2))
        base: str | None = None
        for number in range(1, rounds + 1):
            base = self._hand_in(section, base)
            yield
            yield from self._discuss(section, base)
            if not ends and ask.chance.random() < 0.1:
                form = {"reason": "не нужен"}
                ask.act("sections.withdraw", "POST", f"{section}/withdraw", cast.coordinator, json=form)
                return
            yield from self._judge(section, base, agrees=number == rounds)
        yield from self._sign(section, str(base))

    def _hand_in(self, section: str, base: str | None) -> str:
        text = f"Землячества помогают землякам.\n\nСовет собирается: {self.asker.chance.random()}.\n"
        query = {"filename": "razdel.md"} | ({"base_id": base} if base else {})
        request = {"params": query, "content": text.encode()}
        path = f"{section}/revisions"
        return str(self.asker.act("sections.submit", "POST", path, self.cast.editor, **request).answer["revision_id"])

    def _discuss(self, section: str, revision: str) -> Life:
        ask, cast = self.asker, self.cast
        for reviewer in cast.reviewers:
            form = {"revision_id": revision, "text": f"Почему? {ask.chance.random()}", "quote": "Совет"}
            say = ask.hung_up if ask.chance.random() < 0.3 else ask.act
            said = say("comments.add", "POST", f"{section}/comments", reviewer, json=form)
            yield
            if said.outcome == "ok":
                remark = f"/comments/{said.answer['id']}"
                ask.act("comments.answer", "POST", f"{remark}/answer", cast.editor, json=NOTED)
                ask.act("comments.resolve", "POST", f"{remark}/resolve", reviewer)
            yield

    def _judge(self, section: str, revision: str, *, agrees: bool) -> Life:
        ask, cast = self.asker, self.cast
        path = f"{section}/verdicts"
        if ask.chance.random() < 0.3:
            form = {"revision_id": revision, "verdict": "agree"}
            ask.refused("sections.verdict", "POST", path, cast.approver, json=form)
            yield
        verdict = {"verdict": "agree"} if agrees else {"verdict": "disagree", "text": "Ещё не готово"}
        for reviewer in cast.reviewers if agrees else cast.reviewers[:1]:
            form = {"revision_id": revision, **verdict}
            given = ask.act("sections.verdict", "POST", path, reviewer, json=form)
            yield
            if ask.chance.random() < 0.2:
                ask.repeat(given)
                yield

    def _answer(self, section: str) -> bool:
        """Answer what is unanswered; whether the section lies before its signers then."""
        ask, cast = self.asker, self.cast
        for one in ask.read(f"{section}/comments?unanswered=true", cast.editor)["items"]:
            ask.act("comments.answer", "POST", f"/comments/{one['id']}/answer", cast.editor, json=NOTED)
        return self._phase(section) == "sign_off"

    def _sign(self, section: str, revision: str) -> Life:
        ask, cast = self.asker, self.cast
        ask.until(lambda: self._answer(section), f"{section} before its signers")
        path = f"{section}/signatures"
        if ask.chance.random() < 0.3:
            form = {"revision_id": revision, "text_hash": "0" * 64, "password": PASSWORD}
            ask.refused("sections.sign", "POST", path, cast.approver, json=form)
            yield
        text_hash = ask.read(f"/revisions/{revision}", cast.approver)["text_hash"]
        form = {"revision_id": revision, "text_hash": text_hash, "password": PASSWORD}
        ask.act("sections.sign", "POST", path, cast.approver, json=form)
        yield

    def _phase(self, path: str) -> str:
        return str(self.asker.read(path, self.cast.coordinator)["phase"])

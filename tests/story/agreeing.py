"""One section on its way through agreement, over HTTP: what each of its people does, and what is seen of it."""

import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, TypeVar

from demo.client import Address, Person
from tests.servers.imap import ImapServer
from tests.servers.mail import MailServer
from tests.story.company import EXPERTS, PASSWORD, Company, email_of

Seen = TypeVar("Seen")
PATIENCE = 120.0
FIRST = (
    "Землячества помогают землякам обустроиться в городе и найти работу.\n\n"
    "Совет собирается раз в год и утверждает план работы.\n\n"
    "Отчёт направляется в департамент до конца декабря.\n\n"
    "Молодёжь участвует в каждом третьем проекте.\n\n"
    "Стратегия рассчитана на десять лет.\n"
)
_TOLD = [{"after": {"days": 1}, "tell": ["coordinator"]}]
LONG = {
    "drafting": {"limit": {"days": 20}, "ladder": _TOLD},
    "review": {"limit": {"days": 14}, "ladder": _TOLD},
    "sign_off": {"limit": {"days": 5}, "ladder": _TOLD},
    "vote": {"kind": "unanimity"},
    "carry_over": {"up_to": "typography"},
}
"""The rules of the first two rounds: nothing ends by itself while the story is told."""
SHORT = {
    **LONG,
    "review": {
        "limit": {"duration": "PT6S"},
        "reminders": [{"duration": "PT3S"}],
        "ladder": [{"after": {"duration": "PT1S"}, "tell": ["coordinator"], "outcome": "count_silence"}],
    },
}
"""Those of the third: six seconds, then silence counts, a second later."""


@dataclass
class Section:
    """A section, the people around it, and the mail servers through which letters go and come."""

    address: Address
    company: Company
    out: MailServer
    back: MailServer
    box: ImapServer
    document: str = ""
    path: str = ""
    guest_tokens: list[str] = field(default_factory=list)

    def by(self, key: str) -> Person:
        """Somebody of the company."""
        return self.company.people[key]

    @property
    def coordinator(self) -> Person:
        """Who leads the work."""
        return self.by("coordinator")

    def launch(self) -> None:
        """A document of one section, which the seven and the association review."""
        ids = self.company.ids
        form = {"title": "Стратегия землячеств", "approvers": ids(["leader"]), "policy": LONG}
        self.document = f"/documents/{self.coordinator.do('POST', '/documents', form)['id']}"
        made = self.coordinator.do("POST", f"{self.document}/sections", {"title": "Цели и работа"})
        self.path = f"/sections/{made['id']}"
        people = {"editors": ids(["editor"]), "reviewers": ids(EXPERTS), "approvers": ids(["signer"])}
        self.coordinator.do("PUT", f"{self.path}/people", people, version=1)
        rows = [{"task": "review", "body_id": self.company.association, "as_one": True}]
        version = self.coordinator.get(self.document)["version"]
        self.coordinator.do("PUT", f"{self.document}/responsibilities", {"rows": rows}, version=version)
        self.coordinator.do("POST", f"{self.document}/launch")
        self.until(lambda: self.phase == "drafting")

    # Looking

    def until(self, seen: Callable[[], Seen]) -> Seen:
        """What `seen` gives as soon as it is true."""
        give_up = time.monotonic() + PATIENCE
        while not (found := seen()):
            assert time.monotonic() < give_up, f"not seen within {PATIENCE:g} s"
            time.sleep(0.1)
        return found

    @property
    def phase(self) -> str:
        """Where it stands."""
        return str(self.coordinator.get(self.path)["phase"])

    @property
    def head(self) -> str:
        """The id of the revision that stands."""
        return str(self.coordinator.get(self.path)["head_id"])

    @property
    def text_hash(self) -> str:
        """The hash of its text."""
        return str(self.coordinator.get(self.path)["text_hash"])

    def ballot(self, key: str = "coordinator") -> dict[str, Any]:
        """The ballot as somebody sees it."""
        return self.by(key).get(f"{self.path}/ballot")

    def votes(self) -> dict[str, str]:
        """Verdicts of the round by the key of who gave them; tacit ones are called so."""
        keys = {person.id: key for key, person in self.company.people.items()}
        return {
            keys[vote["person_id"]]: "tacit" if vote["tacit"] else vote["verdict"] for vote in self.ballot()["votes"]
        }

    # What people do

    def hand_in(self, text: str) -> None:
        """The editor hands a text in, on the head."""
        head = self.coordinator.get(self.path)["head_id"]
        self.by("editor").upload(f"{self.path}/revisions", "tekst.md", text.encode(), base_id=head or "")

    def remark(self, key: str, text: str, quote: str, **more: str) -> str:
        """Somebody comments on words of the head; the path of the comment."""
        form = {"revision_id": self.head, "text": text, "quote": quote, **more}
        return f"/comments/{self.by(key).do('POST', f'{self.path}/comments', form)['id']}"

    def answer(self, remark: str, answer: str, text: str) -> dict[str, Any]:
        """The editor answers."""
        return self.by("editor").do("POST", f"{remark}/answer", {"answer": answer, "text": text})

    def verdict(self, key: str, verdict: str, text: str | None = None, **more: Any) -> None:
        """Somebody decides on the head."""
        form = {"revision_id": self.head, "verdict": verdict, "text": text, **more}
        self.by(key).do("POST", f"{self.path}/verdicts", form)

    def inside(self, key: str, text: str, **more: Any) -> str:
        """A member of the association says something among its own."""
        form = {"revision_id": self.head, "text": text, **more}
        path = f"{self.path}/bodies/{self.company.association}/contributions"
        return str(self.by(key).do("POST", path, form)["id"])

    def send_back(self) -> None:
        """The coordinator returns the text to its editor."""
        self.coordinator.do("POST", f"{self.path}/return", {"reason": "доработать"})

    def sign(self) -> None:
        """The signer looks at what is signed, and signs it with the password."""
        shown = self.by("signer").get(f"{self.path}/signing")
        form = {"revision_id": shown["revision_id"], "text_hash": shown["text_hash"], "password": PASSWORD}
        self.by("signer").do("POST", f"{self.path}/signatures", form)

    # Letters

    def letters_to(self, address: str, about: str) -> list[EmailMessage]:
        """What somebody got by mail with these words in it."""
        found = [one for one in self.out.letters if one["To"].addresses[0].addr_spec == address]
        return [one for one in found if about in str(one.get_body(("plain",)).get_content())]  # type: ignore[union-attr]

    def answer_by_mail(self, key: str, letter: EmailMessage, text: str, sender: str = "") -> None:
        """Somebody answers a letter: it goes over SMTP to the server that the mailbox is on."""
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"] = sender or email_of(key), str(letter["Reply-To"])
        mail["Message-ID"] = f"<{len(self.back.letters)}.{key}@example.org>"
        mail["In-Reply-To"] = str(letter["Message-ID"])
        mail.set_content(text)
        with smtplib.SMTP(self.back.host, self.back.port) as server:
            server.send_message(mail)
        self.box.put(bytes(self.back.letters[-1]))

    # The outside expert

    def guest(self, method: str, path: str, form: Any = None) -> dict[str, Any]:
        """A request of the outside expert, with what their browser keeps."""
        answer = self.address.send(method, path, token=self.guest_tokens[-1], json=form)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

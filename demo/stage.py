"""What all scenes share: the people on it, the document and its sections, and the acts that recur."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from demo.client import Person, WrongAnswer
from demo.table import Teller

Seen = TypeVar("Seen")
_LOOK_EVERY = 0.2


def written(name: str) -> str:
    """One of the story's own texts, Markdown."""
    return Path(__file__).with_name("texts").joinpath(f"{name}.md").read_text(encoding="utf-8")


def revised(text: str, before: str, after: str) -> str:
    """The text with one passage put otherwise."""
    assert text.count(before) == 1, before
    return text.replace(before, after)


def expect(what: str, found: object, expected: object) -> None:
    """Raises WrongAnswer, saying what was expected, unless that was found."""
    if found != expected:
        raise WrongAnswer(f"{what}: expected {expected!r}, found {found!r}")


@dataclass
class Stage:
    """The story as far as it got; sections are called by their numbers, people by their keys in the cast."""

    teller: Teller
    people: dict[str, Person]
    passwords: dict[str, str]
    document_id: str = ""
    sections: dict[int, str] = field(default_factory=dict)
    final: dict[int, str] = field(default_factory=dict)
    """What each section's last revision says, as it was handed in."""

    @property
    def coordinator(self) -> Person:
        """Who leads the work on the document."""
        return self.people["marina"]

    @property
    def document(self) -> str:
        """The document's path."""
        return f"/documents/{self.document_id}"

    def path(self, number: int, tail: str = "") -> str:
        """The path of a section, or of what belongs to it."""
        return f"/sections/{self.sections[number]}{tail}"

    def section(self, number: int) -> dict[str, Any]:
        """A section as it stands."""
        return self.coordinator.get(self.path(number))

    def say(self, ru: str, en: str) -> None:
        """Tell what happened, and how the sections stand after it."""
        self.teller.say(ru, en)
        self.look()

    def look(self) -> list[dict[str, Any]]:
        """All sections in their order, shown as they are read."""
        if not self.document_id:
            return []
        found = self.coordinator.list(f"{self.document}/sections")
        found.sort(key=lambda section: int(section["position"]))
        self.teller.show(found)
        return found

    def until(self, what: str, seen: Callable[[], Seen | None], seconds: float = 60.0) -> Seen:
        """Wait for what happens by itself. Raises WrongAnswer if it does not within `seconds`."""
        give_up_at = time.monotonic() + seconds
        while not (found := seen()):
            if time.monotonic() > give_up_at:
                raise WrongAnswer(f"{what}: expected within {seconds:g} s")
            time.sleep(_LOOK_EVERY)
            self.look()
        return found

    def expect_phase(self, number: int, phase: str) -> None:
        """Raises WrongAnswer unless the section stands in this phase."""
        expect(f"phase of section {number}", self.section(number)["phase"], phase)

    def hand_in(self, number: int, by: str, text: str, base_id: str = "") -> str:
        """An editor hands in a text as Markdown, and it goes to review; the revision's id."""
        path = self.path(number, "/revisions")
        given = self.people[by].upload(path, "text.md", text.encode(), base_id=base_id)
        return self.in_review(number, given, text)

    def in_review(self, number: int, given: dict[str, Any], text: str) -> str:
        """Check that a text was accepted, and note it as the section's last; the revision's id."""
        expect(f"outcome in section {number}", (given["outcome"], given["phase"]), ("accepted", "review"))
        self.final[number] = text
        return str(given["revision_id"])

    def verdict(self, number: int, by: str, verdict: str, text: str | None = None) -> None:
        """An expert decides on the revision that stands."""
        form = {"revision_id": self.section(number)["head_id"], "verdict": verdict, "text": text}
        self.people[by].do("POST", self.path(number, "/verdicts"), form)

    def answer(self, number: int, by: str, answer: str, text: str) -> None:
        """An editor answers every remark that waits for it, in the same way."""
        for remark in self.people[by].get(self.path(number, "/comments?unanswered=true"))["items"]:
            self.people[by].do("POST", f"/comments/{remark['id']}/answer", {"answer": answer, "text": text})

    def sign(self, number: int, *signers: str) -> None:
        """All signers sign the revision that stands, and the section is approved."""
        self.expect_phase(number, "sign_off")
        standing = self.section(number)
        form = {"revision_id": standing["head_id"], "text_hash": standing["text_hash"]}
        for signer in signers:
            signature = {**form, "password": self.passwords[signer]}
            self.people[signer].do("POST", self.path(number, "/signatures"), signature)
        self.expect_phase(number, "approved")

    def inbox(self, key: str, kind: str, number: int | None = None) -> list[dict[str, Any]]:
        """What a person was told of this kind, about one section or any."""
        section = self.sections[number] if number else None
        return [
            notice
            for notice in self.people[key].list("/notices")
            if notice["kind"] == kind and section in (None, notice["facts"].get("section_id"))
        ]

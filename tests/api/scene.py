"""A document played through to its edition: who was told of what, what counted, what the agreement sheet shows."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.api.stage import POLICY, Form, Paper, Stage
from tests.api.world import CONFIRMED, Account

WHY = {"reason": "так надо"}
UNANIMITY: Form = {**POLICY, "vote": {"kind": "unanimity"}}
Row = tuple[str, str, str]
"""A line of the agreement sheet: who, in which part, with which word."""


def seconds(count: float) -> Form:
    """A limit or offset of so many seconds."""
    return {"duration": f"PT{count}S"}


@dataclass
class Scene:
    """A launched document with a cast of its own: everybody by the name they have in the test."""

    stage: Stage
    paper: Paper
    cast: dict[str, Account] = field(default_factory=dict)

    @property
    def section(self) -> str:
        """Where the routes of its first section are."""
        return self.paper.section

    def act(self, name: str, path: str, **form: Any) -> None:
        """What one of the cast does to the first section, with a reason."""
        self.stage.done("POST", f"{self.section}/{path}", self.cast[name], {**WHY, **form})

    def agree(self, name: str, section: str | None = None) -> None:
        """Agree to the head."""
        self.stage.agree(section or self.section, self.cast[name])

    def sign(self, name: str, section: str | None = None) -> None:
        """Sign the head."""
        self.stage.sign(section or self.section, self.cast[name])

    def sign_whole(self, name: str) -> None:
        """Sign the candidate."""
        path = self.paper.path
        form = {"candidate_hash": self.stage.candidate(path)["hash"], **CONFIRMED}
        self.stage.done("POST", f"{path}/signatures", self.cast[name], form)

    def act_on_whole(self, name: str, path: str, **form: Any) -> None:
        """What one of the cast does to the document, with a reason."""
        self.stage.done("POST", f"{self.paper.path}/{path}", self.cast[name], {**WHY, **form})

    def publish(self, signed_by: str = "leader") -> str:
        """Have leadership sign and the edition made; its id."""
        path = self.paper.path
        self.sign_whole(signed_by)
        ordered = self.stage.done("POST", f"{path}/publication", self.cast["coordinator"])
        edition = f"/editions/{ordered['edition_id']}"
        self.stage.until(lambda: self.stage.read(edition)["state"] == "published")
        return str(ordered["edition_id"])

    def until_told(self, name: str, kind: str) -> None:
        """Wait until somebody was told something."""
        self.stage.until(lambda: kind in self.told().get(name, []))

    def told(self, section: int | None = 0) -> dict[str, list[str]]:
        """The kinds of all notices that anybody of the cast has of a section (None: the whole), oldest first."""
        wanted = self.paper.sections[section] if section is not None else None
        found = {}
        for name, person in self.cast.items():
            inbox = [one for one in self.stage.inbox(person) if one["facts"].get("document_id") == self.paper.id]
            kinds = [one["kind"] for one in inbox if one["facts"].get("section_id") == wanted]
            if kinds:
                found[name] = kinds
        return found

    def counted(self, section: str | None = None) -> list[tuple[str, str, str | None]]:
        """The votes of the latest round: in whose place, which verdict, by which deputy."""
        votes = self.stage.read(f"{section or self.section}/ballot", self.cast["coordinator"])["votes"]
        return [(self.name(one["person_id"]), one["verdict"], self.name(one["deputy_id"])) for one in votes]

    def name(self, person_id: str | None) -> Any:
        """What somebody is called in the test."""
        return next((name for name, person in self.cast.items() if person.id == person_id), None)

    def sheet(self, edition_id: str) -> list[Row]:
        """The agreement sheet as the edition's page shows it, with the cast's names for the people's."""
        page = self.stage.call("GET", f"/editions/{edition_id}/files/edition.html", None).text
        annex = page[page.index('id="annex-1"') : page.index('id="annex-2"')]
        rows = [
            re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr.*?</tr>", annex, re.DOTALL)
        ]
        return [(self.known(_plain(cells[0])), _plain(cells[1]), _plain(cells[2])) for cells in rows if len(cells) == 5]

    def known(self, text: str) -> str:
        """A text of an edition with the cast's names for the people's."""
        numbers = {re.sub(r"\D", "", person.email.split("@")[0]): name for name, person in self.cast.items()}
        return re.sub(r"Участник (\d+)", lambda found: numbers[found.group(1)], text)


def _plain(cell: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", cell).split())


def play(
    stage: Stage,
    *more: str,
    sections: int = 1,
    policy: Form | None = None,
    people: dict[str, Account] | None = None,
    **parts: list[str],
) -> Scene:
    """A launched document with an editor, two reviewers, an approver, a leader and bystanders, all of its own.

    `parts` names others for reviewers or approvers; `more` are people without a part, `people` those there are.
    """
    staff = {"editors": ["editor"], "reviewers": ["anna", "boris"], "approvers": ["approver"]}
    staff |= {"leaders": ["leader"], **parts}
    names = dict.fromkeys([*(name for people in staff.values() for name in people), "bystander", *more])
    known = {"coordinator": stage.coordinator, **(people or {})}
    cast = {name: known.get(name) or stage.world.person() for name in names} | known
    staffed = {part: [cast[name] for name in named] for part, named in staff.items()}
    paper = stage.launched(sections, policy=policy or UNANIMITY, **staffed)
    return Scene(stage, paper, cast)


Played = Callable[..., Scene]

"""Associations that review with one voice: a head, a deputy, members, and sections that ask them."""

from dataclasses import dataclass

from tests.api.stage import POLICY, Form, Paper, Stage
from tests.api.world import Account

UNANIMITY: Form = {**POLICY, "vote": {"kind": "unanimity"}}


@dataclass
class Association:
    """A body, its officers and two members."""

    stage: Stage
    id: str
    name: str
    head: Account
    deputy: Account
    secretary: Account
    members: tuple[Account, Account]

    def inside(self, section: str) -> str:
        """Where the routes of what its members say about a section are."""
        return f"{section}/bodies/{self.id}"

    def say(self, section: str, by: Account, text: str, **more: object) -> str:
        """What a member says inside; its id."""
        form = {"revision_id": self.stage.head(section), "text": text, **more}
        return self.stage.world.made(f"{self.inside(section)}/contributions", by, form)

    def think(self, section: str, by: Account, verdict: str, text: str = "") -> str:
        """A member's opinion; its id."""
        return self.say(section, by, text, kind="opinion", verdict=verdict)

    def summary(self, section: str, by: Account | None = None) -> Form:
        """How it stands inside."""
        return self.stage.read(f"{self.inside(section)}/summary", by or self.head)

    def speak(self, section: str, verdict: str = "agree", by: Account | None = None, **more: object) -> None:
        """Send the official position."""
        form = {"revision_id": self.stage.head(section), "verdict": verdict, **more}
        self.stage.done("POST", f"{section}/verdicts", by or self.head, form)


def association(stage: Stage) -> Association:
    """An association with everybody in their offices."""
    head, deputy, secretary, first, second = (stage.world.person() for _ in range(5))
    body = stage.body("Землячество")
    offices = ((head, "chair"), (deputy, "deputy_chair"), (secretary, "secretary"), (first, "member"))
    for person, office in (*offices, (second, "member")):
        stage.done("PUT", f"/bodies/{body}/members/{person.id}", stage.administrator, {"office": office})
    name = stage.read(f"/bodies/{body}")["name"]
    return Association(stage, body, name, head, deputy, secretary, (first, second))


def asked(stage: Stage, *bodies: Association, policy: Form | None = None, **parts: list[Account]) -> Paper:
    """A paper in review whose rounds ask these associations, beside the section's own reviewers."""
    paper = stage.paper(policy=policy or UNANIMITY, **parts)
    name_bodies(stage, paper, *bodies)
    stage.launch(paper)
    stage.hand_in(paper.section)
    return paper


def name_bodies(stage: Stage, paper: Paper, *bodies: Association) -> None:
    """Name associations in the matrix of a document."""
    rows = [{"task": "review", "body_id": one.id, "as_one": True} for one in bodies]
    version = stage.read(paper.path)["version"]
    stage.done("PUT", f"{paper.path}/responsibilities", stage.coordinator, {"rows": rows}, version=version)


def letters_to_enter(stage: Stage) -> tuple[str, Account]:
    """Where the letters of a section lie that nobody entered yet, and who may enter them."""
    path = f"{stage.in_phase('review').section}/letters"
    for number in range(3):
        place = f"{path}?filename=a.txt&number={number}&dated=2026-11-20"
        assert stage.call("POST", place, stage.coordinator, content=f"Письмо {number}".encode()).is_success
    return path, stage.coordinator

"""An installation whose people write Greek only: whatever is Russian or English on its pages is Veche's own."""

from dataclasses import dataclass

from fastapi.routing import APIRoute

from schemas.papers import KINDS
from tests.api.associations import Association
from tests.api.experts import guest_of, letter_of
from tests.api.stage import POLICY, Paper, Stage
from tests.api.world import Account
from web.pages import FAMILIES

TEXT = """Οι κοινότητες βοηθούν.

## Στόχοι

Το συμβούλιο συνέρχεται μία φορά τον χρόνο.

| Τι | Πόσο |
|----|------|
| α  | 1    |
"""
QUOTE, BETTER = "μία φορά", "δύο φορές"
REMARK = "Γιατί τόσο σπάνια;"
PEOPLE = "ФИО;Почта;Организация\nΆννα Νέα;nea@example.org;Σύλλογος\nΆννα Χωρίς;;Σύλλογος\n"
MAIN = ("drafting", "review", "sign_off", "approved")


@dataclass(frozen=True)
class Greek:
    """Where everything stands: a document at work, one being set up, one before its leader, and a published one."""

    stage: Stage
    work: Paper
    fresh: Paper
    ready: Paper
    published: Paper
    body: Association
    draft: str
    proposed: Paper
    outline: str
    people_list: str
    plan_file: str

    @property
    def roles(self) -> dict[str, Account | None]:
        """Who looks at pages."""
        stage = self.stage
        return {
            "coordinator": stage.coordinator,
            "editor": stage.editor,
            "reviewer": stage.reviewer,
            "approver": stage.approver,
            "leader": stage.leader,
            "administrator": stage.administrator,
            "member": self.body.members[0],
            "guest": None,
            "visitor": None,
        }

    def guests_letter(self) -> str:
        """The token of an outside expert's letter."""
        section = Paper(self.work.id, (self.work.sections[MAIN.index("review")],))
        return letter_of(self.stage, guest_of(self.stage, section, name="Νίνα Έξω"))

    def places(self) -> list[str]:
        """Every page there is, of each of these documents and sections; which of them somebody sees is theirs."""
        sections = [*self.work.sections, *self.fresh.sections, *self.published.sections]
        documents = [one.id for one in (self.work, self.fresh, self.ready, self.published)]
        review = self.work.sections[MAIN.index("review")]
        person, body = self.stage.editor.id, self.body.id
        found = []
        for path in _paths():
            if "{document_id}" in path and path.startswith("/published"):
                found.append(_filled(path, self.published.id, self.published.sections[0], number="2"))
            elif path in ("/sections/{section_id}", "/desk/sections/{section_id}"):
                found += [_filled(path, "", one) for one in sections]
            elif path in (
                "/documents/{document_id}",
                "/documents/{document_id}/rehearsal",
                "/documents/{document_id}/signing",
            ):
                found += [_filled(path, one, "") for one in documents]
            elif path.endswith("/proposal"):
                found += [_filled(path, one.id, "") for one in (self.proposed, self.fresh)]
            elif path.startswith("/outlines"):
                found.append(_filled(path, "", "", import_id=self.outline))
            elif path.endswith("/plan/imports/{import_id}"):
                found.append(_filled(path, self.work.id, "", import_id=self.plan_file))
            elif path.startswith("/people/imports"):
                found.append(_filled(path, "", "", import_id=self.people_list))
            elif path.endswith("/setup"):
                found.append(_filled(path, self.fresh.id, ""))
            elif path.endswith("/write"):
                found.append(_filled(path, "", self.work.sections[MAIN.index("drafting")]))
            elif path.endswith("/{kind}"):
                found += [_filled(path, self.work.id, review, kind=one) for one in KINDS]
            elif path.endswith("/sections/{section_id}/signing"):
                found.append(_filled(path, "", self.work.sections[MAIN.index("sign_off")]))
            else:
                known = {"person_id": person, "body_id": body, "draft_id": self.draft}
                found.append(_filled(path, self.work.id, review, **known))
        return [*found, f"/sections/{review}?remark=0", f"/sections/{review}/changes?view=columns"]


NO_PAGES = (
    "/news",
    "/files/{name}",
    "all.zip",
    "/files/{form}",
    "/writing",
    "{token}",
    "{guest_id}",
    "/latest",
    "/number",
    "/feed.atom",
    "/keys",
)
"""Ends of paths that answer with a file, with data, or with another page; and those that a letter opens."""


def _paths() -> list[str]:
    routes = [route for router in FAMILIES for route in router.routes if isinstance(route, APIRoute)]
    return sorted({one.path for one in routes if "GET" in one.methods and not one.path.endswith(NO_PAGES)})


def _filled(path: str, document: str, section: str, **known: str) -> str:
    for name, value in {"document_id": document, "section_id": section, **known}.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def made_greek(stage: Stage) -> Greek:
    """Name everybody, and bring everything there by the acts of people."""
    association = _association(stage)
    people = (
        *(stage.coordinator, stage.stranger, stage.administrator, stage.editor, stage.second, stage.reviewer),
        *(stage.approver, stage.leader, stage.member, association.head, association.deputy),
        *(association.secretary, *association.members),
    )
    for number, person in enumerate(people):
        named = {"name": f"Άννα Ποταμού {'αβγδεζηθικλμνξ'[number]}", "position": "Γραμματέας"}
        stage.done("PATCH", f"/people/{person.id}", stage.administrator, named, version=1)
    work, ready, published = (_paper(stage, number) for number in (4, 1, 1))
    stage.done(
        *("PUT", f"{work.path}/responsibilities", stage.coordinator),
        {"rows": [{"task": "review", "body_id": association.id, "as_one": True}]},
        version=stage.read(work.path)["version"],
    )
    for paper in (work, ready, published):
        stage.launch(paper)
    _published_twice(stage, published)
    stage.approve(ready.section, TEXT)
    stage.candidate(ready.path)
    proposed = _paper(stage, 1)
    voters = {"voters": [stage.reviewer.id, association.members[0].id]}
    stage.done("POST", f"{proposed.path}/proposal", stage.coordinator, voters)
    return Greek(
        *(stage, work, _paper(stage, 2), ready, published, association, _at_work(stage, work, association)),
        *(proposed, _read_file(stage, stage.coordinator, "/imports?filename=a.md", "# Σχέδιο\n\n## Μέρος α\n\nΤι\n")),
        _read_file(stage, stage.administrator, "/people/imports?filename=a.csv", PEOPLE),
        _read_file(stage, stage.coordinator, f"{work.path}/plan/imports?filename=a.md", "1. Συλλογή - 01.03.2090;\n"),
    )


def _read_file(stage: Stage, by: Account, path: str, text: str) -> str:
    answer = stage.call("POST", path, by, content=text.encode())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _paper(stage: Stage, number: int) -> Paper:
    form = {"title": "Στρατηγική", "approvers": [stage.leader.id], "policy": POLICY}
    document = stage.world.made("/documents", stage.coordinator, form)
    made = [
        stage.world.made(
            f"/documents/{document}/sections",
            stage.coordinator,
            {"title": f"Μέρος {'αβγδ'[one]}", "brief": "Τι και πώς"},
        )
        for one in range(number)
    ]
    stage.staff(made)
    due = {"title": "Συλλογή", "body": "Ομάδα", "due": {"words": "01.02.2090"}}
    stage.world.made(f"/documents/{document}/milestones", stage.coordinator, due)
    return Paper(document, tuple(made))


def _association(stage: Stage) -> Association:
    head, deputy, secretary, first, second = (stage.world.person() for _ in range(5))
    body = stage.world.made("/bodies", stage.administrator, {"name": "Κοινότητα", "function": "Συμφωνεί"})
    for person, office in ((head, "chair"), (first, "member"), (second, "member")):
        stage.done("PUT", f"/bodies/{body}/members/{person.id}", stage.administrator, {"office": office})
    return Association(stage, body, "Κοινότητα", head, deputy, secretary, (first, second))


def _published_twice(stage: Stage, paper: Paper) -> None:
    stage.approve(paper.section, TEXT)
    stage.publish(paper.path)
    stage.done("POST", f"{paper.section}/reopen", stage.coordinator, {"reason": "Νέα έκδοση"})
    stage.approve(paper.section, TEXT.replace(QUOTE, BETTER))
    stage.publish(paper.path)


def _at_work(stage: Stage, work: Paper, association: Association) -> str:
    """A section of the document in each phase; the id of a draft that lost against another text."""
    drafting, review, sign_off, approved = (f"/sections/{one}" for one in work.sections)
    stage.hand_in(drafting, TEXT)
    stage.done("POST", f"{drafting}/return", stage.coordinator, {"reason": "Να γίνει σαφές"})
    first = stage.hand_in(review, TEXT)
    for kind, more in (("remark", {}), ("question", {}), ("proposal", {"replacement": BETTER})):
        form = {"revision_id": first, "quote": QUOTE, "kind": kind, "text": REMARK, **more}
        made = stage.world.made(f"{review}/comments", stage.reviewer, form)
    stage.done("POST", f"/comments/{made}/decline", stage.editor, {"reason": "Δεν γίνεται"})
    stage.done("POST", f"/comments/{made}/uphold", stage.reviewer, {"reason": "Πρέπει"})
    stage.done("POST", f"{review}/review/remarks", stage.reviewer, {**form, "revision_id": first})
    association.think(review, association.members[0], "agree", "Καλό")
    for section in (sign_off, approved):
        stage.hand_in(section, TEXT)
        stage.agree(section)
        association.speak(section)
    stage.sign(approved)
    return str(stage.submit(review, TEXT, base=first).json()["draft_id"])

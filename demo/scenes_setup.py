"""The first scenes: the administrator lets everybody in, the coordinator makes a document out of an outline."""

import secrets
from concurrent.futures import ThreadPoolExecutor

from demo.cast import BODIES, CAST, CHAIRS, ORGANISATIONS, email_of
from demo.client import Address, Person
from demo.pandoc import word_file
from demo.rules import COMMON, LEADERS, PLANS
from demo.stage import Stage, expect, written
from demo.table import Teller

_AT_ONCE = 2
"""People let in at once: the service hashes so many passwords at a time."""


def let_everybody_in(address: Address, administrator: Person, teller: Teller) -> Stage:
    """Organisations, people with passwords of their own, and bodies; everybody signs in."""
    organisations = {
        key: administrator.do("POST", "/organisations", {"name": name, "kind": kind})["id"]
        for key, (name, kind) in ORGANISATIONS.items()
    }
    passwords = {key: secrets.token_urlsafe(12) for key in CAST}

    def let_in(key: str) -> Person:
        who = CAST[key]
        form = {
            "email": email_of(key),
            "name": who.name,
            "position": who.position,
            "organisation_id": organisations[who.organisation],
            "role": who.role,
            "password": passwords[key],
        }
        made = administrator.do("POST", "/people", form)
        person = address.sign_in(email_of(key), passwords[key])
        expect(f"who signed in as {key}", person.id, made["id"])
        return person

    with ThreadPoolExecutor(_AT_ONCE) as several:
        people = dict(zip(CAST, several.map(let_in, CAST), strict=True))
    stage = Stage(teller, people, passwords)
    _form_bodies(administrator, stage)
    stage.say(
        f"Администратор завёл организации ({len(organisations)}), людей ({len(people)}) и органы ({len(BODIES)})",
        f"The administrator added organisations ({len(organisations)}), people ({len(people)}), bodies ({len(BODIES)})",
    )
    return stage


def _form_bodies(administrator: Person, stage: Stage) -> None:
    for body, (name, kind, function) in BODIES.items():
        form = {"name": name, "kind": kind, "function": function}
        path = f"/bodies/{administrator.do('POST', '/bodies', form)['id']}/members"
        members = [key for key, who in CAST.items() if who.body == body]
        for key in members:
            office = {"office": "chair"} if CHAIRS[body] == key else {}
            administrator.do("PUT", f"{path}/{stage.people[key].id}", office)
        found = sorted(member["name"] for member in administrator.list(path))
        expect(f"members of {body}", found, sorted(CAST[key].name for key in members))


def make_document(stage: Stage) -> None:
    """The outline comes from Word with numbers instead of headings: a preview first, then its confirmation."""
    coordinator = stage.coordinator
    preview = coordinator.upload("/imports", "outline.docx", word_file(written("outline")))
    expect("outline", (preview["by"], preview["needs_confirmation"]), ("numbered", True))
    expect("proposed sections", [section["number"] for section in preview["sections"]], list(PLANS))
    stage.say(
        "План документа прочитан из Word: заголовков в нём нет, шесть разделов предложены по номерам",
        "The outline was read from Word: it has no headings, six sections are proposed by their numbers",
    )
    form = {"approvers": [stage.people[key].id for key in LEADERS], "policy": COMMON}
    stage.document_id = coordinator.do("POST", f"/imports/{preview['id']}/confirm", form)["id"]
    stage.sections = {section["position"]: section["id"] for section in stage.look()}
    expect("sections", list(stage.sections), list(PLANS))
    stage.say("Координатор подтвердила разделы, документ создан", "The coordinator confirmed them: a document is made")


def set_rules(stage: Stage) -> None:
    """Each section gets its people, the sections it rests on, and rules of its own where it needs them."""
    for number, plan in PLANS.items():
        settings = {"bases": [stage.sections[basis] for basis in plan.bases]}
        if plan.policy is not None:
            settings["policy"] = plan.policy  # type: ignore[assignment]
        people = {
            part: [stage.people[key].id for key in keys]
            for part, keys in (
                ("editors", plan.editors), ("reviewers", plan.reviewers), ("approvers", plan.approvers),
            )
        }  # fmt: skip
        path, version = stage.path(number), stage.section(number)["version"]
        version = stage.coordinator.do("PATCH", path, settings, version=version)["version"]
        stage.coordinator.do("PUT", f"{path}/people", people, version=version)
        set_now = stage.section(number)
        expect(f"bases of section {number}", sorted(set_now["bases"]), sorted(settings["bases"]))
        expect(f"editors of section {number}", set_now["editors"], people["editors"])
    stage.say("Назначены люди, основания и правила разделов", "People, bases and rules of the sections are set")


def launch(stage: Stage) -> None:
    """Work on all sections begins; their clocks start."""
    stage.coordinator.do("POST", f"{stage.document}/launch")
    stage.until(
        "all sections in drafting",
        lambda: {section["phase"] for section in stage.look()} == {"drafting"} or None,
    )
    stage.say("Документ запущен: все разделы в подготовке", "The document is launched: all sections are drafted now")

"""Everything of one person, planted in every field: their export holds all of it, their erasure leaves none of it."""

import asyncio
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select
from temporalio.client import Client

from activities.audit.verification import Verification
from app.wiring import connect
from schemas.ids import new_id
from storage.tables import (
    Absence,
    BodyMember,
    Channel,
    ChannelProof,
    ChannelSettings,
    EditionFile,
    Event,
    Feed,
    Invitation,
    Link,
    Note,
    Person,
    Writing,
    metadata,
)
from tests.activities.convert import pdf_files, signed_files
from tests.activities.convert.files import docx_parts, pack
from tests.api.stage import Paper, Stage, problem
from tests.api.world import PASSWORD, Account

IDENTITY = {
    "name": "Вымпелова Ждана",
    "email": "zhdana-vympelova@example.org",
    "position": "летописец Вымпелова",
    "token": "токен Вымпеловой",
    "filename": "правки-вымпеловой",
    "author": "Zhdana Vympelova",
    "channel": "zhdana-inoy-yashchik@example.org",
    "proof": "zhdana-tretiy-yashchik@example.org",
    "title": "глава вымпеловцев",
    "import": "план-вымпеловой",
    "plan": "вехи-вымпеловой",
    "material": "снимок-вымпеловой",
    "invited": "Вымпелова-гостья",
}
"""What tells who somebody is; erased."""

WORDS = {
    "text": "Ладья плывёт по небу.",
    "comment": "Почему ладья, а не струг?",
    "reply": "Так сказано в летописи.",
    "verdict": "Не согласна: небо не судоходно.",
}
"""What somebody gave to the work; stays."""


class Life:
    """One person's life in an installation, with a marker in every field."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        form = {name: IDENTITY[name] for name in ("name", "email", "position")} | {"password": PASSWORD}
        self.id = stage.world.made("/people", stage.administrator, {**form, "role": "coordinator"})
        self.account = Account(self.id, IDENTITY["email"], stage.world.sign_in(IDENTITY["email"]))
        stage.done("POST", f"/people/{self.id}/consent", self.account, {"version": "1", "given": True})
        stage.done("POST", "/tokens", self.account, {"name": IDENTITY["token"], "scopes": ["read"]})
        stage.call("POST", f"/imports?filename={IDENTITY['import']}.md", self.account, content=b"# A\n\n# B\n")
        self.materials: list[str] = []
        self.paper = self._write()
        self._upload()
        self._plant_rows()

    def _write(self) -> Paper:
        stage = self.stage
        paper = stage.launched(editors=[self.account])
        name = f"{IDENTITY['filename']}.docx"
        handed_in = stage.submit(paper.section, word_file(), self.account, filename=name, changes="accept")
        assert handed_in.status_code == 201, handed_in.text
        remark = {"revision_id": stage.head(paper.section), "text": WORDS["comment"], "quote": "Ладья"}
        comment = stage.world.made(f"{paper.section}/comments", self.account, remark)
        stage.done("POST", f"/comments/{comment}/replies", self.account, {"text": WORDS["reply"]})
        other = stage.in_phase("review", reviewers=[self.account, stage.reviewer])
        no = {"revision_id": stage.head(other.section), "verdict": "disagree", "text": WORDS["verdict"]}
        stage.done("POST", f"{other.section}/verdicts", self.account, no)
        stage.until(lambda: stage.items("/notices", self.account))
        return paper

    def _upload(self) -> None:
        """A file of every kind that names its author, and a plan; nobody gave any of them a title."""
        stage = self.stage
        for ending, build in signed_files.KINDS.items():
            place = f"{self.paper.path}/materials?filename={IDENTITY['material']}.{ending}"
            put_in = stage.call("POST", place, self.account, content=build(IDENTITY["author"]))
            assert put_in.status_code == 201, put_in.text
            self.materials.append(put_in.json()["id"])
        own = stage.world.made("/documents", self.account, {"title": "План"})
        read = stage.call(
            "POST", f"/documents/{own}/plan/imports?filename={IDENTITY['plan']}.docx", self.account, content=plan_file()
        )
        assert read.status_code == 201, read.text
        place = f"/documents/{own}/plan/imports/{read.json()['id']}/confirm"
        stage.done("POST", place, self.account, {"take": "milestones"})

    def _plant_rows(self) -> None:
        """What is set over routes of its own; here it is enough that it is there."""
        now, body = self.stage.world.clock(), self.stage.body("Совет")
        until = now + timedelta(days=1)
        with self.stage.parts.database.write() as session:
            session.add(BodyMember(body_id=body, person_id=self.id, title=IDENTITY["title"]))
            session.add(
                Absence(id=new_id(), person_id=self.id, since=date(2026, 1, 1), until=date(2026, 1, 2), made_at=now)
            )
            session.add(Channel(person_id=self.id, kind="email", address=IDENTITY["channel"]))
            session.add(ChannelSettings(person_id=self.id, zone="Asia/Kamchatka"))
            proof = ChannelProof(
                id=new_id(), person_id=self.id, kind="email", address=IDENTITY["proof"], made_at=now, expires_at=until
            )
            session.add(proof)
            invited = {"email": IDENTITY["email"], "name": IDENTITY["invited"], "invited_by": self.id, "made_at": now}
            session.add(Invitation(id=new_id(), person_id=self.id, **invited))
            session.add(
                Link(id=new_id(), kind="sign_in", person_id=self.id, made_at=now, expires_at=until, next_try_at=until)
            )
            session.add(Feed(person_id=self.id, token_hash=new_id(), made_at=now))

    def erased(self, **form: bool) -> dict[str, object]:
        """The answer to the erasure, after the deactivation that it asks for."""
        stage, path = self.stage, f"/people/{self.id}"
        version = stage.read(path, stage.administrator)["version"]
        stage.done("PATCH", path, stage.administrator, {"active": False}, version=version)
        return stage.done("POST", f"{path}/erasure", stage.administrator, {"reason": "по заявлению", **form})


def plan_file() -> bytes:
    """A plan of one milestone in a Word file that names its author."""
    return word_file("1. Собрать отчёты (до 15.10.2030)")


def word_file(text: str = WORDS["text"]) -> bytes:
    """A Word file whose properties and tracked changes name its author."""
    change = f'<w:ins w:id="1" w:author="{IDENTITY["author"]}"><w:r><w:t>{text}</w:t></w:r></w:ins>'
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{IDENTITY["author"]}</dc:creator>'
        f"<cp:lastModifiedBy>{IDENTITY['author']}</cp:lastModifiedBy></cp:coreProperties>"
    )
    parts = docx_parts(f"<w:p>{change}</w:p>") | {"docProps/core.xml": core.encode()}
    return pack(parts)


def everywhere(stage: Stage) -> Iterator[tuple[str, str]]:
    """Everything that is kept, as text: rows, objects (unpacked) but for published files, letters, logs."""
    with stage.parts.database.read() as session:
        for table in metadata.sorted_tables:
            for row in session.execute(table.select()).mappings():
                yield table.name, json.dumps(dict(row), ensure_ascii=False, default=str)
        published = set(session.exec(select(EditionFile.address)).all())
    for address in stage.parts.store.addresses():
        if address not in published:
            yield f"object {address}", unpacked(stage.parts.store.get(address))
    for file in sorted(stage.parts.settings.data.rglob("*")):
        if file.suffix in (".eml", ".log"):
            yield file.name, file.read_text("utf-8", "replace")


def unpacked(content: bytes) -> str:
    return "\n".join(part.decode("utf-8", "replace") for part in signed_files.everything_in(content))


def found_in(stage: Stage, markers: dict[str, str]) -> set[tuple[str, str]]:
    return {(name, place) for place, text in everywhere(stage) for name, marker in markers.items() if marker in text}


def test_export_holds_everything_and_erasure_leaves_nothing_but_the_words(stage: Stage) -> None:
    life = Life(stage)
    stage.until(stage.quiet)
    assert {name for name, _ in found_in(stage, IDENTITY)} == set(IDENTITY), "a marker was not planted"

    export = stage.call("GET", f"/people/{life.id}/export", life.account)
    with zipfile.ZipFile(io.BytesIO(export.content)) as archive:
        held = json.loads(archive.read("person.json"))
        texts = [archive.read("person.json").decode(), *archive.namelist()]
        texts += [unpacked(archive.read(name)) for name in archive.namelist()]
    missing = [name for name, marker in (IDENTITY | WORDS).items() if not any(marker in text for text in texts)]
    assert missing == []
    types = {entry["event"]["type"] for entry in held["record"]}
    assert {"person_added", "signed_in", "consent_given", "verdict_given", "comment_added"} <= types
    assert not {"password_hash", "token_hash"} & set(json.dumps(held).replace('"', " ").split())

    answer = life.erased()
    assert str(answer["name"]).startswith("Участник ")
    assert found_in(stage, IDENTITY) == set()
    assert {name for name, _ in found_in(stage, WORDS)} == set(WORDS)
    titles = {one["title"] for one in stage.items(f"{life.paper.path}/materials")}
    assert titles == {f"text.{ending}" for ending in signed_files.KINDS}
    assert stage.read(f"{life.paper.path}/search?query=снимок")["items"] == []
    assert {one["id"] for one in stage.read(f"{life.paper.path}/search?query=text")["items"]} >= set(life.materials)
    assert asyncio.run(in_histories(stage, {**IDENTITY, **WORDS})) == set()
    verify(stage)
    assert {name for name, marker in IDENTITY.items() if marker.encode() in database_files(stage)} == set()


def database_files(stage: Stage) -> bytes:
    """What stands in the file of the database and in its log."""
    data = stage.parts.settings.data
    files = [path for path in data.rglob("*") if path.name.endswith((".db", ".db-wal", ".sqlite", ".sqlite-wal"))]
    content = b"".join(path.read_bytes() for path in files)
    assert WORDS["comment"].encode() in content, files
    return content


def verify(stage: Stage) -> None:
    with stage.parts.database.read() as session:
        faults = list(Verification(session, stage.parts.keys.public_keys(), stage.parts.store).faults())
    assert faults == []


async def in_histories(stage: Stage, markers: dict[str, str]) -> set[str]:
    """The markers in any history of this installation's workflows; payloads stand in them as they are."""
    client: Client = await connect(stage.parts.settings)
    found, looked_at = set(), 0
    async for listed in client.list_workflows(f'TaskQueue="{stage.parts.settings.temporal_task_queue}"', limit=60):
        history = await client.get_workflow_handle(listed.id, run_id=listed.run_id).fetch_history()
        looked_at += 1
        content = b"".join(event.SerializeToString() for event in history.events)
        found |= {name for name, marker in markers.items() if marker.encode() in content}
    assert looked_at > 1
    return found


def test_erased_person_is_a_designation_with_their_words_and_cannot_come_back(stage: Stage) -> None:
    stage.world.person()
    account = stage.world.person()
    paper = stage.launched(editors=[account])
    stage.hand_in(paper.section, by=account)
    locked = pdf_files.locked("пароль")
    stage.call("POST", f"{paper.path}/materials?filename=a.pdf", account, content=locked)
    stage.call("POST", f"{paper.path}/materials?filename=b.md&title=Письмо Участника", account, content=b"# A\n")
    path, administrator = f"/people/{account.id}", stage.administrator
    asked = stage.done("POST", f"{path}/erasure-request", account)
    assert stage.read(path, administrator)["erasure_asked_at"] == asked["asked_at"]
    assert stage.read(path, stage.member)["erasure_asked_at"] is None
    form = {"reason": "по заявлению", "notes": True}
    assert problem(stage.call("POST", f"{path}/erasure", administrator, json=form)) == (409, "person_still_active")
    version = stage.read(path, administrator)["version"]
    stage.done("PATCH", path, administrator, {"active": False}, version=version)
    answer = stage.done("POST", f"{path}/erasure", administrator, form)
    assert {"account", "rows", "filenames", "notes"} <= {item["what"] for item in answer["done"]}
    stays = {item["what"]: item["count"] for item in answer["stays"]}
    whole = {"record": None, "words": None, "inside": None, "published": None, "sent": None}
    assert stays == {**whole, "closed": 1, "titles": 1}
    assert "«Письмо Участника»" in answer["stays"][-1]["sentence"]
    shown = stage.read(path, administrator)
    assert (shown["name"], shown["active"], shown["position"]) == (answer["name"], False, "")
    entry = next(one for one in stage.items(f"{paper.section}/timeline") if one["type"] == "revision_submitted")
    assert (entry["actor_id"], entry["actor"]) == (account.id, answer["name"])
    assert stage.call("GET", "/sessions/current", account).status_code == 401
    assert problem(stage.call("POST", f"{path}/erasure", administrator, json=form)) == (409, "already_erased")
    with stage.parts.database.read() as session:
        email = session.exec(select(Person.email).where(Person.id == account.id)).one()
    assert email.endswith("@erased.invalid")
    refused_for_good(stage, account.id, email)
    assert stage.read(path, administrator)["name"] == answer["name"]


def refused_for_good(stage: Stage, person_id: str, email: str) -> None:
    """No way leads a name, an address, a role, a password or a place in a body back to somebody who was erased."""
    path, by = f"/people/{person_id}", stage.administrator
    version = stage.read(path, by)["version"]
    back = {"active": True, "email": "back@example.org", "name": "Вернулся"}
    body = stage.body("Совет")
    for form in (back, {"active": True}, {"name": "Вернулся"}, {"role": "administrator"}):
        changed = stage.call("PATCH", path, by, json=form, version=version)
        assert problem(changed) == (409, "already_erased")
    reset = stage.call("POST", f"{path}/password/reset", by, json={"new": "тише едешь дальше будешь"})
    assert problem(reset) == (409, "already_erased")
    seat = stage.call("PUT", f"/bodies/{body}/members/{person_id}", by, json={"office": "member"})
    assert problem(seat) == (409, "already_erased")
    invitation = stage.call("POST", "/invitations", by, json={"email": email, "name": "Вернулся"})
    assert problem(invitation) == (422, "invalid_request")  # nobody writes to the address that took the place of theirs


def test_erasure_keeps_a_file_that_somebody_else_handed_in_too(stage: Stage) -> None:
    account = stage.world.person()
    papers = [stage.launched(editors=[by]) for by in (account, stage.editor)]
    for paper, by in zip(papers, (account, stage.editor), strict=True):
        assert stage.submit(paper.section, word_file(), by, filename="text.docx", changes="accept").status_code == 201
    version = stage.read(f"/people/{account.id}", stage.administrator)["version"]
    stage.done("PATCH", f"/people/{account.id}", stage.administrator, {"active": False}, version=version)
    stage.done("POST", f"/people/{account.id}/erasure", stage.administrator, {"reason": "по заявлению"})
    originals = []
    for paper in papers:
        head = stage.head(paper.section)
        originals.append(stage.call("GET", f"/revisions/{head}/original", stage.coordinator).content)
    assert [IDENTITY["author"] in unpacked(one) for one in originals] == [False, True]
    assert [WORDS["text"] in unpacked(one) for one in originals] == [True, True]


def test_note_is_erased_by_its_id_and_the_record_still_verifies(stage: Stage) -> None:
    paper = stage.in_phase("drafting")
    stage.done("POST", f"{paper.section}/withdraw", stage.coordinator, {"reason": "так решила Ждана"})
    entry = stage.items(f"{paper.section}/timeline")[-1]
    assert entry["reason"] == "так решила Ждана"
    note = entry["event"]["note"]["id"]
    assert stage.call("POST", f"/notes/{note}/erasure", stage.administrator).status_code == 204
    assert not stage.items(f"{paper.section}/timeline")[-1]["reason"]
    with stage.parts.database.read() as session:
        kept = session.get_one(Note, note)
    assert (kept.text, kept.salt) == ("", "")
    assert found_in(stage, {"note": "так решила Ждана"}) == set()
    verify(stage)


def test_export_is_on_record_with_who_took_it(stage: Stage) -> None:
    person = stage.world.person()
    for by in (person, stage.administrator):
        assert stage.call("GET", f"/people/{person.id}/export", by).status_code == 200
    with stage.parts.database.read() as session:
        rows = session.exec(
            select(Event).where(Event.type == "person_exported").order_by(col(Event.seq).desc()).limit(2)
        )
        assert [row.actor_id for row in rows if row.data["person_id"] == person.id] == [
            stage.administrator.id,
            person.id,
        ]


def test_export_tells_of_texts_of_others_that_hold_ones_words_and_not_who_else_wrote_them(stage: Stage) -> None:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "text": "Чаще", "quote": "раз в год"}
    form |= {"kind": "proposal", "replacement": "раз в квартал"}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    draft = stage.done("POST", f"/comments/{comment}/take", stage.editor)["draft_id"]
    with stage.parts.database.write() as session:
        both, last = [stage.reviewer.id, stage.editor.id], {"person_id": stage.editor.id, "text_hash": "0" * 64}
        session.add(Writing(section_id=paper.sections[0], writers=both, at=stage.world.house.clock(), **last))
    export = stage.call("GET", f"/people/{stage.reviewer.id}/export", stage.reviewer)
    with zipfile.ZipFile(io.BytesIO(export.content)) as archive:
        texts = json.loads(archive.read("person.json"))["held"]["texts"]
    mine = [stage.reviewer.id]
    assert {"id": draft, "proposers": mine} in [_told(one, "id", "proposers") for one in texts["revisions.proposers"]]
    (written,) = [one for one in texts["writings.writers"] if one["section_id"] == paper.sections[0]]
    assert (written["writers"], stage.editor.id in json.dumps(written)) == (mine, False)


def _told(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}

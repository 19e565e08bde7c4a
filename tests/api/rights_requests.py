"""Somebody in every role, things of somebody else's, and a request for every operation on them."""

from typing import Any

from storage.calendar_ru import russian_calendar
from tests.api.annotated import annotations
from tests.api.disputes import disagreement_requests, dissented
from tests.api.experts import guest_of
from tests.api.plans import owed, proposed
from tests.api.rights_of_duties import duties
from tests.api.rights_of_positions import joint_things, positions
from tests.api.rights_without_account import without_account
from tests.api.stage import FIRST, POLICY, Stage, numbered
from tests.api.world import CONFIRMED, PASSWORD, Account

NEW = "тише едешь дальше будешь"
AWAY = {"since": "2090-01-01", "until": "2090-01-01"}
OWN_DAY = "/calendar/days/2190-07-04"
Request = tuple[str, str, Any]
"""Method, path, and the JSON, the bytes, or nothing that is sent."""


class Cast:
    """One installation for the whole table; what the roles do has little effect, so that all may try it."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.world = stage, stage.world
        self.owner = self.world.person()
        self._tokens = self._spent_credentials()
        self.ids = self._own_things() | self._written_things()
        self.ids["unsent"] = self._unsent()

    def credential(self, role: str, operation: str) -> str | None:
        """A token of the role's; for operations on sessions one of somebody else's with it."""
        if role == "anonymous":
            return None
        if role in self._tokens:
            return self._tokens[role]
        if operation.startswith("sessions."):
            installed = {"coordinator": "coordinator", "stranger": "coordinator", "administrator": "administrator"}
            return self.world.person(installed.get(role, "member")).token  # type: ignore[arg-type]
        return str(getattr(self.stage, role).token)

    def _spent_credentials(self) -> dict[str, str]:
        world, administrator = self.world, self.stage.administrator
        gone = world.person("administrator")
        self.stage.done("PATCH", f"/people/{gone.id}", administrator, {"active": False}, version=1)
        world.clock.advance(days=-8)
        old = world.person("administrator")
        world.clock.advance(days=8)
        revoked = world.api_token(administrator, "read", "write", "admin")
        last = self.stage.items("/tokens", administrator)[-1]["id"]
        self.stage.done("DELETE", f"/tokens/{last}", administrator)
        reading = world.api_token(administrator, "read")
        return {"deactivated": gone.token, "expired": old.token, "revoked": revoked, "reading": reading}

    def _own_things(self) -> dict[str, str]:
        world, administrator = self.world, self.stage.administrator
        world.api_token(self.owner, "read")
        body = self.stage.body("Совет")
        self.stage.done("PUT", f"/bodies/{body}/members/{self.owner.id}", administrator, {"office": "secretary"})
        self.stage.done("PUT", OWN_DAY, administrator, {"working": False, "reason": "так надо"})
        outline = "# Первый\n\n# Второй\n".encode()
        imported = world.call("POST", "/imports?filename=plan.md", self.stage.coordinator, content=outline)
        table = "ФИО;Почта\n".encode()
        people = world.call("POST", "/people/imports?filename=a.csv", administrator, content=table)
        return {
            "person": self.owner.id,
            "token": self.stage.items("/tokens", self.owner)[-1]["id"],
            "organisation": world.made("/organisations", administrator, {"name": numbered("Землячество")}),
            "body": body,
            "list": people.json()["id"],
            "import": imported.json()["id"],
            "invitation": world.made(
                "/invitations", self.stage.coordinator, {"email": f"{body}@example.org", "name": "Гость"}
            ),
            "feed": self._feed_of(self.stage.member),
            "absence": world.made("/absences", self.owner, AWAY),
        }

    def _feed_of(self, person: Account) -> str:
        """The secret in the address of somebody's calendar feed."""
        url = self.stage.done("POST", f"/people/{person.id}/feed", person)["url"]
        return str(url).rpartition("/")[2].removesuffix(".ics")

    def _written_things(self) -> dict[str, str]:
        """A document in setup, one before its leaders, a published one, and what people wrote in the second."""
        stage = self.stage
        planned, (signing, disagreement), (published, edition) = stage.paper(), dissented(stage), stage.published
        stage.candidate(signing.path)
        head = stage.head(signing.section)
        late = stage.submit(signing.section, f"{FIRST}\nЕщё.\n", base=head).json()["draft_id"]
        form = {"revision_id": head, "text": "Почему?", "quote": "Совет"}
        comment = self.world.made(f"{signing.section}/comments", stage.reviewer, form)
        back = f"{signing.section}/readings?filename=back.md"
        reading = stage.call("POST", back, stage.reviewer, content=FIRST.encode()).json()["id"]
        self.folder = f"{signing.path}/materials?filename=spravka.txt"
        milestone = self.world.made(f"{planned.path}/milestones", stage.coordinator, {"title": "Сбор", "due": {}})
        place = f"{planned.path}/plan/imports?filename=plan.md"
        read = stage.call("POST", place, stage.coordinator, content="1. Сбор - 01.02.2027\n".encode()).json()
        owing, owed_one = owed(stage, person_id=self.owner.id)
        return {
            **joint_things(stage, self.owner), "owing": owing.id, "owed": owed_one, "proposed": proposed(stage).id,
            "material": self._material(), "thrown": self._material(), "disagreement": disagreement,
            "guest": guest_of(stage, stage.in_phase("review")), "milestone": milestone, "plan_import": read["id"],
            "planned": planned.id, "plan": planned.sections[0],
            "signing": signing.id, "section": signing.sections[0],
            "published": published.sections[0], "document": published.id, "edition": edition,
            "revision": str(head), "draft": late, "comment": comment, "reading": reading,
            "notice": stage.items("/notices", stage.editor)[0]["id"],
        }  # fmt: skip

    def _material(self) -> str:
        uploaded = self.world.call("POST", self.folder, self.stage.reviewer, content="Справка".encode())
        return str(uploaded.json()["id"])

    def _unsent(self) -> str:
        form = {"revision_id": self.ids["revision"], "text": "Почему?", "quote": "Совет"}
        return self.world.made(f"/sections/{self.ids['section']}/review/remarks", self.stage.reviewer, form)

    def attempt(self, operation: str, by: str | None, **other: str) -> Any:
        """The answer to the operation, sent with a form and headers that are right; `other` replaces ids."""
        # What one role withdraws is gone for the next one.
        thrown = {"thrown": self._material()} if operation == "materials.withdraw" else {}
        if operation.startswith("reviews.") and "unsent" not in other:
            thrown["unsent"] = self._unsent()
        method, path, body = requests({**self.ids, **thrown, **other})[operation]
        sent: dict[str, Any] = {"version": 99} if method in ("PATCH", "PUT", "DELETE") else {}
        if body is not None:
            sent["content" if isinstance(body, bytes) else "json"] = body
        return self.world.call(method, path, by, **sent)


def requests(ids: dict[str, str]) -> dict[str, Request]:
    """A request for every operation."""
    families = (_identity, _documents, _plans, _sections, _texts, positions)
    return {**_calendar(), **{name: request for family in families for name, request in family(ids).items()}}


def _identity(ids: dict[str, str]) -> dict[str, Request]:
    person, body, organisation = (f"/{kind}" for kind in ("people", "bodies", "organisations"))
    one, one_body, one_organisation = f"{person}/{ids['person']}", f"{body}/{ids['body']}", ids["organisation"]
    passwords = {"current": PASSWORD, "new": NEW}
    return {
        "health.live": ("GET", "/health/live", None),
        "health.ready": ("GET", "/health/ready", None),
        "openapi.read": ("GET", "/openapi.json", None),
        "problems.list": ("GET", "/problems", None),
        "audit.list_checkpoints": ("GET", "/audit/checkpoints", None),
        "audit.list_refusals": ("GET", "/audit/refusals", None),
        "sessions.sign_in": ("POST", "/sessions", {"email": "member9@example.org", "password": PASSWORD}),
        "sessions.ask_link": ("POST", "/sessions/links", {"email": f"{ids['invitation']}@example.org"}),
        "sessions.sign_in_by_link": ("POST", "/sessions/by-link", {"token": "veche_link_"}),
        "invitations.list": ("GET", "/invitations", None),
        "invitations.add": ("POST", "/invitations", {"email": f"{ids['body']}@example.org", "name": "Гость"}),
        "invitations.send_again": ("POST", f"/invitations/{ids['invitation']}/send-again", None),
        "invitations.withdraw": ("DELETE", f"/invitations/{ids['invitation']}", None),
        "sessions.read": ("GET", "/sessions/current", None),
        "sessions.sign_out": ("DELETE", "/sessions/current", None),
        "sessions.sign_out_elsewhere": ("DELETE", "/sessions", None),
        "confirmations.add": ("POST", "/confirmations", CONFIRMED),
        "confirmations.ask_link": ("POST", "/confirmations/letters", None),
        "confirmations.by_link": ("POST", "/confirmations/by-link", {"token": "veche_link_x"}),
        "tokens.list": ("GET", "/tokens", None),
        "tokens.add": ("POST", "/tokens", {"name": "Выгрузка", "scopes": ["read"]}),
        "tokens.revoke": ("DELETE", f"/tokens/{ids['token']}", None),
        "people.list": ("GET", person, None),
        "people.read": ("GET", one, None),
        "people.add": ("POST", person, {"email": f"{ids['body']}@example.org", "name": "Новый"}),
        "people.import": ("POST", f"{person}/imports?filename=a.csv", b""),
        "people.import_read": ("GET", f"{person}/imports/{ids['list']}", None),
        "people.import_confirm": ("POST", f"{person}/imports/{ids['list']}/confirm", {}),
        "people.update": ("PATCH", one, {"position": "эксперт"}),
        "people.update_profile": ("PATCH", f"{one}/profile", {"position": "эксперт"}),
        "people.change_password": ("PUT", f"{one}/password", passwords),
        "people.reset_password": ("POST", f"{one}/password/reset", {"new": NEW}),
        "references.list": ("GET", "/references/regions", None),
        "people.consent": ("POST", f"{one}/consent", {"version": "1", "given": True}),
        "people.export": ("GET", f"{one}/export", None),
        "people.ask_erasure": ("POST", f"{one}/erasure-request", None),
        "people.erase": ("POST", f"{one}/erasure", {"reason": "по заявлению"}),
        "notes.erase": ("POST", f"/notes/{ids['body']}/erasure", None),
        "consent.read": ("GET", "/consent", None),
        "channels.read": ("GET", f"{one}/channels", None),
        "channels.update": ("PUT", f"{one}/channels", {"zone": "UTC", "language": "ru", "channels": []}),
        "channels.set_address": ("POST", f"{one}/channels/email/address", {"address": "novyj@example.org"}),
        "channels.confirm": ("POST", f"{one}/channels/email/confirmation", {"code": "ABCD2345"}),
        "channels.renew_key": ("POST", f"{one}/channels/webhook/key", None),
        "feeds.make": ("POST", f"{one}/feed", None),
        "feeds.revoke": ("DELETE", f"{one}/feed", None),
        "feeds.read": ("GET", f"/feeds/{ids['feed']}.ics", None),
        "organisations.list": ("GET", organisation, None),
        "organisations.read": ("GET", f"{organisation}/{one_organisation}", None),
        "organisations.add": ("POST", organisation, {"name": numbered("Землячество")}),
        "organisations.update": ("PATCH", f"{organisation}/{one_organisation}", {"name": numbered("Землячества")}),
        "bodies.list": ("GET", body, None),
        "bodies.read": ("GET", one_body, None),
        "bodies.add": ("POST", body, {"name": numbered("Комитет")}),
        "bodies.update": ("PATCH", one_body, {"name": numbered("Комитет")}),
        "bodies.list_members": ("GET", f"{one_body}/members", None),
        "bodies.set_member": ("PUT", f"{one_body}/members/{ids['person']}", {"title": "эксперт"}),
        "absences.list": ("GET", f"/absences?person_id={ids['person']}", None),
        "absences.add": ("POST", "/absences", {"person_id": ids["person"], **AWAY}),
        "absences.end": ("POST", f"/absences/{ids['absence']}/end", None),
        "bodies.remove_member": ("DELETE", f"{one_body}/members/{ids['person']}", None),
    }


def _calendar() -> dict[str, Request]:
    why = {"reason": "так надо"}
    return {
        "calendar.read": ("GET", "/calendar?year=2026", None),
        "calendar.table": ("GET", f"/calendar/tables/{russian_calendar().hash}", None),
        "calendar.list_affected": ("GET", "/calendar/affected", None),
        "calendar.set_day": ("PUT", OWN_DAY, {"working": False, **why}),
        "policies.preview": ("POST", "/policies/preview", {}),
        "calendar.end_day": ("DELETE", OWN_DAY, why),
    }


def _documents(ids: dict[str, str]) -> dict[str, Request]:
    signing, outdated, why = f"/documents/{ids['signing']}", {"candidate_hash": "0" * 64}, {"reason": "так надо"}
    return {
        "templates.list": ("GET", "/templates", None),
        "documents.list": ("GET", "/documents", None),
        "documents.create": ("POST", "/documents", {"title": "План"}),
        "documents.import": ("POST", "/imports?filename=plan.md", b""),
        "documents.import_read": ("GET", f"/imports/{ids['import']}", None),
        "documents.import_confirm": ("POST", f"/imports/{ids['import']}/confirm", {}),
        "documents.read": ("GET", signing, None),
        "documents.update": ("PATCH", f"/documents/{ids['planned']}", {"title": "План"}),
        "responsibilities.read": ("GET", f"{signing}/responsibilities", None),
        "responsibilities.set": ("PUT", f"/documents/{ids['planned']}/responsibilities", {"rows": []}),
        "documents.launch": ("POST", f"{signing}/launch", None),
        "documents.candidate": ("GET", f"{signing}/candidate", None),
        "documents.propose": ("POST", f"{signing}/candidate", None),
        "documents.signing": ("GET", f"{signing}/signing", None),
        "documents.sign": ("POST", f"{signing}/signatures", {**outdated, **CONFIRMED}),
        "documents.decline": ("POST", f"{signing}/decline", {**outdated, **why}),
        "documents.extend": ("POST", f"{signing}/extend", {"limit": {"days": 1}, **why}),
        "documents.reassign": (
            "POST",
            f"{signing}/reassign",
            {"part": "leader", "leaves": ids["person"], "joins": ids["person"], **why},
        ),
        "documents.delegate": ("POST", f"{signing}/delegate", {"deputy_id": ids["person"], **why}),
        "documents.policy": ("POST", f"{signing}/policy", {"policy": POLICY, **why}),
        "documents.rules": ("GET", f"{signing}/policy", None),
        "documents.recount": ("POST", f"{signing}/recount", why),
        "documents.rehearse": ("POST", f"{signing}/rehearsal", {}),
        "documents.order_publication": ("POST", f"{signing}/publication", None),
        "documents.timeline": ("GET", f"{signing}/timeline", None),
        "documents.archive": ("GET", f"{signing}/archive", None),
        "documents.export_timeline": ("GET", f"{signing}/timeline/export", None),
        "ledger.list": ("GET", f"{signing}/ledger", None),
        "notices.list": ("GET", "/notices", None),
        "notices.count_unread": ("GET", "/notices/unread", None),
        "notices.read_mark": ("POST", f"/notices/{ids['notice']}/read", None),
        "papers.section": ("GET", f"/sections/{ids['published']}/papers/agreement-sheet", None),
        "papers.document": ("GET", f"/documents/{ids['document']}/papers/remarks?format=pdf", None),
        "editions.list": ("GET", f"/documents/{ids['document']}/editions", None),
        "editions.latest": ("GET", f"/documents/{ids['document']}/editions/latest", None),
        "editions.read": ("GET", f"/editions/{ids['edition']}", None),
        "editions.file": ("GET", f"/editions/{ids['edition']}/files/manifest.json", None),
    }


def _plans(ids: dict[str, str]) -> dict[str, Request]:
    document = f"/documents/{ids['planned']}"
    milestones, plan = f"{document}/milestones", f"{document}/plan"
    one, read = f"{milestones}/{ids['milestone']}", f"{plan}/imports/{ids['plan_import']}"
    proposal, why = f"/documents/{ids['proposed']}/proposal", {"reason": "так надо"}
    owed = f"/documents/{ids['owing']}/milestones/{ids['owed']}"
    contradiction = f"{plan}/contradictions/{ids['milestone']}/acknowledgement"
    return {
        "milestones.list": ("GET", milestones, None),
        "milestones.add": ("POST", milestones, {"title": "Сбор"}),
        "milestones.read": ("GET", one, None),
        "milestones.update": ("PATCH", one, {"title": "Сборы"}),
        "milestones.remove": ("DELETE", one, None),
        "milestones.cancel": ("POST", f"{owed}/cancel", why),
        "milestones.extend": ("POST", f"{owed}/extend", {"limit": {"days": 1}, **why}),
        "milestones.recount": ("POST", f"{owed}/recount", why),
        "milestones.timeline": ("GET", f"{owed}/timeline", None),
        "milestones.export_timeline": ("GET", f"{owed}/timeline/export", None),
        "milestones.fulfil": ("POST", f"{owed}/fulfilment", {"evidence": "протокол"}),
        "plans.read": ("GET", plan, None),
        "plans.set_rule": ("PUT", f"{plan}/rule", {"rule": {"limit": {"days": 1}}}),
        "plans.lay": ("POST", f"/documents/{ids['signing']}/plan/revisions", {"section_id": ids["section"]}),
        "proposals.open": ("POST", f"/documents/{ids['signing']}/proposal", {"voters": [ids["person"]]}),
        "proposals.read": ("GET", proposal, None),
        "proposals.vote": ("POST", f"{proposal}/verdicts", {"verdict": "agree"}),
        "proposals.recount": ("POST", f"{proposal}/recount", why),
        "proposals.timeline": ("GET", f"{proposal}/timeline", None),
        "proposals.export_timeline": ("GET", f"{proposal}/timeline/export", None),
        "proposals.settle": ("POST", f"{proposal}/settlement", {"outcome": "begun", **why}),
        "plans.import": ("POST", f"{plan}/imports?filename=plan.md", b""),
        "plans.import_read": ("GET", read, None),
        "plans.import_confirm": ("POST", f"{read}/confirm", {}),
        "plans.list_sources": ("GET", f"{plan}/sources", None),
        "plans.add_source": ("POST", f"{plan}/sources", {"name": "Письмо", "statements": []}),
        "plans.list_contradictions": ("GET", f"{plan}/contradictions", None),
        "plans.acknowledge": ("POST", contradiction, {"reason": "так надо"}),
    }


def _sections(ids: dict[str, str]) -> dict[str, Request]:
    section, plan, why = f"/sections/{ids['section']}", f"/sections/{ids['plan']}", {"reason": "так надо"}
    decision = {"revision_id": ids["revision"]}
    nobody: dict[str, list[str]] = {"editors": [], "reviewers": [], "approvers": []}
    return {
        "sections.list": ("GET", f"/documents/{ids['signing']}/sections", None),
        "sections.add": ("POST", f"/documents/{ids['signing']}/sections", {"title": "Раздел"}),
        "sections.read": ("GET", section, None),
        "sections.update": ("PATCH", plan, {"title": "Раздел"}),
        "sections.assign": ("PUT", f"{plan}/people", nobody),
        "sections.text": ("GET", f"{section}/text", None),
        "sections.submit": ("POST", f"{section}/revisions?filename=a.md", b""),
        "sections.ballot": ("GET", f"{section}/ballot", None),
        "sections.timeline": ("GET", f"{section}/timeline", None),
        "sections.export_timeline": ("GET", f"{section}/timeline/export", None),
        "bases.list_changes": ("GET", f"{section}/bases/changes", None),
        "bases.mark_seen": ("POST", f"{section}/bases/{ids['plan']}/seen", decision),
        "sections.verdict": ("POST", f"{section}/verdicts", {**decision, "verdict": "agree"}),
        "sections.take_back": ("POST", f"{section}/verdicts/take-back", decision),
        **without_account(ids),
        "sections.return": ("POST", f"{section}/return", why),
        "sections.signing": ("GET", f"{section}/signing", None),
        "sections.sign": ("POST", f"{section}/signatures", {**decision, "text_hash": "0" * 64, **CONFIRMED}),
        "sections.decline": ("POST", f"{section}/decline", {**decision, **why}),
        "sections.withdraw": ("POST", f"/sections/{ids['published']}/withdraw", why),
        "sections.reopen": ("POST", f"{plan}/reopen", why),
        "sections.extend": ("POST", f"{section}/extend", {"limit": {"days": 1}, **why}),
        **duties(ids),
        "sections.rules": ("GET", f"{section}/policy", None),
        "sections.recount": ("POST", f"{section}/recount", why),
        "sections.decide": ("POST", f"{section}/decide", {"in_favour": True, **why}),
        "sections.policy": ("POST", f"{section}/policy", {"policy": POLICY, **why}),
    }


def _texts(ids: dict[str, str]) -> dict[str, Request]:
    section, revision, draft = (f"/{kind}s/{ids[kind]}" for kind in ("section", "revision", "draft"))
    comment, remark = f"/comments/{ids['comment']}", {"text": "Поясните", "quote": "Совет"}
    return {
        "revisions.list": ("GET", f"{section}/revisions", None),
        "revisions.read": ("GET", revision, None),
        "revisions.text": ("GET", f"{revision}/text", None),
        "revisions.original": ("GET", f"{revision}/original", None),
        "revisions.compare": ("GET", f"{revision}/compare?base_id={ids['revision']}", None),
        "revisions.redline": ("GET", f"{revision}/redline?base_id={ids['revision']}", None),
        "revisions.comparison_table": ("GET", f"{revision}/comparison-table?base_id={ids['revision']}", None),
        "drafts.list": ("GET", f"{section}/drafts", None),
        "drafts.read": ("GET", draft, None),
        "drafts.text": ("GET", f"{draft}/text", None),
        "drafts.hand_in": ("POST", f"{draft}/hand-in", None),
        **_materials(ids),
        "comments.list": ("GET", f"{section}/comments", None),
        "comments.add": ("POST", f"{section}/comments", {"revision_id": ids["revision"], **remark}),
        "comments.read": ("GET", comment, None),
        "comments.reply": ("POST", f"{comment}/replies", {"text": "Поясняем"}),
        "comments.reattach": ("POST", f"{comment}/placement", {"revision_id": ids["revision"], "quote": "Совет"}),
        "annotations.read": ("GET", f"{revision}/annotations", None),
        "annotations.import": ("POST", f"{revision}/annotations", annotations(ids["revision"], "Совет")),
        "revisions.merge_proposals": ("GET", f"{revision}/proposals", None),
        "comments.answer": ("POST", f"{comment}/answer", {"answer": "noted"}),
        "comments.resolve": ("POST", f"{comment}/resolve", None),
        "comments.withdraw": ("POST", f"{comment}/withdraw", None),
        "comments.take": ("POST", f"{comment}/take", None),
        "comments.decline": ("POST", f"{comment}/decline", {"reason": "решено иначе"}),
        "reviews.read": ("GET", f"{section}/review", None),
        "reviews.keep": ("POST", f"{section}/review/verdict", {"verdict": "abstain"}),
        "reviews.add_remark": ("POST", f"{section}/review/remarks", {"revision_id": ids["revision"], **remark}),
        "reviews.change_remark": (
            "PUT",
            f"/unsent-remarks/{ids['unsent']}",
            {"revision_id": ids["revision"], **remark},
        ),
        "reviews.remove_remark": ("DELETE", f"/unsent-remarks/{ids['unsent']}", None),
        "reviews.send": ("POST", f"{section}/review", {"revision_id": ids["revision"]}),
        **disagreement_requests(ids),
        "readings.add": ("POST", f"{section}/readings?filename=a.md", b""),
        "readings.read": ("GET", f"/readings/{ids['reading']}", None),
        "readings.apply": ("POST", f"/readings/{ids['reading']}/apply", {}),
    }


def _materials(ids: dict[str, str]) -> dict[str, Request]:
    folder, material = f"/documents/{ids['signing']}/materials", f"/materials/{ids['material']}"
    return {
        "materials.list": ("GET", folder, None),
        "materials.read": ("GET", material, None),
        "materials.list_versions": ("GET", f"{material}/versions", None),
        "materials.file": ("GET", f"{material}/file", None),
        "materials.add": ("POST", f"{folder}?filename=a.txt", b""),
        "materials.add_version": ("POST", f"{material}/versions?filename=a.txt", b""),
        "materials.update": ("PATCH", material, {"title": "Справка"}),
        "materials.withdraw": ("POST", f"/materials/{ids['thrown']}/withdraw", None),
        "search.find": ("GET", f"/documents/{ids['signing']}/search?query=Совет", None),
    }

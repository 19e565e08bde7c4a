"""What somebody who means harm would try: every form and every place is tried, not one of each kind."""

import json
import re
from typing import Any
from urllib.parse import quote, unquote

import pytest

from tests.api.examples_on_stage import READY_ON_STAGE
from tests.api.refusals_texts import HOSTILE
from tests.api.stage import FIRST, Stage, problem
from tests.api.test_openapi import at_absent, example_of, form_of, found
from tests.api.world import World

UPLOADS = (
    *("documents.import", "people.import", "plans.import"),
    *("sections.submit", "readings.add", "materials.add", "materials.add_version"),
    *("letters.add", "mail.receive"),
)
FORMS_ON_STAGE = [name for name in READY_ON_STAGE if name not in UPLOADS]
RULES = ["phase", "id", "coordinator_id", "version", "state", "role", "number", "person_id", "__class__", "policy.zone"]
SLOW = {"a large grid table", "40 KB of stars", "45 nested links"}
"""They try the converter's patience, not the page."""
HARMLESS = [name for name, (_, _, code) in HOSTILE.items() if code == "safe" and name not in SLOW]
DANGER = re.compile(
    r"<\s*(script|iframe|object|embed|svg|math|style|link|meta|form|img|base)\b"
    r"|\son\w+\s*=|(?:href|src)\s*=\s*[\"']?\s*(?:javascript|data|vbscript|file):",
    re.IGNORECASE,
)


def request_of(stage: Stage, operation_id: str) -> tuple[str, str, Any]:
    """The operation's example; a form is looked at before the object is, so the object need not be there."""
    method, path, operation = found(stage.world, operation_id)
    return method, at_absent(path, operation), example_of(stage.world.app.openapi(), operation)


@pytest.mark.parametrize("operation_id", FORMS_ON_STAGE)
def test_form_takes_no_fields_and_no_characters_that_do_not_belong_to_it(stage: Stage, operation_id: str) -> None:
    method, path, form = request_of(stage, operation_id)
    taken = form_of(stage.world.app.openapi(), found(stage.world, operation_id)[2])["properties"]
    before = stage.rows()
    wrong = [{**form, field: "published"} for field in RULES if field not in taken]
    texts = [name for name, value in form.items() if isinstance(value, str)]
    wrong += [{**form, name: f"а{evil}б"} for name in texts for evil in ("\x00", "\x1b[2J", "\ud800")]
    odd: list[Any] = [{"$ne": None}, 10**400, [[[]]], True]
    fits = {name for name, value in form.items() if isinstance(value, bool)}
    wrong += [{**form, name: value} for name in form for value in odd if value is not True or name not in fits]
    bodies: list[Any] = [*wrong, [], None, "form", 7]
    for one in bodies:
        content = json.dumps(one)
        headers = {"Content-Type": "application/json"}
        answer = stage.call(method, path, stage.administrator, version=1, content=content, headers=headers)
        assert answer.status_code in (400, 422), (one, answer.text)
        assert answer.json()["code"] in ("invalid_request", "request_unreadable"), (one, answer.text)
    assert stage.rows() == before


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"[" * 400_000, "application/json"),
        (b'{"title":' * 100_000, "application/json"),
        (b'{"title": ' + b"1" * 100_000 + b"}", "application/json"),
        (b'{"title": NaN}', "application/json"),
        (b'{"title": "\xd0"}', "application/json"),
        (b"\xef\xbb\xbf{}", "application/json"),
        (b"\x00" * 1000, "application/json"),
        (b"title=a", "application/x-www-form-urlencoded"),
        (b'{"title": "a"}', "text/plain"),
        (b'{"title": "a"}', "application/xml"),
        (b'{"title": "a"}', ""),
        (b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\na\r\n--b--', "multipart/form-data; boundary=b"),
    ],
)
def test_body_that_is_no_form_is_refused(world: World, content: bytes, kind: str) -> None:
    headers = {"Content-Type": kind}
    answer = world.call("POST", "/documents", world.person("coordinator"), content=content, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] in ("invalid_request", "request_unreadable")


def test_same_name_given_twice_is_one_field(world: World) -> None:
    by = world.person("coordinator")
    headers = {"Content-Type": "application/json"}
    content = '{"title": "Первое", "title": "Второе"}'.encode()
    made = world.call("POST", "/documents", by, content=content, headers=headers)
    assert world.call("GET", f"/documents/{made.json()['id']}", by).json()["title"] == "Второе"


@pytest.mark.parametrize(
    "instant", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2200-01-01T00:00:00Z", "2027-01-01T00:00:00"]
)
def test_instant_that_no_calendar_has_is_refused(stage: Stage, instant: str) -> None:
    section = stage.in_phase("drafting").section
    form = {"limit": {"at": instant}, "reason": "позже"}
    refused = stage.call("POST", f"{section}/extend", stage.coordinator, json=form)
    assert problem(refused) == (422, "invalid_request")


ZONES = ["../../etc/passwd", "/etc/localtime", "\x00", "Europe/../Europe/Moscow", "x" * 5000, ""]


@pytest.mark.parametrize("zone", ZONES)
def test_zone_is_a_name_and_no_path(stage: Stage, zone: str) -> None:
    paper = stage.paper()
    policy = {**stage.read(paper.path)["policy"], "zone": zone}
    refused = stage.call("PATCH", paper.path, stage.coordinator, json={"policy": policy}, version=1)
    assert problem(refused) == (422, "invalid_request")


NAMES = [
    "../../../etc/passwd.md",
    "..\\..\\windows\\win.ini.md",
    'a"; filename="evil.html.md',
    "a; Set-Cookie: veche=1.md",
    "договор № 5 (окончательный).md",
    "\u202egpj.exe.md",
    "CON.md",
    ".md",
    "n" * 297 + ".md",
    "%0d%0aX-Evil: 1.md",
    "<svg onload=alert(1)>.md",
]


@pytest.mark.parametrize("name", NAMES)
def test_name_of_a_file_is_only_a_name(stage: Stage, name: str) -> None:
    section = stage.in_phase("drafting").section
    submitted = stage.submit(section, filename=name)
    assert submitted.status_code == 201, submitted.text
    revision = f"/revisions/{submitted.json()['revision_id']}"
    for path in (f"{revision}/original", f"{revision}/text?format=html", f"{section}/text"):
        answer = stage.call("GET", path, stage.editor)
        disposition = answer.headers["content-disposition"]
        assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w.%~-]+", disposition, re.ASCII)
        assert "x-evil" not in answer.headers
        assert "set-cookie" not in answer.headers
        shown = unquote(disposition.partition("''")[2])
        assert shown.startswith(name[:200].removesuffix(".md"))


@pytest.mark.parametrize("name", ["", " ", "a\r\nX-Evil: 1.md", "a\x00.md", "a\x7f.md", "n" * 301])
def test_name_that_is_no_line_is_refused(stage: Stage, name: str) -> None:
    section = stage.in_phase("drafting").section
    assert problem(stage.submit(section, filename=name)) == (422, "invalid_request")
    outline = stage.call("POST", "/imports", stage.coordinator, params={"filename": name}, content=b"# A\n# B\n")
    assert problem(outline) == (422, "invalid_request")


@pytest.mark.parametrize(
    "query", ["base_id=%00", "base_id=" + "a" * 65, "base_id=%0d%0a"], ids=["zero", "long", "line end"]
)
def test_base_that_cannot_be_an_id_is_refused(stage: Stage, query: str) -> None:
    paper = stage.in_phase("review")
    path = f"{paper.section}/revisions?filename=a.md&{query}"
    assert problem(stage.call("POST", path, stage.editor, content=FIRST.encode())) == (422, "invalid_request")
    compared = stage.call("GET", f"/revisions/{stage.head(paper.section)}/compare?{query}", stage.editor)
    assert problem(compared) == (422, "invalid_request")


TRICKS = [
    "/editions/{edition}/files/..%2f..%2fveche.db",
    "/editions/{edition}/files/%2e%2e",
    "/editions/{edition}/files/manifest.json%00.html",
    "/editions/{edition}/files/manifest.json/",
    "/editions/{edition}/files/MANIFEST.JSON",
    "/editions/{edition}%0a/files/manifest.json",
    "/editions/{edition}'--/files/manifest.json",
    "/editions//files/manifest.json",
    "/editions/../documents",
    "/editions/%2e%2e/%2e%2e/objects",
    "//editions/{edition}",
    "/documents/{edition}/../../../etc/passwd",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_path_leads_nowhere_else(stage: Stage, trick: str) -> None:
    _paper, edition = stage.published
    answer = stage.call("GET", trick.format(edition=edition), None)
    assert answer.status_code in (401, 404), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", HARMLESS)
def test_page_of_a_hostile_text_is_harmless(stage: Stage, name: str) -> None:
    filename, build, _ = HOSTILE[name]
    section = hostile_section(stage)
    ending = filename.rpartition(".")[2].lower()
    submitted = stage.submit(section, build(), base=stage.head(section), filename=f"text.{ending}")
    assert submitted.status_code == 201, submitted.text
    answer = stage.call("GET", f"{section}/text?format=html", stage.editor)
    page = answer.text
    stage.send_back(section)
    assert DANGER.findall(page) == []
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"


def hostile_section(stage: Stage) -> str:
    """One section in drafting that takes all hostile texts one after the other."""
    if not _sections:
        _sections.append(stage.launched().section)
    return _sections[0]


_sections: list[str] = []


def test_words_of_people_come_back_as_they_were_and_as_data(stage: Stage) -> None:
    evil = "<script>alert(1)</script>\n{{7*7}} ${7*7} '; DROP TABLE people; --"
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "text": evil, "quote": "Совет", "replacement": evil}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    shown = stage.call("GET", f"/comments/{comment}", stage.editor)
    assert (shown.json()["text"], shown.headers["content-type"]) == (evil, "application/json")
    stage.done("POST", f"{paper.section}/return", stage.coordinator, {"reason": evil})
    assert evil in [entry["reason"] for entry in stage.items(f"{paper.section}/timeline")]


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "PUT", "PATCH", "DELETE"])
def test_other_methods_change_nothing(stage: Stage, method: str) -> None:
    answer = stage.call(method, f"/documents/{quote('x')}/launch", stage.coordinator)
    assert problem(answer) == (405, "method_not_allowed")


def test_document_is_not_coordinated_by_who_is_named_in_it(stage: Stage) -> None:
    paper = stage.paper(leaders=[stage.stranger])
    refused = stage.call("PATCH", paper.path, stage.stranger, json={"title": "Моё"}, version=1)
    assert problem(refused) == (403, "not_allowed")


def test_part_in_one_section_gives_none_in_another(stage: Stage) -> None:
    paper = stage.launched(2)
    first, second = (f"/sections/{section}" for section in paper.sections)
    swap = {"part": "editor", "joins": stage.member.id, "reason": "нужен ещё один"}
    stage.done("POST", f"{first}/reassign", stage.coordinator, swap)
    assert stage.read(second, stage.member)["phase"] == "drafting"
    assert problem(stage.submit(second, by=stage.member)) == (403, "not_an_editor")
    assert stage.submit(first, by=stage.member).status_code == 201

"""Every list is walked by the Link header, and every text and file is sent once for as long as it stays the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from edge.paging import cursor_of
from schemas.ids import new_id
from tests.api.associations import asked, association, letters_to_enter
from tests.api.disputes import disputed
from tests.api.experts import advised
from tests.api.far import far_policy, put_off
from tests.api.plans import owed, proposed
from tests.api.stage import FIRST, Form, Paper, Stage, numbered, problem
from tests.api.test_openapi import operations
from tests.api.world import Account, World

Place = Callable[[Stage], tuple[str, Account]]


def busy_section(stage: Stage) -> Paper:
    """A section with two revisions, two drafts and three comments, made once."""
    if not _busy:
        _busy.append(_make_busy(stage))
    return _busy[0]


_busy: list[Paper] = []


def _make_busy(stage: Stage) -> Paper:
    paper = stage.in_phase("review")
    for text in (f"{FIRST}\nПервый.\n", f"{FIRST}\nВторой.\n"):
        stage.submit(paper.section, text, base=stage.head(paper.section))
    for quoted in ("Совет", "Землячества", "год"):
        form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": quoted}
        stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    stage.send_back(paper.section)
    stage.hand_in(paper.section, f"{FIRST}\nТретий.\n")
    return paper


def twice_disputed(stage: Stage) -> Paper:
    """A section with two disagreements."""
    paper = stage.in_phase("review")
    for _ in range(2):
        disputed(stage, paper)
    return paper


def body_with_members(stage: Stage) -> str:
    body = stage.body("Совет")
    for person in (stage.editor, stage.second, stage.reviewer):
        path = f"/bodies/{body}/members/{person.id}"
        stage.done("PUT", path, stage.administrator, {"title": "член совета"})
    return f"/bodies/{body}/members"


def three_tokens(stage: Stage) -> tuple[str, Account]:
    account = stage.world.person()
    for _ in range(3):
        stage.world.api_token(account, "read")
    return "/tokens", account


def three_organisations(stage: Stage) -> tuple[str, Account]:
    for _ in range(3):
        stage.world.made("/organisations", stage.administrator, {"name": numbered("Землячество")})
    return "/organisations", stage.member


def three_absences(stage: Stage) -> tuple[str, Account]:
    account = stage.world.person()
    for day in ("2090-01-01", "2090-01-02", "2090-01-03"):
        stage.world.made("/absences", account, {"since": day, "until": day})
    return "/absences", account


def three_invitations(stage: Stage) -> tuple[str, Account]:
    account = stage.world.person("coordinator")
    for _ in range(3):
        stage.world.made("/invitations", account, {"email": f"{new_id()}@example.org", "name": "Гость"})
    return "/invitations", account


def three_bodies(stage: Stage) -> tuple[str, Account]:
    for _ in range(3):
        stage.body("Совет")
    return "/bodies", stage.member


def my_documents(stage: Stage) -> tuple[str, Account]:
    account = stage.world.person("coordinator")
    for number in range(3):
        stage.world.made("/documents", account, {"title": f"План {number}"})
    return "/documents", account


def my_notices(stage: Stage) -> tuple[str, Account]:
    account = stage.world.person()
    stage.launched(3, editors=[account])

    def have_left() -> bool:
        told = stage.inbox(account)
        return len(told) >= 3 and all(
            way["state"] == "sent" for one in told for way in one["deliveries"] or [{"state": ""}]
        )

    stage.until(have_left)  # what the list says of them changes till then
    return "/notices", account


def changed_bases(stage: Stage) -> tuple[str, Account]:
    paper = stage.paper(3)
    above = f"/sections/{paper.sections[2]}"
    stage.done("PATCH", above, stage.coordinator, {"bases": list(paper.sections[:2])}, version=2)
    stage.launch(paper)
    for basis in paper.sections[:2]:
        stage.hand_in(f"/sections/{basis}")
        stage.send_back(f"/sections/{basis}")
        stage.hand_in(f"/sections/{basis}", FIRST.replace("год", "месяц"))
    return f"{above}/bases/changes", stage.editor


def materials(stage: Stage) -> tuple[Paper, str]:
    paper, content = stage.paper(), "Новые сведения".encode()
    ids = []
    for name in ("a", "b", "c"):
        path = f"{paper.path}/materials?filename={name}.txt"
        ids.append(stage.call("POST", path, stage.reviewer, content=content).json()["id"])
    stage.call("POST", f"/materials/{ids[0]}/versions?filename=a.txt", stage.reviewer, content=content)
    return paper, ids[0]


def three_checkpoints(stage: Stage) -> tuple[str, Account]:
    for _ in range(3):
        stage.world.person()
        stage.parts.checkpoints.make()
    return "/audit/checkpoints", stage.administrator


def three_refusals(stage: Stage) -> tuple[str, Account]:
    for name in ("Совет", "Комиссия", "Круг"):
        assert stage.call("POST", "/bodies", stage.world.person(), json={"name": name}).status_code == 403
    return "/audit/refusals", stage.administrator


def busy_plan(stage: Stage) -> str:
    """The path of a document whose plan has three contradictions and three sources."""
    paper = stage.paper()
    for number in range(1, 4):
        form = {"number": str(number), "title": f"Сбор {number}", "due": {"words": "01.02.2023"}}
        stage.world.made(f"{paper.path}/milestones", stage.coordinator, form)
        stage.world.made(f"{paper.path}/plan/sources", stage.coordinator, {"name": "Письмо", "statements": []})
    return paper.path


def milestone_in_force(stage: Stage) -> str:
    paper, made = owed(stage)
    return f"{paper.path}/milestones/{made}"


def voted_on(stage: Stage) -> str:
    path = f"{proposed(stage, stage.reviewer, stage.editor).path}/proposal"
    stage.done("POST", f"{path}/verdicts", stage.reviewer, {"verdict": "agree"})
    return path


def affected_deadlines(stage: Stage) -> tuple[str, Account]:
    for _ in range(2):
        put_off(stage, stage.launched(policy=far_policy("drafting")).section)
    return "/calendar/affected", stage.coordinator


def said_inside(stage: Stage) -> tuple[str, Account]:
    body = association(stage)
    paper = asked(stage, body)
    for number in range(3):
        body.say(paper.section, body.head, f"Замечание {number}")
    return f"{body.inside(paper.section)}/contributions", body.head


LISTS: dict[str, Place] = {
    "audit.list_checkpoints": three_checkpoints,
    "audit.list_refusals": three_refusals,
    "problems.list": lambda stage: ("/problems", stage.member),
    "templates.list": lambda stage: ("/templates", stage.member),
    "people.list": lambda stage: ("/people", stage.member),
    "references.list": lambda stage: ("/references/regions", stage.member),
    "organisations.list": three_organisations,
    "bodies.list": three_bodies,
    "bodies.list_members": lambda stage: (body_with_members(stage), stage.member),
    "absences.list": three_absences,
    "invitations.list": three_invitations,
    "tokens.list": three_tokens,
    "calendar.list_affected": affected_deadlines,
    "documents.list": my_documents,
    "documents.timeline": lambda stage: (f"{stage.published[0].path}/timeline", stage.editor),
    "ledger.list": lambda stage: (f"{stage.in_phase('review').path}/ledger", stage.editor),
    "milestones.list": lambda stage: (f"{busy_plan(stage)}/milestones", stage.editor),
    "milestones.timeline": lambda stage: (f"{milestone_in_force(stage)}/timeline", stage.coordinator),
    "proposals.timeline": lambda stage: (f"{voted_on(stage)}/timeline", stage.coordinator),
    "plans.list_sources": lambda stage: (f"{busy_plan(stage)}/plan/sources", stage.editor),
    "plans.list_contradictions": lambda stage: (f"{busy_plan(stage)}/plan/contradictions", stage.editor),
    "sections.list": lambda stage: (f"{stage.paper(3).path}/sections", stage.editor),
    "bases.list_changes": changed_bases,
    "sections.timeline": lambda stage: (f"{busy_section(stage).section}/timeline", stage.editor),
    "revisions.list": lambda stage: (f"{busy_section(stage).section}/revisions", stage.editor),
    "drafts.list": lambda stage: (f"{busy_section(stage).section}/drafts", stage.editor),
    "comments.list": lambda stage: (f"{busy_section(stage).section}/comments", stage.editor),
    "contributions.list": said_inside,
    "letters.list": letters_to_enter,
    "guests.list": lambda stage: (f"{advised(stage).section}/guests", stage.coordinator),
    "guests.list_opinions": lambda stage: (f"{advised(stage).section}/outside-opinions", stage.coordinator),
    "disagreements.list": lambda stage: (f"{twice_disputed(stage).section}/disagreements", stage.editor),
    "disagreements.list_of_document": lambda stage: (f"{twice_disputed(stage).path}/disagreements", stage.editor),
    "editions.list": lambda stage: (f"{stage.published_twice[0].path}/editions", stage.editor),
    "notices.list": my_notices,
    "materials.list": lambda stage: (f"{materials(stage)[0].path}/materials", stage.editor),
    "materials.list_versions": lambda stage: (f"/materials/{materials(stage)[1]}/versions", stage.editor),
    "search.find": lambda stage: (f"{materials(stage)[0].path}/search?query=сведения", stage.editor),
}


_made: dict[str, tuple[str, Account]] = {}


def list_of(stage: Stage, operation_id: str) -> tuple[str, Account]:
    """The path of a list with several items and somebody who may see it, made once."""
    if operation_id not in _made:
        _made[operation_id] = LISTS[operation_id](stage)
        stage.until(stage.quiet)
    return _made[operation_id]


def test_routes_with_a_cursor_are_all_walked_here(world: World) -> None:
    paged = {
        operation["operationId"]
        for _, _, operation in operations(world.app.openapi())
        if "cursor" in {parameter["name"] for parameter in operation.get("parameters", ())}
    }
    assert paged == set(LISTS)


@pytest.mark.parametrize("operation_id", LISTS)
def test_walk_meets_everything_once_in_order(stage: Stage, operation_id: str) -> None:
    path, by = list_of(stage, operation_id)
    whole = [one for page in stage.pages(path, by, 200) for one in page]
    assert len(whole) >= (1 if operation_id == "templates.list" else 2), "one template ships"
    pages = stage.pages(path, by, 1)
    assert {len(page) for page in pages} == {1}
    assert [settled(one) for page in pages for one in page] == [settled(one) for one in whole]


def settled(item: Form) -> Form:
    """An item without what changes by itself while one walks: whether its letter has left, how often it came again."""
    return {
        name: value for name, value in item.items() if name not in ("state", "sent_at", "letter", "times", "last_at")
    }


FORGED = ["", "%00", "a", "я", "a" * 301, cursor_of("x\x00y"), cursor_of("9" * 200), cursor_of("\U0010ffff")]


@pytest.mark.parametrize("operation_id", LISTS)
def test_cursor_that_was_not_given_out_is_refused_or_past_the_end(stage: Stage, operation_id: str) -> None:
    path, by = list_of(stage, operation_id)
    for cursor in FORGED:
        answer = stage.call("GET", f"{path}{'&' if '?' in path else '?'}cursor={quote(cursor, safe='%')}", by)
        if answer.status_code == 200:
            assert answer.json()["items"] == []
        else:
            assert problem(answer) == (422, "cursor_invalid"), cursor


@pytest.mark.parametrize("cursor", ["9" * 200, "-1", "1e3", "abc", "٣"])
def test_cursor_of_a_timeline_is_a_number_of_ours(stage: Stage, cursor: str) -> None:
    paper = stage.paper()
    for path in (paper.path, paper.section):
        answer = stage.call("GET", f"{path}/timeline?cursor={cursor_of(cursor)}", stage.coordinator)
        assert problem(answer) == (422, "cursor_invalid")


FORMS = ("markdown", "html", "docx", "odt")


@pytest.mark.parametrize("form", FORMS)
def test_text_is_sent_once(stage: Stage, form: str) -> None:
    paper, _ = stage.published
    head = stage.head(paper.section)
    for path in (f"{paper.section}/text?format={form}", f"/revisions/{head}/text?format={form}"):
        assert_sent_once(stage, path, stage.editor)


def test_files_are_sent_once(stage: Stage) -> None:
    paper, edition = stage.published
    assert_sent_once(stage, f"/revisions/{stage.head(paper.section)}/original", stage.editor)
    for file in stage.read(f"/editions/{edition}")["files"]:
        assert_sent_once(stage, f"/editions/{edition}/files/{file['name']}", None)


def assert_sent_once(stage: Stage, path: str, by: Account | None) -> None:
    first = stage.call("GET", path, by)
    tag = first.headers["etag"]
    assert (first.status_code, bool(first.content)) == (200, True)
    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = stage.call("GET", path, by, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag), known
    other = stage.call("GET", path, by, headers={"If-None-Match": '"x"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_tags_differ_between_forms_and_revisions(stage: Stage) -> None:
    paper = busy_section(stage)
    heads = [one["id"] for one in stage.items(f"{paper.section}/revisions")]
    paths = [f"/revisions/{head}/text?format={form}" for head in heads for form in FORMS]
    tags = {stage.call("GET", path, stage.editor).headers["etag"] for path in paths}
    assert len(tags) == len(paths) == 8


def test_tag_of_a_section_names_its_latest_text(stage: Stage) -> None:
    paper = stage.in_phase("review")
    path = f"{paper.section}/text"
    tag = stage.call("GET", path, stage.editor).headers["etag"]
    stage.send_back(paper.section)
    stage.hand_in(paper.section, f"{FIRST}\nЕщё.\n")
    changed = stage.call("GET", path, stage.editor, headers={"If-None-Match": tag})
    assert (changed.status_code, changed.headers["etag"] == tag) == (200, False)


def test_cached_answer_is_for_who_may_see_it_only(stage: Stage) -> None:
    paper, _ = stage.published
    tag = stage.call("GET", f"{paper.section}/text", stage.editor).headers["etag"]
    for known in (tag, "*"):
        refused = stage.call("GET", f"{paper.section}/text", stage.member, headers={"If-None-Match": known})
        assert problem(refused) == (404, "not_found")


@pytest.mark.parametrize("what", ["path", "section"])
def test_edit_names_the_version_it_was_made_from(stage: Stage, what: str) -> None:
    place = getattr(stage.paper(), what)
    tag = stage.call("GET", place, stage.coordinator).headers["etag"]
    form = {"title": "Иначе"}

    def edit(**headers: str) -> tuple[int, str]:
        answer = stage.call("PATCH", place, stage.coordinator, json=form, headers=headers)
        return answer.status_code, answer.json().get("code", "")

    assert edit() == (428, "version_required")
    for wrong in ("*", "1", "W/" + tag, '"0"', f'{tag}, "9"', '"99999999999"'):
        assert edit(**{"If-Match": wrong}) == (412, "version_outdated"), wrong
    assert edit(**{"If-Match": tag}) == (200, "")
    assert edit(**{"If-Match": tag}) == (412, "version_outdated")
    following = stage.call("GET", place, stage.coordinator).headers["etag"]
    assert version_of(following) == version_of(tag) + 1


def version_of(tag: str) -> int:
    return int(tag.strip('"').split("-")[0])


def test_eight_editors_of_one_version_lose_nothing(stage: Stage) -> None:
    paper = stage.paper()
    with ThreadPoolExecutor(8) as threads:
        answers = list(
            threads.map(
                lambda number: stage.call(
                    "PATCH", paper.path, stage.coordinator, version=1, json={"title": f"План {number}"}
                ),
                range(8),
            )
        )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
    assert stage.read(paper.path)["version"] == 2


def test_section_is_sent_once_and_again_when_anything_in_it_changes(stage: Stage) -> None:
    paper = stage.launched()
    path = paper.section
    tags = []
    for change in (
        lambda: stage.hand_in(path),
        lambda: stage.agree(path),
        lambda: stage.send_back(path) if stage.phase(path) == "review" else stage.sign(path),
    ):
        assert_sent_once(stage, path, stage.reviewer)
        tags.append(stage.call("GET", path, stage.reviewer).headers["etag"])
        change()
    changed = stage.call("GET", path, stage.reviewer, headers={"If-None-Match": ", ".join(tags)})
    assert changed.status_code == 200
    assert len({*tags, changed.headers["etag"]}) == 4


def test_section_that_somebody_may_not_see_is_not_confirmed_to_them(stage: Stage) -> None:
    path = stage.launched().section
    for known in (stage.call("GET", path, stage.coordinator).headers["etag"], "*"):
        refused = stage.call("GET", path, stage.member, headers={"If-None-Match": known})
        assert problem(refused) == (404, "not_found")

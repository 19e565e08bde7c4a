"""Nothing of a hidden document shows at a side door: lists, counts, search, notices, feed, export, headers, cursors."""

import base64
import re
from collections.abc import Callable

import pytest
from httpx2 import Response

from tests.api.stage import Paper, Stage
from tests.api.test_openapi import operations
from tests.api.world import Account

SECRET = "кхмъзъ"
"""A word that stands in everything of the hidden document and nowhere else."""
ABSENT = "00000000-0000-7000-8000-000000000000"
Hidden = tuple[Paper, dict[str, str]]


@pytest.fixture(scope="module")
def hidden(stage: Stage) -> Hidden:
    """A document with a text in review, a comment, a draft and a material, each with the secret word, and their ids."""
    title = {"title": f"Тайна {SECRET}"}
    parts: dict[str, list[Account]] = {"editors": [stage.editor], "reviewers": [stage.reviewer]}
    paper = stage.paper(**parts)
    stage.done("PATCH", paper.path, stage.coordinator, title, version=1)
    stage.done("PATCH", paper.section, stage.coordinator, title, version=2)
    stage.launch(paper)
    head = stage.hand_in(paper.section, f"Совет {SECRET} собирается.\n", by=stage.editor)
    late = stage.submit(paper.section, f"Ещё {SECRET}.\n", stage.editor, base=head).json()["draft_id"]
    comment = stage.world.made(
        f"{paper.section}/comments", stage.reviewer, {"revision_id": head, "text": SECRET, "quote": "Совет"}
    )
    folder = f"{paper.path}/materials?filename={SECRET}.txt"
    material = stage.call("POST", folder, stage.reviewer, content=SECRET.encode()).json()["id"]
    ids = {
        "document_id": paper.id, "section_id": paper.sections[0], "revision_id": head, "draft_id": late,
        "comment_id": comment, "material_id": material, "base_id": head,
    }  # fmt: skip
    return paper, ids


def filled(stage: Stage, ids: dict[str, str], by: Account) -> list[tuple[str, str]]:
    """Every address that can be read, with the hidden ids in every place that takes one."""
    own = {"person_id": by.id, **ids}
    given = {"q": SECRET, "limit": "200", **ids}
    found = []
    for method, path, operation in operations(stage.world.app.openapi()):
        if method != "GET":
            continue
        places, queries = {}, []
        for one in operation.get("parameters", ()):
            if one["in"] == "path":
                places[one["name"]] = one["schema"].get("enum", [own.get(one["name"], ABSENT)])[0]
            elif one["in"] == "query" and (one["required"] or one["name"] in ("q", "limit")):
                queries.append(f"{one['name']}={given.get(one['name'], '1')}")
        address = path.format_map(places)
        found.append((operation["operationId"], f"{address}?{'&'.join(queries)}" if queries else address))
    return found


def shown(answer: Response) -> str:
    """All that an answer says, in its body and in its headers."""
    return f"{answer.content.decode(errors='replace')} {dict(answer.headers)}"


@pytest.mark.parametrize("who", ["member", "stranger", "anonymous"])
def test_word_of_a_hidden_document_is_read_nowhere(
    stage: Stage, hidden: Hidden, who: str, count: Callable[..., None]
) -> None:
    _, ids = hidden
    person = None if who == "anonymous" else getattr(stage, who)
    leaks, doors = [], filled(stage, ids, person or stage.member)
    for operation, path in doors:
        answer = stage.call("GET", path, person)
        assert answer.status_code < 500, path
        if "q=" in path:  # one's own question may be repeated in the address of the next page
            assert answer.status_code in (401, 403, 404) or answer.json()["items"] == [], operation
        elif SECRET in shown(answer) or any(id_ in answer.text for id_ in ids.values()):
            leaks.append(operation)
    assert leaks == []
    count("side doors", len(doors))


def test_word_is_there_for_who_belongs_to_the_document(stage: Stage, hidden: Hidden) -> None:
    paper, _ = hidden
    places = ("", "/sections", "/materials")
    assert all(SECRET in shown(stage.call("GET", f"{paper.path}{place}", stage.editor)) for place in places)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_other_methods_say_nothing_of_a_hidden_thing(stage: Stage, hidden: Hidden, method: str) -> None:
    _, ids = hidden
    absent = dict.fromkeys(ids, ABSENT)
    for by in (stage.member, stage.editor):
        answers = [[stage.call(method, path, by) for _, path in filled(stage, given, by)] for given in (ids, absent)]
        seen = [[(one.status_code, one.content, dict(one.headers)) for one in some] for some in answers]
        assert seen[0] == seen[1]


def test_tag_of_a_hidden_thing_confirms_nothing(stage: Stage, hidden: Hidden) -> None:
    paper, ids = hidden
    for path in (paper.path, paper.section, f"/revisions/{ids['revision_id']}/text"):
        tag = stage.call("GET", path, stage.editor).headers["etag"]
        for known in (tag, "*", f"W/{tag}"):
            answer = stage.call("GET", path, stage.member, headers={"If-None-Match": known})
            assert (answer.status_code, "etag" in answer.headers) == (404, False)
    edited = [
        stage.call("PATCH", path, stage.member, json={"title": "Моё"}, version=version)
        for path in (paper.path, f"/documents/{ABSENT}")
        for version in (1, 2)
    ]
    assert {(one.status_code, one.content) for one in edited} == {(404, edited[0].content)}


def test_cursor_of_another_list_or_person_shows_only_ones_own(stage: Stage, hidden: Hidden) -> None:
    _, ids = hidden
    mine = {one["id"] for one in stage.items("/notices", stage.member)}
    for id_ in (*ids.values(), stage.inbox(stage.editor)[0]["id"], "0"):
        cursor = base64.urlsafe_b64encode(id_.encode()).decode().rstrip("=")
        for path in ("/notices", "/documents", "/tokens"):
            answer = stage.call("GET", f"{path}?cursor={cursor}", stage.member)
            assert SECRET not in shown(answer)
            if path == "/notices" and answer.status_code == 200:
                assert {one["id"] for one in answer.json()["items"]} <= mine


def test_link_to_the_next_page_carries_nothing_of_the_host_and_only_what_was_asked(stage: Stage) -> None:
    headers = {"X-Forwarded-Host": "evil.example.org"}
    link = stage.call("GET", "/people?limit=1", stage.member, headers=headers).headers["link"]
    assert re.fullmatch(r'</api/v1/people\?limit=1&cursor=[\w-]+>; rel="next"', link)


def test_name_of_a_download_is_for_who_may_have_it(stage: Stage, hidden: Hidden) -> None:
    _, ids = hidden
    path = f"/materials/{ids['material_id']}/file"
    answer = stage.call("GET", path, stage.member)
    assert (answer.status_code, "content-disposition" in answer.headers) == (404, False)


def test_key_of_somebody_else_finds_nothing_of_their_act(stage: Stage, hidden: Hidden) -> None:
    paper, ids = hidden
    form = {"revision_id": ids["revision_id"], "text": f"Снова {SECRET}", "quote": "Совет"}
    path, key = f"{paper.section}/comments", "a-key-that-two-people-chose"
    assert stage.call("POST", path, stage.reviewer, json=form, key=key).status_code == 201
    foreign = stage.call("POST", path, stage.member, json=form, key=key)
    absent = stage.call("POST", f"/sections/{ABSENT}/comments", stage.member, json=form, key=key)
    assert (foreign.status_code, foreign.content) == (absent.status_code, absent.content) == (404, foreign.content)

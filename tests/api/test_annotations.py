"""Comments as W3C annotations out and in, attached anew by hand, and proposals put together."""

import json
from typing import Any

import pytest

from tests.api.annotated import annotations
from tests.api.stage import Form, Paper, Stage

FIRST = "Первый абзац о сроках.\n\nСовет собирается раз в год.\n\nТретий абзац о деньгах.\n"


def in_review(stage: Stage, text: str = FIRST) -> Paper:
    paper = stage.launched()
    stage.hand_in(paper.section, text)
    return paper


def revise(stage: Stage, paper: Paper, text: str) -> str:
    stage.send_back(paper.section)
    head = stage.hand_in(paper.section, text)
    stage.until(stage.quiet)
    return head


def comment(stage: Stage, paper: Paper, quote: str, **more: str) -> str:
    form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": quote, **more}
    return stage.world.made(f"{paper.section}/comments", stage.reviewer, form)


def exported(stage: Stage, revision: str) -> list[Form]:
    answer = stage.call("GET", f"/revisions/{revision}/annotations", stage.editor)
    assert answer.headers["content-type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    found = json.loads(answer.content)
    assert (found["@context"], found["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    assert (found["first"]["type"], found["total"]) == ("AnnotationPage", len(found["first"]["items"]))
    items: list[Form] = found["first"]["items"]
    return items


def test_comments_leave_as_annotations_on_exact_words(stage: Stage) -> None:
    paper = in_review(stage)
    head = stage.head(paper.section)
    made = comment(stage, paper, "раз в год", kind="proposal", replacement="дважды в год")
    reply = stage.world.made(f"/comments/{made}/replies", stage.editor, {"text": "Решим"})
    first, second = exported(stage, head)
    name = stage.read(f"/people/{stage.reviewer.id}")["name"]
    assert (first["id"], first["motivation"]) == (f"urn:uuid:{made}", "editing")
    assert first["creator"] == {"id": f"urn:uuid:{stage.reviewer.id}", "type": "Person", "name": name}
    assert [(body["purpose"], body["value"]) for body in first["body"]] == [
        ("commenting", "Почему?"), ("editing", "дважды в год"),
    ]  # fmt: skip
    quote, fragment = first["target"]["selector"]
    assert first["target"]["source"] == f"urn:uuid:{head}"
    assert (quote["exact"], quote["prefix"], quote["suffix"]) == ("раз в год", "Совет собирается ", ".")
    assert (fragment["type"], fragment["value"]) == ("FragmentSelector", "b-1")
    assert fragment["refinedBy"] == {"type": "TextPositionSelector", "start": 17, "end": 26}
    assert (second["id"], second["motivation"], second["target"]) == (
        f"urn:uuid:{reply}", "replying", f"urn:uuid:{made}",
    )  # fmt: skip


def test_annotation_of_a_later_revision_stands_where_its_words_are_or_names_the_revision_that_has_them(
    stage: Stage,
) -> None:
    paper = in_review(stage)
    old = stage.head(paper.section)
    comment(stage, paper, "раз в год")
    comment(stage, paper, "о деньгах")
    head = revise(stage, paper, "Новый абзац в начале.\n\nПервый абзац о сроках.\n\nСовет собирается раз в год.\n")
    kept, lost = exported(stage, head)
    assert kept["target"]["source"] == f"urn:uuid:{head}"
    assert kept["target"]["selector"][1]["value"] == "b-2"
    assert (lost["target"]["source"], lost["target"]["selector"][0]["exact"]) == (f"urn:uuid:{old}", "о деньгах")


def sent(stage: Stage, head: str, page: dict[str, Any], **more: Any) -> list[Form]:
    answer = stage.done("POST", f"/revisions/{head}/annotations", stage.reviewer, page, **more)
    items: list[Form] = answer["items"]
    return items


def test_annotations_become_comments_once_and_what_has_no_place_is_told(stage: Stage) -> None:
    paper = in_review(stage)
    head = stage.head(paper.section)
    page = annotations(head, "раз в год")
    page["items"] += annotations(head, "таких слов нет")["items"] + annotations(head, "абзац")["items"]
    page["items"] += annotations(stage.reviewer.id, "раз в год")["items"]
    first, again = sent(stage, head, page), sent(stage, head, page)
    assert [(one["outcome"], one["reason"]) for one in first] == [
        ("added", None), ("not_placed", "quote_not_found"), ("not_placed", "quote_ambiguous"),
        ("not_placed", "other_target"),
    ]  # fmt: skip
    assert [one["outcome"] for one in again] == ["known", "not_placed", "not_placed", "not_placed"]
    (made,) = stage.items(f"{paper.section}/comments")
    assert (made["id"], made["person_id"], made["quote"]) == (first[0]["comment_id"], stage.reviewer.id, "раз в год")
    assert again[0]["comment_id"] == made["id"]


def test_what_left_comes_back_as_it_was(stage: Stage) -> None:
    paper = in_review(stage)
    head = stage.head(paper.section)
    comment(stage, paper, "раз в год", kind="proposal", replacement="дважды в год")
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": exported(stage, head)}
    assert [one["outcome"] for one in sent(stage, head, page)] == ["known"]


def test_threads_come_back_with_their_replies_and_only_once(stage: Stage) -> None:
    paper = in_review(stage)
    head = stage.head(paper.section)
    made = comment(stage, paper, "раз в год")
    own = stage.world.made(f"/comments/{made}/replies", stage.reviewer, {"text": "Уточню: речь о пленуме"})
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": exported(stage, head)}
    told = [(one["outcome"], one["comment_id"]) for one in sent(stage, head, page)]
    assert told == [("known", made), ("known", own)]
    assert exported(stage, head) == page["items"]

    def said(name: str, motivation: str, target: Any) -> Form:
        body = [{"type": "TextualBody", "value": f"Слова {name}", "purpose": motivation}]
        return {"id": name, "type": "Annotation", "motivation": motivation, "body": body, "target": target}

    words = annotations(head, "о деньгах")["items"][0]["target"]
    page["items"] = [
        said("https://other.example/2", "replying", "https://other.example/1"),
        said("https://other.example/3", "replying", {"source": "https://other.example/2"}),
        said("https://other.example/1", "commenting", words),
        said("https://other.example/4", "replying", "https://other.example/nowhere"),
        said("https://other.example/5", "commenting", f"urn:uuid:{head}"),
    ]
    first, again = sent(stage, head, page), sent(stage, head, page)
    assert [one["outcome"] for one in first] == ["added", "added", "added", "not_placed", "not_placed"]
    assert [one["outcome"] for one in again] == ["known", "known", "known", "not_placed", "not_placed"]
    thread = {one["text"]: one["parent_id"] for one in stage.items(f"{paper.section}/comments")}
    root = first[2]["comment_id"]
    assert [thread[f"Слова https://other.example/{number}"] for number in (1, 2, 3)] == [None, root, root]


@pytest.mark.parametrize("wrong", [{"type": "Tag"}, {"body": []}, {"target": 5}, {"motivation": "tagging"}])
def test_annotation_of_another_shape_is_refused(stage: Stage, wrong: dict[str, Any]) -> None:
    head = stage.head(in_review(stage).section)
    page = annotations(head, "раз в год")
    page["items"][0] |= wrong
    assert stage.call("POST", f"/revisions/{head}/annotations", stage.reviewer, json=page).status_code == 422


def test_lost_comment_is_listed_apart_and_attached_by_hand_with_its_thread(stage: Stage) -> None:
    paper = in_review(stage)
    made = comment(stage, paper, "раз в год")
    stage.world.made(f"/comments/{made}/replies", stage.editor, {"text": "Решим"})
    comment(stage, paper, "о сроках")
    head = revise(stage, paper, "Первый абзац о сроках.\n\nО заседаниях сказано в другом разделе.\n")
    (lost,) = stage.read(f"{paper.section}/comments?placement=lost")["items"]
    assert lost["id"] == made
    form = {"revision_id": head, "quote": "О заседаниях"}
    stage.done("POST", f"/comments/{made}/placement", stage.reviewer, form)
    attached = stage.read(f"/comments/{made}")
    assert (attached["quote"], attached["attached_to"]) == ("раз в год", "О заседаниях")
    assert (attached["placement"]["state"], attached["placement"]["block"]) == ("exact", 1)
    assert stage.read(f"{paper.section}/comments?placement=lost")["items"] == []
    revise(
        stage, paper, "Новый первый абзац текста.\n\nПервый абзац о сроках.\n\nО заседаниях сказано в другом разделе.\n"
    )
    place = stage.read(f"/comments/{made}")["placement"]
    assert (place["state"], place["block"], place["start"]) == ("exact", 2, 0)
    replies = [one for one in stage.items(f"{paper.section}/comments") if one["parent_id"] == made]
    assert [one["text"] for one in replies] == ["Решим"]


def test_comment_is_attached_to_the_latest_revision_only(stage: Stage) -> None:
    paper = in_review(stage)
    old, made = stage.head(paper.section), comment(stage, paper, "раз в год")
    revise(stage, paper, FIRST.replace("раз в год", "часто"))
    answer = stage.call(
        "POST", f"/comments/{made}/placement", stage.reviewer, json={"revision_id": old, "quote": "о сроках"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "outdated_revision")


def test_open_proposals_are_put_together_and_carried_to_the_next_revision(stage: Stage) -> None:
    paper = in_review(stage)
    twice, often, money, term = (
        comment(stage, paper, quote, kind="proposal", replacement=words)
        for quote, words in (
            ("раз в год", "дважды в год"), ("раз в год", "часто"), ("о деньгах", "о средствах"),
            ("о сроках", "о датах"),
        )
    )  # fmt: skip
    merged = stage.read(f"/revisions/{stage.head(paper.section)}/proposals")
    assert (merged["applied"], merged["overtaken"]) == ([money, term], [])
    assert merged["text"].split("\n\n") == [
        "Первый абзац о датах.", "Совет собирается раз в год.", "Третий абзац о средствах.\n",
    ]  # fmt: skip
    (collision,) = merged["collisions"]
    assert collision["pairs"] == [[twice, often]]
    assert [option["text"] for option in collision["options"]] == [
        "Совет собирается дважды в год.", "Совет собирается часто.",
    ]  # fmt: skip
    chosen = stage.read(f"/revisions/{stage.head(paper.section)}/proposals?take={twice}&take={money}")
    assert (chosen["applied"], chosen["collisions"]) == ([twice, money], [])
    head = revise(stage, paper, "Первый абзац о датах.\n\nСовет собирается раз в год.\n\nТретий абзац о расходах.\n")
    later = stage.read(f"/revisions/{head}/proposals?take={twice}&take={money}&take={term}")
    assert (later["applied"], later["overtaken"], later["taken"]) == ([twice], [money], [term])

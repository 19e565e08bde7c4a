"""Word both ways over HTTP: a file goes out with a code, comes back, is shown, applied once, taken by the editor."""

from typing import Any

import pytest

from tests.api.stage import POLICY, Form, Paper, Stage, problem
from tests.api.word_hands import edited, remarked, without_code
from tests.api.world import Account

TEXT = "Первый абзац о сроках.\n\nСовет собирается раз в год.\n\nТретий абзац о деньгах.\n"


def in_review(stage: Stage) -> Paper:
    paper = stage.launched()
    stage.hand_in(paper.section, TEXT)
    return paper


def downloaded(stage: Stage, paper: Paper, by: Account | None = None) -> bytes:
    head = stage.head(paper.section)
    return stage.call("GET", f"/revisions/{head}/text?format=docx", by or stage.reviewer).content


def sent(stage: Stage, paper: Paper, content: bytes, by: Account | None = None, **query: str) -> Any:
    asked = "".join(f"&{name}={value}" for name, value in query.items())
    path = f"{paper.section}/readings?filename=back.docx{asked}"
    return stage.call("POST", path, by or stage.reviewer, content=content)


def read(stage: Stage, paper: Paper, content: bytes, **query: str) -> Form:
    answer = sent(stage, paper, content, **query)
    assert answer.status_code == 201, answer.text
    found: Form = answer.json()
    return found


def applied(stage: Stage, reading: Form, **form: Any) -> Form:
    return stage.done("POST", f"/readings/{reading['id']}/apply", stage.reviewer, form)


def worked_on(stage: Stage, paper: Paper) -> bytes:
    """What a reviewer brings back: a tracked edit, one typed over, and a comment in the margin."""
    content = edited(downloaded(stage, paper), "раз в год", "раз в квартал")
    content = edited(content, "о деньгах", "о средствах", tracked=False)
    return remarked(content, "о сроках", "О каких именно?")


def test_a_file_is_shown_before_it_is_applied(stage: Stage) -> None:
    paper = in_review(stage)
    reading = read(stage, paper, worked_on(stage, paper))
    assert (reading["revision_id"], reading["known_by"]) == (stage.head(paper.section), "code")
    shown = [(c["kind"], c["before"], c["after"], c["author"], c["tracked"]) for c in reading["changes"]]
    assert shown == [
        ("replaced", "год", "квартал", "Рецензент Два", True),
        ("replaced", "деньгах", "средствах", "", False),
    ]
    (remark,) = reading["comments"]
    assert (remark["text"], remark["words"], remark["author"]) == ("О каких именно?", "о сроках", "Рецензент Два")
    assert remark["place"] == {"block": 0, "start": 13, "end": 21}
    assert remark["date"] == "2026-03-02T11:30:00Z"
    assert (reading["unclear"], reading["lost"], reading["applied_at"]) == ([], [], None)
    assert stage.items(f"{paper.section}/comments") == []


def test_what_is_applied_stands_under_the_sender_and_only_once(stage: Stage) -> None:
    paper = in_review(stage)
    content = worked_on(stage, paper)
    reading = read(stage, paper, content)
    assert (len(applied(stage, reading)["added"]), applied(stage, reading)["known"]) == (3, 3)
    listed = stage.items(f"{paper.section}/comments")
    assert {one["person_id"] for one in listed} == {stage.reviewer.id}
    assert {(one["kind"], one["quote"], one["replacement"]) for one in listed} == {
        ("proposal", "год", "квартал"),
        ("proposal", "деньгах", "средствах"),
        ("remark", "о сроках", None),
    }
    assert {one["placement"]["state"] for one in listed} == {"exact"}
    again = read(stage, paper, content)
    assert again["id"] != reading["id"]
    assert all(one["known"] for one in [*again["changes"], *again["comments"]])
    assert applied(stage, again) == {"added": [], "known": 3}
    assert len(stage.items(f"{paper.section}/comments")) == 3


def test_a_part_of_a_file_is_applied(stage: Stage) -> None:
    paper = in_review(stage)
    reading = read(stage, paper, worked_on(stage, paper))
    assert len(applied(stage, reading, changes=[0], comments=[])["added"]) == 1
    known = stage.read(f"/readings/{reading['id']}", stage.reviewer)
    assert [one["known"] for one in [*known["changes"], *known["comments"]]] == [True, False, False]
    answer = stage.call("POST", f"/readings/{reading['id']}/apply", stage.reviewer, json={"changes": [9]})
    assert problem(answer) == (422, "reading_number_unknown")


def test_without_a_code_the_likeliest_revision_is_proposed_and_must_be_confirmed(stage: Stage) -> None:
    paper = in_review(stage)
    content = without_code(worked_on(stage, paper))
    reading = read(stage, paper, content)
    assert (reading["known_by"], reading["revision_id"]) == ("likeness", stage.head(paper.section))
    assert 0 < reading["likeness"] < 1
    unconfirmed = stage.call("POST", f"/readings/{reading['id']}/apply", stage.reviewer, json={})
    assert problem(unconfirmed) == (409, "revision_unconfirmed")
    assert len(applied(stage, reading, revision_id=reading["revision_id"])["added"]) == 3
    assert read(stage, paper, content, revision_id=reading["revision_id"])["known_by"] == "named"


def test_our_own_comment_in_a_file_is_known_and_a_reply_to_it_is_a_reply(stage: Stage) -> None:
    paper = in_review(stage)
    form = {"revision_id": stage.head(paper.section), "text": "Проверьте срок", "quote": "о сроках"}
    ours = stage.read(f"/comments/{stage.world.made(f'{paper.section}/comments', stage.editor, form)}")
    who = f'w:author="Кто-то" w:date="{ours["at"][:19]}Z"'
    content = remarked(downloaded(stage, paper), "о сроках", "Проверьте срок", who)
    reading = read(stage, paper, content)
    assert [one["ours"] for one in reading["comments"]] == [True]
    assert applied(stage, reading) == {"added": [], "known": 0}


def drafting_with_proposals(stage: Stage) -> tuple[Paper, list[Form]]:
    paper = in_review(stage)
    applied(stage, read(stage, paper, worked_on(stage, paper)))
    stage.send_back(paper.section)
    return paper, [one for one in stage.items(f"{paper.section}/comments") if one["kind"] == "proposal"]


def test_the_editor_takes_proposals_one_by_one_into_a_draft_of_both(stage: Stage) -> None:
    paper, (one, two) = drafting_with_proposals(stage)
    first = stage.done("POST", f"/comments/{one['id']}/take", stage.editor)
    second = stage.done("POST", f"/comments/{two['id']}/take", stage.editor)
    assert (first["draft_id"], first["already"]) == (second["draft_id"], False)
    draft = f"/drafts/{second['draft_id']}"
    expected = TEXT.replace("раз в год", "раз в квартал").replace("о деньгах", "о средствах")
    assert stage.call("GET", f"{draft}/text", stage.editor).text == expected
    assert {stage.read(f"/comments/{c['id']}")["state"] for c in (one, two)} == {"accepted"}
    accepted = stage.done("POST", f"{draft}/hand-in", stage.editor)
    assert (accepted["outcome"], accepted["number"]) == ("accepted", 2)
    submitted = [e for e in stage.items(f"{paper.section}/timeline") if e["type"] == "revision_submitted"][-1]
    assert submitted["event"]["head"]["authors"] == [stage.editor.id, stage.reviewer.id]


def test_a_proposal_is_declined_and_once_its_author_is_content_closed(stage: Stage) -> None:
    _paper, (one, _) = drafting_with_proposals(stage)
    stage.done("POST", f"/comments/{one['id']}/decline", stage.editor, {"reason": "Так реже не бывает"})
    assert stage.read(f"/comments/{one['id']}")["state"] == "declined"
    stage.done("POST", f"/comments/{one['id']}/resolve", stage.reviewer)
    assert problem(stage.call("POST", f"/comments/{one['id']}/take", stage.editor)) == (409, "comment_resolved")


def draft_text(stage: Stage, taken: Form, by: Account) -> str:
    return str(stage.call("GET", f"/drafts/{taken['draft_id']}/text", by).text)


@pytest.mark.parametrize(
    ("answer", "words"), [("declined", "раз в год"), ("noted", "раз в год"), ("accepted", "раз в квартал")]
)
def test_a_proposal_that_is_no_longer_accepted_leaves_the_draft(stage: Stage, answer: str, words: str) -> None:
    paper, (one, two) = drafting_with_proposals(stage)
    for proposal in (one, two):
        taken = stage.done("POST", f"/comments/{proposal['id']}/take", stage.editor)
    stage.done("POST", f"/comments/{one['id']}/answer", stage.editor, {"answer": answer, "text": "Передумали"})
    expected = TEXT.replace("раз в год", words).replace("о деньгах", "о средствах")
    assert draft_text(stage, taken, stage.editor) == expected
    stage.done("POST", f"/comments/{two['id']}/decline", stage.editor, {"reason": "И это тоже"})
    assert draft_text(stage, taken, stage.editor) == TEXT.replace("раз в год", words)
    stage.done("POST", f"/drafts/{taken['draft_id']}/hand-in", stage.editor)
    submitted = [e for e in stage.items(f"{paper.section}/timeline") if e["type"] == "revision_submitted"][-1]
    proposers = [stage.reviewer.id] if answer == "accepted" else []
    assert submitted["event"]["head"]["authors"] == [stage.editor.id, *proposers]


def test_a_proposal_leaves_a_merge_that_its_draft_became(stage: Stage) -> None:
    paper, (one, two) = drafting_with_proposals(stage)
    for proposal in (one, two):
        taken = stage.done("POST", f"/comments/{proposal['id']}/take", stage.editor)
    other = TEXT.replace("о сроках", "о датах")
    stage.hand_in(paper.section, other)
    stage.send_back(paper.section)
    merged = stage.done("POST", f"/drafts/{taken['draft_id']}/hand-in", stage.editor)
    assert merged["outcome"] == "merge_proposed"
    stage.done("POST", f"/comments/{one['id']}/decline", stage.editor, {"reason": "Передумали"})
    assert draft_text(stage, merged, stage.editor) == other.replace("о деньгах", "о средствах")


def test_a_proposal_that_two_editors_take_stands_in_the_last_ones_draft(stage: Stage) -> None:
    _paper, (one, _) = drafting_with_proposals(stage)
    first = stage.done("POST", f"/comments/{one['id']}/take", stage.editor)
    second = stage.done("POST", f"/comments/{one['id']}/take", stage.second)
    assert draft_text(stage, first, stage.editor) == TEXT
    assert draft_text(stage, second, stage.second) == TEXT.replace("год", "квартал")


def test_a_proposal_on_an_earlier_revision_is_rebased_or_said_to_be_overtaken(stage: Stage) -> None:
    paper, (one, two) = drafting_with_proposals(stage)
    stage.hand_in(paper.section, TEXT.replace("раз в год", "дважды в неделю").replace("Третий", "Последний"))
    stage.send_back(paper.section)
    overtaken = stage.call("POST", f"/comments/{one['id']}/take", stage.editor)
    assert problem(overtaken) == (409, "proposal_overtaken")
    assert overtaken.json()["conflicts"][0]["theirs"] == "Совет собирается раз в квартал."
    taken = stage.done("POST", f"/comments/{two['id']}/take", stage.editor)
    text = stage.call("GET", f"/drafts/{taken['draft_id']}/text", stage.editor).text
    assert text == "Первый абзац о сроках.\n\nСовет собирается дважды в неделю.\n\nПоследний абзац о средствах.\n"


def test_a_proposal_typed_here_is_taken_too(stage: Stage) -> None:
    paper = in_review(stage)
    form = {"revision_id": stage.head(paper.section), "kind": "proposal", "text": "Точнее", "quote": "раз в год"}
    made = stage.world.made(f"{paper.section}/comments", stage.reviewer, {**form, "replacement": "раз в квартал"})
    taken = stage.done("POST", f"/comments/{made}/take", stage.editor)
    text = stage.call("GET", f"/drafts/{taken['draft_id']}/text", stage.editor).text
    assert text == TEXT.replace("год", "квартал")


@pytest.mark.parametrize(("changes", "words"), [("accept", "раз в квартал"), ("reject", "раз в год")])
def test_an_editor_is_asked_about_tracked_changes(stage: Stage, changes: str, words: str) -> None:
    paper = in_review(stage)
    content = remarked(edited(downloaded(stage, paper), "раз в год", "раз в квартал"), "о сроках", "О каких?")
    stage.send_back(paper.section)
    path = f"{paper.section}/revisions?filename=new.docx"
    asked = stage.call("POST", path, stage.editor, content=content)
    assert problem(asked) == (409, "changes_unresolved")
    told = asked.json()
    assert [(one["kind"], one["words"]) for one in told["changes"]] == [
        ("deleted", "раз в год"), ("inserted", "раз в квартал"),
    ]  # fmt: skip
    assert [(one["words"], one["text"]) for one in told["comments"]] == [("о сроках", "О каких?")]
    answer = stage.call("POST", f"{path}&changes={changes}", stage.editor, content=content)
    assert answer.status_code == 201, answer.text
    assert {"code": f"changes_{changes}ed"}.items() <= answer.json()["warnings"][0].items()
    revision = answer.json()["revision_id"]
    assert stage.read(f"/revisions/{revision}")["base_id"] is not None
    assert words in stage.call("GET", f"/revisions/{revision}/text", stage.editor).text


def test_a_text_of_no_known_base_is_kept_with_the_likeliest_named(stage: Stage) -> None:
    paper = in_review(stage)
    head = stage.head(paper.section)
    stage.send_back(paper.section)
    answer = stage.submit(paper.section, TEXT.replace("год", "месяц"), base=None)
    assert problem(answer) == (409, "base_unknown")
    assert answer.json()["likeliest_id"] == head


def test_a_file_of_another_section_is_not_taken_for_this_one(stage: Stage) -> None:
    content = downloaded(stage, in_review(stage))
    assert problem(sent(stage, in_review(stage), content)) == (409, "file_of_another_section")


def test_nobody_else_sees_or_applies_a_reading(stage: Stage) -> None:
    paper = stage.launched(policy=POLICY)
    stage.hand_in(paper.section, TEXT)
    reading = read(stage, paper, worked_on(stage, paper))
    path = f"/readings/{reading['id']}"
    assert problem(stage.call("GET", path, stage.editor)) == (404, "not_found")
    assert stage.call("GET", path, stage.coordinator).status_code == 200
    assert problem(stage.call("POST", f"{path}/apply", stage.coordinator, json={})) == (403, "not_allowed")

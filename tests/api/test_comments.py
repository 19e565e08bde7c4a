"""Comments over HTTP: anchored to words, replied to, and found again in later revisions."""

import pytest

from tests.api.stage import Form, Paper, Stage, problem

FIRST = "Первый абзац о сроках.\n\nСовет собирается раз в год.\n\nТретий абзац о деньгах.\n"


def commented(stage: Stage, quote: str = "раз в год", **more: str) -> tuple[Paper, Form]:
    """A section in review and a reviewer's comment on its words."""
    paper = stage.launched()
    stage.hand_in(paper.section, FIRST)
    form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": quote, **more}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    return paper, stage.read(f"/comments/{comment}")


def revise(stage: Stage, paper: Paper, text: str) -> None:
    stage.send_back(paper.section)
    stage.hand_in(paper.section, text)
    stage.until(stage.quiet)


def test_comment_stands_on_its_words(stage: Stage) -> None:
    paper, comment = commented(stage)
    place = comment["placement"]
    assert (place["state"], place["score"], place["revision_id"]) == ("exact", 1.0, stage.head(paper.section))
    assert (place["block"], place["start"], place["end"]) == (1, 17, 26)
    assert (comment["quote"], comment["person_id"], comment["state"]) == ("раз в год", stage.reviewer.id, "open")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (FIRST.replace("о сроках", "о сроках и людях"), "exact"),
        ("Третий абзац о деньгах.\n\nПервый абзац о сроках.\n\nСовет собирается раз в год.\n", "moved"),
        (FIRST.replace("раз в год", "дважды в год"), "changed"),
        ("Первый абзац о сроках.\n\nТретий абзац о деньгах.\n", "lost"),
    ],
)
def test_comment_is_placed_in_a_later_revision_and_never_dropped(stage: Stage, text: str, state: str) -> None:
    paper, comment = commented(stage)
    revise(stage, paper, text)
    (listed,) = stage.items(f"{paper.section}/comments")
    place = listed["placement"]
    assert (listed["id"], place["revision_id"]) == (comment["id"], stage.head(paper.section))
    found = place["state"]
    assert found == state or (state == "moved" and found == "exact"), place
    if state == "lost":
        assert (place["block"], listed["quote"]) == (None, "раз в год")
    else:
        blocks = text.strip().split("\n\n")
        words = blocks[place["block"]][place["start"] : place["end"]]
        assert words == ("дважды в год" if state == "changed" else "раз в год")


def test_lost_comment_is_found_again_when_its_words_come_back(stage: Stage) -> None:
    paper, _comment = commented(stage)
    revise(stage, paper, "Первый абзац о сроках.\n\nТретий абзац о деньгах.\n")
    revise(stage, paper, FIRST)
    (listed,) = stage.items(f"{paper.section}/comments")
    assert listed["placement"]["state"] == "exact"


def test_comment_on_an_earlier_revision_is_placed_in_the_latest_at_once(stage: Stage) -> None:
    paper, first = commented(stage)
    revise(stage, paper, FIRST.replace("о сроках", "о людях"))
    form = {"revision_id": first["revision_id"], "text": "И ещё", "quote": "о деньгах"}
    made = stage.world.made(f"{paper.section}/comments", stage.second, form)
    place = stage.read(f"/comments/{made}")["placement"]
    assert (place["revision_id"], place["state"]) == (stage.head(paper.section), "exact")


def test_words_around_choose_between_equal_words(stage: Stage) -> None:
    _paper, comment = commented(stage, "абзац", prefix="Третий ", suffix=" о деньгах")
    assert comment["placement"]["block"] == 2


def test_replies_make_a_thread_under_the_first_comment(stage: Stage) -> None:
    paper, comment = commented(stage)
    reply = stage.world.made(f"/comments/{comment['id']}/replies", stage.editor, {"text": "Так решено"})
    second = stage.world.made(f"/comments/{reply}/replies", stage.reviewer, {"text": "Ясно"})
    listed = {one["id"]: one for one in stage.items(f"{paper.section}/comments")}
    assert [listed[one]["parent_id"] for one in (comment["id"], reply, second)] == [None, *[comment["id"]] * 2]
    assert (listed[reply]["text"], listed[reply]["kind"], listed[reply]["placement"]) == ("Так решено", "reply", None)


def test_reply_gives_no_right_to_close_the_thread(stage: Stage) -> None:
    _paper, comment = commented(stage)
    reply = stage.world.made(f"/comments/{comment['id']}/replies", stage.approver, {"text": "Согласен"})
    for place in (comment["id"], reply):
        refused = stage.call("POST", f"/comments/{place}/withdraw", stage.approver)
        assert problem(refused) == (403, "not_allowed")
    assert stage.read(f"/comments/{comment['id']}")["state"] == "open"


def test_comment_moves_nothing(stage: Stage) -> None:
    paper, _comment = commented(stage)
    assert stage.phase(paper.section) == "review"
    assert stage.read(f"{paper.section}/ballot")["votes"] == []
    added = [e for e in stage.items(f"{paper.section}/timeline") if e["type"] == "comment_added"]
    assert [(e["actor_id"], "Почему?" in str(e)) for e in added] == [(stage.reviewer.id, False)]


def test_draft_takes_no_comments(stage: Stage) -> None:
    paper, _comment = commented(stage)
    late = stage.submit(paper.section, f"{FIRST}\nЕщё.\n", base=stage.head(paper.section)).json()["draft_id"]
    form = {"revision_id": late, "text": "Почему?", "quote": "Ещё"}
    for by in (stage.editor, stage.reviewer, stage.coordinator):
        refused = stage.call("POST", f"{paper.section}/comments", by, json=form)
        assert problem(refused) == (404, "not_found")


def test_words_with_signs_that_turn_them_round_are_commented_as_they_stand(stage: Stage) -> None:
    paper = stage.launched()
    answer = stage.submit(paper.section, "Сумма 1\u202e000\u202c руб. и точка.\n")
    assert "bidi_controls" in [warning["code"] for warning in answer.json()["warnings"]]
    form = {"revision_id": stage.head(paper.section), "text": "Сколько?", "quote": "1\u202e000\u202c руб"}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    shown = stage.read(f"/comments/{comment}")
    assert (shown["quote"], shown["placement"]["start"], shown["placement"]["end"]) == (form["quote"], 6, 16)
    without = {**form, "quote": "1000 руб"}
    refused = stage.call("POST", f"{paper.section}/comments", stage.reviewer, json=without)
    assert problem(refused) == (422, "quote_not_found")


@pytest.mark.parametrize("quote", [" ", "\n", "\u200b" * 3, "Совет собирается раз в год.\n\nТретий"])
def test_words_that_are_in_no_paragraph_are_not_found(stage: Stage, quote: str) -> None:
    paper = stage.launched()
    stage.hand_in(paper.section, FIRST)
    form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": quote}
    refused = stage.call("POST", f"{paper.section}/comments", stage.reviewer, json=form)
    assert problem(refused) == (422, "quote_not_found")

"""A redline taken as a Word file, worked in by a reviewer and sent back: only what he did is told of it."""

import pytest

from tests.api.stage import Paper, Stage
from tests.api.test_comments import FIRST, revise
from tests.api.test_readings import TEXT, applied, in_review, read, sent
from tests.api.word_hands import edited, remarked, remarked_from_to, replied

SECOND = FIRST.replace("раз в год", "два раза в год").replace("о деньгах", "о людях и формуле $x^2$")
SECOND += "\n\nНовый абзац об отчёте.\n"


@pytest.fixture
def revised(stage: Stage) -> Paper:
    """A section of two revisions, the first commented and the comment answered."""
    paper = stage.launched()
    stage.hand_in(paper.section, FIRST)
    form = {"revision_id": stage.head(paper.section), "text": "Проверьте", "quote": "о сроках"}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    stage.world.made(f"/comments/{comment}/replies", stage.editor, {"text": "Проверим"})
    lost = {"revision_id": stage.head(paper.section), "text": "Чьих?", "quote": "о деньгах"}
    stage.world.made(f"{paper.section}/comments", stage.reviewer, lost)
    revise(stage, paper, SECOND)
    return paper


def drawn(stage: Stage, paper: Paper, language: str = "ru") -> bytes:
    asked = f"/revisions/{stage.head(paper.section)}/redline?format=docx"
    return stage.call("GET", asked, stage.reviewer, headers={"Accept-Language": language}).content


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_redline_sent_back_as_it_was_brings_nothing(stage: Stage, revised: Paper, language: str) -> None:
    reading = read(stage, revised, drawn(stage, revised, language))
    assert (reading["revision_id"], reading["known_by"]) == (stage.head(revised.section), "code")
    assert (reading["changes"], reading["unclear"]) == ([], [])
    assert all(one["ours"] for one in reading["comments"])
    assert applied(stage, reading) == {"added": [], "known": 0}


def test_only_what_the_reviewer_did_in_a_redline_is_proposed(stage: Stage, revised: Paper) -> None:
    content = edited(drawn(stage, revised), "Первый абзац", "Начальный абзац")
    content = remarked(content, "Совет", "Чей совет?")
    reading = read(stage, revised, content)
    shown = [(c["kind"], c["before"], c["after"], c["author"], c["tracked"]) for c in reading["changes"]]
    assert shown == [("replaced", "Первый", "Начальный", "Рецензент Два", True)]
    theirs = [(one["text"], one["words"]) for one in reading["comments"] if not one["ours"]]
    assert theirs == [("Чей совет?", "Совет")]
    before = len(stage.items(f"{revised.section}/comments"))
    assert len(applied(stage, reading)["added"]) == 2
    assert len(stage.items(f"{revised.section}/comments")) == before + 2
    again = read(stage, revised, content)
    assert applied(stage, again) == {"added": [], "known": 2}


def test_a_reply_written_in_word_joins_the_thread_here(stage: Stage, revised: Paper) -> None:
    reading = read(stage, revised, replied(drawn(stage, revised), "И я проверю"))
    (reply,) = [one for one in reading["comments"] if not one["ours"]]
    thread = next(one for one in stage.items(f"{revised.section}/comments") if one["text"] == "Проверьте")
    assert (reply["text"], reply["replies_to_id"]) == ("И я проверю", thread["id"])
    (added,) = applied(stage, reading)["added"]
    made = stage.read(f"/comments/{added}")
    assert (made["kind"], made["parent_id"], made["person_id"]) == ("reply", thread["id"], stage.reviewer.id)
    assert applied(stage, read(stage, revised, replied(drawn(stage, revised), "И я проверю"))) == {
        "added": [], "known": 1,
    }  # fmt: skip


def test_a_comment_on_several_paragraphs_stands_at_the_first_and_says_how_far_it_goes(stage: Stage) -> None:
    paper = in_review(stage)
    asked = f"/revisions/{stage.head(paper.section)}/text?format=docx"
    content = remarked_from_to(stage.call("GET", asked, stage.reviewer).content, "о сроках", "раз в год", "Увязать")
    reading = read(stage, paper, content)
    (remark,) = reading["comments"]
    assert (remark["words"], remark["until"]) == ("о сроках.", "Совет собирается раз в год")
    assert [one["code"] for one in reading["unclear"]] == ["range_over_paragraphs"]
    (added,) = applied(stage, reading)["added"]
    made = stage.read(f"/comments/{added}")
    assert made["text"] == "Увязать\n(К нескольким абзацам — до слов «…Совет собирается раз в год».)"
    assert made["placement"]["state"] == "exact"


def test_who_speaks_english_brings_edits_that_say_so_in_english(stage: Stage) -> None:
    reader = stage.world.person()
    english = {"zone": "UTC", "language": "en", "channels": []}
    stage.done("PUT", f"/people/{reader.id}/channels", reader, english, headers={"If-Match": '"1"'})
    paper = stage.launched(reviewers=[stage.reviewer, reader])
    stage.hand_in(paper.section, TEXT)
    asked = f"/revisions/{stage.head(paper.section)}/text?format=docx"
    content = edited(stage.call("GET", asked, reader).content, "год", "месяц")
    reading = sent(stage, paper, content, reader).json()
    (added,) = stage.done("POST", f"/readings/{reading['id']}/apply", reader, {})["added"]
    assert stage.read(f"/comments/{added}")["text"] == "Edit from a file: another wording."

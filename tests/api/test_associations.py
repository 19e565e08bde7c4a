"""An association speaks once: its members talk in private, and its head gives its one voice."""

from tests.api.associations import UNANIMITY, asked, association, name_bodies
from tests.api.stage import Stage, problem
from tests.api.world import Account

MARK = "кварцит"


def duties(stage: Stage, person: Account) -> str:
    """What waits for somebody, as their calendar feed tells it."""
    url = str(stage.done("POST", f"/people/{person.id}/feed", person)["url"])
    return stage.call("GET", f"/feeds/{url.rpartition('/')[2]}", None).text


def test_head_gives_the_one_voice_and_says_which_remarks_become_official(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    section, (first, second) = paper.section, body.members
    assert stage.read(f"{section}/ballot")["voters"] == [stage.reviewer.id, body.head.id]
    kept_in = body.say(section, first, f"{MARK} внутреннее")
    official = body.say(section, second, "Назовём источник", quote="раз в год")
    body.think(section, first, "disagree", MARK)
    body.think(section, first, "agree", MARK)
    body.think(section, body.deputy, "disagree")
    summary = body.summary(section)
    assert summary["counts"] == {"agree": 1, "disagree": 1}
    assert set(summary["silent"]) == {body.head.id, body.secretary.id, second.id}
    assert (summary["contributions"], summary["speaker_id"], summary["official"]) == (2, body.head.id, None)

    body.speak(section, "agree_with_remarks", text="Согласны, с замечаниями", official=[official])
    votes = stage.read(f"{section}/ballot")["votes"]
    assert [(one["person_id"], one["verdict"]) for one in votes] == [(body.head.id, "agree_with_remarks")]
    remarks = stage.items(f"{section}/comments")
    assert [(one["text"], one["person_id"], one["body_id"]) for one in remarks] == [
        ("Согласны, с замечаниями", body.head.id, body.id),
        ("Назовём источник", body.head.id, body.id),
    ]
    assert remarks[1]["placement"]["state"] == "exact"
    assert [one["id"] for one in remarks] == stage.read(f"{section}/ballot")["unanswered"]
    event = [one["event"] for one in stage.items(f"{section}/timeline") if one["type"] == "verdict_given"][-1]
    assert (event["person_id"], event["body_id"], event["official"]) == (body.head.id, body.id, [remarks[1]["id"]])
    inside = {one["id"]: one["comment_id"] for one in stage.items(f"{body.inside(section)}/contributions", first)}
    assert (inside[kept_in], inside[official]) == (None, remarks[1]["id"])
    found = stage.read(f"{paper.path}/search?query=источник")["items"]
    assert [one["kind"] for one in found] == ["comment"]
    assert body.summary(section, first)["official"] == "agree_with_remarks"


def test_position_that_is_taken_back_takes_along_the_remarks_it_made_official(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    official = body.say(paper.section, body.members[0], "Назовём источник", quote="раз в год")
    body.speak(paper.section, "agree_with_remarks", text="С замечаниями", official=[official])
    form = {"revision_id": stage.head(paper.section)}
    stage.done("POST", f"{paper.section}/verdicts/take-back", body.head, form)
    assert stage.read(f"{paper.section}/ballot")["unanswered"] == []
    assert {one["state"] for one in stage.items(f"{paper.section}/comments")} == {"withdrawn"}
    body.speak(paper.section, "agree", official=[official])
    (again,) = stage.read(f"{paper.section}/ballot")["unanswered"]
    assert stage.read(f"/comments/{again}")["text"] == "Назовём источник"


def test_members_are_called_on_and_only_the_head_is_awaited(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    here = {"section_id": paper.sections[0]}
    for member in (body.deputy, body.secretary, *body.members):
        assert stage.told(member, **here) == ["contribution_invited"]
        assert "VEVENT" not in duties(stage, member)
    assert stage.told(body.head, **here) == ["review_invitation"]
    assert "VEVENT" in duties(stage, body.head)
    words = " ".join(stage.read(f"{paper.section}/ballot")["explanation"])
    assert f"{body.name} (от имени объединения — " in words


def test_members_say_nothing_in_the_open_and_do_not_vote_in_the_round(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    form = {"revision_id": stage.head(paper.section), "text": "Вслух", "quote": "раз в год"}
    said = stage.call("POST", f"{paper.section}/comments", body.members[0], json=form)
    assert problem(said) == (409, "through_association")
    gathered = stage.call("POST", f"{paper.section}/review/remarks", body.members[0], json=form)
    assert problem(gathered) == (409, "through_association")
    verdict = {"revision_id": form["revision_id"], "verdict": "agree"}
    assert problem(stage.call("POST", f"{paper.section}/verdicts", body.members[0], json=verdict)) == (
        403,
        "not_a_voter",
    )


def test_head_has_no_voice_of_their_own_in_the_open_until_the_position_is_sent(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    form = {"revision_id": stage.head(paper.section), "text": "От себя", "quote": "раз в год"}
    said = stage.call("POST", f"{paper.section}/comments", body.head, json=form)
    assert problem(said) == (409, "through_association")
    stage.done("POST", f"{paper.section}/review/remarks", body.head, form)
    sent = stage.call("POST", f"{paper.section}/review", body.head, json={"revision_id": form["revision_id"]})
    assert problem(sent) == (409, "through_association")
    body.say(paper.section, body.head, "Внутри")
    assert stage.items(f"{paper.section}/comments") == []
    body.speak(paper.section)
    stage.done("POST", f"{paper.section}/comments", body.head, {**form, "text": "Уточнение"})
    assert [one["text"] for one in stage.items(f"{paper.section}/comments")] == ["Уточнение"]


def test_official_remarks_come_from_inside_once_and_from_who_speaks_for_a_body(stage: Stage) -> None:
    body = association(stage)
    other = association(stage)
    paper = asked(stage, body, other)
    own, foreign = body.say(paper.section, body.head, "Своё"), other.say(paper.section, other.head, "Чужое")
    opinion = body.think(paper.section, body.head, "agree")
    head = stage.head(paper.section)

    def refused(by: Account, *official: str) -> tuple[int, str]:
        form = {"revision_id": head, "verdict": "abstain", "official": list(official)}
        return problem(stage.call("POST", f"{paper.section}/verdicts", by, json=form))

    assert refused(body.head, foreign) == (404, "not_found")
    assert refused(body.head, opinion) == (404, "not_found")
    assert refused(stage.reviewer, own) == (409, "not_for_body")
    body.speak(paper.section, "abstain", official=[own])
    assert refused(body.head, own) == (409, "contribution_official")


def test_deputy_of_an_absent_head_speaks_and_a_later_position_replaces_the_earlier(stage: Stage) -> None:
    body = association(stage)
    away = {"since": "2020-01-01", "until": "2090-01-01"}
    stage.done("POST", "/absences", body.head, away)
    paper = asked(stage, body)
    assert stage.told(body.deputy, section_id=paper.sections[0]) == ["deputy_called"]
    body.speak(paper.section, "abstain", by=body.deputy)
    body.speak(paper.section, "agree", by=body.deputy)
    votes = stage.read(f"{paper.section}/ballot")["votes"]
    assert [(one["person_id"], one["deputy_id"], one["verdict"]) for one in votes] == [
        (body.head.id, body.deputy.id, "agree")
    ]
    given = [one["event"] for one in stage.items(f"{paper.section}/timeline") if one["type"] == "verdict_given"]
    assert [(one["verdict"], one["body_id"]) for one in given] == [("abstain", body.id), ("agree", body.id)]


def test_conflict_of_interest_of_the_head_takes_the_body_out_and_shrinks_the_base(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    stage.done("POST", f"{paper.section}/recuse", body.head, {"reason": "личный интерес"})
    ballot = stage.read(f"{paper.section}/ballot")
    assert ballot["voters"] == [stage.reviewer.id]
    stage.agree(paper.section)
    assert stage.phase(paper.section) == "sign_off"


def test_silent_body_counts_as_one_silent_voter(stage: Stage) -> None:
    body = association(stage)
    ladder = [{"after": {"duration": "PT1S"}, "tell": ["reviewers"], "outcome": "count_silence"}]
    review = {"limit": {"duration": "PT2S"}, "reminders": [{"duration": "PT1S"}], "ladder": ladder}
    rules = {**UNANIMITY, "review": review}
    paper = asked(stage, body, policy=rules, reviewers=[])
    body.think(paper.section, body.members[0], "disagree", MARK)
    stage.until(lambda: stage.phase(paper.section) == "sign_off")
    counted = [one["event"] for one in stage.items(f"{paper.section}/timeline") if one["type"] == "silence_counted"]
    assert [one["persons"] for one in counted] == [[body.head.id]]
    assert "contribution_reminder" in stage.told(body.members[1], section_id=paper.sections[0])


def test_new_head_takes_the_seat_that_the_one_before_left(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    stage.done("DELETE", f"/bodies/{body.id}/members/{body.head.id}", stage.administrator)
    assert stage.read(f"{paper.section}/ballot")["voters"] == [stage.reviewer.id]
    form = {"part": "reviewer", "leaves": body.head.id, "joins": body.deputy.id, "reason": "новый глава"}
    stage.done("POST", f"{paper.section}/reassign", stage.coordinator, form)
    assert body.summary(paper.section, body.deputy)["head_id"] == body.deputy.id
    body.speak(paper.section, "abstain", by=body.deputy)
    (given,) = [one["event"] for one in stage.items(f"{paper.section}/timeline") if one["type"] == "verdict_given"]
    assert (given["person_id"], given["body_id"]) == (body.deputy.id, body.id)


def test_one_voice_of_a_body_counts_once_beside_voices_of_organisations(stage: Stage) -> None:
    body = association(stage)
    rules = {**UNANIMITY, "vote": {"kind": "unanimity", "voice": "organisation"}}
    paper = asked(stage, body, policy=rules)
    body.speak(paper.section)
    voices = stage.read(f"{paper.section}/ballot")["data"]["tally"]["voices"]
    assert [(one["of"], one["stance"]) for one in voices] == [(stage.reviewer.id, "silent"), (body.id, "in_favour")]


def test_rehearsal_asks_the_head_of_a_body_with_one_voice(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    told = stage.done("POST", f"{paper.path}/rehearsal", stage.coordinator, {})
    assert body.head.id in {one["person_id"] for one in told["acts"] if one["what"] == "give_verdict"}


def test_contributions_are_of_the_revision_in_review_and_for_a_body_that_is_asked(stage: Stage) -> None:
    body, stranger, late = association(stage), association(stage), association(stage)
    paper = asked(stage, body)
    name_bodies(stage, paper, body, late)  # from the next round on
    form = {"revision_id": stage.head(paper.section), "text": MARK}
    path = f"{body.inside(paper.section)}/contributions"
    outside = f"{stranger.inside(paper.section)}/contributions"
    assert problem(stage.call("POST", outside, stranger.head, json=form)) == (404, "not_found")
    early = f"{late.inside(paper.section)}/contributions"
    assert problem(stage.call("POST", early, late.head, json=form)) == (409, "not_asked_here")
    assert problem(stage.call("POST", path, stranger.head, json=form)) == (404, "not_found")
    old = {**form, "revision_id": paper.id}
    assert problem(stage.call("POST", path, body.head, json=old)) == (409, "outdated_revision")
    stage.send_back(paper.section)
    assert problem(stage.call("POST", path, body.head, json=form)) == (409, "round_closed")


def test_what_the_head_sends_along_with_the_position_is_the_bodys(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    head = stage.head(paper.section)
    remark = {"revision_id": head, "text": "Собрано главой", "quote": "Совет"}
    stage.world.made(f"{paper.section}/review/remarks", body.head, remark)
    position = {"revision_id": head, "verdict": "agree_with_remarks", "text": "в целом да"}
    stage.done("POST", f"{paper.section}/review", body.head, position)
    said = {one["text"]: one["body_id"] for one in stage.items(f"{paper.section}/comments")}
    assert said == {"Собрано главой": body.id, "в целом да": body.id}


def test_head_with_another_part_is_named_in_it_and_the_body_where_voters_are_meant(stage: Stage) -> None:
    body = association(stage)
    for leaves, comes in ((body.head, stage.second), (body.deputy, stage.member)):
        stage.done("DELETE", f"/bodies/{body.id}/members/{leaves.id}", stage.administrator)
        office = "chair" if comes is stage.second else "member"
        stage.done("PUT", f"/bodies/{body.id}/members/{comes.id}", stage.administrator, {"office": office})
    paper = asked(stage, body)
    form = {"revision_id": stage.head(paper.section), "text": "Вопрос", "quote": "Совет", "kind": "question"}
    stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    stage.agree(paper.section)
    said = stage.read(f"{paper.section}/ballot")["explanation"]
    assert any(body.name in sentence for sentence in said)
    stage.agree(paper.section, stage.second)
    ballot = stage.read(f"{paper.section}/ballot")
    assert ballot["data"]["waiting_for"] == "answers"
    (turn,) = [sentence for sentence in ballot["explanation"] if "ждём ответов" in sentence]
    assert body.name not in turn
    assert stage.read(f"/people/{stage.second.id}")["name"] in turn

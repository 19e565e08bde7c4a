"""How the codes about outside experts, and about undoing answers by letter, are provoked over HTTP."""

from datetime import timedelta

from services.guests.visiting import MOST_AN_HOUR
from storage.tables import Guest
from tests.api.experts import entered, guest_of, letter_of
from tests.api.letters import given_by_letter, in_open_round
from tests.api.refusals_process import Ask, asking, provokes
from tests.api.stage import Stage


def opening(stage: Stage, token: str) -> Ask:
    form = {"token": token, "consent": "1"}
    return lambda language: stage.call("POST", "/guest/session", None, json=form, language=language)


@provokes("guest_link_opened")
def _(stage: Stage) -> Ask:
    token = letter_of(stage, guest_of(stage, stage.in_phase("review")))
    entered(stage, token)
    return opening(stage, token)


@provokes("guest_link_expired")
def _(stage: Stage) -> Ask:
    guest = guest_of(stage, stage.in_phase("review"))
    token = letter_of(stage, guest)
    with stage.parts.database.write() as session:
        row = session.get_one(Guest, guest)
        row.expires_at -= timedelta(days=60)
    return opening(stage, token)


@provokes("guest_link_revoked")
def _(stage: Stage) -> Ask:
    guest = guest_of(stage, stage.in_phase("review"))
    token = letter_of(stage, guest)
    stage.done("DELETE", f"/guests/{guest}", stage.coordinator)
    return opening(stage, token)


@provokes("guest_has_account")
def _(stage: Stage) -> Ask:
    form = {"email": stage.member.email, "name": "Участник"}
    return asking(stage, "POST", f"{stage.in_phase('review').section}/guests", stage.coordinator, form)


@provokes("guest_invited_already")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review")
    guest_of(stage, paper, email="dvazhdy@example.org")
    form = {"email": "dvazhdy@example.org", "name": "Нина Внешняя"}
    return asking(stage, "POST", f"{paper.section}/guests", stage.coordinator, form)


@provokes("guest_says_too_much")
def _(stage: Stage) -> Ask:
    by = entered(stage, letter_of(stage, guest_of(stage, stage.in_phase("review"))))
    form = {"text": "Почему?", "quote": "Совет"}
    for _ in range(MOST_AN_HOUR):
        assert stage.call("POST", "/guest/comments", by, json=form).is_success
    return lambda language: stage.call("POST", "/guest/comments", by, json=form, language=language)


@provokes("answer_overtaken")
def _(stage: Stage) -> Ask:
    paper = in_open_round(stage)
    path = given_by_letter(stage, paper)
    stage.agree(paper.section)
    return lambda language: stage.call("POST", path, None, language=language)

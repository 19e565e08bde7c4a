"""Outside experts of the tests: asked in over HTTP, with the token that their letter brings."""

from itertools import count
from typing import Any

from sqlmodel import col, select

from storage.link_tokens import kept_hash, new_token
from storage.tables import Link
from tests.api.stage import Paper, Stage

NUMBERS = count(1)


def guest_of(stage: Stage, paper: Paper, **form: Any) -> str:
    """The id of an outside expert who is asked to read what is under review."""
    number = next(NUMBERS)
    asked = {"name": f"Нина Внешняя {number}", "email": f"ekspert-{number}@example.org", **form}
    made = str(stage.done("POST", f"{paper.section}/guests", stage.coordinator, asked)["id"])
    # All tests of a stage ask as one coordinator, who could not send so many letters within minutes.
    counted = f"invitation {asked['email']}", f"invitations {stage.coordinator.id}"
    stage.world.house.attempts.succeeded(*counted, stage.world.house.clock())
    return made


def letter_of(stage: Stage, guest_id: str) -> str:
    """A token of the guest's last link, as if one more letter of it had left."""
    with stage.parts.database.write() as session:
        links = select(Link).where(Link.guest_id == guest_id).order_by(col(Link.id).desc())
        link = session.exec(links.with_for_update()).first()
        assert link is not None
        token = new_token(link.id)
        link.token_hashes = [*link.token_hashes, kept_hash(token)]
    return token


def entered(stage: Stage, token: str) -> str:
    """What the link's browser keeps from then on."""
    answer = stage.call("POST", "/guest/session", None, json={"token": token, "consent": "1"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


def asked(stage: Stage) -> str:
    """The token of the letter to an outside expert who was just asked."""
    return letter_of(stage, guest_of(stage, stage.in_phase("review")))


def advised(stage: Stage) -> Paper:
    """A section that three outside experts were asked to read and have an opinion of."""
    paper = stage.in_phase("review")
    for _ in range(3):
        by = entered(stage, letter_of(stage, guest_of(stage, paper)))
        assert stage.call("POST", "/guest/verdict", by, json={"verdict": "agree"}).is_success
    return paper

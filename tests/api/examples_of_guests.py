"""What must be there before the example of an outside expert's or a mail server's operation can be sent."""

from collections.abc import Callable

from schemas.views.document_forms import EXAMPLE_ID
from schemas.views.invitations import EXAMPLE_TOKEN
from storage.link_tokens import kept_hash
from storage.tables import Guest, Link
from tests.api.experts import asked, entered, guest_of
from tests.api.on_stage import OnStage
from tests.api.stage import Stage
from tests.api.world import MAIL_SECRET


def _invite(stage: Stage) -> OnStage:
    return OnStage(stage.coordinator, {"section_id": stage.in_phase("review").sections[0]})


def _open(stage: Stage) -> OnStage:
    """The link of the examples is this guest's: a letter left with its token."""
    guest_id = guest_of(stage, stage.in_phase("review"))
    with stage.parts.database.write() as session:
        before = session.get(Link, EXAMPLE_ID)
        if before is not None:
            session.delete(before)
            session.flush()
        guest = session.get_one(Guest, guest_id)
        times = {"made_at": guest.made_at, "next_try_at": guest.made_at, "expires_at": guest.expires_at}
        whose = {"person_id": guest.person_id, "guest_id": guest_id, "token_hashes": [kept_hash(EXAMPLE_TOKEN)]}
        session.add(Link.model_validate({"id": EXAMPLE_ID, "kind": "guest", "state": "sent", **times, **whose}))
    return OnStage(stage.coordinator)


def _speak(stage: Stage) -> OnStage:
    return OnStage(entered(stage, asked(stage)))


def _answered(stage: Stage) -> OnStage:
    """Who comes by the guest's own key, and a remark of theirs that the editor declined."""
    by = entered(stage, asked(stage))
    said = {"kind": "remark", "text": "Чаще", "quote": "раз в год"}
    comment = stage.call("POST", "/guest/comments", by, json=said).json()["id"]
    stage.done("POST", f"/comments/{comment}/decline", stage.editor, {"reason": "Чаще не собраться"})
    return OnStage(by, {"comment_id": comment})


def _letter(_stage: Stage) -> OnStage:
    return OnStage(MAIL_SECRET)


OF_GUESTS: dict[str, Callable[[Stage], OnStage]] = {
    "guests.invite": _invite,
    "guest.open": _open,
    "guest.renew": _open,
    "guest.comment": _speak,
    "guest.verdict": _speak,
    "guest.uphold": _answered,
    "mail.receive": _letter,
}

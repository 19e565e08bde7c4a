"""What happened to a milestone and in a vote, step by step over HTTP, and as files that verify offline."""

from httpx2 import Response

from app.timeline_check import check_timeline
from tests.api.plans import owed, proposed
from tests.api.stage import Stage, problem


def verified(stage: Stage, answer: Response) -> tuple[int, str]:
    """How the check of an exported timeline ends, and which stream it is of."""
    assert answer.status_code == 200, answer.text
    checked = check_timeline(answer.content, known_keys=frozenset(stage.parts.keys.public_keys()))
    return checked.exit_code, answer.headers["content-disposition"].rpartition("timeline-")[2].partition("-")[0]


def test_milestones_timeline_tells_who_did_what_and_why_and_verifies_offline(stage: Stage) -> None:
    paper, made = owed(stage)
    place = f"{paper.path}/milestones/{made}"
    stage.done("POST", f"{place}/extend", stage.coordinator, {"limit": {"days": 2000}, "reason": "ждём данных"})
    stage.done("POST", f"{place}/fulfilment", stage.editor, {"evidence": "Протокол № 5"})
    entries = stage.items(f"{place}/timeline", stage.reviewer)
    assert [(one["seq"], one["type"], one["actor_id"], one["reason"]) for one in entries] == [
        (1, "obliged", None, None),
        (2, "obligation_dated", None, None),
        (3, "obligation_extended", stage.coordinator.id, "ждём данных"),
        (4, "obligation_fulfilled", stage.editor.id, "Протокол № 5"),
    ]
    assert verified(stage, stage.call("GET", f"{place}/timeline/export", stage.reviewer)) == (0, "obligation")
    other = stage.paper().path
    for path in ("timeline", "timeline/export"):
        strange = stage.call("GET", f"{other}/milestones/{made}/{path}", stage.coordinator)
        assert problem(strange) == (404, "not_found")


def test_every_vote_whether_to_begin_has_a_timeline_of_its_own(stage: Stage) -> None:
    paper = proposed(stage)
    path = f"{paper.path}/proposal"
    stage.done("POST", f"{path}/settlement", stage.coordinator, {"outcome": "refused", "reason": "нет денег"})
    stage.done("POST", path, stage.coordinator, {"voters": [stage.editor.id]})
    told = {
        number: [
            (e["type"], e["reason"]) for page in stage.pages(f"{path}/timeline{query}", stage.editor, 9) for e in page
        ]
        for number, query in ((1, "?number=1"), (2, ""))
    }
    assert told == {
        1: [("proposal_opened", None), ("proposal_decided", "нет денег")],
        2: [("proposal_opened", None)],
    }
    assert len(stage.pages(f"{path}/timeline?number=1", stage.editor, 1)) == 2
    for query in ("", "?number=1"):
        exported = stage.call("GET", f"{path}/timeline/export{query}", stage.editor)
        assert verified(stage, exported) == (0, "proposal")
    for query in ("timeline?number=3", "timeline/export?number=3"):
        assert problem(stage.call("GET", f"{path}/{query}", stage.editor)) == (404, "not_found")

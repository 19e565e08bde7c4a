"""Letters of every kind in every language, held against files that `python -m tests.domain.test_letters` writes."""

from pathlib import Path
from typing import Any

import pytest

from domain.letters import TONGUES, letter
from domain.notices import KINDS
from domain.words import deadline_in_words
from schemas.deadline import Deadline
from schemas.language import LANGUAGES, Language
from schemas.remarks import ANSWERS

GOLDEN = Path(__file__).parent.parent / "golden" / "letters"

DAY = {
    "at": "2026-12-05T21:00:00Z",
    "zone": "Europe/Moscow",
    "rule": {"working_days": 10},
    "calendar_hash": "c" * 64,
    "provisional": False,
}
DOCUMENT = {"document_id": "doc-1", "document": "Стратегия развития", "deadline": None}
SECTION = DOCUMENT | {
    "section_id": "sec-2",
    "section": "Анализ положения",
    "position": 2,
    "phase": "drafting",
    "round": 1,
    "cycle": 1,
    "revision": 3,
}
DRAFTING = SECTION | {"deadline": DAY}
REVIEW = DRAFTING | {"phase": "review"}
ANSWERED = REVIEW | {"deadline": None}
SIGN_OFF = DRAFTING | {"phase": "sign_off"}
SIGNING = DOCUMENT | {"phase": "signing", "deadline": DAY, "candidate": 1}
OWED = DOCUMENT | {"obligation_id": "obl-1", "milestone": "пункт 4 «Собрать отчёты»", "deadline": DAY}
PROPOSED = DOCUMENT | {"proposal_id": "pro-1", "deadline": DAY}
LEAVES = {"joins": "person-1", "leaves": "person-2", "note_id": "note-1"}
PASSED = {"part": "reviewer", "note_id": "note-1"}
BYS = ("delegation", "absence", "ladder")
JUDGED = {
    "judged_id": "rev-2",
    "judged": 2,
    "verdict": "disagree",
    "change": "typography",
    "why": "",
    "revision_id": "rev-3",
}
LEFT = {"part": "reviewer", "reason": "conflict", "base": 3, "note_id": "note-1"}
MEETING: dict[str, Any] = {"meeting": {"at": "2026-12-01T09:00:00+00:00", "zone": "Europe/Moscow"}}
OPEN_PHASES = (DRAFTING, REVIEW, SIGN_OFF, SIGNING)

FACTS: dict[str, list[dict[str, Any]]] = {
    "drafting_opened": [DRAFTING | {"revision": None, "round": 0}, DRAFTING | {"part": "editor"} | LEAVES],
    "drafting_reminder": [DRAFTING | {"alarm": "reminder", "revision": None}],
    "review_invitation": [
        REVIEW,
        *(REVIEW | JUDGED | {"why": why, "change": "wording"} for why in ("policy", "wording_limit", "own_comment")),
        *(REVIEW | JUDGED | {"why": "change", "change": kind} for kind in ("whitespace", "typography", "wording")),
        REVIEW | JUDGED | {"why": "change", "change": "substance", "verdict": "agree_with_remarks"},
        REVIEW | JUDGED | {"why": "not_compared", "change": "", "verdict": "abstain"},
    ],
    "verdict_carried": [REVIEW | JUDGED, REVIEW | JUDGED | {"verdict": "agree"}],
    "contribution_invited": [REVIEW],
    "contribution_reminder": [REVIEW | {"alarm": "reminder"}],
    "position_entered": [REVIEW, REVIEW | {"note_id": "note-1"}],
    "review_reminder": [REVIEW | {"alarm": "reminder"}, REVIEW | {"reason": "not_told"}],
    "answer_taken": [ANSWERED | {"taken": taken} for taken in ("agree", "comment")],
    "answer_refused": [ANSWERED | {"why": why} for why in ("mail_forwarded", "round_closed", "comment_answered")],
    "sign_invitation": [SIGN_OFF, SIGN_OFF | {"unseen_bases": 1}],
    "sign_reminder": [SIGN_OFF | {"alarm": "reminder"}],
    "deadline_passed": [facts | {"alarm": "deadline"} for facts in (*OPEN_PHASES, REVIEW | {"awaits": "answers"})],
    "time_asked": [facts | {"asks": "more_time", "note_id": "note-1"} for facts in OPEN_PHASES[:3]],
    "relief_asked": [facts | {"asks": "not_mine", "note_id": "note-1"} for facts in OPEN_PHASES[:3]],
    "escalation": [facts | {"alarm": "step"} for facts in OPEN_PHASES],
    "grace_given": [REVIEW | {"reason": reason} for reason in ("not_told", "not_up")],
    "returned": [
        *(SECTION | {"outcome": "against", "by": by} for by in ("rule", "silence", "ladder")),
        DRAFTING | {"outcome": "returned", "by": "settlement"},
        DRAFTING | {"outcome": "returned", "by": "coordinator", "note_id": "note-1"},
    ],
    "signing_declined": [SECTION | {"note_id": "note-1"}],
    "signing_ended": [SECTION],
    "approved": [SECTION | {"phase": "approved"}],
    "published": [SECTION | {"phase": "published"}, DOCUMENT | {"phase": "published", "candidate": 1}],
    "reopened": [DRAFTING | {"cycle": 2, "note_id": "note-1"}],
    "withdrawn": [SECTION | {"phase": "withdrawn", "note_id": "note-1"}],
    "extended": [facts | {"note_id": "note-1"} for facts in OPEN_PHASES],
    "recounted": [facts | {"note_id": "note-1"} for facts in OPEN_PHASES],
    "assigned": [SECTION | {"part": part} | LEAVES for part in ("editor", "reviewer", "approver")],
    "relieved": [SECTION | {"part": part} | LEAVES for part in ("editor", "reviewer", "approver")],
    "relieved_for_now": [SECTION | {"part": part} | LEAVES for part in ("editor", "reviewer", "approver")],
    "deputy_called": [facts | PASSED | {"by": by} for facts, by in zip(OPEN_PHASES, BYS, strict=False)],
    "duty_passed": [SECTION | PASSED | {"by": by} for by in BYS],
    "duty_returned": [REVIEW | {"part": "reviewer", "reason": "deactivated"}, SIGNING | {"part": "leader"}],
    "deputy_relieved": [SECTION | {"part": "reviewer"}, DOCUMENT | {"part": "leader"}],
    "no_deputy": [
        SECTION | {"part": "reviewer", "people": 2},
        SECTION | {"part": "reviewer", "people": 3, "reasons": ["deputy_away", "no_deputy", "deputy_away"]},
        DOCUMENT | {"part": "leader", "people": 1, "reasons": ["deputy_is_voter"]},
        SECTION | {"part": "approver", "people": 2, "reasons": ["wrote_it_alone", "person_unknown"]},
    ],
    "recused": [SECTION | LEFT | {"reason": reason} for reason in ("conflict", "left_body")],
    "base_changed": [SECTION | LEFT | {"part": part} for part in ("editor", "reviewer", "approver")]
    + [SECTION | LEFT | {"reason": reason} for reason in ("deactivated", "left_body")],
    "base_restored": [SECTION | LEAVES | {"part": part, "base": 3} for part in ("editor", "reviewer", "approver")]
    + [DOCUMENT | LEAVES | {"part": "leader", "base": 2}],
    "cannot_be_met": [SECTION | LEFT | {"part": part, "base": 0} for part in ("reviewer", "approver")]
    + [DOCUMENT | {"part": "leader", "reason": "deactivated", "base": 0}],
    "comment_answered": [
        SECTION | {"phase": "review", "answer": answer, "note_id": "note-1", "deadline": DAY if within else None}
        for answer, within in zip(ANSWERS, (False, True, True, True, False), strict=True)
    ],
    "answers_awaited": [REVIEW | {"awaits": "answers"}],
    "answers_missing": [REVIEW | {"awaits": "answers", "reason": "unanswered"}],
    "disagreement_opened": [SECTION | {"by": "upheld", "note_id": "note-1"}, SECTION | {"by": "referred"}],
    "meeting_called": [SECTION | MEETING],
    "meeting_held": [SECTION | MEETING],
    "settlement_proposed": [SECTION | {"changes": True}],
    "settlement_awaited": [REVIEW | {"awaits": "settlement", "reason": "unanswered"}],
    "disagreement_taken": [SECTION | {"note_id": "note-1"}],
    "decision_on_disagreement": [SECTION | {"note_id": "note-1"}],
    "disagreement_closed": [SECTION | {"outcome": ended} for ended in ("settled", "decided", "dissent", "lifted")],
    "decision_needed": [REVIEW | {"reason": "below_minimum"}],
    "basis_changed": [SECTION | {"revision": 2, "touched": touched} for touched in ([], ["number", "date"])],
    "candidate_opened": [SIGNING],
    "candidate_reminder": [SIGNING | {"alarm": "reminder"}],
    "candidate_voided": [DOCUMENT | {"phase": "in_work", "candidate": None}],
    "candidate_declined": [DOCUMENT | {"phase": "in_work", "candidate": None, "note_id": "note-1"}],
    "informed_of_approval": [SECTION | {"phase": "approved"}, DOCUMENT | {"phase": "approved", "candidate": 1}],
    "informed_of_publication": [SECTION | {"phase": "published"}, DOCUMENT | {"phase": "published", "candidate": 1}],
    "document_assigned": [DOCUMENT | {"part": part} | LEAVES for part in ("leader", "coordinator")],
    "document_relieved": [DOCUMENT | {"part": part} | LEAVES for part in ("leader", "coordinator")],
    "document_coordinator_left": [DOCUMENT],
    "document_approved": [DOCUMENT | {"phase": "approved", "candidate": 1}],
    "obligation_opened": [OWED, OWED | {"deadline": None}],
    "obligation_reminder": [OWED | {"alarm": "reminder"}],
    "obligation_overdue": [OWED | {"alarm": "deadline"}],
    "obligation_escalation": [OWED | {"alarm": "step"}],
    "obligation_extended": [OWED | {"by": "coordinator", "note_id": "note-1"}, OWED | {"by": "ladder"}],
    "obligation_passed": [OWED | {"leaves": "person-1", "joins": "person-2"}],
    "obligation_stood_in": [OWED | {"by": "absence", "leaves": "person-1", "joins": "person-2"}],
    "obligation_taken_back": [OWED | {"reason": reason} for reason in ("absence_over", "deputy_away")],
    "obligation_relieved": [OWED | {"deadline": None, "reason": "absence_over"}],
    "obligation_recounted": [OWED | {"note_id": "note-1"}],
    "obligation_taken_over": [
        OWED | {"leaves": "person-1", "joins": "person-2"},
        OWED | {"reason": "deactivated", "base": 0, "deadline": None},
    ],
    "obligation_left": [OWED | {"reason": "deactivated", "base": 2}],
    "obligation_fulfilled": [OWED | {"deadline": None, "note_id": "note-1"}],
    "obligation_cancelled": [OWED | {"deadline": None, "by": "plan"}],
    "proposal_opened": [PROPOSED],
    "proposal_reminder": [PROPOSED | {"alarm": "reminder"}],
    "proposal_overdue": [PROPOSED | {"alarm": "deadline"}],
    "proposal_escalation": [PROPOSED | {"alarm": "step"}],
    "proposal_extended": [PROPOSED],
    "proposal_recounted": [PROPOSED | {"note_id": "note-1"}],
    "proposal_base_changed": [
        PROPOSED | {"deadline": None, "reason": reason, "base": 2} for reason in ("deactivated", "left_body")
    ],
    "proposal_cannot_be_met": [PROPOSED | {"deadline": None, "reason": "deactivated", "base": 0}],
    "proposal_begun": [PROPOSED | {"deadline": None, "outcome": "begun", "by": "votes"}],
    "proposal_refused": [PROPOSED | {"deadline": None, "outcome": "refused", "by": "coordinator", "note_id": "note-1"}],
}
"""The facts that the record gives each kind, in all their variants."""

EVERY = [(kind, language) for kind in sorted(KINDS) for language in LANGUAGES]


def written(kind: str, facts: dict[str, Any], language: Language, **changed: Any) -> tuple[str, str]:
    given = {
        "name": "Анна Сергеевна Орлова",
        "base_url": "https://veche.example",
        "note_text": "Нет данных за 2025 год." if "note_id" in facts else None,
    }
    result = letter(kind, facts, language=language, **(given | changed))
    return result.subject, result.text


def golden(kind: str, language: Language) -> str:
    letters = [written(kind, facts, language) for facts in FACTS[kind]]
    return "\n========\n\n".join(f"{subject}\n\n{text}" for subject, text in letters)


def test_every_kind_has_texts_and_facts() -> None:
    assert set(FACTS) == KINDS
    for tongue in TONGUES.values():
        assert set(tongue.texts) == KINDS


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_letter_says_what_the_file_says(kind: str, language: Language) -> None:
    assert golden(kind, language) == (GOLDEN / f"{kind}.{language}.txt").read_text()


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_letter_is_whole(kind: str, language: Language) -> None:
    for facts in FACTS[kind]:
        subject, text = written(kind, facts, language)
        whole = subject + text
        assert not [mark for mark in ("{", "}", "None", "  ", "..") if mark in whole]
        assert "\n" not in subject
        assert facts["document"] in subject
        assert facts.get("section", "") in subject
        link = f"/sections/{facts['section_id']}" if "section_id" in facts else f"/documents/{facts['document_id']}"
        desk = "/desk" if "asks" in facts else ""
        assert f"\nhttps://veche.example{desk}{link}\n" in text
        if facts["deadline"]:
            assert deadline_in_words(Deadline.model_validate(facts["deadline"]), language) in text
        assert ("Нет данных за 2025 год." in text) == ("note_id" in facts)


def test_golden_files_belong_to_kinds() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {f"{kind}.{language}.txt" for kind, language in EVERY}


HOSTILE = "A\r\nBcc: x@example.org\u2028\u202eB\x00 {facts} {0} \u0085C"
TAMED = "A Bcc: x@example.org B {facts} {0} C"


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_takes_typed_text_as_text(language: Language) -> None:
    facts = REVIEW | {"document": HOSTILE, "section": HOSTILE, "note_id": "note-1"}
    subject, text = written("review_invitation", facts, language, name=HOSTILE, note_text=HOSTILE)
    assert subject.count(TAMED) == 2
    assert text.splitlines()[0].count(TAMED) == 1
    assert "\nBcc: x@example.org" in text  # the reason keeps its lines
    assert not set(subject + text) & set("\r\u2028\u202e\x00\u0085")


def test_letter_without_a_name_greets_all_the_same() -> None:
    assert written("approved", SECTION, "ru", name=" \n")[1].startswith("Здравствуйте!\n")


def test_letter_of_an_unknown_kind() -> None:
    with pytest.raises(KeyError, match="birthday"):
        written("birthday", SECTION, "ru")


if __name__ == "__main__":
    for kind_, language_ in EVERY:
        (GOLDEN / f"{kind_}.{language_}.txt").write_text(golden(kind_, language_))

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.policy import check_rules
from domain.refusal_words import refusal_in_words
from schemas.policy import DEFAULT_POLICY, Policy
from schemas.problems import Refused

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
COORDINATOR = {"after": {"days": 2}, "tell": ["coordinator"]}
EXTEND = {"after": {"days": 1}, "outcome": "extend", "by": {"days": 3}}


@pytest.mark.parametrize(
    ("phase", "ladder", "russian", "english"),
    [
        ("review", [EXTEND], "«продлить срок» не может стоять на ступени 1 этапа «рецензирование»", "goes on after it"),
        ("review", [{"after": {"days": 1}, "outcome": "pass_to_deputy"}], "этап продолжается", "goes on after it"),
        ("review", [{"after": {"days": 1}, "outcome": "send_back"}, COORDINATOR], "завершает этап", "ends the phase"),
        ("drafting", [{"after": {"days": 1}, "outcome": "close_by_rule"}], "только сообщают", "only tell people"),
        ("sign_off", [{"after": {"days": 1}, "outcome": "count_silence"}], "только сообщают", "only tell people"),
    ],
)
def test_misplaced_outcome_is_refused_with_the_true_reason(
    phase: str, ladder: list[dict[str, Any]], russian: str, english: str
) -> None:
    data = DEFAULT_POLICY.model_dump()
    data[phase]["ladder"] = ladder
    with pytest.raises(Refused) as refused:
        check_rules(Policy.model_validate(data), NOW)
    told = {one: refusal_in_words(refused.value.code, refused.value.facts, one, "UTC") for one in ("ru", "en")}  # type: ignore[arg-type]
    assert russian in told["ru"]
    assert english in told["en"]
    assert not [code for code in (phase, "send_back", "_silence", "_rule") if code in told["ru"]]


def test_instants_are_told_by_the_clocks_of_the_zone() -> None:
    facts = {"at": "2026-06-01T15:00:00+00:00", "now": "2026-06-18T09:00:00+00:00"}
    told = refusal_in_words("deadline_in_past", facts, "ru", "Asia/Kamchatka")
    assert told == (
        "Срок уже прошёл: 2 июня 2026 года в 03:00 по камчатскому времени (МСК+9). Укажите более поздний срок."
    )

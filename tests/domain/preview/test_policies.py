"""Policies in words, held against files that `python -m tests.domain.preview.test_policies` writes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.policy import checks
from domain.preview import Dates, People, found_problems, policy_words, supposed_dates
from domain.preview.quantities import limit_in_words
from domain.preview.voting import signing_in_words
from schemas.language import LANGUAGES, Language
from schemas.policy import DEFAULT_POLICY, Limit, Policy, SignRule
from schemas.preview import PolicyWords
from storage.calendar_ru import russian_calendar

GOLDEN = Path(__file__).parents[2] / "golden" / "policies"
RU = russian_calendar()
USUAL = DEFAULT_POLICY.model_dump(mode="json", exclude_none=True)
EDITOR, COUNCIL = "person-1", "organisation-1"


def changed(policy: dict[str, Any] = USUAL, **parts: Any) -> dict[str, Any]:
    return {**policy, **parts}


TWO_THIRDS = changed(
    zone="Europe/Kaliningrad",
    vote={"kind": "share", "share": {"numerator": 2, "denominator": 3}, "base": "list"},
    sign={"needed": 2, "order": "in_turn"},
    carry_over={"up_to": "wording", "wording_limit": {"numerator": 1, "denominator": 20}},
    opinions="own_first",
    review={
        "limit": {"working_days": 10},
        "reminders": [{"weeks": 1}, {"working_days": 1}],
        "ladder": [
            {"after": {"working_days": 1}, "tell": ["owner", "reviewers", "coordinator"]},
            {"after": {"working_days": 3}, "tell": ["coordinator"], "outcome": "close_by_rule"},
        ],
    },
)
COUNCILS = changed(
    zone="Asia/Kamchatka",
    drafting={
        "limit": {"months": 1},
        "reminders": [{"days": 21}, {"days": 2}],
        "ladder": [{"after": {"days": 0}, "tell": ["editors", "approvers", "coordinator"]}],
    },
    review={
        "limit": {"weeks": 2},
        "reminders": [{"working_days": 5}],
        "ladder": [
            {"after": {"working_days": 1}, "tell": ["reviewers"], "outcome": "pass_to_deputy"},
            {"after": {"working_days": 5}, "outcome": "extend", "by": {"weeks": 1}},
            {"after": {"working_days": 21}, "tell": ["coordinator"], "outcome": "send_back"},
        ],
    },
    vote={
        "kind": "majority",
        "voice": "organisation",
        "per_body": True,
        "abstentions": "in_base",
        "weights": [{"of": EDITOR, "weight": 2}, {"of": COUNCIL, "weight": 3}, {"of": "unknown", "weight": 21}],
        "minimum": 3,
    },
    sign={"needed": 1},
)
TRIAL = changed(
    drafting={"limit": {"duration": "PT1M30S"}, "reminders": [{"duration": "PT30S"}]},
    review={
        "limit": {"duration": "P1DT2H"},
        "reminders": [{"duration": "PT0S"}],
        "ladder": [{"after": {"duration": "PT0S"}, "tell": ["coordinator"]}],
    },
    sign_off={"limit": {"at": "2026-06-18T15:00:00Z"}, "ladder": [{"after": {"working_days": 1}}]},
    vote={"kind": "unanimity"},
)
HOPELESS = changed(
    drafting={"limit": {"days": 0}, "ladder": [{"after": {"days": 1}, "outcome": "send_back"}]},
    review={"limit": {"days": 5}, "ladder": [{"after": {"days": 1}, "outcome": "count_silence"}]},
    sign_off={"limit": {"at": "2026-06-01T15:00:00Z"}},
    vote={"kind": "at_least", "count": 3},
    sign={"needed": 5},
)
CASES: dict[str, tuple[dict[str, Any], str, int | None, int | None]] = {
    "may-holidays": (USUAL, "2024-04-24T12:00+03:00", 5, 2),
    "working-saturday": (TWO_THIRDS, "2025-10-24T12:00+02:00", 6, 3),
    "councils": (COUNCILS, "2026-04-08T23:30+03:00", None, None),
    "provisional": (USUAL, "2027-12-20T12:00+03:00", 3, 1),
    "trial": (TRIAL, "2026-06-18T12:00+03:00", 2, 2),
    "hopeless": (HOPELESS, "2026-06-18T12:00+03:00", 2, 4),
}
EVERY = [(name, language) for name in (*CASES, "undated") for language in LANGUAGES]


def told(name: str, language: Language) -> PolicyWords:
    if name == "undated":
        now = datetime.fromisoformat("2026-06-18T12:00+03:00")
        return policy_words(Policy.model_validate(TRIAL), language, {}, People(), now=now)
    data, opened, voters, signers = CASES[name]
    policy, opened_at = Policy.model_validate(data), datetime.fromisoformat(opened)
    people = People(signers, {EDITOR: "Анна Сергеевна Орлова", COUNCIL: "Землячество Приозёрья"})
    dates = supposed_dates(policy, opened_at, RU)
    problems = found_problems(checks(policy, voters, signers, opened_at), language, policy.zone) if voters else ()
    return policy_words(policy, language, dates, people, problems=problems, opened_at=opened_at)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_policy_says_what_the_file_says(name: str, language: Language, count: Callable[..., None]) -> None:
    assert told(name, language).text == (GOLDEN / f"{name}.{language}.txt").read_text()
    count("policies in words")


def test_golden_files_belong_to_cases() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {f"{name}.{language}.txt" for name, language in EVERY}


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_text_is_whole_and_says_everything_that_the_data_say(name: str, language: Language) -> None:
    words = told(name, language)
    assert not [mark for mark in ("{", "}", "None", "  ", "..", "—  ") if mark in words.text]
    parts = [words.heading, *words.voting, *words.signing, *(one.detail for one in words.problems)]
    for phase in words.phases:
        parts += [phase.title, phase.limit, phase.until, phase.provisional, phase.overdue]
        parts += [part for alarm in phase.ladder for part in (alarm.when, alarm.does)]
        parts += [alarm.when for alarm in phase.reminders]
    assert [part for part in parts if part not in words.text] == []


def test_dates_are_those_of_the_plan() -> None:
    words = told("may-holidays", "ru")
    dates = supposed_dates(DEFAULT_POLICY, datetime.fromisoformat(CASES["may-holidays"][1]), RU)
    for phase in words.phases:
        planned: Dates = dates[phase.phase]
        assert phase.deadline == planned.deadline
        alarms = {one.id: one.at for one in (*phase.reminders, *phase.ladder)}
        assert alarms == {one.id: one.at for one in planned.alarms if one.what != "deadline"}


def test_problems_are_all_told_at_once() -> None:
    codes = [one.code for one in told("hopeless", "ru").problems]
    assert codes == [
        "limit_is_zero",
        "deadline_in_past",
        "ladder_outcome_misplaced",
        "silence_without_reminder",
        "policy_unreachable",
        "policy_unreachable",
    ]


VOTES: list[tuple[dict[str, Any], str, str]] = [
    (
        {"kind": "unanimity", "base": "list"},
        "за неё все, кто в списке и не воздержался.",
        "if everybody on the list who does not abstain agrees.",
    ),
    (
        {"kind": "unanimity", "base": "list", "abstentions": "in_base"},
        "за неё все, кто в списке.",
        "if everybody on the list agrees.",
    ),
    ({"kind": "share", "share": {"numerator": 1, "denominator": 1}}, "все, кто голосовал.", "all who vote agree."),
    (
        {"kind": "share", "share": {"numerator": 4, "denominator": 6}},
        "за неё не меньше двух третей поданных голосов.",
        "if at least two thirds of the votes cast are in favour.",
    ),
    ({"kind": "unanimity"}, "за неё все, кто голосовал.", "if all who vote agree."),
    ({"kind": "at_least", "count": 1}, "за неё не меньше 1 голоса.", "if at least 1 vote is in favour."),
    ({"kind": "at_least", "count": 4}, "за неё не меньше 4 голосов.", "if at least 4 votes are in favour."),
    ({"kind": "at_least", "count": 21}, "за неё не меньше 21 голоса.", "if at least 21 votes are in favour."),
    (
        {"kind": "share", "share": {"numerator": 2, "denominator": 3}},
        "за неё не меньше двух третей поданных голосов.",
        "if at least two thirds of the votes cast are in favour.",
    ),
    (
        {"kind": "share", "share": {"numerator": 5, "denominator": 7}, "base": "list"},
        "за неё не меньше 5/7 голосов по всему списку.",
        "if at least 5/7 of the voices on the list are in favour.",
    ),
    (
        {"kind": "majority", "base": "list"},
        "за неё больше половины голосов по всему списку.",
        "if more than half of the voices on the list are in favour.",
    ),
]


@pytest.mark.parametrize(("vote", "russian", "english"), VOTES)
def test_voting_rule_is_told_in_a_sentence(vote: dict[str, Any], russian: str, english: str) -> None:
    policy = Policy.model_validate(changed(vote=vote))
    now = datetime.fromisoformat("2026-06-18T12:00+03:00")
    for language, ending in (("ru", russian), ("en", english)):
        assert policy_words(policy, language, {}, People(), now=now).voting[0].endswith(ending)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "signers", "told"),
    [
        (SignRule(), 1, ("Нужна подпись единственного утверждающего.",)),
        (SignRule(), 0, ("Нужны подписи всех утверждающих.", "Подписывают одновременно, в любом порядке.")),
        (SignRule(needed=2), 3, ("Нужны 2 подписи из 3.", "Подписывают одновременно, в любом порядке.")),
    ],
)
def test_signatures_are_told_for_as_many_as_there_are(rule: SignRule, signers: int, told: tuple[str, ...]) -> None:
    assert signing_in_words(rule, signers, "ru") == told


def test_steps_below_an_extension_are_counted_from_the_extended_deadline() -> None:
    ladder = [
        {"after": {"working_days": 1}, "tell": ["coordinator"]},
        {"after": {"days": 1}, "outcome": "extend", "by": {"days": 3}},
        {"after": {"days": 2}, "tell": ["coordinator"]},
    ]
    rule = {"limit": {"days": 3}, "ladder": ladder}
    policy = Policy.model_validate(changed(review=rule))
    opened_at = datetime.fromisoformat("2026-05-26T12:00+03:00")
    dates = supposed_dates(policy, opened_at, RU)
    review = policy_words(policy, "ru", dates, People(), opened_at=opened_at).phases[1]
    assert [step.when for step in review.ladder] == [
        "через 1 рабочий день после срока, в понедельник, 1 июня 2026 года, в 10:00",
        "через 1 календарный день после срока, но не раньше ступени выше, в понедельник, 1 июня 2026 года, в 10:00",
        "через 2 календарных дня после срока, считая от продлённого срока, в субботу, 6 июня 2026 года, в 10:00",
    ]


HELD: list[tuple[list[dict[str, Any]], list[bool]]] = [
    ([{"working_days": 1}, {"working_days": 1}, {"working_days": 2}], [False, False, False]),
    ([{"days": 4}, {"working_days": 2}, {"working_days": 2}], [False, False, False]),
    ([{"days": 5}, {"days": 1}, {"days": 1}, {"days": 5}, {"days": 6}], [False, True, True, False, False]),
    ([{"days": 5, "by": 3}, {"days": 1}, {"days": 1}, {"days": 6}], [False, True, True, False]),
    ([{"days": 1, "by": 3}, {"days": 5, "by": 1}, {"days": 2}, {"days": 2}], [False, False, True, True]),
]
"""Steps after a deadline on a Friday, some of which extend it by days, and which of them wait for one above."""


@pytest.mark.parametrize(("steps", "held"), HELD)
def test_steps_that_wait_for_one_above_say_so(steps: list[dict[str, Any]], held: list[bool]) -> None:
    ladder = [
        {"after": {unit: one[unit] for unit in one if unit != "by"}}
        | ({"outcome": "extend", "by": {"days": one["by"]}} if "by" in one else {})
        for one in steps
    ]
    policy = Policy.model_validate(changed(review={"limit": {"days": 3}, "ladder": ladder}))
    opened_at = datetime.fromisoformat("2026-05-26T12:00+03:00")
    dates = supposed_dates(policy, opened_at, RU)
    for language, words in (("ru", "но не раньше ступени выше"), ("en", "but not before the step above")):
        review = policy_words(policy, language, dates, People(), opened_at=opened_at).phases[1]  # type: ignore[arg-type]
        assert [words in step.when for step in review.ladder] == held


def test_step_that_extends_names_the_new_deadline() -> None:
    first, extends, last = told("councils", "ru").phases[1].ladder
    assert extends.extended_to is not None
    assert (extends.extended_to.last_day.isoformat(), extends.extended_to.zone) == ("2026-05-07", "Asia/Kamchatka")
    assert (first.extended_to, last.extended_to) == (None, None)


@pytest.mark.parametrize(
    ("limit", "russian", "accusative", "english"),
    [
        (Limit(working_days=1), "1 рабочий день", "1 рабочий день", "1 working day"),
        (Limit(working_days=3), "3 рабочих дня", "3 рабочих дня", "3 working days"),
        (Limit(working_days=11), "11 рабочих дней", "11 рабочих дней", "11 working days"),
        (Limit(working_days=21), "21 рабочий день", "21 рабочий день", "21 working days"),
        (Limit(days=14), "14 календарных дней", "14 календарных дней", "14 calendar days"),
        (Limit(days=22), "22 календарных дня", "22 календарных дня", "22 calendar days"),
        (Limit(weeks=1), "1 неделя", "1 неделю", "1 week"),
        (Limit(weeks=2), "2 недели", "2 недели", "2 weeks"),
        (Limit(weeks=31), "31 неделя", "31 неделю", "31 weeks"),
        (Limit(months=5), "5 месяцев", "5 месяцев", "5 months"),
        (Limit(years=1), "1 год", "1 год", "1 year"),
        (Limit(years=5), "5 лет", "5 лет", "5 years"),
        (Limit(duration=timedelta(days=1)), "1 сутки", "1 сутки", "1 full day"),
        (Limit(duration=timedelta(days=2, hours=5)), "2 суток 5 часов", "2 суток 5 часов", "2 full days 5 hours"),
        (
            Limit(duration=timedelta(minutes=1, seconds=21)),
            "1 минута 21 секунда",
            "1 минуту 21 секунду",
            "1 minute 21 seconds",
        ),
        (Limit(duration=timedelta(0)), "0 секунд", "0 секунд", "0 seconds"),
    ],
)
def test_limit_in_words(limit: Limit, russian: str, accusative: str, english: str) -> None:
    assert limit_in_words(limit, "ru") == russian
    assert limit_in_words(limit, "ru", accusative=True) == accusative
    assert limit_in_words(limit, "en") == english


if __name__ == "__main__":
    for name_, language_ in EVERY:
        (GOLDEN / f"{name_}.{language_}.txt").write_text(told(name_, language_).text)

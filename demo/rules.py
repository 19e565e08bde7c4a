"""The trial's rules: who does what in which section, on which bases, until when, and what follows a deadline."""

from typing import Any, NamedTuple

Rule = dict[str, Any]


class Plan(NamedTuple):
    """One section's people (keys of the cast), the numbers of the sections it rests on, and its rules."""

    editors: tuple[str, ...]
    reviewers: tuple[str, ...]
    approvers: tuple[str, ...]
    policy: Rule | None = None
    bases: tuple[int, ...] = ()


def _lasts(duration: str) -> Rule:
    return {"duration": duration}


def _policy(vote: Rule, **phases: Rule) -> Rule:
    return {**COMMON, "vote": vote, **phases}


COMMON: Rule = {
    "drafting": {
        "limit": {"working_days": 20},
        "reminders": [{"working_days": 5}, {"working_days": 1}],
        "ladder": [{"after": {"working_days": 1}, "tell": ["editors", "coordinator"]}],
    },
    "review": {
        "limit": {"days": 14},
        "reminders": [{"days": 5}, {"days": 1}],
        "ladder": [{"after": {"days": 2}, "tell": ["coordinator"], "outcome": "count_silence"}],
    },
    "sign_off": {"limit": {"working_days": 5}, "reminders": [{"working_days": 1}]},
    "vote": {"kind": "majority"},
    "carry_over": {"up_to": "typography"},
}
"""What holds where a section has no rules of its own: days, as in life."""

UNANIMITY = _policy({"kind": "unanimity"}, sign_off={"limit": {"days": 7}})

MISSED = _policy(
    {"kind": "majority"},
    drafting={
        "limit": _lasts("PT6S"),
        "reminders": [_lasts("PT3S")],
        "ladder": [
            {"after": _lasts("PT1S"), "tell": ["coordinator"]},
            {"after": _lasts("PT30M"), "tell": ["coordinator", "approvers"]},
        ],
    },
)
"""Six seconds to write a section, then the coordinator is told."""

TACIT = _policy(
    {"kind": "unanimity"},
    review={
        "limit": _lasts("PT8S"),
        "reminders": [_lasts("PT4S")],
        "ladder": [{"after": _lasts("PT1S"), "tell": ["coordinator"], "outcome": "count_silence"}],
    },
)
"""Eight seconds to answer, with a reminder after four; a second later silence counts as agreement."""

OWN_FIRST: Rule = {"opinions": "own_first"}
"""Nobody sees what the other experts say before saying what they think themselves."""

PLANS = {
    1: Plan(("pavel",), ("darya", "timur", "nina"), ("stepan", "lidia"), UNANIMITY),
    2: Plan(("irina",), ("darya", "timur"), ("lidia",), None, (1,)),
    3: Plan(("pavel", "gleb"), ("timur", "nina"), ("stepan",)),
    4: Plan(("gleb",), ("darya", "nina"), ("lidia",), MISSED),
    5: Plan(("irina",), ("darya", "fyodor"), ("stepan",), TACIT),
    6: Plan(
        ("pavel",), ("timur", "nina"), ("stepan",), _policy({"kind": "at_least", "count": 2}, **OWN_FIRST), (2, 3, 4)
    ),
}

LEADERS = ("stepan", "lidia")
LONGER = _lasts("PT20M")

"""The shape of what every language has to say to explain how something stands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """All words of one language; placeholders in braces are filled from the data.

    `decided` is by an event's type, with its outcome and by what it came where that matters; `standing` by subject
    and phase, a section's drafting also by whether a revision was handed in. The forms in `votes`, of signatures
    and of remarks are those that a number asks for (`domain.words.form_for`).
    """

    decided: dict[str, str]
    standing: dict[str, str]
    counts: str
    tacit: str
    counted: dict[str, str]
    counted_with_weight: str
    sides: dict[str, str]
    organisations: str
    body: str
    outside_bodies: str
    in_body: dict[str, str]
    missing: dict[str, str]
    obstacles: dict[str, str]
    own_first: str
    on_paper: str
    carried: str
    outdated: str
    votes: tuple[str, ...]
    held: tuple[str, ...]
    unanswered: tuple[str, ...]
    unsigned: tuple[str, ...]
    disagreements: tuple[str, ...]
    signing: str
    nobody_signed: str
    signatures_needed: tuple[str, ...]
    signatures_missing: tuple[str, ...]
    signing_then: str
    gone: str
    reasons: dict[str, str]
    lost: dict[str, str]
    succeeded: str
    remaining: dict[str, str]
    instead: str
    speaks_for: str
    turns: dict[str, str]
    turns_since: dict[str, str]
    decides_from: str
    may_vote: str
    until: str
    overdue: str
    provisional: str
    provisional_extension: str
    first: str
    then: str
    reminders: tuple[str, ...]
    learn: tuple[str, ...]
    expected: dict[str, str]
    leads: dict[str, str]
    told: str
    left_to_coordinator: str

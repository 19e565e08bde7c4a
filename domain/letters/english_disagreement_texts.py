"""What notices about disagreements say in English."""

from domain.letters.tongue import Text

DISAGREEMENT_TEXTS = {
    "disagreement_opened": Text(
        "A disagreement was opened",
        "There is no agreement about a remark on {place}: a disagreement was opened.",
        "Agree on a text, call a reconciliation meeting, or take it to leadership. The remark's author may have their "
        "dissent recorded. Until then the revision is not passed on for approval.",
        "",
        "party",
    ),
    "meeting_called": Text(
        "A reconciliation meeting",
        "A reconciliation meeting was called about a disagreement on {place}: {meeting}.",
        "See the place and both wordings on the disagreement's page.",
        "",
        "party_or_invited",
    ),
    "meeting_held": Text(
        "What came of the reconciliation meeting",
        "The minutes of the reconciliation meeting about {place} were recorded; it was held {meeting}.",
        "",
        "",
        "party_or_invited",
    ),
    "settlement_proposed": Text(
        "A text was proposed to settle the disagreement",
        "A text was proposed to settle the disagreement on {place}.",
        "Read it and agree to it, or propose another.",
        "",
        "party",
    ),
    "settlement_awaited": Text(
        "Disagreements are not settled",
        "Revision No. {revision} of {place} waits for nothing but disagreements to be settled.",
        "Agree on a text, take it to leadership, or have the dissent recorded.",
        "due",
        "party",
    ),
    "disagreement_taken": Text(
        "A disagreement was taken to leadership",
        "The disagreement on {place} was taken to leadership, which decides it.",
        "",
        "",
        "party",
    ),
    "decision_on_disagreement": Text(
        "A disagreement for you to decide",
        "A disagreement on {place} was taken to you for your decision.",
        "Read both wordings and decide: let the text stand, take the proposed one, give a third, or have the dissent "
        "recorded. Until then the section is not approved.",
        "",
        "decider",
    ),
    "disagreement_closed": Text(
        "A disagreement was closed",
        "The disagreement on {place} was closed: {ended}.",
        "",
        "",
        "party_or_decider",
    ),
}

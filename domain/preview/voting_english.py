"""The sentences of voting and signing in English."""

from fractions import Fraction

from schemas.policy import Share, SignRule, VotingRule

SHARES = {
    (1, 2): "half",
    (1, 3): "one third",
    (2, 3): "two thirds",
    (1, 4): "one quarter",
    (3, 4): "three quarters",
    (2, 5): "two fifths",
    (3, 5): "three fifths",
    (4, 5): "four fifths",
}
"""Every other share is told in figures."""

LEAVING = "Who is recused leaves the total; nobody reviews a text that they wrote alone."

ORDERS = {
    "at_once": "They sign at once, in any order.",
    "in_turn": "They sign in turn, as they are listed: the next is invited when the one before has signed.",
}


def carried(rule: VotingRule) -> str:
    """What carries a revision."""
    whole = "the voices on the list" if rule.base == "list" else "the votes cast"
    if rule.kind == "unanimity" or (rule.share is not None and rule.share.numerator == rule.share.denominator):
        needed = _everybody(rule)
    elif rule.kind == "at_least":
        needed = f"at least {rule.count} {'vote is' if rule.count == 1 else 'votes are'} in favour"
    elif rule.share is not None:
        needed = f"at least {_share(rule.share)} of {whole} are in favour"
    else:
        needed = f"more than half of {whole} are in favour"
    return f"A revision is carried if {needed}."


def _everybody(rule: VotingRule) -> str:
    if rule.base == "votes":
        return "all who vote agree"
    return (
        "everybody on the list agrees"
        if rule.abstentions == "in_base"
        else "everybody on the list who does not abstain agrees"
    )


def _share(share: Share) -> str:
    part = Fraction(share.numerator, share.denominator)
    return SHARES.get((part.numerator, part.denominator), str(part))


def counted(rule: VotingRule, silence_agrees: bool) -> list[str]:
    """What remarks, abstentions and silence count for."""
    said = ["Agreement with remarks is a vote in favour."]
    if rule.kind != "at_least":
        into = "is in the total, but not in favour"
        said.append(f"Who abstains {into if rule.abstentions == 'in_base' else 'is left out of the count'}.")
    if silence_agrees:
        return [*said, "The silence of those whom invitation and reminder reached counts as agreement in the end."]
    if rule.base == "list":
        return [*said, "Who stays silent is not in favour when the round is closed."]
    return [*said, "Who stays silent is left out of the count."]


def voices(rule: VotingRule, weights: str) -> list[str]:
    """Whose the voices are, what they weigh, and how few are too few."""
    said = []
    if rule.voice == "organisation":
        said.append(
            "An organisation has one voice: that of the greater part of its people; evenly split, it abstains. "
            "Who speaks for no organisation has a voice of their own."
        )
    if rule.per_body:
        said.append("This must hold in each body whose members vote, and apart from that among those who sit in none.")
    if weights:
        said.append(f"Voices weigh: {weights}; all others 1.")
    if rule.minimum > 1:
        said.append(
            f"At least {rule.minimum} votes for or against are needed; "
            "with fewer, the coordinator decides after all reminders."
        )
    return said


def signatures(rule: SignRule, signers: int | None) -> str:
    """How many signatures are needed."""
    if rule.needed is None and signers == 1:
        return "The only approver signs."
    if rule.needed is None:
        return f"All approvers{f' ({signers})' if signers is not None else ''} sign."
    known = f" of {signers}" if signers is not None else ""
    return f"{rule.needed}{known} {'signature is' if rule.needed == 1 else 'signatures are'} needed."


CARRY_OVER = (
    "A verdict on the revision before counts for the new one too if since then {change} and nothing that its author "
    "commented on was touched; all others are asked again."
)
CHANGES = {
    "identical": "the text has not changed",
    "whitespace": "only spaces have changed",
    "typography": "only signs and formats have changed",
    "wording": "only words of the same sense have changed, at most {numerator}/{denominator} of all",
}
OWN_FIRST = (
    "Apart from the editors and the coordinator, only those who have given their own verdict see the verdicts and "
    "comments of others in an open round."
)
UPHOLDING = (
    "Where the answer to a remark is not simply “accepted”, its author has {limit} more to stand by the remark, "
    "and the section is not approved before that, though all have signed."
)

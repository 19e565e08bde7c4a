"""What the notices of plans and of votes whether to begin say in English."""

from domain.letters.tongue import Text

_DO = "Do it in time and mark it as done, with what shows it. If the time is not enough, tell the coordinator."
_VOTE = "Read the proposal and vote: agree, disagree (with a reason) or abstain."

PLAN_TEXTS: dict[str, Text] = {
    "obligation_opened": Text(
        "Yours by the plan",
        "The plan is in force, and this in it is yours: {milestone} ({place}).",
        _DO,
        "due",
        "owes",
    ),
    "obligation_reminder": Text(
        "Reminder of what is due",
        "Not marked as done yet: {milestone} ({place}).",
        _DO,
        "due",
        "owes",
    ),
    "obligation_overdue": Text(
        "Due date passed",
        "The date has passed and it is not marked as done: {milestone} ({place}).",
        "If it is yours, do it as soon as you can and mark it as done. The coordinator can extend the date or call it "
        "off.",
        "was",
        "owes_or_coordinator",
    ),
    "obligation_escalation": Text(
        "Overdue by the plan",
        "This is still not done: {milestone} ({place}).",
        "If it is yours, do it as soon as you can and mark it as done. If not, help, or settle with the coordinator "
        "what to do.",
        "was",
        "rule",
    ),
    "obligation_extended": Text(
        "New date by the plan",
        "The date has been moved: {milestone} ({place}).",
        "Do it by the new date and mark it as done.",
        "new",
        "owes_or_coordinator",
    ),
    "obligation_recounted": Text(
        "The date was recounted",
        "The date was counted anew by the calendar in force: {milestone} ({place}).",
        "Do it by the new date and mark it as done.",
        "new",
        "owes_or_coordinator",
    ),
    "obligation_passed": Text(
        "Passed to a deputy",
        "This has passed from who did not do it to their deputy: {milestone} ({place}).",
        "If you are the deputy, do it as soon as you can and mark it as done.",
        "was",
        "owes_or_coordinator",
    ),
    "obligation_stood_in": Text(
        "Passed to a deputy during an absence",
        "Whose this is, is away, and until they are back their deputy owes it: {milestone} ({place}).",
        "If you are the deputy, do it in time and mark it as done.",
        "due",
        "owes_or_coordinator",
    ),
    "obligation_taken_back": Text(
        "It has come back",
        "The deputy no longer stands in, and it is its owner's again: {milestone} ({place}).",
        "If it is yours, do it in time and mark it as done.",
        "due",
        "owes_or_coordinator",
    ),
    "obligation_relieved": Text(
        "You need not stand in any longer",
        "What you were to do as a deputy is no longer yours: {milestone} ({place}).",
        "",
        "",
        "deputy_before",
    ),
    "obligation_taken_over": Text(
        "It has passed on",
        "Whose this was has left or was replaced, and it has passed on: {milestone} ({place}).",
        "If it is yours now, do it in time and mark it as done.",
        "due",
        "owes_or_coordinator",
    ),
    "obligation_left": Text(
        "Fewer people owe it now",
        "One of those who owe it has left: {recusal}. Left: {base}. This is it: {milestone} ({place}).",
        "If it is yours, do it in time and mark it as done.",
        "due",
        "owes_or_coordinator",
    ),
    "obligation_fulfilled": Text(
        "Done by the plan",
        "Marked as done: {milestone} ({place}).",
        "",
        "",
        "owes_or_coordinator",
    ),
    "obligation_cancelled": Text(
        "Called off",
        "This is asked for no more: {milestone} ({place}).",
        "",
        "",
        "owes_or_coordinator",
    ),
    "proposal_opened": Text(
        "Whether to begin",
        "It is proposed to begin work: {place}. A vote decides, and you vote.",
        _VOTE,
        "due",
        "voter",
    ),
    "proposal_reminder": Text(
        "Reminder to vote",
        "Your vote whether to begin work has not come in yet: {place}.",
        _VOTE,
        "due",
        "voter",
    ),
    "proposal_overdue": Text(
        "Time to vote has passed",
        "The time has passed and it is not decided whether to begin work: {place}.",
        "If you have not voted, vote: votes are taken until the coordinator decides. The coordinator can decide, with "
        "a reason.",
        "was",
        "voter_or_coordinator",
    ),
    "proposal_escalation": Text(
        "The vote drags on",
        "It is still not decided whether to begin work: {place}.",
        "If you have not voted, vote. The coordinator can decide, with a reason.",
        "was",
        "rule",
    ),
    "proposal_extended": Text(
        "New date for the vote",
        "The date of the vote whether to begin work has been moved: {place}.",
        _VOTE,
        "new",
        "voter_or_coordinator",
    ),
    "proposal_recounted": Text(
        "The vote's deadline was recounted",
        "The deadline of the vote on whether to begin was counted anew by the calendar in force: {place}.",
        _VOTE,
        "new",
        "voter_or_coordinator",
    ),
    "proposal_base_changed": Text(
        "Fewer people vote now",
        "One of those who decide whether to begin has left: {recusal}. Counted from now on: {base} ({place}).",
        "",
        "",
        "voter_or_coordinator",
    ),
    "proposal_cannot_be_met": Text(
        "Too few are left to vote",
        "Voters have left, and the rule can no longer be met: {place}. Left: {base}.",
        "Refuse with a reason and begin a vote of other people. Where nobody is left, the coordinator or an "
        "administrator may also decide to begin.",
        "",
        "coordinator_or_administrator",
    ),
    "proposal_begun": Text(
        "Work begins",
        "It is decided to begin work: {place}.",
        "The coordinator can name the people and launch the document. Nothing is asked of the others.",
        "",
        "voter_or_coordinator",
    ),
    "proposal_refused": Text(
        "Work does not begin",
        "It is decided not to begin work: {place}.",
        "",
        "",
        "voter_or_coordinator",
    ),
}
"""By the kind of notice."""

"""What each kind of notice says in English."""

from domain.letters.tongue import Text

_REVIEW = "Read the text and give your verdict: agree, agree with remarks, disagree with reasons, or abstain."
_SIGN = "Read the revision and sign it, or decline with reasons."
_SIGN_WHOLE = "Read the document and sign it, or decline with reasons."

TEXTS: dict[str, Text] = {
    "drafting_opened": Text(
        "Please write the text",
        "Work on the text is open: {place}.",
        "Write the text and hand it in for review.",
        "due",
        "editor",
    ),
    "drafting_reminder": Text(
        "Reminder to hand in the text",
        "The text of {place} has not been handed in yet.",
        "Hand in the text for review. If you need more time, ask the coordinator for an extension.",
        "due",
        "editor",
    ),
    "review_invitation": Text(
        "Please review",
        "Revision {revision} of {place} is open for review.",
        _REVIEW,
        "due",
        "reviewer",
    ),
    "verdict_carried": Text(
        "Your verdict carries over",
        "Revision {revision} of {place} is open for review.",
        "",
        "due",
        "reviewer",
    ),
    "review_reminder": Text(
        "Reminder to review",
        "Your verdict on revision {revision} of {place} has not come in yet.",
        _REVIEW,
        "due",
        "reviewer",
    ),
    "sign_invitation": Text(
        "Please approve",
        "Revision {revision} of {place} lies before you for approval.",
        _SIGN,
        "due",
        "approver",
    ),
    "sign_reminder": Text(
        "Reminder to approve",
        "Revision {revision} of {place} is waiting for your signature.",
        _SIGN,
        "due",
        "approver",
    ),
    "deadline_passed": Text(
        "Deadline passed",
        "The deadline has passed and {missing} ({place}).",
        "If this step is awaited from you, {act} as soon as you can. The coordinator can extend the deadline "
        "or hand the duty to somebody else.",
        "was",
        "awaited_or_coordinator",
    ),
    "escalation": Text(
        "Overdue",
        "This is still overdue: {missing} ({place}).",
        "If this step is awaited from you, {act} as soon as you can. If not, help those who are awaited, "
        "or settle with the coordinator what to do.",
        "was",
        "rule",
    ),
    "grace_given": Text(
        "Review kept open",
        "The reviewers' silence cannot count as agreement yet ({place}): {grace}. "
        "The round stays open, and those who are silent were sent a reminder.",
        "If a reviewer cannot answer, put somebody else in their place.",
        "new",
        "coordinator",
    ),
    "returned": Text(
        "Sent back for changes",
        "Revision {revision} of {place} was sent back for changes: {returned}.",
        "Read the remarks, change the text and hand in a new revision.",
        "due",
        "editor",
    ),
    "signing_declined": Text(
        "Approval declined",
        "An approver declined to sign revision {revision} of {place}. The section is with its editors again.",
        "Editors are asked to act on the reason and hand in a new revision.",
        "due",
        "editor_or_coordinator",
    ),
    "signing_ended": Text(
        "There is nothing to sign any more",
        "Revision {revision} of {place} is with its editors again. Signatures on it, yours too, are void.",
        "Once the text is agreed on again, a new revision will come to you for your signature.",
        "",
        "approver",
    ),
    "approved": Text(
        "Approved",
        "Revision {revision} of {place} is approved.",
        "",
        "",
        "editor_or_coordinator",
    ),
    "informed_of_approval": Text(
        "For your information: approved",
        "Approved: {place}.",
        "",
        "",
        "informed",
    ),
    "informed_of_publication": Text(
        "For your information: published",
        "Published: {place} {published}.",
        "",
        "",
        "informed",
    ),
    "published": Text(
        "Published",
        "Published: {place} {published}.",
        "",
        "",
        "takes_part",
    ),
    "reopened": Text(
        "Work goes on",
        "Work on the next edition has begun: {place}.",
        "Editors are asked for a new text; reviewers will be invited when it has been handed in.",
        "due",
        "editor_or_reviewer",
    ),
    "withdrawn": Text(
        "Section withdrawn",
        "Work has ended and the section is no longer part of the document: {place}.",
        "",
        "",
        "takes_part",
    ),
    "extended": Text(
        "New deadline",
        "The deadline has been moved: {place}.",
        "By the new deadline, {act}.",
        "new",
        "awaited",
    ),
    "recounted": Text(
        "The deadline was recounted",
        "The calendar of working days has changed, and the deadline was counted anew: {place}.",
        "By the new deadline, {act}.",
        "new",
        "awaited",
    ),
    "assigned": Text(
        "New assignment",
        "You are now {part_taken} of {place}.",
        "Open the section and see how the work stands; when your step is due, a letter of its own will come.",
        "",
        "reassigned",
    ),
    "relieved": Text(
        "You have been relieved",
        "You are no longer {part_name} of {place}.",
        "",
        "",
        "reassigned",
    ),
    "relieved_for_now": Text(
        "You have been replaced in this phase",
        "Until the end of the phase somebody else is among the {judges} of {place} in your place. "
        "If it is the matrix of responsibilities that appoints you, you are called again when such a phase next opens.",
        "",
        "",
        "reassigned",
    ),
    "deputy_called": Text(
        "Please stand in",
        "The duty of one of the {judges} of {place} has passed to you: {passing}.",
        "{standing_in}: {act}.",
        "due",
        "deputy",
    ),
    "duty_passed": Text(
        "A duty has passed to a deputy",
        "The duty of one of the {judges} of {place} has passed to a deputy: {passing}.",
        "",
        "",
        "takes_part",
    ),
    "duty_returned": Text(
        "A duty has come back",
        "The deputy acts no longer; the duty of one of the {judges} of {place} is its owner's again.",
        "If it is yours, {act}.",
        "due",
        "takes_part",
    ),
    "deputy_relieved": Text(
        "You need not stand in any longer",
        "You stand in no longer for one of the {judges} of {place}: the duty is its owner's again, "
        "somebody else's, or nobody's any more.",
        "",
        "",
        "deputy_before",
    ),
    "no_deputy": Text(
        "There is no deputy",
        "A duty was to pass to a deputy, and nobody may stand in (people concerned: {people}): {place}.{lacking}",
        "Replace these people or hand their duties to others.",
        "",
        "coordinator",
    ),
    "recused": Text(
        "You are out of the round",
        "You no longer take part in the decision on revision No. {revision} of {place}: {recusal}.",
        "",
        "",
        "takes_part",
    ),
    "base_changed": Text(
        "Fewer people decide now",
        "One of the {judges} of {place} has left the round: {recusal}. Counted from now on: {base}.",
        "",
        "",
        "takes_part",
    ),
    "base_restored": Text(
        "Somebody has taken the empty place",
        "Another person has taken the place of one of the {judges} of {place} who had left. "
        "Counted from now on: {base}.",
        "",
        "",
        "takes_part",
    ),
    "cannot_be_met": Text(
        "Too few are left to decide",
        "Fewer of the {judges} of {place} may decide than the rule asks for, so that it cannot be met. May: {base}.",
        "Assign other people or send the text back to drafting.",
        "",
        "coordinator_or_administrator",
    ),
    "comment_answered": Text(
        "Your remark was answered",
        "The editors answered your remark on {place}: {answered}.",
        "Read the answer. If you are content with it, close the thread; if not, stand by your remark: "
        "it is a disagreement then, without whose outcome the section is not approved.",
        "uphold",
        "remarked",
    ),
    "answer_taken": Text(
        "Your answer by letter is recorded",
        "The letter about revision No. {revision} of {place} was answered from your address: “{taken_words}”. "
        "That is recorded.",
        "",
        "",
        "answered",
    ),
    "answer_refused": Text(
        "An answer by letter was not recorded",
        "The letter about revision No. {revision} of {place} was answered, but the answer is not recorded: "
        "{not_taken_words}.",
        "If the answer was yours, answer on the section's page.",
        "",
        "answered",
    ),
    "answers_awaited": Text(
        "Remarks wait for your answer",
        "Revision No. {revision} of {place} has remarks without an answer, and goes no further without them answered.",
        "Answer each of them: right after the last answer work goes on.",
        "due",
        "editor",
    ),
    "answers_missing": Text(
        "Remarks have no answer",
        "The time is over and revision No. {revision} of {place} has the votes it needed, but not all remarks "
        "are answered.",
        "Press the editors, answer in their place, or send the revision back: without answers it is not passed on "
        "for approval.",
        "new",
        "coordinator",
    ),
    "time_asked": Text(
        "More time is asked for",
        "Somebody who is awaited asks for more time: {place}.",
        "Open the section on the coordinator's desk: it says who asks, and there the deadline is moved. "
        "Nothing changes by itself.",
        "due",
        "coordinator",
    ),
    "relief_asked": Text(
        "Somebody says that a duty is not theirs",
        "Somebody who is awaited says that this is for another to do: {place}.",
        "Open the section on the coordinator's desk: it says who that is, and there they are replaced or their duty "
        "is handed to another. Nothing changes by itself.",
        "due",
        "coordinator",
    ),
    "decision_needed": Text(
        "The decision is yours",
        "The time is over, and fewer people have given a verdict on revision No. {revision} of {place} "
        "than the rule asks for.",
        "Accept the revision, send it back, or wait: verdicts are still taken.",
        "new",
        "coordinator",
    ),
    "basis_changed": Text(
        "The basis of your section changed",
        "Revision {revision} changed the substance of {place}.{touched} Your section rests on it.",
        "See whether your text has to change as well.",
        "",
        "rests_on",
    ),
    "candidate_opened": Text(
        "Please approve the document",
        "All sections are approved, and {place} lies before you as a whole.",
        _SIGN_WHOLE,
        "due",
        "leader",
    ),
    "candidate_reminder": Text(
        "Reminder to approve the document",
        "Your signature is awaited: {place}.",
        _SIGN_WHOLE,
        "due",
        "leader",
    ),
    "candidate_voided": Text(
        "Approval of the document called off",
        "The list of sections that lay before its approvers no longer stands: {place} has changed, "
        "and not all of its sections are approved now.",
        "Do not sign the former list. When all sections are approved again, a new letter will come.",
        "",
        "leader_or_coordinator",
    ),
    "candidate_declined": Text(
        "Document not approved",
        "The leadership declined to approve {place}.",
        "Read the reason and decide which sections to open again.",
        "",
        "coordinator",
    ),
    "document_assigned": Text(
        "A new duty",
        "You are now {part_name} of {place}.",
        "Open the document and see how the work stands.",
        "",
        "reassigned_whole",
    ),
    "document_relieved": Text(
        "A duty was taken off you",
        "You are no longer {part_name} of {place}.",
        "",
        "",
        "reassigned_whole",
    ),
    "document_coordinator_left": Text(
        "A document has no coordinator",
        "The coordinator's account was closed, and nobody coordinates {place}.",
        "Name another coordinator.",
        "",
        "administrator",
    ),
    "document_approved": Text(
        "Document approved",
        "The leadership approved {place} as a whole.",
        "The coordinator can publish the edition now. Nothing is asked of the others.",
        "",
        "leader_or_coordinator",
    ),
}
"""By the kind of notice."""

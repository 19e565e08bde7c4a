"""The words that explain in English how something stands."""

from domain.explanation.tongue import Tongue

ENGLISH = Tongue(
    decided={
        "launched": "Work on the section began on {day}.",
        "reopened": "Work on the section's next edition began on {day}.",
        "round_closed.in_favour.rule": "Round {round} of the review was closed on {day}: "
        "the revision had the votes it needed.",
        "round_closed.in_favour.silence": "Round {round} of the review was closed on {day}: "
        "the revision had the votes it needed, with silence taken for agreement.",
        "round_closed.in_favour.ladder": "Round {round} of the review was closed on {day}, its time being over: "
        "the votes cast were enough for the revision.",
        "round_closed.in_favour.coordinator": "On {day} the coordinator closed round {round} of the review "
        "and passed the revision on for approval.",
        "round_closed.against.rule": "Round {round} of the review was closed on {day}: "
        "the revision did not have the votes it needed and went back to its editors.",
        "round_closed.against.silence": "Round {round} of the review was closed on {day}: even with silence taken "
        "for agreement the revision did not have the votes it needed and went back to its editors.",
        "round_closed.against.ladder": "Round {round} of the review was closed on {day}, its time being over: "
        "the revision went back to its editors.",
        "round_closed.against.coordinator": "On {day} the coordinator closed round {round} of the review: "
        "the revision went back to its editors.",
        "round_closed.returned.coordinator": "On {day} the coordinator closed round {round} of the review "
        "and sent the revision back to its editors.",
        "round_closed.returned.settlement": "On {day} round {round} of the review was closed: a disagreement ended so "
        "that the text is to change, and the revision went back to its editors.",
        "disagreement_closed": "On {day} a disagreement ended so that the text is to change: it is with its editors.",
        "signing_declined": "On {day} {who} declined to sign, and the section went back to its editors.",
        "approved": "The section was approved on {day}.",
        "published": "The section was published on {day}.",
        "withdrawn": "The section was withdrawn on {day}.",
        "document_launched": "Work on the document began on {day}.",
        "candidate_voided": "On {day} the document's approval was called off: its list of sections had changed.",
        "document_declined": "On {day} {who} declined to approve the document.",
        "document_approved": "The document was approved on {day}.",
        "document_reopened": "Work on the document's next edition began on {day}.",
        "edition_published": "The document was published on {day}.",
        "document_withdrawn": "The document was withdrawn on {day}.",
    },
    standing={
        "section.planned": "Work on the section has not begun.",
        "section.drafting": "The text is being written; no revision has been handed in yet.",
        "section.drafting.number": "The text is with its editors; the last revision handed in is No. {number}.",
        "section.review": "Revision No. {number} is under review, round {round}.",
        "section.sign_off": "Revision No. {number} is up for approval.",
        "section.approved": "Revision No. {number} waits for the approval of the document as a whole.",
        "section.published": "Work on the section ended with revision No. {number}.",
        "section.withdrawn": "Work on the section has ended.",
        "document.setup": "Work on the document has not begun.",
        "document.in_work": "The document's sections are being worked on; "
        "once all are approved, the document comes up for approval.",
        "document.signing": "The document as a whole is up for approval, list No. {number}.",
        "document.approved": "The document waits to be published.",
        "document.publishing": "The edition is being made.",
        "document.published": "Work on the document is finished.",
        "document.withdrawn": "Work on the document has ended.",
    },
    counts="{counted}: {in_favour} for{tacit}, {against} against, {abstained} abstained, {silent} still out.",
    tacit=" ({tacit} of them by silence)",
    counted={"person": "Votes", "organisation": "Votes of organisations"},
    counted_with_weight="{counted} by weight",
    sides={
        "in_favour": "for: {who}",
        "against": "against: {who}",
        "abstained": "abstained: {who}",
        "silent": "not yet settled: {who}",
    },
    organisations="By organisation — {sides}.",
    body="{body}: {in_favour} for{tacit}, {against} against, {abstained} abstained, {silent} still out; {so}.",
    outside_bodies="Outside any body",
    in_body={
        "met": "the rule is met",
        "against": "the rule can no longer be met",
        "open": "{missing} more in favour would be enough",
        "no_base": "all abstained",
        "too_few": "fewer voters than the rule asks for",
    },
    missing={
        "minimum": "There are too few votes for and against yet: {missing_votes} still missing.",
        "in_favour": "{missing} more in favour would be enough.",
        "surely": "{missing} more in favour would be enough, whatever the others say.",
        "out_of_reach": "This round can no longer get as many votes for and against as the rule asks for.",
        "against_below_minimum": "The revision can no longer get the votes it needs; "
        "still missing for the rule to close the round: {missing_votes} for or against.",
        "met": "The rule is met.",
        "against": "The revision can no longer get the votes it needs.",
    },
    obstacles={
        "below_minimum": "No more votes are awaited, and fewer are for or against than the rule asks for.",
        "no_base": "Everybody who would have counted abstained.",
        "too_few": "Fewer voters are left than the rule asks for.",
    },
    own_first="Your own opinion first: you will see the verdicts and comments of others when you have given yours "
    "or when the round closes.",
    on_paper="The verdict came by letter and was entered from paper: {who}.",
    carried="A verdict on an earlier revision counts for this one too, until it is changed: {who}.",
    outdated="A verdict on an earlier revision is outdated, and a new one is asked for: {who}.",
    votes=("{n} vote", "{n} votes"),
    held=(
        "The vote is done, and the revision has the votes it needed. {n} remark waits for an answer; once it is "
        "answered, the revision is passed on for approval.",
        "The vote is done, and the revision has the votes it needed. {n} remarks wait for an answer; once they are "
        "answered, the revision is passed on for approval.",
    ),
    unanswered=(
        "{n} remark has no answer: until it is answered, the revision is not passed on for approval.",
        "{n} remarks have no answer: until they are answered, the revision is not passed on for approval.",
    ),
    unsigned=(
        "{n} remark has no answer: until it is answered, the section is neither signed nor approved.",
        "{n} remarks have no answer: until they are answered, the section is neither signed nor approved.",
    ),
    disagreements=(
        "{n} disagreement is open: until it is settled, the section is not approved.",
        "{n} disagreements are open: until they are settled, the section is not approved.",
    ),
    signing="Signatures: {signed} of {signers} ({who}); {needed}.",
    nobody_signed="Nobody has signed yet; {needed}.",
    signatures_needed=("{n} is needed for approval", "{n} are needed for approval"),
    signatures_missing=("{n} signature is missing.", "{n} signatures are missing."),
    signing_then="They sign in turn; next: {who}.",
    gone="{reason}, {lost}: {who}.",
    reasons={
        "conflict": "Recused",
        "deactivated": "Account closed",
        "left_body": "No longer in the body",
    },
    lost={
        "section.drafting": "not writing the text any more",
        "section.review": "without a vote in this round",
        "section.sign_off": "without a signature",
    },
    succeeded="{who}: in place of {gone}.",
    remaining={
        "section.drafting": "Left to write the text: {n}.",
        "section.review": "Voters left in this round: {n}.",
        "section.sign_off": "Signers left: {n}.",
    },
    speaks_for=" (spoken for by {who})",
    instead=" (standing in for {who})",
    turns={
        "launch": "The coordinator starts the work: {who}.",
        "text": "The text is awaited from: {who}.",
        "verdict": "A verdict is awaited from: {who}.",
        "answers": "Answers to remarks are awaited from: {who}.",
        "settlement": "Disagreements are to be settled by: {who}.",
        "signature": "A signature is awaited from: {who}.",
        "contentment": "All have signed. The authors of remarks can still stand by them: {who}.",
        "decision": "The coordinator decides: {who}.",
        "return": "The coordinator may send the revision back to its editors: {who}.",
        "publication": "The coordinator publishes the document: {who}.",
    },
    turns_since={
        "launch": "Since {day} the coordinator has been awaited to start the work: {who}.",
        "text": "Since {day} the text has been awaited from: {who}.",
        "verdict": "Since {day} a verdict has been awaited from: {who}.",
        "settlement": "Since {day} disagreements have been waiting to be settled by: {who}.",
        "answers": "Since {day} answers to remarks have been awaited from: {who}.",
        "signature": "Since {day} a signature has been awaited from: {who}.",
        "contentment": "All have signed. The authors of remarks can still stand by them: {who}.",
        "decision": "The round has been open since {day}; the coordinator decides: {who}.",
        "return": "The round has been open since {day}; "
        "the coordinator may send the revision back to its editors: {who}.",
        "publication": "Since {day} the coordinator can publish the document: {who}.",
    },
    decides_from="The coordinator may decide {moment} or later.",
    may_vote="Votes are still taken from: {who}.",
    until="Due {until}.",
    overdue="Overdue; it was due {until}.",
    provisional="The time is provisional: the calendar of working days for it is not published yet.",
    provisional_extension="The extended time is provisional: the calendar of working days for it is not published yet.",
    first="If nobody acts, {what}.",
    then="Then {what}.",
    reminders=(
        "those who are awaited are reminded {moments}",
        "those who are awaited are reminded {moments}",
    ),
    learn=("learns", "learn"),
    expected={
        "deadline": "once the time has run out, this is told to: {who}",
        "step": "{moment} the delay is told to: {who}",
        "extend": "{moment} the time is extended, once: it is then due {until}, and what follows is counted anew from "
        "there",
        "pass_to_deputy": "{moment} what is awaited passes to deputies, where there are any",
        "count_silence": "{moment} silence is taken for agreement, provided invitations and reminders were sent; "
        "{leads}",
        "count_silence.coordinator": "{moment} silence is taken for agreement, provided invitations and reminders "
        "were sent; if nobody else votes, the rule still cannot decide: the round stays open with a new deadline, "
        "then this step comes again, and the coordinator may decide",
        "count_silence.answers": "{moment} silence is taken for agreement, provided invitations and reminders were "
        "sent; while remarks are unanswered, the round stays open with a new deadline, and this step is tried again",
        "close_by_rule.answers": "{moment} the votes cast are counted; while remarks are unanswered, the round stays "
        "open with a new deadline, and then this step is tried again",
        "count_silence.settlement": "{moment} silence is taken for agreement, provided invitations and reminders were "
        "sent; while disagreements are open, the round stays open with a new deadline, and this step is tried again",
        "close_by_rule.settlement": "{moment} the votes cast are counted; while disagreements are open, the round "
        "stays open with a new deadline, and then this step is tried again",
        "send_back": "{moment} the revision goes back to its editors",
        "term": "{moment} the section is approved",
        "close_by_rule": "{moment} the round is closed by the votes cast; {leads}",
        "close_by_rule.coordinator": "{moment}, if nobody else votes, the rule cannot decide: the round stays open "
        "with a new deadline, then this step comes again, and the coordinator may decide",
    },
    leads={
        "": "the round is closed",
        "sign_off": "if nobody else votes, the revision goes on to approval",
        "drafting": "if nobody else votes, the revision goes back to its editors",
    },
    told="{what}; this is told to: {who}",
    left_to_coordinator="After that nothing happens by itself, it is for the coordinator to act: {who}.",
)

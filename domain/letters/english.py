"""The words that letters in English are put together from."""

from domain.letters.english_plan_texts import PLAN_TEXTS
from domain.letters.english_texts import TEXTS
from domain.letters.tongue import Tongue

ENGLISH = Tongue(
    greeting="Dear {name},",
    greeting_nameless="Good day,",
    note="Reason: {note}",
    nothing_asked="Nothing is asked of you.",
    link={"section": "Open the section:", "document": "Open the document:"},
    farewell="This letter was written automatically; there is no need to answer it.",
    topics={"section": "section {position} “{section}”, “{document}”", "document": "“{document}”"},
    places={
        "section": {"place": "section {position} “{section}” of “{document}”", "this": "this section"},
        "document": {"place": "the document “{document}”", "this": "this document"},
    },
    until={
        "due": "This is due {until}.",
        "was": "This was due {until}.",
        "new": "This is now due {until}.",
    },
    because="You get this letter because {why}.",
    why={
        "editor": "you are an editor of this section",
        "reviewer": "you are a reviewer of this section",
        "approver": "you are an approver of this section",
        "coordinator": "you are the coordinator of {this}",
        "editor_or_coordinator": "you are an editor or the coordinator of this section",
        "editor_or_reviewer": "you are an editor or a reviewer of this section",
        "awaited": "this step is awaited from you",
        "awaited_or_coordinator": "this step is awaited from you, or you are the coordinator of {this}",
        "rule": "the rules of {this} say that you are told when something is overdue",
        "deputy": "you stand in for the person whose duty this is",
        "owes": "by the plan this is awaited from you",
        "owes_or_coordinator": "by the plan this is yours, or you are the coordinator of {this}",
        "voter": "you vote on whether work on the document begins",
        "voter_or_coordinator": "you vote on whether work begins, or you are the coordinator of {this}",
        "takes_part": "you took part in the work on this text",
        "reassigned": "your duties in this section have changed",
        "informed": "by the matrix of responsibility you, or a body that you sit in, are kept informed of {this}",
        "reassigned_whole": "your duties in this document have changed",
        "administrator": "you are an administrator of this installation",
        "coordinator_or_administrator": "you are the coordinator of {this} or an administrator of this installation",
        "rests_on": "you are an editor of a section that rests on this one",
        "leader": "you are an approver of this document",
        "leader_or_coordinator": "you are an approver or the coordinator of this document",
    },
    missing={
        "drafting": "the text has not been handed in",
        "review": "not all reviewers have given their verdicts",
        "sign_off": "not all approvers have signed",
        "signing": "the leadership has not signed in full",
    },
    acts={
        "drafting": "hand in the text",
        "review": "give your verdict",
        "sign_off": "sign the revision or decline with reasons",
        "signing": "sign the document or decline with reasons",
    },
    parts={
        "editor": "an editor",
        "reviewer": "a reviewer",
        "approver": "an approver",
        "leader": "a leader",
        "coordinator": "the coordinator",
    },
    parts_taken={
        "editor": "an editor",
        "reviewer": "a reviewer",
        "approver": "an approver",
        "leader": "a leader",
        "coordinator": "the coordinator",
    },
    returned={
        "rule": "the reviewers decided against it",
        "silence": "counting those who were silent, it did not get enough votes in favour",
        "ladder": "the time for review ran out, and the section's rules send it back",
        "coordinator": "the coordinator decided so",
    },
    grace={
        "not_told": "it is not certain that all who are silent were sent both an invitation and a reminder",
        "not_up": "the service was not up all the time on the last working day",
    },
    judges={"editor": "editors", "reviewer": "reviewers", "approver": "approvers", "leader": "leaders"},
    recusals={
        "conflict": "a conflict of interest was declared",
        "deactivated": "the account was closed",
        "left_body": "the person left the body that they were appointed from",
    },
    passings={
        "delegation": "the duty was handed over",
        "absence": "the person whose duty it is is away",
        "ladder": "the time is over, and the section's rules say so",
    },
    published={"section": "is part of the new edition", "document": "is out as a new edition"},
    touched="The changes concern: {touched}.",
    unseen_bases="Please note: sections that this one rests on changed in substance after its text was handed in, "
    "and nobody has marked these changes as looked at yet.",
    texts=TEXTS | PLAN_TEXTS,
)

"""Which fields of a request a role may set, written out by hand for every operation that writes."""

from domain.rights import RIGHTS

Fields = dict[str, "Fields | None"]
"""Names; what is an object, or a list of objects, has its own."""


def fields(names: str, **nested: Fields) -> Fields:
    """Plain fields, and those that hold others."""
    return {**dict.fromkeys(names.split()), **nested}


LIMIT = fields("at days duration months weeks working_days years")
RULE = fields("", limit=LIMIT, reminders=LIMIT, ladder=fields("outcome tell", after=LIMIT, by=LIMIT))
VOTE = fields(
    "abstentions base count kind minimum per_body voice",
    share=fields("denominator numerator"),
    weights=fields("of weight"),
)
POLICY = fields(
    "answers opinions publish_dissent zone",
    drafting=RULE,
    review=RULE,
    sign_off=RULE,
    vote=VOTE,
    sign=fields("needed order"),
    uphold_within=LIMIT,
    carry_over=fields("up_to", wording_limit=fields("denominator numerator")),
)
DUE = fields("first last words")

# fmt: off
BODY: dict[str, Fields] = {
    "sessions.sign_in": fields("cookie email password"),
    "sessions.ask_link": fields("email"),
    "sessions.sign_in_by_link": fields("cookie token"),
    "invitations.add": fields("email language name organisation_id position role",
        bodies=fields("body_id deputy_id office since title until")),
    "invitations.accept": fields("consent name password token"),
    "confirmations.add": fields("password"),
    "confirmations.by_link": fields("token"),
    "tokens.add": fields("expires_at name scopes"),
    "people.add": fields("email language name organisation_id password position role"),
    "people.update": fields("active email language name organisation_id position role"),
    "people.update_profile": fields("language name position"),
    "people.change_password": fields("current new"),
    "people.reset_password": fields("new"),
    "people.import_confirm": fields("invite"),
    "channels.update": fields("digest_at language zone", channels=fields("kind rhythm urgent_at_once"),
        quiet=fields("since until")),
    "channels.set_address": fields("address"),
    "channels.confirm": fields("code"),
    "people.consent": fields("given version"),
    "people.erase": fields("notes reason"),
    "organisations.add": fields("district kind name region"),
    "organisations.update": fields("district kind name region"),
    "bodies.add": fields("function kind mandate name parent_id"),
    "bodies.update": fields("function kind mandate name parent_id"),
    "bodies.set_member": fields("deputy_id office since title until"),
    "absences.add": fields("deputy_id person_id since until"),
    "calendar.set_day": fields("reason working"),
    "calendar.end_day": fields("reason"),
    "policies.preview": fields("document_id opened_at signers voters", policy=POLICY),
    "sections.policy": fields("reason", policy=POLICY),
    "documents.policy": fields("reason", policy=POLICY),
    "documents.import_confirm": fields("approvers language title",
        policy=POLICY, sections=fields("number run title")),
    "documents.create": fields("approvers language template title", policy=POLICY),
    "documents.update": fields("approvers title", policy=POLICY),
    "documents.sign": fields("candidate_hash password proof shown"),
    "documents.decline": fields("candidate_hash reason"),
    "documents.extend": fields("reason", limit=LIMIT),
    "documents.recount": fields("reason"),
    "documents.rehearse": fields("starts_at", everybody=fields("acts working_days"),
        people=fields("acts person_id working_days")),
    "documents.reassign": fields("joins leaves part reason"),
    "documents.delegate": fields("deputy_id person_id reason"),
    "responsibilities.set": fields("", rows=fields("as_one body_id person_id section_id task")),
    "milestones.add": fields("body body_id details forms needs number person_id title", due=DUE),
    "milestones.update": fields("body body_id details forms needs number person_id title", due=DUE),
    "milestones.fulfil": fields("evidence"),
    "milestones.extend": fields("reason", limit=LIMIT),
    "milestones.recount": fields("reason"),
    "milestones.cancel": fields("reason"),
    "plans.import_confirm": fields("name take", milestones=fields("body number place title",
        due=DUE), statements=fields("milestone_id quote", due=DUE)),
    "plans.add_source": fields("name", statements=fields("milestone_id quote", due=DUE)),
    "plans.acknowledge": fields("reason"),
    "plans.set_rule": fields("", rule=RULE),
    "plans.lay": fields("section_id"),
    "proposals.open": fields("body_id voters", rule=RULE, vote=VOTE),
    "proposals.vote": fields("text verdict"),
    "proposals.settle": fields("outcome reason"),
    "proposals.recount": fields("reason"),
    "sections.add": fields("bases brief title", policy=POLICY),
    "sections.update": fields("bases brief title", policy=POLICY),
    "sections.assign": fields("approvers editors reviewers"),
    "bases.mark_seen": fields("revision_id"),
    "sections.verdict": fields("official revision_id text verdict"),
    "contributions.add": fields("kind prefix quote replacement revision_id suffix text verdict"),
    "letters.enter": fields("person_id revision_id text verdict"),
    "sections.take_back": fields("revision_id"),
    "guests.invite": fields("days email language name organisation_id position"),
    "guest.open": fields("consent token"),
    "guest.renew": fields("token"),
    "guest.comment": fields("kind prefix quote replacement suffix text"),
    "guest.verdict": fields("text verdict"),
    "guest.uphold": fields("reason wording"),
    "sections.return": fields("reason"),
    "sections.sign": fields("password proof revision_id shown text_hash"),
    "sections.decline": fields("reason revision_id"),
    "sections.withdraw": fields("reason"),
    "sections.reopen": fields("reason"),
    "sections.extend": fields("reason", limit=LIMIT),
    "sections.recount": fields("reason"),
    "sections.reassign": fields("joins leaves part reason"),
    "sections.ask_help": fields("asks reason"),
    "sections.remind": fields("person_id"),
    "sections.recuse": fields("person_id reason"),
    "sections.delegate": fields("deputy_id person_id reason"),
    "sections.decide": fields("in_favour reason"),
    "comments.add": fields("kind prefix quote replacement revision_id suffix text"),
    "reviews.keep": fields("text verdict"),
    "reviews.add_remark": fields("kind prefix quote replacement revision_id suffix text"),
    "reviews.change_remark": fields("kind prefix quote replacement revision_id suffix text"),
    "reviews.send": fields("official revision_id text verdict"),
    "comments.reattach": fields("prefix quote revision_id suffix"),
    "annotations.import": fields("@context id partOf startIndex type", items=fields(
        "@context id type motivation creator created", body=fields("type value purpose format language"),
        target=fields("type source", selector=fields(
            "type exact prefix suffix start end value conformsTo refinedBy")))),
    "comments.reply": fields("text"),
    "comments.answer": fields("answer text"),
    "comments.decline": fields("reason"),
    "comments.uphold": fields("reason wording"),
    "disagreements.meet": fields("at minutes participants place"),
    "disagreements.propose_settlement": fields("changes text"),
    "disagreements.accept_settlement": fields("settlement_id"),
    "disagreements.take_to_leadership": fields("decider_id reason"),
    "disagreements.decide": fields("decision reason wording"),
    "disagreements.record_dissent": fields("reason"),
    "readings.apply": fields("changes comments revision_id"),
    "materials.update": fields("section_id title"),
}
# fmt: on
"""Of JSON bodies."""

QUERY = {
    "people.import": "filename",
    "documents.import": "filename",
    "plans.import": "filename year",
    "sections.submit": "base_id changes filename",
    "readings.add": "filename revision_id",
    "letters.add": "dated filename number",
    "materials.add": "filename section_id title",
    "materials.add_version": "filename",
}
"""Of addresses; the body of these is a file."""

# fmt: off
NOTHING = {
    "absences.end", "bodies.remove_member", "channels.renew_key", "comments.resolve", "comments.take",
    "comments.withdraw", "confirmations.ask_link", "documents.launch", "reviews.remove_remark",
    "documents.order_publication", "documents.propose", "drafts.hand_in", "feeds.make", "feeds.revoke",
    "answers.undo", "guest.resolve", "guests.revoke", "guests.send_again",
    "invitations.send_again", "invitations.withdraw", "materials.withdraw", "milestones.remove", "notes.erase",
    "notices.read_mark", "people.ask_erasure", "sessions.sign_out", "sessions.sign_out_elsewhere", "tokens.revoke",
}
# fmt: on
"""Operations that take no field at all."""

NARROWER = {
    ("invitations.add", "role"): {"administrator"},
    ("invitations.add", "bodies"): {"administrator"},
    ("absences.add", "person_id"): {"administrator", "convener"},
    ("sections.recuse", "person_id"): {"administrator", "coordinator"},
    ("sections.delegate", "person_id"): {"administrator", "coordinator"},
    ("documents.delegate", "person_id"): {"administrator", "coordinator"},
}
"""Fields by which something may be said only by some of those who may do the operation; others leave them as they are,
or name themselves."""


def may_set(operation: str, relation: str) -> frozenset[str]:
    """The fields of the body that somebody of this relation may set."""
    if relation not in {one.value for one in RIGHTS[operation].who}:
        return frozenset()
    return frozenset(
        name for name in BODY.get(operation, ()) if relation in NARROWER.get((operation, name), {relation})
    )

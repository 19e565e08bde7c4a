"""Who may do what: one map from every operation to the relations that allow it and the scope a token needs.

The keys are the operation ids of the HTTP routes. A service asks `services.rights.permit` and tells it
which relations the actor has to the object in question.
"""

from dataclasses import dataclass
from enum import StrEnum

from schemas.actor import Actor, Scope


class Relation(StrEnum):
    """How an actor stands to an object; the first four follow from the actor alone."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    CONVENER = "convener"
    """Has the installation-wide role coordinator: makes documents and invites people to them."""
    ADMINISTRATOR = "administrator"
    SELF = "self"
    """Is the person in question, or the owner of the token, the notice, the draft, the reading or the import."""
    COORDINATOR = "coordinator"
    """Coordinates this document."""
    EDITOR = "editor"
    """Editor, reviewer and approver have that part in this section."""
    REVIEWER = "reviewer"
    APPROVER = "approver"
    LEADER = "leader"
    """Approves this document as a whole."""
    VOTER = "voter"
    """Votes whether work on this document begins."""
    MEMBER = "member"
    """Sits in a body that reviews the section as one voice, and has no other part: what they say stays inside."""
    SECRETARY = "secretary"
    """Keeps the papers: secretary of a body of the document's matrix; of one that has one voice, for it alone."""
    PARTICIPANT = "participant"
    """Has any part in this document: coordinates it, leads it, or edits, reviews or approves a section of it."""


@dataclass(frozen=True)
class Right:
    """Any one of `who` suffices; an API token needs `scope` besides."""

    scope: Scope
    who: frozenset[Relation]


def _read(*who: Relation) -> Right:
    return Right(Scope.READ, frozenset(who))


def _write(*who: Relation) -> Right:
    return Right(Scope.WRITE, frozenset(who))


def _admin(*who: Relation) -> Right:
    return Right(Scope.ADMIN, frozenset(who))


ANYONE, SIGNED_IN, SELF = Relation.ANYONE, Relation.SIGNED_IN, Relation.SELF
CONVENER, ADMINISTRATOR = Relation.CONVENER, Relation.ADMINISTRATOR
COORDINATOR, PARTICIPANT, LEADER = Relation.COORDINATOR, Relation.PARTICIPANT, Relation.LEADER
VOTER = Relation.VOTER
MEMBER, SECRETARY = Relation.MEMBER, Relation.SECRETARY
EDITOR, REVIEWER, APPROVER = Relation.EDITOR, Relation.REVIEWER, Relation.APPROVER

RIGHTS: dict[str, Right] = {
    # The service itself
    "health.live": _read(ANYONE),
    "health.ready": _read(ANYONE),
    "openapi.read": _read(ANYONE),
    "problems.list": _read(ANYONE),
    "audit.list_checkpoints": _read(ADMINISTRATOR),
    "audit.list_refusals": _read(ADMINISTRATOR),
    # People and what they sign in with
    "people.list": _read(SIGNED_IN),
    "people.read": _read(SIGNED_IN),
    "people.add": _admin(ADMINISTRATOR),
    "people.import": _admin(ADMINISTRATOR),
    "people.import_read": _read(ADMINISTRATOR),
    "people.import_confirm": _admin(ADMINISTRATOR),
    "people.update": _admin(ADMINISTRATOR),
    "people.update_profile": _admin(SELF),
    "people.change_password": _admin(SELF),
    "people.reset_password": _admin(ADMINISTRATOR),
    "people.consent": _admin(SELF),
    "people.export": _read(SELF, ADMINISTRATOR),
    "people.ask_erasure": _admin(SELF),
    "people.erase": _admin(ADMINISTRATOR),
    "notes.erase": _admin(ADMINISTRATOR),
    "consent.read": _read(ANYONE),
    "channels.read": _read(SELF, ADMINISTRATOR),
    "channels.update": _admin(SELF),
    "channels.set_address": _admin(SELF),
    "channels.confirm": _admin(SELF),
    "channels.renew_key": _admin(SELF),
    "feeds.make": _admin(SELF),
    "feeds.revoke": _admin(SELF, ADMINISTRATOR),
    "feeds.read": _read(ANYONE),
    "sessions.sign_in": _admin(ANYONE),
    "sessions.ask_link": _admin(ANYONE),
    "sessions.sign_in_by_link": _admin(ANYONE),
    "links.read": _read(ANYONE),
    "invitations.list": _read(CONVENER, ADMINISTRATOR),
    "invitations.add": _admin(CONVENER, ADMINISTRATOR),
    "invitations.accept": _admin(ANYONE),
    "invitations.send_again": _admin(CONVENER, ADMINISTRATOR),
    "invitations.withdraw": _admin(CONVENER, ADMINISTRATOR),
    "sessions.read": _read(SIGNED_IN),
    "sessions.sign_out": _admin(SIGNED_IN),
    "sessions.sign_out_elsewhere": _admin(SIGNED_IN),
    "confirmations.add": _write(SIGNED_IN),
    "confirmations.ask_link": _write(SIGNED_IN),
    "confirmations.by_link": _write(SIGNED_IN),
    "tokens.list": _read(SELF, ADMINISTRATOR),
    "tokens.add": _admin(SIGNED_IN),
    "tokens.revoke": _admin(SELF, ADMINISTRATOR),
    # Organisations and bodies
    "references.list": _read(SIGNED_IN),
    "organisations.list": _read(SIGNED_IN),
    "organisations.read": _read(SIGNED_IN),
    "organisations.add": _admin(ADMINISTRATOR),
    "organisations.update": _admin(ADMINISTRATOR),
    "bodies.list": _read(SIGNED_IN),
    "bodies.read": _read(SIGNED_IN),
    "bodies.add": _admin(ADMINISTRATOR),
    "bodies.update": _admin(ADMINISTRATOR),
    "bodies.list_members": _read(SIGNED_IN),
    "bodies.set_member": _admin(ADMINISTRATOR),
    "bodies.remove_member": _admin(ADMINISTRATOR),
    # Absences and who answers for what
    "absences.list": _read(SELF, CONVENER, ADMINISTRATOR),
    "absences.add": _write(SELF, CONVENER, ADMINISTRATOR),
    "absences.end": _write(SELF, CONVENER, ADMINISTRATOR),
    "responsibilities.read": _read(PARTICIPANT, ADMINISTRATOR),
    "responsibilities.set": _write(COORDINATOR, ADMINISTRATOR),
    # The calendar of working days, and rules in words
    "calendar.read": _read(SIGNED_IN),
    "calendar.table": _read(SIGNED_IN),
    "calendar.list_affected": _read(SIGNED_IN),
    "calendar.set_day": _admin(ADMINISTRATOR),
    "calendar.end_day": _admin(ADMINISTRATOR),
    "policies.preview": _read(SIGNED_IN),
    # Documents: their making and their life as a whole
    "templates.list": _read(SIGNED_IN),
    "documents.list": _read(SIGNED_IN),
    "documents.create": _write(CONVENER, ADMINISTRATOR),
    "documents.import": _write(CONVENER, ADMINISTRATOR),
    "documents.import_read": _read(SELF, ADMINISTRATOR),
    "documents.import_confirm": _write(SELF, ADMINISTRATOR),
    "documents.read": _read(PARTICIPANT, ADMINISTRATOR),
    "documents.update": _write(COORDINATOR, ADMINISTRATOR),
    "documents.launch": _write(COORDINATOR, ADMINISTRATOR),
    "documents.propose": _write(COORDINATOR, ADMINISTRATOR),
    "documents.candidate": _read(PARTICIPANT, ADMINISTRATOR),
    "documents.signing": _read(PARTICIPANT, ADMINISTRATOR),
    "documents.sign": _write(LEADER),
    "documents.decline": _write(LEADER),
    "documents.order_publication": _write(COORDINATOR, ADMINISTRATOR),
    "documents.extend": _write(COORDINATOR, ADMINISTRATOR),
    "documents.reassign": _write(COORDINATOR, ADMINISTRATOR),
    "documents.delegate": _write(LEADER),  # of another the coordinator may by documents.reassign
    "documents.policy": _write(COORDINATOR, ADMINISTRATOR),
    "documents.rules": _read(PARTICIPANT, ADMINISTRATOR),
    "documents.recount": _write(COORDINATOR, ADMINISTRATOR),
    "documents.rehearse": _read(COORDINATOR, ADMINISTRATOR),
    "documents.archive": _read(PARTICIPANT, ADMINISTRATOR),
    "documents.timeline": _read(PARTICIPANT, ADMINISTRATOR),
    "documents.export_timeline": _read(PARTICIPANT, ADMINISTRATOR),
    "ledger.list": _read(PARTICIPANT, ADMINISTRATOR),
    # Plans
    "milestones.list": _read(PARTICIPANT, ADMINISTRATOR),
    "milestones.read": _read(PARTICIPANT, ADMINISTRATOR),
    "milestones.add": _write(COORDINATOR, ADMINISTRATOR),
    "milestones.update": _write(COORDINATOR, ADMINISTRATOR),
    "milestones.remove": _write(COORDINATOR, ADMINISTRATOR),
    "milestones.fulfil": _write(SELF, COORDINATOR, ADMINISTRATOR),
    "milestones.extend": _write(COORDINATOR, ADMINISTRATOR),
    "milestones.recount": _write(COORDINATOR, ADMINISTRATOR),
    "milestones.cancel": _write(COORDINATOR, ADMINISTRATOR),
    "milestones.timeline": _read(PARTICIPANT, ADMINISTRATOR),
    "milestones.export_timeline": _read(PARTICIPANT, ADMINISTRATOR),
    "plans.read": _read(PARTICIPANT, ADMINISTRATOR),
    "plans.set_rule": _write(COORDINATOR, ADMINISTRATOR),
    "plans.lay": _write(EDITOR),
    "proposals.open": _write(COORDINATOR, ADMINISTRATOR),
    "proposals.read": _read(PARTICIPANT, ADMINISTRATOR),
    "proposals.vote": _write(VOTER),
    "proposals.settle": _write(COORDINATOR, ADMINISTRATOR),
    "proposals.recount": _write(COORDINATOR, ADMINISTRATOR),
    "proposals.timeline": _read(PARTICIPANT, ADMINISTRATOR),
    "proposals.export_timeline": _read(PARTICIPANT, ADMINISTRATOR),
    "plans.import": _write(COORDINATOR, ADMINISTRATOR),
    "plans.import_read": _read(COORDINATOR, ADMINISTRATOR),
    "plans.import_confirm": _write(COORDINATOR, ADMINISTRATOR),
    "plans.list_sources": _read(PARTICIPANT, ADMINISTRATOR),
    "plans.add_source": _write(COORDINATOR, ADMINISTRATOR),
    "plans.list_contradictions": _read(PARTICIPANT, ADMINISTRATOR),
    "plans.acknowledge": _write(COORDINATOR, ADMINISTRATOR),
    # Sections
    "sections.list": _read(PARTICIPANT, ADMINISTRATOR),
    "sections.read": _read(PARTICIPANT, ADMINISTRATOR),
    "sections.text": _read(PARTICIPANT, ADMINISTRATOR),
    "sections.timeline": _read(PARTICIPANT, ADMINISTRATOR),
    "sections.export_timeline": _read(PARTICIPANT, ADMINISTRATOR),
    "sections.ballot": _read(PARTICIPANT, ADMINISTRATOR),
    "bases.list_changes": _read(PARTICIPANT, ADMINISTRATOR),
    "bases.mark_seen": _write(EDITOR, COORDINATOR),
    "sections.add": _write(COORDINATOR, ADMINISTRATOR),
    "sections.update": _write(COORDINATOR, ADMINISTRATOR),
    "sections.assign": _write(COORDINATOR, ADMINISTRATOR),
    "sections.submit": _write(EDITOR),
    "sections.verdict": _write(REVIEWER),
    "sections.signing": _read(PARTICIPANT, ADMINISTRATOR),
    "sections.take_back": _write(REVIEWER),
    "sections.sign": _write(APPROVER),
    "sections.decline": _write(APPROVER),
    "sections.return": _write(COORDINATOR, ADMINISTRATOR),
    "sections.withdraw": _write(COORDINATOR, ADMINISTRATOR),
    "sections.reopen": _write(COORDINATOR, ADMINISTRATOR),
    "sections.extend": _write(COORDINATOR, ADMINISTRATOR),
    "sections.rules": _read(PARTICIPANT, ADMINISTRATOR),
    "sections.recount": _write(COORDINATOR, ADMINISTRATOR),
    "sections.reassign": _write(COORDINATOR, ADMINISTRATOR),
    "sections.ask_help": _write(EDITOR, REVIEWER, APPROVER),
    "sections.remind": _write(COORDINATOR, ADMINISTRATOR),
    "sections.delegate": _write(EDITOR, REVIEWER, APPROVER, COORDINATOR, ADMINISTRATOR),
    "sections.recuse": _write(REVIEWER, APPROVER, COORDINATOR, ADMINISTRATOR),
    "sections.decide": _write(COORDINATOR, ADMINISTRATOR),
    "sections.policy": _write(COORDINATOR, ADMINISTRATOR),
    # Outside experts: whoever has a guest's link, and nobody by an account
    "guests.list": _read(COORDINATOR, ADMINISTRATOR),
    "guests.invite": _write(COORDINATOR, ADMINISTRATOR),
    "guests.send_again": _write(COORDINATOR, ADMINISTRATOR),
    "guests.revoke": _write(COORDINATOR, ADMINISTRATOR),
    "guests.list_opinions": _read(PARTICIPANT, ADMINISTRATOR),
    "guest.open": _write(ANYONE),
    "guest.renew": _write(ANYONE),
    "guest.read": _read(ANYONE),
    "guest.text": _read(ANYONE),
    "guest.comment": _write(ANYONE),
    "guest.verdict": _write(ANYONE),
    "guest.resolve": _write(ANYONE),
    "guest.uphold": _write(ANYONE),
    # Answers by letter: the mail server has a secret of its own, and who undoes one a token
    "mail.receive": _write(ANYONE),
    "answers.read": _read(ANYONE),
    "answers.undo": _write(ANYONE),
    # Texts
    "drafts.list": _read(PARTICIPANT, ADMINISTRATOR),
    "drafts.read": _read(SELF, COORDINATOR),
    "drafts.text": _read(SELF, COORDINATOR),
    "drafts.hand_in": _write(SELF),
    "revisions.list": _read(PARTICIPANT, ADMINISTRATOR),
    "revisions.read": _read(PARTICIPANT, ADMINISTRATOR),
    "revisions.text": _read(PARTICIPANT, ADMINISTRATOR),
    "revisions.original": _read(PARTICIPANT, ADMINISTRATOR),
    "revisions.merge_proposals": _read(EDITOR, COORDINATOR),
    "annotations.read": _read(PARTICIPANT, ADMINISTRATOR),
    "annotations.import": _write(PARTICIPANT),
    "revisions.compare": _read(PARTICIPANT, ADMINISTRATOR),
    "revisions.redline": _read(PARTICIPANT, ADMINISTRATOR),
    "revisions.comparison_table": _read(PARTICIPANT, ADMINISTRATOR),
    "comments.list": _read(PARTICIPANT, ADMINISTRATOR),
    "comments.read": _read(PARTICIPANT, ADMINISTRATOR),
    "comments.add": _write(PARTICIPANT),
    "comments.reply": _write(PARTICIPANT),
    "comments.reattach": _write(SELF, EDITOR, COORDINATOR),
    "comments.answer": _write(EDITOR, COORDINATOR),  # who keeps the plan answers where editors do not
    "comments.decline": _write(EDITOR, COORDINATOR),
    "comments.take": _write(EDITOR),
    "comments.resolve": _write(SELF),
    "comments.withdraw": _write(SELF),
    "reviews.read": _read(PARTICIPANT),
    "reviews.keep": _write(PARTICIPANT),
    "reviews.add_remark": _write(PARTICIPANT),
    "reviews.change_remark": _write(SELF),
    "reviews.remove_remark": _write(SELF),
    "reviews.send": _write(PARTICIPANT),  # with a verdict in it what that takes, too
    # Disagreements; who may decide is whom it was taken to
    "comments.uphold": _write(SELF),
    "disagreements.list": _read(PARTICIPANT, ADMINISTRATOR),
    "disagreements.list_of_document": _read(PARTICIPANT, ADMINISTRATOR),
    "disagreements.read": _read(PARTICIPANT, ADMINISTRATOR),
    "disagreements.meet": _write(SELF, EDITOR, COORDINATOR),
    "disagreements.propose_settlement": _write(SELF, EDITOR, COORDINATOR),
    "disagreements.accept_settlement": _write(SELF, EDITOR),
    "disagreements.take_to_leadership": _write(SELF, EDITOR, COORDINATOR, ADMINISTRATOR),
    "disagreements.decide": _write(APPROVER, LEADER),
    "disagreements.record_dissent": _write(SELF),
    "readings.add": _write(PARTICIPANT),
    "readings.read": _read(SELF, COORDINATOR),
    "readings.apply": _write(SELF),
    # What members of a body say among themselves, and positions that come on paper
    "contributions.list": _read(MEMBER),
    "contributions.summary": _read(MEMBER),
    "contributions.add": _write(MEMBER),
    "letters.add": _write(COORDINATOR, SECRETARY),
    "letters.list": _read(COORDINATOR, SECRETARY),
    "letters.read": _read(PARTICIPANT, ADMINISTRATOR),
    "letters.file": _read(PARTICIPANT, ADMINISTRATOR),
    "letters.enter": _write(COORDINATOR, SECRETARY),
    # Materials and search
    "materials.list": _read(PARTICIPANT, ADMINISTRATOR),
    "materials.read": _read(PARTICIPANT, ADMINISTRATOR),
    "materials.list_versions": _read(PARTICIPANT, ADMINISTRATOR),
    "materials.file": _read(PARTICIPANT, ADMINISTRATOR),
    "materials.add": _write(PARTICIPANT),
    "materials.add_version": _write(SELF, COORDINATOR),
    "materials.update": _write(SELF, COORDINATOR),
    "materials.withdraw": _write(SELF, COORDINATOR),
    "search.find": _read(PARTICIPANT, ADMINISTRATOR),
    # Notices, and what is published
    "notices.list": _read(SIGNED_IN),
    "notices.count_unread": _read(SIGNED_IN),
    "notices.read_mark": _write(SELF),
    "papers.section": _read(PARTICIPANT, ADMINISTRATOR),
    "papers.document": _read(PARTICIPANT, ADMINISTRATOR),
    "editions.list": _read(ANYONE),
    "editions.latest": _read(ANYONE),
    "editions.read": _read(ANYONE),
    "editions.file": _read(ANYONE),
}


def relations_of(actor: Actor) -> frozenset[Relation]:
    """The relations that follow from the actor alone."""
    if actor.is_anonymous:
        return frozenset({ANYONE})
    by_role = {"coordinator": {CONVENER}, "administrator": {ADMINISTRATOR}}.get(actor.role, set())
    return frozenset({ANYONE, SIGNED_IN, *by_role})

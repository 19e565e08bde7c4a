"""What happens to the installation itself, in the past tense: ids, codes, names of fields and keyed hashes only.

`typed` is the hash of what people typed into the row (`storage.typed`); empty in entries from before it was recorded.
"""

from datetime import date
from typing import Literal

from schemas.frozen import Frozen
from schemas.section import Note
from schemas.typed import Typed


class PersonAdded(Frozen):
    """Somebody may sign in from now on."""

    type: Literal["person_added"] = "person_added"
    person_id: str
    role: str
    typed: str = ""


class PersonChanged(Frozen):
    """`fields` of a person were changed; `role` and `active` say what they became, if they were among them."""

    type: Literal["person_changed"] = "person_changed"
    person_id: str
    version: int
    fields: tuple[str, ...]
    role: str | None = None
    active: bool | None = None
    typed: str = ""


class PasswordSet(Frozen):
    """A person's password was changed, by themselves or by an administrator; sessions ended with it."""

    type: Literal["password_set"] = "password_set"
    person_id: str


class SignedIn(Frozen):
    """A session was begun; `session` is its token's hash."""

    type: Literal["signed_in"] = "signed_in"
    person_id: str
    session: str


class SignedOut(Frozen):
    """Sessions of a person were ended by them; `kept` is the hash of the one that stays, if one does."""

    type: Literal["signed_out"] = "signed_out"
    person_id: str
    kept: str = ""


class TokenAdded(Frozen):
    """A person made an API token; `made_with` is the token that they did it with, if it was not in a session."""

    type: Literal["token_added"] = "token_added"
    token_id: str
    person_id: str
    scopes: tuple[str, ...]
    made_with: str | None = None


class TokenRevoked(Frozen):
    """An API token stopped being valid."""

    type: Literal["token_revoked"] = "token_revoked"
    token_id: str
    person_id: str


class OrganisationAdded(Frozen):
    """There is a new organisation."""

    type: Literal["organisation_added"] = "organisation_added"
    organisation_id: str
    typed: str = ""


class OrganisationChanged(Frozen):
    """`fields` of an organisation were changed."""

    type: Literal["organisation_changed"] = "organisation_changed"
    organisation_id: str
    version: int
    fields: tuple[str, ...]
    typed: str = ""


class CalendarDaySet(Frozen):
    """The installation decided on a day itself: people work on it, or do not."""

    type: Literal["calendar_day_set"] = "calendar_day_set"
    day: date
    working: bool
    note: Note


class CalendarDayEnded(Frozen):
    """A day is what the published calendar says of it again."""

    type: Literal["calendar_day_ended"] = "calendar_day_ended"
    day: date
    note: Note


class BodyAdded(Frozen):
    """There is a new body."""

    type: Literal["body_added"] = "body_added"
    body_id: str
    typed: str = ""


class BodyChanged(Frozen):
    """`fields` of a body were changed."""

    type: Literal["body_changed"] = "body_changed"
    body_id: str
    version: int
    fields: tuple[str, ...]
    typed: str = ""


class MemberSet(Frozen):
    """Somebody became a member of a body or got another office, deputy or term in it."""

    type: Literal["member_set"] = "member_set"
    body_id: str
    person_id: str
    office: str = ""
    deputy_id: str | None = None
    since: date | None = None
    until: date | None = None
    term: int = 1


class MemberRemoved(Frozen):
    """Somebody is no longer a member of a body: that term of theirs was taken away."""

    type: Literal["member_removed"] = "member_removed"
    body_id: str
    person_id: str
    term: int = 1


class TermOver(Frozen):
    """The last day of somebody's term in a body has passed: they left the open rounds they were in through it."""

    type: Literal["term_over"] = "term_over"
    body_id: str
    person_id: str
    term: int


class ConsentGiven(Frozen):
    """A person consented to the processing of their data, to the text of that version."""

    type: Literal["consent_given"] = "consent_given"
    person_id: str
    version: str


class ConsentWithdrawn(Frozen):
    """A person took their consent to the text of that version back."""

    type: Literal["consent_withdrawn"] = "consent_withdrawn"
    person_id: str
    version: str


class AbsenceRecorded(Frozen):
    """Somebody is away from the first to the last of these days; the deputy, if there is one, stands in."""

    type: Literal["absence_recorded"] = "absence_recorded"
    absence_id: str
    person_id: str
    deputy_id: str | None
    since: date
    until: date


class AbsenceEnded(Frozen):
    """An absence ended early, or was called off."""

    type: Literal["absence_ended"] = "absence_ended"
    absence_id: str
    person_id: str


class AbsenceTurned(Frozen):
    """The first day of an absence has come, or its last has passed: open duties changed hands by that."""

    type: Literal["absence_turned"] = "absence_turned"
    absence_id: str
    person_id: str
    turn: Literal["began", "over"]


class CheckpointMade(Frozen):
    """The heads of all streams were signed; `hash` is the statement's."""

    type: Literal["checkpoint_made"] = "checkpoint_made"
    number: int
    hash: str


class RefusalsSealed(Frozen):
    """Refused attempts that were noted since the last seal are bound by the SHA-256 of their rows."""

    type: Literal["refusals_sealed"] = "refusals_sealed"
    rows: int
    times: int
    digest: str


class KeyRotated(Frozen):
    """Editions and checkpoints are signed with another key from now on; keys are named by their fingerprints."""

    type: Literal["key_rotated"] = "key_rotated"
    old: str
    new: str


class InstallationResumed(Frozen):
    """A restored or cloned installation was let go; `unsent` says whether what waited was sent or dropped."""

    type: Literal["installation_resumed"] = "installation_resumed"
    why: str
    before: str
    incarnation: str
    unsent: str
    dropped: int


class InvitationMade(Frozen):
    """Somebody was asked in, to be in that role and those bodies."""

    type: Literal["invitation_made"] = "invitation_made"
    invitation_id: str
    role: str
    bodies: tuple[str, ...] = ()


class InvitationSentAgain(Frozen):
    """An invitation got a new link; earlier ones no longer work."""

    type: Literal["invitation_sent_again"] = "invitation_sent_again"
    invitation_id: str


class InvitationWithdrawn(Frozen):
    """An invitation was taken back."""

    type: Literal["invitation_withdrawn"] = "invitation_withdrawn"
    invitation_id: str


class InvitationAccepted(Frozen):
    """Somebody joined by an invitation."""

    type: Literal["invitation_accepted"] = "invitation_accepted"
    invitation_id: str
    person_id: str
    typed: str = ""


class SignInLinkAsked(Frozen):
    """Somebody asked for a link to sign in; whether there is a person to send it to is not said."""

    type: Literal["sign_in_link_asked"] = "sign_in_link_asked"
    link_id: str


class ConfirmationLinkAsked(Frozen):
    """A letter with a link was asked for by which a person shows that they are there themselves."""

    type: Literal["confirmation_link_asked"] = "confirmation_link_asked"
    link_id: str


class IdentityConfirmed(Frozen):
    """A person showed again that they are there themselves, before they sign."""

    type: Literal["identity_confirmed"] = "identity_confirmed"
    person_id: str
    by: Literal["password", "letter"]


class ErasureAsked(Frozen):
    """A person asked to be erased."""

    type: Literal["erasure_asked"] = "erasure_asked"
    person_id: str


class PersonErased(Frozen):
    """Name and identity of a person were erased; `note` is the reason given.

    `notes` says whether the reasons that they typed went, too; None in entries from before this was recorded.
    `typed` is of the row with its pseudonym, `files` of what the person put into materials folders, without names.
    """

    type: Literal["person_erased"] = "person_erased"
    person_id: str
    note: Note
    notes: bool | None = None
    typed: str = ""
    files: tuple[Typed, ...] = ()


class NoteErased(Frozen):
    """The text of a typed reason was erased."""

    type: Literal["note_erased"] = "note_erased"
    note_id: str


class PersonExported(Frozen):
    """Everything that is held of a person was given out, to whoever made the entry."""

    type: Literal["person_exported"] = "person_exported"
    person_id: str


class PeopleListRead(Frozen):
    """A list of people was read and waits to be confirmed."""

    type: Literal["people_list_read"] = "people_list_read"
    import_id: str


class PeopleImportConfirmed(Frozen):
    """A list of people was carried out; what it made follows."""

    type: Literal["people_import_confirmed"] = "people_import_confirmed"
    import_id: str


class DemoLoaded(Frozen):
    """The demo document was made, with these invented people."""

    type: Literal["demo_loaded"] = "demo_loaded"
    document_id: str
    people: tuple[str, ...]


class DemoRemoved(Frozen):
    """The demo document was taken away: nobody is shown it any more, and its people were erased."""

    type: Literal["demo_removed"] = "demo_removed"
    document_id: str

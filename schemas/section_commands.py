"""The commands a section takes, in the imperative; the actor and the command's id travel beside it, not in it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.disagreement_commands import DisagreementCommand
from schemas.frozen import Frozen
from schemas.policy import Limit, Policy
from schemas.remark_commands import RemarkCommand
from schemas.section import Note, Part, Verdict


class Launch(Frozen):
    """The document was launched: begin drafting, round 0, with these people and rules as they stood then."""

    type: Literal["launch"] = "launch"
    policy: Policy
    coordinator_id: str
    editors: tuple[str, ...]
    reviewers: tuple[str, ...]
    approvers: tuple[str, ...]


class ChangeSince(Frozen):
    """What changed from an earlier revision to the one handed in: its kind, and how many of its words are other ones.

    `commented` are the persons who commented on a passage that the change touched.
    """

    revision_id: str
    change: str
    changed_words: int
    words: int
    commented: tuple[str, ...] = ()


class SubmitRevision(Frozen):
    """An editor hands in a revision that the service has converted, merged onto the head and stored.

    `since` compares it with the revisions that the last verdicts were given on.
    """

    type: Literal["submit_revision"] = "submit_revision"
    revision_id: str
    base_id: str | None = None
    text_hash: str
    authors: tuple[str, ...]
    change: str = "substance"
    since: tuple[ChangeSince, ...] = ()


class MadeOfficial(Frozen):
    """A contribution from inside a body that becomes a remark of the body, the comment `comment_id`."""

    contribution_id: str
    comment_id: str


class GiveVerdict(Frozen):
    """A reviewer decides on an exact revision; disagreement and remarks come with a note.

    With agreement under remarks and with disagreement the note is a remark of its own, `remark_id`. The head of a body
    says which contributions become `official` with it. What came by the letter `letter_id` is entered `on_behalf_of`
    the voter who wrote it; `unseen` says that who enters it may not see whether they have spoken themselves.
    An outside expert gives it by the link of `guest_id`.
    """

    type: Literal["give_verdict"] = "give_verdict"
    revision_id: str
    verdict: Verdict
    note: Note | None = None
    remark_id: str | None = None
    official: tuple[MadeOfficial, ...] = ()
    on_behalf_of: str | None = None
    letter_id: str | None = None
    unseen: bool = False
    guest_id: str | None = None


class SentRemark(Frozen):
    """A gathered remark as it goes off with its review: `comment_id` is what it becomes, `address` where its words lie.

    `version` is what the sender saw of it, `typed` the hash of the words (`storage.typed`).
    """

    unsent_id: str
    version: int
    comment_id: str
    revision_id: str
    address: str
    typed: str


class SendReview(Frozen):
    """Somebody sends all that they gathered, and with it a reviewer's verdict, if they give one now."""

    type: Literal["send_review"] = "send_review"
    remarks: tuple[SentRemark, ...] = ()
    verdict: GiveVerdict | None = None


class TakeBackVerdict(Frozen):
    """A reviewer takes back the verdict that they gave on the revision under review."""

    type: Literal["take_back_verdict"] = "take_back_verdict"
    revision_id: str


class ReturnToDrafting(Frozen):
    """The coordinator ends a review and sends the text back."""

    type: Literal["return_to_drafting"] = "return_to_drafting"
    note: Note


class Sign(Frozen):
    """A signer approves an exact revision.

    `confirmed_by` is how they showed that it was they, `shown` the hash of what they were shown with the text.
    """

    type: Literal["sign"] = "sign"
    revision_id: str
    text_hash: str
    confirmed_by: Literal["", "password", "letter"] = ""
    shown: str = ""


class DeclineToSign(Frozen):
    """A signer sends an exact revision back with reasons."""

    type: Literal["decline_to_sign"] = "decline_to_sign"
    revision_id: str
    note: Note


class Publish(Frozen):
    """The whole was approved and its edition is being published; sent by the document only."""

    type: Literal["publish"] = "publish"
    edition_id: str
    revision_id: str


class Reopen(Frozen):
    """Begin the next cycle from an approved or published text."""

    type: Literal["reopen"] = "reopen"
    note: Note


class Withdraw(Frozen):
    """Take the section out of the document for good."""

    type: Literal["withdraw"] = "withdraw"
    note: Note


class Extend(Frozen):
    """Move the open deadline; `limit` is counted from the moment of the command."""

    type: Literal["extend"] = "extend"
    limit: Limit
    note: Note


class Recount(Frozen):
    """Count the open deadline anew by the calendar now in force; taken by documents too."""

    type: Literal["recount"] = "recount"
    note: Note


class Reassign(Frozen):
    """Put one person in another's place in a part; without `leaves` somebody is added."""

    type: Literal["reassign"] = "reassign"
    part: Part
    leaves: str | None = None
    joins: str
    note: Note


class Recuse(Frozen):
    """Take a voter or signer out of the open electorate for a conflict of interest; the base shrinks."""

    type: Literal["recuse"] = "recuse"
    person_id: str
    note: Note


class Delegate(Frozen):
    """Hand the open duty of a person to a deputy, who acts in their place until the phase ends."""

    type: Literal["delegate"] = "delegate"
    person_id: str
    deputy_id: str
    note: Note


class StandIn(Frozen):
    """Somebody is away or back from now on: what they owe and what they stand in for passes on, or comes back."""

    type: Literal["stand_in"] = "stand_in"
    person_id: str


class Leave(Frozen):
    """Somebody left the installation or a body: they leave the open phase, if that put them there.

    `bodies` are those that they still sit in.
    """

    type: Literal["leave"] = "leave"
    person_id: str
    reason: Literal["deactivated", "left_body"]
    bodies: tuple[str, ...] = ()


class DecideRound(Frozen):
    """The coordinator decides a round whose ladder ended with fewer votes than the rule asks for."""

    type: Literal["decide_round"] = "decide_round"
    in_favour: bool
    note: Note


class ChangeCoordinator(Frozen):
    """The document has another coordinator; sent by the document only."""

    type: Literal["change_coordinator"] = "change_coordinator"
    coordinator_id: str


class ChangePolicy(Frozen):
    """New rules from the next phase on; `own` says that they are the section's and not its document's."""

    type: Literal["change_policy"] = "change_policy"
    policy: Policy
    own: bool = True
    note: Note


class Ring(Frozen):
    """An alarm's time has come; sent by the durable timer."""

    type: Literal["ring"] = "ring"
    alarm_id: str
    at: datetime


SectionCommand = Annotated[
    Launch
    | SubmitRevision
    | GiveVerdict
    | SendReview
    | TakeBackVerdict
    | ReturnToDrafting
    | Sign
    | DeclineToSign
    | Publish
    | Reopen
    | Withdraw
    | Extend
    | Recount
    | Reassign
    | Recuse
    | Delegate
    | StandIn
    | Leave
    | DecideRound
    | ChangePolicy
    | ChangeCoordinator
    | Ring
    | RemarkCommand
    | DisagreementCommand,
    Field(discriminator="type"),
]
SECTION_COMMAND: TypeAdapter[SectionCommand] = TypeAdapter(SectionCommand)

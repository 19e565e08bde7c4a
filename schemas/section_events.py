"""The events of a section, in the past tense; they hold ids, codes and hashes only."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.deadline import Alarm, Deadline
from schemas.disagreement_events import DisagreementEvent
from schemas.frozen import Frozen
from schemas.policy import Policy
from schemas.remark_events import RemarkEvent
from schemas.section import EarlierVerdict, Elector, Head, Note, Part, Verdict


class PhaseOpened(Frozen):
    """What every event that opens a phase carries: when, until when, and which alarms were planned."""

    opened_at: datetime
    deadline: Deadline
    alarms: tuple[Alarm, ...]


class DraftingOpened(PhaseOpened):
    """What every event that gives the text to its editors carries: who they are; None before that was recorded."""

    drafters: tuple[Elector, ...] | None = None


class Launched(DraftingOpened):
    """Drafting began for the first time."""

    type: Literal["launched"] = "launched"
    policy: Policy
    coordinator_id: str
    editors: tuple[str, ...]
    reviewers: tuple[str, ...]
    approvers: tuple[str, ...]


class RevisionSubmitted(Frozen):
    """An immutable revision joined the chain."""

    type: Literal["revision_submitted"] = "revision_submitted"
    head: Head
    base_id: str | None = None
    change: str


class RoundOpened(PhaseOpened):
    """Review began on an exact revision, with the electorate frozen; `barred` wrote the text alone.

    `electors` are the voters with what they stand for; empty before that was recorded. `carried` are verdicts on
    earlier revisions that count in this round, `outdated` those that do not; none in records made before that.
    """

    type: Literal["round_opened"] = "round_opened"
    round: int
    revision_id: str
    voters: tuple[str, ...]
    barred: tuple[str, ...] = ()
    electors: tuple[Elector, ...] = ()
    carried: tuple[EarlierVerdict, ...] = ()
    outdated: tuple[EarlierVerdict, ...] = ()


class VerdictGiven(Frozen):
    """A voter's verdict, given by a deputy where one is named; a later one replaces it and both stay in the record.

    `remark_id` is the remark that the note is, `supersedes` are those of the same voter that it takes the place of.
    `body_id` is the body whose official position it is, `official` are the remarks that came with it under the body's
    name. By the letter `letter_id` it came on paper, and somebody else entered it.
    """

    type: Literal["verdict_given"] = "verdict_given"
    person_id: str
    revision_id: str
    verdict: Verdict
    deputy_id: str | None = None
    note: Note | None = None
    remark_id: str | None = None
    supersedes: tuple[str, ...] = ()
    body_id: str | None = None
    official: tuple[str, ...] = ()
    letter_id: str | None = None


class LetterSetAside(Frozen):
    """A letter was entered by somebody who may not see who has spoken, after its voter's own word: that stands."""

    type: Literal["letter_set_aside"] = "letter_set_aside"
    letter_id: str
    person_id: str
    revision_id: str


class VerdictTakenBack(Frozen):
    """A voter's verdict no longer counts, by their own act or their deputy's; `supersedes` are its remarks."""

    type: Literal["verdict_taken_back"] = "verdict_taken_back"
    person_id: str
    revision_id: str
    deputy_id: str | None = None
    supersedes: tuple[str, ...] = ()


class SilenceCounted(Frozen):
    """These voters were told, reminded and silent; the rule takes that as agreement."""

    type: Literal["silence_counted"] = "silence_counted"
    revision_id: str
    persons: tuple[str, ...]


class GraceGiven(PhaseOpened):
    """The ladder's end decided nothing, so the round stays open.

    Silence may not be counted yet, too few voted, or remarks are unanswered.
    """

    type: Literal["grace_given"] = "grace_given"
    reason: Literal["not_told", "not_up", "below_minimum", "unanswered"]
    untold: tuple[str, ...] = ()


class RoundClosed(Frozen):
    """The round ended; `outcome` says which way and `by` what ended it, `person_id` who decided in the rule's place."""

    type: Literal["round_closed"] = "round_closed"
    round: int
    revision_id: str
    outcome: Literal["in_favour", "against", "returned"]
    by: Literal["rule", "silence", "ladder", "coordinator", "settlement"]
    person_id: str | None = None
    note: Note | None = None


class SignOffOpened(PhaseOpened):
    """The exact revision lies before its signers."""

    type: Literal["sign_off_opened"] = "sign_off_opened"
    revision_id: str
    signers: tuple[str, ...]
    electors: tuple[Elector, ...] = ()


class Signed(Frozen):
    """A signer approved the exact revision and text, by a deputy where one is named.

    `confirmed_by` is how whoever acted showed that it was they, empty before that was asked; `shown` is the hash of
    what they were shown with the text, where they named it.
    """

    type: Literal["signed"] = "signed"
    person_id: str
    deputy_id: str | None = None
    revision_id: str
    text_hash: str
    confirmed_by: Literal["", "password", "letter"] = ""
    shown: str = ""


class SigningDeclined(Frozen):
    """A signer sent the revision back."""

    type: Literal["signing_declined"] = "signing_declined"
    person_id: str
    deputy_id: str | None = None
    revision_id: str
    note: Note


class DraftingResumed(DraftingOpened):
    """The text is with its editors again."""

    type: Literal["drafting_resumed"] = "drafting_resumed"


class Approved(Frozen):
    """Enough signatures on the exact revision."""

    type: Literal["approved"] = "approved"
    revision_id: str
    text_hash: str


class Published(Frozen):
    """The revision stands in a published edition."""

    type: Literal["published"] = "published"
    edition_id: str
    revision_id: str


class Reopened(DraftingOpened):
    """The next cycle began from the text that stood."""

    type: Literal["reopened"] = "reopened"
    cycle: int
    note: Note


class Withdrawn(Frozen):
    """The section left the document."""

    type: Literal["withdrawn"] = "withdrawn"
    note: Note


class Extended(PhaseOpened):
    """The open deadline was moved; `opened_at` is the moment the new limit counts from."""

    type: Literal["extended"] = "extended"
    note: Note


class DeadlineRecounted(PhaseOpened):
    """The open deadline was counted anew by the calendar then in force, from the same `opened_at` by the same rule.

    Of documents too.
    """

    type: Literal["deadline_recounted"] = "deadline_recounted"
    note: Note


class LadderExtended(PhaseOpened):
    """The ladder's step number `step` (from 0) moved the open deadline, which it does once in a phase."""

    type: Literal["ladder_extended"] = "ladder_extended"
    step: int


class Reassigned(Frozen):
    """A part changed hands; `elector` is what the one who joins stands for.

    `base` are in the open phase by that, where a seat was taken that stood empty; None where none was. `relieves` is
    the deputy who acted in the place of the one who leaves.
    """

    type: Literal["reassigned"] = "reassigned"
    part: Part
    leaves: str | None = None
    joins: str
    elector: Elector | None = None
    base: int | None = None
    relieves: str | None = None
    note: Note


class Recused(Frozen):
    """Somebody left the open phase, and what they said in it no longer counts; `base` are left in it.

    `next_id` is whose turn to sign it has become by that. A person leaves for a conflict of interest, because their
    account was closed, or with the body that put them there. `refillable`: somebody else may take the seat in the same
    phase; not before that was recorded. `relieves` is the deputy who acted in their place.
    """

    type: Literal["recused"] = "recused"
    part: Part
    person_id: str
    reason: Literal["conflict", "deactivated", "left_body"]
    revision_id: str | None = None
    base: int
    next_id: str | None = None
    refillable: bool = False
    relieves: str | None = None
    note: Note | None = None


class DutyPassed(Frozen):
    """A duty of the open phase passed to a deputy; `awaited` says whether it is the deputy's turn to act now.

    `until_back`: only for as long as the person is away. `relieves` is the deputy before, who went away too.
    """

    type: Literal["duty_passed"] = "duty_passed"
    part: Part
    person_id: str
    deputy_id: str
    by: Literal["delegation", "absence", "ladder"]
    awaited: bool = True
    until_back: bool = False
    relieves: str | None = None
    note: Note | None = None


class DutyReturned(Frozen):
    """A duty that the deputy left undone is its person's again: the deputy may not act, or the person is back."""

    type: Literal["duty_returned"] = "duty_returned"
    part: Part
    person_id: str
    deputy_id: str
    reason: Literal["conflict", "deactivated", "absence_over", "deputy_away"]
    note: Note | None = None


class DeputiesLacking(Frozen):
    """Duties were to pass on, and these persons have no deputy who may act in their place.

    `reasons` are the codes that say why not, one for each of them in their order; empty before that was recorded.
    """

    type: Literal["deputies_lacking"] = "deputies_lacking"
    part: Part
    persons: tuple[str, ...]
    reasons: tuple[str, ...] = ()


class CoordinatorChanged(Frozen):
    """The document's coordinator is another person now."""

    type: Literal["coordinator_changed"] = "coordinator_changed"
    coordinator_id: str


class PolicyChanged(Frozen):
    """New rules, from the next phase on; `own` are the section's and not its document's."""

    type: Literal["policy_changed"] = "policy_changed"
    policy: Policy
    own: bool = True
    note: Note


class AlarmRang(Frozen):
    """A reminder, the deadline or a ladder's step was acted on; `told` are the persons it concerns."""

    type: Literal["alarm_rang"] = "alarm_rang"
    alarm: Alarm
    told: tuple[str, ...] = ()


class AlarmOvertaken(Frozen):
    """An alarm fell due together with a later one that makes it pointless; nobody was told twice."""

    type: Literal["alarm_overtaken"] = "alarm_overtaken"
    alarm: Alarm
    by: str


SectionEvent = Annotated[
    Launched
    | RevisionSubmitted
    | RoundOpened
    | VerdictGiven
    | LetterSetAside
    | VerdictTakenBack
    | SilenceCounted
    | GraceGiven
    | RoundClosed
    | SignOffOpened
    | Signed
    | SigningDeclined
    | DraftingResumed
    | Approved
    | Published
    | Reopened
    | Withdrawn
    | Extended
    | DeadlineRecounted
    | Reassigned
    | Recused
    | LadderExtended
    | DutyPassed
    | DutyReturned
    | DeputiesLacking
    | PolicyChanged
    | CoordinatorChanged
    | AlarmRang
    | AlarmOvertaken
    | RemarkEvent
    | DisagreementEvent,
    Field(discriminator="type"),
]
SECTION_EVENT: TypeAdapter[SectionEvent] = TypeAdapter(SectionEvent)

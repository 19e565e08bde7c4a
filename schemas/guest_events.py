"""What happens to outside experts, in the past tense: ids, codes and hashes only."""

from typing import Literal

from schemas.frozen import Frozen
from schemas.section import Note, Verdict


class GuestInvited(Frozen):
    """An outside expert was asked to read one revision; on the installation's stream, as all but their opinion."""

    type: Literal["guest_invited"] = "guest_invited"
    guest_id: str
    person_id: str
    section_id: str
    revision_id: str


class GuestLinkSent(Frozen):
    """A new link was made for a guest, and its letter leaves by itself."""

    type: Literal["guest_link_sent"] = "guest_link_sent"
    guest_id: str


class GuestLinkOpened(Frozen):
    """A guest's link was opened in one browser, and opens in no other."""

    type: Literal["guest_link_opened"] = "guest_link_opened"
    guest_id: str
    link_id: str


class GuestRevoked(Frozen):
    """Nothing is open to a guest any more; what they said stays."""

    type: Literal["guest_revoked"] = "guest_revoked"
    guest_id: str


class OutsideOpinionGiven(Frozen):
    """An outside expert who is no voter gave their opinion; a later one replaces it. On the section's stream.

    `remark_id` is the remark that the note is, `supersedes` are those of the same expert that it takes the place of.
    """

    type: Literal["outside_opinion_given"] = "outside_opinion_given"
    guest_id: str
    person_id: str
    revision_id: str
    verdict: Verdict
    note: Note | None = None
    remark_id: str | None = None
    supersedes: tuple[str, ...] = ()

"""How a guest's invitation stands: until when it is good, and whether its round is open."""

from datetime import datetime

from schemas.views.guests import GuestState
from storage.tables import Guest, Section


def is_open(guest: Guest, section: Section) -> bool:
    """Whether the round that the guest was asked to is open, on the revision that they read."""
    here = (section.phase, section.cycle, section.round, section.head_id)
    return here == ("review", guest.cycle, guest.round, guest.revision_id)


def state_of(guest: Guest, section: Section, now: datetime) -> GuestState:
    """Where the invitation stands now."""
    if guest.revoked_at is not None:
        return "revoked"
    if guest.expires_at <= now:
        return "expired"
    if not is_open(guest, section):
        return "closed"
    return "opened" if guest.opened_at is not None else "invited"

"""How one is told: channels, their rhythms and hours, and the addresses that are confirmed by a code."""

from fastapi import APIRouter, Response

from schemas.channels import CHANNELS, ChannelKind
from schemas.views.channels import ChannelAddress, ChannelChoice, ChannelCode, ChannelsForm, QuietHours
from services.deadlines import feeds
from services.notices import channels
from web.sending import Sending, Sent
from web.visit import Visiting

router = APIRouter(prefix="/me")


@router.post("/channels", operation_id="channels.update")
def update_channels(visit: Visiting, sent: Sending) -> Response:
    """Choose channels, rhythms and hours."""
    form = sent.read(ChannelsForm, channels=_choices(sent), quiet=_quiet(sent), language=visit.actor.language)
    channels.update_channels(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        person_id=visit.actor.id,
        version=sent.version,
        form=form,
    )
    return visit.go("/me#notices", said="own.saved")


@router.post("/channels/{kind}/address", operation_id="channels.set_address")
def set_address(visit: Visiting, sent: Sending, kind: ChannelKind) -> Response:
    """Have a code sent to a new address."""
    channels.set_address(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        person_id=visit.actor.id,
        kind=kind,
        form=sent.read(ChannelAddress),
    )
    return visit.go("/me#notices", said="own.code_sent")


@router.post("/channels/{kind}/confirmation", operation_id="channels.confirm")
def confirm_address(visit: Visiting, sent: Sending, kind: ChannelKind) -> Response:
    """Take the address into use that the code came to."""
    channels.confirm_address(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        person_id=visit.actor.id,
        kind=kind,
        form=sent.read(ChannelCode),
    )
    return visit.go("/me#notices", said="own.address_confirmed")


@router.post("/webhook-key", operation_id="channels.renew_key")
def renew_key(visit: Visiting, sent: Sending) -> Response:
    """A new signing key for one's webhook, shown here only."""
    made = channels.renew_key(visit.house, actor=visit.actor, act=visit.act(sent), person_id=visit.actor.id)
    return visit.page("own/secret.html", title="own.webhook_key", secret=made.key)


@router.post("/feed", operation_id="feeds.revoke")
def end_feed(visit: Visiting, sent: Sending) -> Response:
    """End the calendar of one's deadlines."""
    feeds.revoke_feed(visit.house, actor=visit.actor, act=visit.act(sent), person_id=visit.actor.id)
    return visit.go("/me#notices", said="own.feed_ended")


def _choices(sent: Sent) -> list[ChannelChoice]:
    """The channels whose rhythm is not that they are off."""
    chosen = {kind: sent.one(f"{kind}_rhythm") for kind in CHANNELS}
    return [
        ChannelChoice.model_validate(
            {"kind": kind, "rhythm": rhythm, "urgent_at_once": bool(sent.one(f"{kind}_urgent"))}
        )
        for kind, rhythm in chosen.items()
        if rhythm in ("at_once", "daily", "weekly")
    ]


def _quiet(sent: Sent) -> QuietHours | None:
    """Quiet hours, or none where neither end is given."""
    since, until = sent.one("quiet_since"), sent.one("quiet_until")
    return sent.read(QuietHours, since=since, until=until) if since or until else None

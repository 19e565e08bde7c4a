"""Routes of a person's channels and calendar feed."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.act import ThisAct, TokenSeed
from api.versions import ExpectedVersion, set_version
from edge.actor import Acting, AtHouse
from edge.files import FileAnswer, file_response
from edge.path import Id
from schemas.channels import ChannelKind
from schemas.views.channels import (
    ChannelAddress,
    ChannelCode,
    ChannelsForm,
    ChannelsView,
    CodeSent,
    MadeFeed,
    SigningKey,
)
from schemas.views.form import Done
from services.deadlines import feeds
from services.notices import channels

router = APIRouter(tags=["channels"])
Secret = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,100}$")]


@router.get("/people/{person_id}/channels", operation_id="channels.read")
def read_channels(response: Response, house: AtHouse, actor: Acting, person_id: Id) -> ChannelsView:
    """By what a person is told, when and where; the ETag is what an edit names in If-Match."""
    view = channels.read_channels(house, actor=actor, person_id=person_id)
    set_version(response, view.version)
    return view


@router.put("/people/{person_id}/channels", operation_id="channels.update")
def update_channels(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, person_id: Id, form: ChannelsForm
) -> Done:
    """Choose channels, rhythms and hours; what waits to be sent follows the new choice."""
    return channels.update_channels(house, actor=actor, act=act, person_id=person_id, version=version, form=form)


@router.post("/people/{person_id}/channels/{kind}/address", operation_id="channels.set_address", status_code=202)
def set_address(
    house: AtHouse, actor: Acting, act: ThisAct, person_id: Id, kind: ChannelKind, form: ChannelAddress
) -> CodeSent:
    """Have a code sent to a new address of a channel."""
    return channels.set_address(house, actor=actor, act=act, person_id=person_id, kind=kind, form=form)


@router.post("/people/{person_id}/channels/{kind}/confirmation", operation_id="channels.confirm")
def confirm_address(
    house: AtHouse, actor: Acting, act: ThisAct, person_id: Id, kind: ChannelKind, form: ChannelCode
) -> Done:
    """Take the address into use that the code came to."""
    return channels.confirm_address(house, actor=actor, act=act, person_id=person_id, kind=kind, form=form)


@router.post("/people/{person_id}/channels/webhook/key", operation_id="channels.renew_key", status_code=201)
def renew_key(house: AtHouse, actor: Acting, act: ThisAct, person_id: Id) -> SigningKey:
    """A new signing key for one's webhook; the answer is the only place it is shown."""
    return channels.renew_key(house, actor=actor, act=act, person_id=person_id)


@router.post("/people/{person_id}/feed", operation_id="feeds.make", status_code=201)
def make_feed(
    request: Request, house: AtHouse, actor: Acting, act: ThisAct, seed: TokenSeed, person_id: Id
) -> MadeFeed:
    """A calendar feed of one's deadlines under a new address, shown here only; the old address is good no more."""
    secret = feeds.make_feed(house, actor=actor, act=act, seed=seed, person_id=person_id)
    return MadeFeed(url=f"{house.public_url}{request.app.url_path_for('read_feed', secret=secret)}")


@router.delete("/people/{person_id}/feed", operation_id="feeds.revoke", status_code=204)
def revoke_feed(house: AtHouse, actor: Acting, act: ThisAct, person_id: Id) -> None:
    """End a calendar feed."""
    feeds.revoke_feed(house, actor=actor, act=act, person_id=person_id)


@router.get("/feeds/{secret}.ics", operation_id="feeds.read", response_class=FileAnswer)
def read_feed(request: Request, house: AtHouse, actor: Acting, secret: Secret) -> Response:
    """The deadlines of whoever has this address, as an iCalendar file to subscribe to."""
    return file_response(request, feeds.read_feed(house, actor=actor, token=secret))

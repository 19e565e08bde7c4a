"""The ways out of an installation: for each channel, who writes its messages and the post that takes them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any, Generic, Protocol, TypeVar

from activities.notices.bot import BotPen, BotPost
from activities.notices.errand import Errand
from activities.notices.message import MailPen
from activities.notices.outside import Outside
from activities.notices.post import MailSettings, NotDelivered, Post, open_post
from activities.notices.webhook import WebhookPen, WebhookPost
from activities.notices.wording import Wording
from schemas.channels import ChannelKind

Message = TypeVar("Message")


class PostSettings(MailSettings, Protocol):
    """The settings that all channels depend on, as `app.settings.Settings` has them."""

    @property
    def webhook_hosts(self) -> tuple[str, ...]:
        """The hosts that webhooks may call, as `Outside` takes them; none closes the channel."""

    @property
    def bot_url(self) -> str | None:
        """The bot's address with its token; None closes the channel."""


@dataclass(frozen=True)
class Way(Generic[Message]):
    """One channel of an installation; one that is not open takes nothing new, and what waits for it is given up."""

    write: Callable[[Errand], Message]
    post: Post[Message]
    open: bool = True

    def deliver(self, errand: Errand) -> None:
        """Take an errand to its person. Raises NotDelivered."""
        self.post.deliver(self.write(errand))


class ClosedPost:
    """Stands where an administrator set nothing up."""

    def deliver(self, message: object) -> None:  # noqa: ARG002  it takes none
        """As `Post.deliver`: raises NotDelivered("channel_closed")."""
        raise NotDelivered("channel_closed", everybody=True)

    def hang_up(self) -> None:
        """Nothing is held open."""


def open_channels(settings: PostSettings) -> set[ChannelKind]:
    """The channels that an installation has."""
    found: set[ChannelKind] = {"email"}
    if Outside(settings.webhook_hosts).open:
        found.add("webhook")
    if settings.bot_url:
        found.add("bot")
    return found


def open_ways(
    settings: PostSettings,
    secret: bytes,
    clock: Callable[[], datetime],
    mail: Post[EmailMessage] | None = None,
) -> dict[ChannelKind, Way[Any]]:
    """The channels of an installation; `mail` stands in for the post that the settings name.

    Raises ValueError if a URL in the settings cannot be read.
    """
    wording = Wording(settings.public_url, secret, bool(settings.mail_answers))
    opened = open_channels(settings)
    outside = Outside(settings.webhook_hosts)
    bot: Post[Any] = BotPost(settings.bot_url) if settings.bot_url else ClosedPost()
    return {
        "email": Way(MailPen(settings, wording).write, mail or open_post(settings)),
        "webhook": Way(WebhookPen(wording).write, WebhookPost(outside, clock), "webhook" in opened),
        "bot": Way(BotPen(wording).write, bot, "bot" in opened),
    }

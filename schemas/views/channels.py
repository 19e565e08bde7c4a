"""A person's channels as they are chosen and as they are read, and the calendar feed."""

from datetime import datetime, time
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, WithJsonSchema, model_validator

from schemas.channels import LONGEST_QUIET, ChannelKind, Rhythm, length_of_quiet
from schemas.language import Language
from schemas.policy import Zone
from schemas.views.form import Form, Line


def _of_the_clock(moment: time) -> time:
    if moment.tzinfo is not None or moment.second or moment.microsecond:
        raise ValueError("give hours and minutes, without a zone")
    return moment


_HOURS = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:00)?$", "examples": ["22:30"]}

ClockTime = Annotated[time, AfterValidator(_of_the_clock), WithJsonSchema(_HOURS)]
"""A time by the person's own clock, such as 22:30; the format `time` of JSON Schema asks for a zone."""


class QuietHours(Form):
    """From when to when nothing leaves; hours that do not end later than they begin last over midnight."""

    since: ClockTime
    until: ClockTime

    @model_validator(mode="after")
    def _are_not_all_day(self) -> Self:
        if length_of_quiet(self.since, self.until) > LONGEST_QUIET:
            raise ValueError(f"quiet hours last no longer than {LONGEST_QUIET.seconds // 3600} hours")
        return self


class ChannelChoice(Form):
    """A channel to be used, and how often; with `urgent_at_once` what has a deadline never waits for a digest."""

    kind: ChannelKind
    rhythm: Rhythm = "at_once"
    urgent_at_once: bool = True


class ChannelsForm(Form):
    """All of a person's choice: a channel that is not listed is off, and the inbox is always there.

    Times are by the clock of `zone` (IANA). Daily digests leave at `digest_at`, weekly ones then on Mondays.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "zone": "Asia/Vladivostok",
                    "language": "ru",
                    "quiet": {"since": "22:00", "until": "08:00"},
                    "digest_at": "09:30",
                    "channels": [{"kind": "email", "rhythm": "daily", "urgent_at_once": True}],
                }
            ]
        }
    )

    zone: Zone
    language: Language
    quiet: QuietHours | None = None
    digest_at: ClockTime = time(9)
    channels: list[ChannelChoice] = Field(max_length=3)

    @model_validator(mode="after")
    def _names_each_channel_once(self) -> Self:
        if len({choice.kind for choice in self.channels}) != len(self.channels):
            raise ValueError("name each channel once")
        return self


class ChannelAddress(Form):
    """Where a channel is to go: an e-mail address, the URL of a webhook, or the id of a chat with the bot."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"address": "opoveshcheniya@example.org"}]})

    address: Line


class ChannelCode(Form):
    """The code that came to a new address."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "ABCD2345"}]})

    code: Annotated[SecretStr, Field(min_length=1, max_length=20)]


class CodeSent(BaseModel):
    """A code is on its way to the address; until it is confirmed the channel stays as it was."""

    id: str
    expires_at: datetime


class SigningKey(BaseModel):
    """The key that calls to the webhook are signed with, shown here only."""

    key: str


class ChannelView(BaseModel):
    """One channel; `open` says whether the installation has it. An address is shown to its owner only."""

    kind: ChannelKind
    open: bool
    enabled: bool
    rhythm: str
    urgent_at_once: bool
    address: str | None
    confirmed_at: datetime | None


class ChannelsView(BaseModel):
    """A person's channels and hours; `feed_made_at` is null without a calendar feed."""

    person_id: str
    zone: str
    language: str
    quiet: QuietHours | None
    digest_at: ClockTime
    channels: list[ChannelView]
    feed_made_at: datetime | None
    version: int


class MadeFeed(BaseModel):
    """The address of a calendar feed, shown here only: whoever has it reads the deadlines."""

    url: str


class Unread(BaseModel):
    """How many inbox items have not been marked as read."""

    unread: int

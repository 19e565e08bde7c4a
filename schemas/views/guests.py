"""Outside experts as they are asked in, listed, and as they read and speak by their link."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.deadline import Deadline
from schemas.language import Language
from schemas.section import Verdict
from schemas.views.form import Count, Email, Form, Line, OptionalLine, Prose, Reference, Words
from schemas.views.invitations import EXAMPLE_TOKEN, LinkToken
from schemas.views.texts import CommentView

GuestState = Literal["invited", "opened", "expired", "revoked", "closed"]
"""How an invitation stands; `closed`: the round that it was for is over."""


class NewGuest(Form):
    """An outside expert who is to read the revision under review; the link is good for so many `days`."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"email": "ekspert@example.org", "name": "Нина Внешняя", "days": 14}]}
    )

    email: Email
    name: Line
    position: OptionalLine = ""
    organisation_id: Reference | None = None
    language: Language = "ru"
    days: Count = Field(default=30, ge=1, le=90)


class GuestView(BaseModel):
    """An outside expert in one round; `letter` is the state of the last letter.

    `opinion` is their last one, if shown; null for who votes in the round: their verdict is on the ballot.
    """

    id: str
    person_id: str
    name: str
    email: str
    organisation_id: str | None
    section_id: str
    revision_id: str
    round: int
    state: GuestState
    invited_by: str
    made_at: datetime
    expires_at: datetime
    opened_at: datetime | None
    revoked_at: datetime | None
    letter: str | None
    opinion: Verdict | None = None


class OutsideOpinionView(BaseModel):
    """What an outside expert who is no voter advised; `text` is null where they said no more or it was erased."""

    id: str
    person_id: str
    name: str
    organisation_id: str | None
    revision_id: str
    verdict: Verdict
    text: str | None
    remark_id: str | None
    at: datetime


class GuestOpening(LinkToken):
    """Opening a link for the first time: the consent that the expert was shown and agrees to."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"token": EXAMPLE_TOKEN, "consent": "1"}]})

    consent: Reference


class GuestEntered(BaseModel):
    """A link was opened: its token opens nothing more, this one does, sent as Authorization: Bearer."""

    token: str
    guest_id: str
    expires_at: datetime


class GuestPage(BaseModel):
    """The one revision that a guest reads, what is asked of them and what they have said.

    `open`: they may speak; `counts`: they vote in this round, so that their verdict counts as a voter's.
    """

    guest_id: str
    name: str
    document: str
    section: str
    position: int
    revision_id: str
    number: int
    text_hash: str
    open: bool
    counts: bool
    deadline: Deadline | None
    expires_at: datetime
    verdict: Verdict | None
    comments: list[CommentView]


class GuestComment(Form):
    """A remark, proposal or question about exact words of the revision that the link opens."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"kind": "proposal", "text": "Точнее", "quote": "раз в год", "replacement": "раз в квартал"}]
        }
    )

    kind: Literal["remark", "proposal", "question"] = "remark"
    text: Prose = Field(min_length=1, max_length=20_000)
    quote: Words = Field(min_length=1, max_length=2000)
    prefix: Words = Field(default="", max_length=64)
    suffix: Words = Field(default="", max_length=64)
    replacement: Words | None = Field(default=None, max_length=20_000)


class GuestVerdict(Form):
    """An expert's verdict on the revision that the link opens; disagreeing takes a text."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"verdict": "agree_with_remarks", "text": "Нужен источник."}]}
    )

    verdict: Verdict
    text: Prose | None = Field(default=None, min_length=3, max_length=20_000)


class GuestSaid(BaseModel):
    """A verdict was taken; `counts` says whether as a voter's or as an opinion for those who vote."""

    verdict: Verdict
    counts: bool
    at: datetime

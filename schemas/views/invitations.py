"""Invitations and single-use links as they are asked for, used and read."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.actor import Role
from schemas.language import Language
from schemas.views.form import Email, Form, Line, LinkSecret, OptionalLine, PlainPassword, Reference
from schemas.views.organisations import Membership

EXAMPLE_TOKEN = "veche_link_AZMfcAAAcACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
"""What the token in a letter's link looks like."""


class Seat(Membership):
    """A place in a body that an invited person will have."""

    body_id: Reference


class NewInvitation(Form):
    """Somebody is asked in; of a person who is known already but has no password, only the bodies are taken."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"email": "gost@example.org", "name": "Пётр Гостев", "position": "Член совета"}]
        }
    )

    email: Email
    name: Line
    position: OptionalLine = ""
    organisation_id: Reference | None = None
    role: Role = "member"
    language: Language = "ru"
    bodies: list[Seat] = Field(default_factory=list, max_length=50)


class InvitationView(BaseModel):
    """An invitation; `letter` is the state of its last letter: planned, sent, failed or given_up."""

    id: str
    email: str
    name: str
    position: str
    organisation_id: str | None
    role: str
    language: str
    bodies: dict[str, Any]
    person_id: str | None
    invited_by: str
    made_at: datetime
    accepted_at: datetime | None
    withdrawn_at: datetime | None
    expires_at: datetime | None
    letter: str | None


class LinkToken(Form):
    """The token that stands in a letter's link, after its last slash."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"token": EXAMPLE_TOKEN}]})

    token: LinkSecret


class LinkSignIn(LinkToken):
    """Signing in by a link; with `cookie` a browser gets the session as a cookie, too."""

    cookie: bool = False


class Acceptance(LinkToken):
    """An invited person's name and password, and the version of the consent they were shown and agree to."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"token": EXAMPLE_TOKEN, "name": "Пётр Гостев", "password": "утро вечера мудренее", "consent": "1"}
            ]
        }
    )

    name: Line
    password: PlainPassword
    consent: Reference


class LinkRequest(Form):
    """The address that a link to sign in is to be sent to."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"email": "chitatel@example.org"}]})

    email: Email


class LinkView(BaseModel):
    """What a link is good for, and until when; nothing happened yet: `next` says which request uses it."""

    kind: Literal["invitation", "sign_in", "confirm", "guest"]
    expires_at: datetime
    next: str

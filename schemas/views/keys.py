"""Sessions and API tokens as they are asked for and as they are read."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from schemas.actor import Scope
from schemas.instant import Instant
from schemas.views.form import Email, Form, Line, PlainPassword
from schemas.views.people import PersonView


class SignIn(Form):
    """E-mail and password; with `cookie` a browser gets the session as a cookie, too."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"email": "chitatel@example.org", "password": "утро вечера мудренее"}]}
    )

    email: Email
    password: PlainPassword
    cookie: bool = False


class SignedIn(BaseModel):
    """A session's token, shown here only: send it as `Authorization: Bearer …`."""

    token: str
    person_id: str
    expires_at: datetime


class SessionView(BaseModel):
    """Who is signed in; `scopes` is null unless it is by an API token."""

    person: PersonView
    scopes: list[Scope] | None


class NewToken(Form):
    """An API token of one's own; without `expires_at` it lasts until it is revoked."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Выгрузка для сайта", "scopes": ["read"], "expires_at": "2100-01-01T00:00:00+03:00"}]
        }
    )

    name: Line
    scopes: list[Scope] = Field(min_length=1, max_length=3)
    expires_at: Instant | None = None


class MadeToken(BaseModel):
    """A new API token, shown here only: send it as `Authorization: Bearer …`."""

    id: str
    token: str


class TokenView(BaseModel):
    """An API token without its secret; `prefix` is how it begins, `used_at` is exact to a minute.

    `made_with` is the token that it was made with: it is revoked together with that one.
    """

    id: str
    person_id: str
    name: str
    prefix: str
    scopes: list[Scope]
    made_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None
    made_with: str | None

"""People as they are filled in and as they are read."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from schemas.actor import Role
from schemas.language import Language
from schemas.views.consent import ConsentView
from schemas.views.form import Email, Form, Line, OptionalLine, PlainPassword


class NewPerson(Form):
    """Somebody who is to sign in; without a password they cannot until one is set."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "email": "redaktor@example.org",
                    "name": "Анна Редакторова",
                    "position": "Ответственный секретарь",
                    "role": "member",
                    "password": "утро вечера мудренее",
                }
            ]
        }
    )

    email: Email
    name: Line
    position: OptionalLine = ""
    organisation_id: str | None = None
    role: Role = "member"
    language: Language = "ru"
    password: PlainPassword | None = None


class PersonChange(Form):
    """What an administrator changes about a person; what is not sent stays.

    `organisation_id` null takes the person out of their organisation. Deactivating somebody ends their
    sessions, revokes their tokens and closes their calendar feed. Who was erased can't be changed.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"position": "Руководитель рабочей группы", "role": "coordinator"}]}
    )

    email: Email | None = None
    name: Line | None = None
    position: OptionalLine | None = None
    organisation_id: str | None = None
    role: Role | None = None
    language: Language | None = None
    active: bool | None = None


class ProfileChange(Form):
    """What people change about themselves; what is not sent stays."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Анна Сергеевна Редакторова", "language": "ru"}]}
    )

    name: Line | None = None
    position: OptionalLine | None = None
    language: Language | None = None


class PasswordChange(Form):
    """A person's own new password; the other sessions of the person end."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"current": "утро вечера мудренее", "new": "тише едешь дальше будешь"}]}
    )

    current: PlainPassword
    new: PlainPassword


class PasswordReset(Form):
    """A new password that an administrator gives somebody; all sessions of the person end."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"new": "семь раз отмерь один раз отрежь"}]})

    new: PlainPassword


class PersonView(BaseModel):
    """A person; `email`, `consent` and `erasure_asked_at` are null for those whom they do not concern."""

    id: str
    name: str
    position: str
    organisation_id: str | None
    role: str
    language: str
    active: bool
    email: str | None
    consent: ConsentView | None = None
    erasure_asked_at: datetime | None = None
    erased_at: datetime | None = None
    version: int

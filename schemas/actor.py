"""Who is asking: the person behind a request, as far as rights need to know them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from schemas.frozen import Frozen

Role = Literal["member", "coordinator", "administrator"]
"""A person's installation-wide role: a coordinator may make documents, an administrator runs the installation."""


class Scope(StrEnum):
    """What an API token may be used for: reading, taking part, and administration (people, bodies, tokens)."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


class Actor(Frozen):
    """Somebody who asks.

    `scopes` is None without an API token: a session may do all that its person may; `until` is when the token
    ends, if it does, and `token` is its id. `session` is the hash of the session's token, empty otherwise.
    `today` is the day it is in the installation's zone as they ask, by which the terms of their memberships are
    looked at.
    """

    id: str
    role: Literal["anonymous"] | Role
    scopes: frozenset[Scope] | None = None
    language: str = "ru"
    until: datetime | None = None
    session: str = ""
    token: str = ""
    today: date = date.min

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is signed in."""
        return self.role == "anonymous"


ANONYMOUS = Actor(id="", role="anonymous")
SYSTEM = Actor(id="", role="administrator")
"""The command line on the installation's own machine."""

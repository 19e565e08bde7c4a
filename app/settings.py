"""What an installation may choose, read from VECHE_ environment variables; nothing here opens anything."""

import os
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.env_file import SECRETS
from schemas.language import Language

_SHORTEST_SECRET = 24


def _sqlite_in(given: dict[str, Any]) -> str:
    return f"sqlite:///{given['data'] / 'veche.db'}"


def _objects_in(given: dict[str, Any]) -> str:
    return str(given["data"] / "objects")


def _local_address(given: dict[str, Any]) -> str:
    return f"http://{given['host']}:{given['port']}"


class Settings(BaseSettings):
    """One installation's choices; each field is the variable VECHE_<FIELD>, and no secret has a default.

    Fields that may carry a password in their URL are left out of `repr`, so that a log line cannot show it.
    """

    model_config = SettingsConfigDict(
        env_prefix="VECHE_", env_ignore_empty=True, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    data: Path = Path("data")
    """The folder of everything embedded, made absolute."""
    database_url: str = Field(default_factory=_sqlite_in, repr=False)
    """`sqlite:///FILE` or `postgresql+psycopg://USER:PASSWORD@HOST/NAME`."""
    object_store_url: str = Field(default_factory=_objects_in, repr=False)
    """A folder, or `s3://KEY:SECRET@HOST:PORT/BUCKET?secure=0`, as `storage.objects.open_store` reads it."""

    lasting_store_url: str | None = Field(default=None, repr=False)
    """Where published editions and signed checkpoints are kept, if they have a place of their own; of the same form.
    `veche buckets` makes a bucket there that nobody can take anything out of before its time."""

    temporal_address: str = "127.0.0.1:7233"
    temporal_namespace: str = "veche"
    temporal_task_queue: str = "veche"
    temporal_synchronous: int = Field(default=2, ge=1, le=2)
    """SQLite's `synchronous` for the embedded Temporal file: 2 keeps every commit when the power fails,
    1 is about a fifth faster and may lose the last commits then (never when a process is killed)."""

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    public_url: str = Field(default_factory=_local_address)
    """The address people reach the service by, put into letters; no slash at its end."""

    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Names the service is reached by besides the public address's and loopback, separated by commas."""
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()
    """Addresses or networks of the proxies in front, separated by commas: only from these X-Forwarded-For is read."""

    smtp_url: str | None = Field(default=None, repr=False)
    """`smtp[s]://[USER:PASSWORD@]HOST:PORT`; without it letters are written as files into `outbox`."""
    mail_sender: str = "veche@localhost"

    mail_answers: str = ""
    """The address that answers to notices come to; what stands before its @ gets a + and a token. Without it letters
    take no answers."""
    imap_url: str | None = Field(default=None, repr=False)
    """`imap[s]://USER:PASSWORD@HOST[:PORT][/FOLDER]`: the mailbox of that address, if it is read from here."""
    mail_secret: str = Field(default="", repr=False)
    """What the mail server sends as a Bearer token with a letter for `/api/v1/mail`; without it none is taken."""
    mail_checked_by: str = ""
    """The host whose Authentication-Results (RFC 8601) must say that DKIM or DMARC passed; without it nobody's must."""

    webhooks: str = ""
    """Hosts that people's webhooks may call, apart by commas, a port after a colon; `*` is any public host.
    Without it nobody can have a webhook. A host that is named may have any address, and plain HTTP."""
    bot_url: str | None = Field(default=None, repr=False)
    """The messenger bot's interface, with its token in it; `/sendMessage` is added. Without it there is no bot."""
    checkpoint_minutes: int = Field(default=10, ge=1, le=1440)
    """How often the record is signed, if anything happened."""

    zone: ZoneInfo = ZoneInfo("Europe/Moscow")
    """The IANA zone of working days and of dates shown to people."""
    language: Language = "ru"

    @model_validator(mode="before")
    @classmethod
    def _none_misspelt(cls, given: Any) -> Any:
        """A setting that was meant and is passed over would show much later, as letters that never leave."""
        known = {f"VECHE_{name.upper()}" for name in cls.model_fields}
        for name in sorted(name.upper() for name in os.environ):
            if name.startswith("VECHE_") and name not in known and name not in SECRETS:
                likely = next(iter(get_close_matches(name, known, 1)), "")
                raise PydanticCustomError("unknown_setting", "unknown setting {name}", {"name": name, "likely": likely})
        return given

    @field_validator("data")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @field_validator("allowed_hosts", "trusted_proxies", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return [one.strip().lower() for one in value.split(",") if one.strip()] if isinstance(value, str) else value

    @field_validator("mail_secret")
    @classmethod
    def _not_guessed(cls, secret: str) -> str:
        if secret and len(secret) < _SHORTEST_SECRET:
            raise ValueError(f"a secret has at least {_SHORTEST_SECRET} characters")
        return secret

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("it begins with sqlite:/// or postgresql+psycopg://")
        return url

    @field_validator("public_url")
    @classmethod
    def _without_slash(cls, address: str) -> str:
        found = urlsplit(address)
        if found.scheme not in ("http", "https") or not found.hostname:
            raise ValueError("it begins with http:// or https:// and names a host")
        return address.rstrip("/")

    @classmethod
    def for_folder(cls, folder: Path, **chosen: Any) -> Self:
        """The settings of the data folder `folder`; what is not `chosen` comes from the environment."""
        return cls(data=folder, **chosen)

    @property
    def webhook_hosts(self) -> tuple[str, ...]:
        """The hosts of `webhooks`."""
        return tuple(host.strip() for host in self.webhooks.split(",") if host.strip())

    @property
    def outbox(self) -> Path:
        """Where letters are written when there is no mail server."""
        return self.data / "outbox"

    @property
    def keys(self) -> Path:
        """Where the keys lie that editions are signed with."""
        return self.data / "keys"

    @property
    def mark(self) -> Path:
        """The file by which an installation knows its own data folder, see `storage.incarnation`."""
        return self.data / "incarnation"

    @property
    def temporal_file(self) -> Path:
        """The embedded Temporal server's database."""
        return self.data / "temporal.db"

    @property
    def logs(self) -> Path:
        """Where `veche up` keeps the output of its children, a file each."""
        return self.data / "logs"

    @property
    def run(self) -> Path:
        """Where a running `veche up` keeps its lock, its ports and its state."""
        return self.data / "run"

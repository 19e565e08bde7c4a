"""Addresses as mail wants them: ASCII only, one line, domains of other alphabets encoded."""

from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from functools import lru_cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from domain.letters import one_line


def mail_host(url: str) -> str:
    """The host of a URL as it may stand right of an @: a name, or an address in brackets (RFC 5321)."""
    host = urlsplit(url).hostname or "localhost"
    try:
        literal = ip_address(host)
    except ValueError:
        return _ascii_domain(host)
    return f"[{literal}]" if literal.version == 4 else f"[IPv6:{literal}]"


@lru_cache(maxsize=1000)
def address(name: str, email: str) -> Address:
    """A name and an address for a header. Raises ValueError if mail cannot be sent to that address."""
    local, _, domain = email.strip().rpartition("@")
    if not local or not email.isprintable() or not local.isascii():
        raise ValueError("no usable address")
    try:
        return Address(display_name=one_line(name), addr_spec=f"{local}@{_ascii_domain(domain)}")
    except (MessageError, IndexError) as error:
        raise ValueError("no usable address") from error


@lru_cache(maxsize=10)
def sender(setting: str, name: str) -> Address:
    """The address letters come from, under the name it is set with or else `name`."""
    set_name, email = parseaddr(setting)
    return address(set_name or name, email)


def single_address(header: Any) -> str:
    """The bare address of a From or To header that `address` made."""
    return str(header.addresses[0].addr_spec)


def _ascii_domain(domain: str) -> str:
    return domain.encode("idna").decode()

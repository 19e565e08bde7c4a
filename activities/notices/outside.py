"""`Outside`: the one way to addresses that people give; it reaches public hosts, or those an administrator named."""

import contextlib
import http.client
import socket
import ssl
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NoAnswer
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

TIMEOUT = 5.0
"""Seconds for looking a host up, and seconds for all of a request."""

ANY = "*"
"""Among the hosts: any host, at a public address."""

LONGEST_URL = 500
_PORTS = {"http": 80, "https": 443}
_WRAPPED = (
    *(IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("2002::/16")),
    *(IPv6Network("::/96"), IPv6Network("::ffff:0:0:0/96"), IPv6Network("fec0::/10")),
)
"""IPv6 addresses that stand for IPv4 ones, translated and tunnelled, or for a site's own."""

_lookups = ThreadPoolExecutor(4, thread_name_prefix="lookup")
"""Looking a name up cannot be broken off; a slow one holds one of these threads, not the post."""


class Unreachable(Exception):
    """An address is not to be called, or does not answer; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Outside:
    """Sends requests to URLs that people gave.

    `hosts` are those that may be called, a port after a colon if it is not the scheme's own; `*` is any host whose
    addresses are all public. A host that is named may have any address, and plain HTTP.
    """

    def __init__(self, hosts: Collection[str], resolve: Callable[..., Any] = socket.getaddrinfo) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)
        self._resolve = resolve

    @property
    def open(self) -> bool:
        """Whether any host may be called at all."""
        return bool(self._hosts)

    def check(self, url: str) -> None:
        """Raises Unreachable("url_refused") for what is no URL of a host that may be called."""
        self._parts(url)

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Send a POST request to exactly the address that was checked; the status. No redirect is followed.

        The host is looked up once. Raises Unreachable with `url_refused`, `address_refused`, `host_unknown`,
        `tls_failed` or `no_answer`.
        """
        parts = self._parts(url)
        address = self._address(parts)
        with _connection(parts, address) as connection:
            try:
                connection.request("POST", _target(parts), body, dict(headers))
                with contextlib.closing(connection.getresponse()) as answer:
                    return answer.status
            except (OSError, http.client.HTTPException) as error:
                raise Unreachable("no_answer") from error

    def _parts(self, url: str) -> SplitResult:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise Unreachable("url_refused") from error
        plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_URL
        if not plain or not parts.hostname or parts.scheme not in _PORTS or port == 0:
            raise Unreachable("url_refused")
        if parts.username is not None or parts.password is not None or parts.fragment:
            raise Unreachable("url_refused")
        if not self._is_named(parts) and (ANY not in self._hosts or parts.scheme != "https"):
            raise Unreachable("url_refused")
        return parts

    def _is_named(self, parts: SplitResult) -> bool:
        host, port = (parts.hostname or ""), parts.port or _PORTS[parts.scheme]
        own = port == _PORTS[parts.scheme]
        return f"{host}:{port}" in self._hosts or (own and host in self._hosts)

    def _address(self, parts: SplitResult) -> tuple[Any, ...]:
        """Family and socket address, looked up once; every address of a host has to be public if it is not named."""
        port = parts.port or _PORTS[parts.scheme]
        looking = _lookups.submit(self._resolve, parts.hostname, port, type=socket.SOCK_STREAM)
        try:
            found = looking.result(TIMEOUT)
        except (OSError, UnicodeError, NoAnswer) as error:
            raise Unreachable("host_unknown") from error
        if not found:
            raise Unreachable("host_unknown")
        if not self._is_named(parts) and not all(is_public(one[4][0]) for one in found):
            raise Unreachable("address_refused")
        return found[0][0], found[0][4]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public Internet, and stands for no other that does not."""
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            parsed = parsed.ipv4_mapped
        elif parsed.teredo is not None or any(parsed in network for network in _WRAPPED):
            return False
    return parsed.is_global and not parsed.is_multicast


@contextlib.contextmanager
def _connection(parts: SplitResult, address: tuple[Any, ...]) -> Iterator[http.client.HTTPConnection]:
    """A connection to the address for the host's name, cut when TIMEOUT is over."""
    family, place = address
    # What TLS wraps is not the same object any more, so the connection is cut by a second handle to it.
    with contextlib.closing(socket.socket(family, socket.SOCK_STREAM)) as plain, plain.dup() as handle:
        plain.settimeout(TIMEOUT)
        cut = Timer(TIMEOUT, _cut, [handle])
        cut.daemon = True
        cut.start()
        try:
            plain.connect(place)
            connection = http.client.HTTPConnection(_authority(parts), timeout=TIMEOUT)
            connection.sock = _secured(plain, parts)
            with contextlib.closing(connection):
                yield connection
        except ssl.SSLError as error:
            raise Unreachable("tls_failed") from error
        except OSError as error:
            raise Unreachable("no_answer") from error
        finally:
            cut.cancel()


def _cut(handle: socket.socket) -> None:
    with contextlib.suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _secured(plain: socket.socket, parts: SplitResult) -> socket.socket:
    if parts.scheme == "http":
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname)


def _authority(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]


def _target(parts: SplitResult) -> str:
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"

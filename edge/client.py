"""Where a request comes from, seen through the proxies that an administrator named."""

from collections.abc import Collection
from ipaddress import IPv4Network, IPv6Network, ip_address

from fastapi import Request


def client_address(request: Request, trusted: Collection[IPv4Network | IPv6Network]) -> str:
    """The network address of the nearest machine that is no trusted proxy; empty where it is not known.

    X-Forwarded-For is read from its end, and only as far as who wrote each entry is trusted: what a client
    puts there itself stands further left and is never believed.
    """
    nearest = request.client.host if request.client else ""
    way = [one.strip() for line in request.headers.getlist("x-forwarded-for") for one in line.split(",")]
    while way and _is_trusted(nearest, trusted):
        nearest = way.pop()
    return nearest


def _is_trusted(address: str, trusted: Collection[IPv4Network | IPv6Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in trusted)

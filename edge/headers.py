"""The security headers of every answer; a route that needs another value sets its own."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What an answer may load and do where a browser opens it: nothing."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_OVER_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
"""Where the public address is HTTPS: a browser that came once never tries plain HTTP again (RFC 6797)."""


class SecurityHeaders:
    """Adds what is missing of the security headers to every answer; `other` has those of an edge's own."""

    def __init__(self, app: ASGIApp, other: Mapping[str, str] | None = None) -> None:
        self.app = app
        self._sent = _encoded(_HEADERS | dict(other or {}))
        self._sent_over_https = [*self._sent, *_encoded(_OVER_HTTPS)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete its answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure = scope["app"].state.house.public_url.startswith("https://")
                given = [*message.get("headers", ())]
                names = {name.lower() for name, _ in given}
                added = (
                    header for header in (self._sent_over_https if secure else self._sent) if header[0] not in names
                )
                message["headers"] = [*given, *added]
            await send(message)

        await self.app(scope, receive, with_headers)


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode("ascii"), value.encode("ascii")) for name, value in headers.items()]

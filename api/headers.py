"""The security headers of every answer; a route that needs another value sets its own."""

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


_SENT = [(name.lower().encode("ascii"), value.encode("ascii")) for name, value in _HEADERS.items()]
_SENT_OVER_HTTPS = [
    *_SENT,
    *((name.lower().encode("ascii"), value.encode("ascii")) for name, value in _OVER_HTTPS.items()),
]


class SecurityHeaders:
    """Adds what is missing of the security headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete its answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure = scope["app"].state.house.public_url.startswith("https://")
                given = [*message.get("headers", ())]
                names = {name.lower() for name, _ in given}
                added = (header for header in (_SENT_OVER_HTTPS if secure else _SENT) if header[0] not in names)
                message["headers"] = [*given, *added]
            await send(message)

        await self.app(scope, receive, with_headers)

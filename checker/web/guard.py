"""What stands before every request: is the host ours, does the request come from our own pages, and the headers of every answer.

A page elsewhere can make a browser send requests to this machine, and can have its own name point here (DNS rebinding). The first
is seen by ``Origin`` and ``Sec-Fetch-Site``, the second by ``Host``.
"""

from __future__ import annotations

from functools import partial
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checker.web.errors import WebError, answer
from checker.web.settings import LOOPBACK_NAMES, WebSettings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Nothing is told to others. With `no-referrer` browsers would send our own forms with an origin of null.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
WRONG_HOST = partial(WebError, 400, "wrong_host", "请用启动时显示的地址打开本页。")
WRONG_ORIGIN = partial(WebError, 403, "wrong_origin", "这个请求不是从本页发出的，没有执行。")


class Guard:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if not scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-store"
                if self.settings.secure:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        if error := self._objection(Headers(scope=scope), scope["method"]):
            await answer(Request(scope), error)(scope, receive, sending)
        else:
            await self.app(scope, receive, sending)

    def _objection(self, headers: Headers, method: str) -> WebError | None:
        host = headers.get("host", "").lower()
        if len(headers.getlist("host")) != 1 or not self.knows(host):
            return WRONG_HOST()
        if method in SAFE_METHODS:
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host:
            return WRONG_ORIGIN()
        return WRONG_ORIGIN() if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none") else None

    def knows(self, host: str) -> bool:
        """Whether a ``Host`` names this server, with or without a port."""
        name = host_name(host)
        if name in self.settings.names or name in LOOPBACK_NAMES:
            return True
        if self.settings.loopback:
            return False
        try:
            ip_address(name.strip("[]"))
        except ValueError:
            return False
        return True


def host_name(host: str) -> str:
    """A host without its port."""
    if host.startswith("["):
        return host[: host.find("]") + 1]
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host

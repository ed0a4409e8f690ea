"""Who may ask this server for what.

Only this machine's browser that was given the opened address: its token becomes a cookie that no other site's
request carries. Other sites on this machine have the same host and may know the port, so a request also has
to name this host and port, and to come from our own pages where it says where it comes from.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPENED = "/打开/"
"""The address that is opened: behind it stands the token."""

BODY = 1_000_000
"""Bytes that a request may send, where its path is given no other number."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
)

_HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer a browser hides the origin of our own forms too
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}

_STALE = "这个地址是上次打开时的，已经失效。请再打开一次“年报核对”（或再运行一次 xxgk serve）。"
_FOREIGN = "这个请求不是从本页发出的，没有做任何事。请回到“年报核对”的页面再试。"
TOO_LARGE = "一次放进来的太大了，没有收下。请分几次放，或直接放进“收件”文件夹。"


class Door(NamedTuple):
    """What a request has to know: the port, the token. `limits`: bytes of bodies by path."""

    port: int
    token: str
    limits: Mapping[str, int] = {}

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which this server may be asked."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def cookie(self) -> str:
        """The name of the cookie: browsers keep cookies by host alone, and several servers may run."""
        return f"xxgk-{self.port}"

    @property
    def address(self) -> str:
        """The address that is opened."""
        return f"http://127.0.0.1:{self.port}{OPENED}{self.token}"


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(32)


class TooLarge(Exception):
    """The body of a request is larger than its path allows."""


def guarded(app: ASGIApp, door: Door) -> ASGIApp:
    """The application behind its door: what may not pass is answered here."""

    async def ask(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
            return
        if scope["type"] != "http":  # no screen talks over anything else
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        answer = _answer(scope, headers, door)
        if answer is not None:
            await answer(scope, receive, _dressed(send))
            return
        limit = door.limits.get(scope["path"], BODY)
        await app(scope, _bounded(receive, limit), _dressed(send))

    return ask


def _answer(scope: Scope, headers: Headers, door: Door) -> Response | None:
    """The answer to a request that does not pass; None for one that does."""
    if headers.getlist("host") not in [[host] for host in door.hosts]:
        return _refusal(421, _FOREIGN)
    method, path = scope["method"], scope["path"]
    if method not in ("GET", "HEAD", "POST"):
        return _refusal(405, _FOREIGN)
    site = headers.get("sec-fetch-site", "")
    if method != "POST" and path.startswith(OPENED):
        return _opened(path.removeprefix(OPENED), door)
    if site not in ("", "none", "same-origin"):
        return _refusal(403, _FOREIGN)
    if not _knows(headers, door):
        return _refusal(403, _STALE)
    if method == "POST":
        origin = headers.get("origin")
        if origin is None and site != "same-origin":
            return _refusal(403, _FOREIGN)
        if origin is not None and origin not in [f"http://{host}" for host in door.hosts]:
            return _refusal(403, _FOREIGN)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > door.limits.get(path, BODY):
            return _refusal(413, TOO_LARGE)
    return None


def _opened(token: str, door: Door) -> Response:
    """The token becomes a cookie; the page then opens by itself.

    No redirect: that would still count as another site's request where the address was clicked in one.
    """
    if not hmac.compare_digest(token.encode(), door.token.encode()):
        return _refusal(403, _STALE)
    page = (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>年报核对</title>'
        '<link rel="icon" href="/静态/icon.svg"><meta http-equiv="refresh" content="0;url=/"></head>'
        '<body><a href="/">打开年报核对</a></body></html>'
    )
    answer = HTMLResponse(page)
    answer.set_cookie(door.cookie, door.token, httponly=True, samesite="strict", path="/")
    return answer


def _knows(headers: Headers, door: Door) -> bool:
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return False
    found = cookies.get(door.cookie)
    return found is not None and hmac.compare_digest(found.value.encode(), door.token.encode())


def _refusal(status: int, sentence: str) -> Response:
    page = (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>年报核对</title></head>'
        f"<body><main><h1>年报核对</h1><p>{sentence}</p></main></body></html>"
    )
    return HTMLResponse(page, status)


def _dressed(send: Send) -> Send:
    """The same with the headers of every answer; one that frames itself has its own policy."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("content-security-policy", f"{POLICY}'none'")
            if "frame-ancestors 'self'" not in headers["content-security-policy"]:
                headers["x-frame-options"] = "DENY"
        await send(message)

    return dressed


def _bounded(receive: Receive, limit: int) -> Receive:
    """The same, which ends a body that is larger than it said."""
    total = 0

    async def bounded() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise TooLarge
        return message

    return bounded

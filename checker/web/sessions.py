"""Who asks: sessions as signed cookies, tokens against forged requests, and a brake on guessing passwords.

A session's id is in the cookie, signed; in the database is only its digest. Signing in makes a new id, so that one planted
before is worth nothing. Where there are no users and only this machine can connect, whoever is here is the administrator.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from checker.web.accounts import Accounts, Role, User, write_private
from checker.web.errors import WebError
from checker.web.store import Store

# Who is not signed in has a cookie of their own: browsers keep a strict one back when somebody comes by a link from elsewhere,
# and the page that asks them to sign in must not overwrite the session that they have.
COOKIE, VISIT, HEADER, FIELD = "ganhuo", "ganhuo-visit", "x-csrf-token", "csrf"
KEY_FILE = "secret"
# A working day.
SESSION_SECONDS = 12 * 3600
# Wrong passwords: for one name from one address, and from one address in all, within so many seconds.
FAILURES_NAME, FAILURES_ADDRESS, FAILURE_SECONDS = 5, 30, 900
MOST_REMEMBERED = 10_000

FORGED = partial(WebError, 403, "csrf", "页面已经过期，请返回、刷新后再做一次。")
NOT_ALLOWED = partial(WebError, 403, "forbidden", "您的角色不能做这件事；需要的话请找管理员。")
SIGN_IN = partial(WebError, 401, "sign_in", "请先登录。")
WRONG = "用户名或密码不对。"


@dataclass(frozen=True)
class Visitor:
    """Whoever asks. `local` says that there is no signing in; `fresh` that the browser does not know its id yet."""

    user: User | None
    id: str
    token: str
    local: bool
    fresh: bool
    cookie: Callable[[Response], None]

    def may(self, role: Role) -> bool:
        """Whether this is somebody with a role."""
        return self.user is not None and self.user.may(role)

    @property
    def name(self) -> str:
        """What the record calls them."""
        return self.user.name if self.user else ""

    def remember(self, response: Response) -> None:
        """Tell the browser its id."""
        if self.fresh:
            self.cookie(response)


class Sessions:
    """The sessions of one server."""

    def __init__(self, store: Store, accounts: Accounts, local: User | None, secure: bool) -> None:
        self._store, self._accounts, self._local, self._secure = store, accounts, local, secure
        self._key = _key(store.home / KEY_FILE)
        self.brake = Brake()

    def visitor(self, cookie: str | None, visit: str | None) -> Visitor:
        """Who has these cookies: of a session, and of one who is not signed in."""
        local = self._local if self._local and not self._accounts.any() else None
        id = None if local else self._id(cookie)
        user = self._user(id) if id else None
        if id is None or user is None:
            id = self._id(visit)
        own = id or secrets.token_urlsafe(32)
        return Visitor(
            local or user,
            own,
            self._sign("csrf", own),
            local is not None,
            id is None,
            lambda response: self._set(response, VISIT, own),
        )

    def begin(self, user: User, before: Visitor, response: Response) -> None:
        """Sign a user in under a new id; the old one is worth nothing any more."""
        id = secrets.token_urlsafe(32)
        with self._store.writing() as db:
            db.execute("DELETE FROM sessions WHERE digest = ? OR made < ?", (_digest(before.id), time.time() - SESSION_SECONDS))
            db.execute("INSERT INTO sessions (digest, user, made) VALUES (?, ?, ?)", (_digest(id), user.name, time.time()))
        self._set(response, COOKIE, id)

    def end(self, visitor: Visitor, response: Response) -> None:
        """Sign out."""
        with self._store.writing() as db:
            db.execute("DELETE FROM sessions WHERE digest = ?", (_digest(visitor.id),))
        response.delete_cookie(COOKIE, path="/")

    def sign_in(self, name: str, password: str, address: str) -> User:
        """The user of a name and a password. Raises WebError, and slows down whoever guesses."""
        self.brake.check(name, address)
        user = self._accounts.verify(name, password)
        if user is None:
            self.brake.failed(name, address)
            self._store.note(name[:40] if self._accounts.get(name) else "未知用户", "sign-in failed")
            raise WebError(401, "wrong_password", WRONG)
        self.brake.succeeded(name, address)
        return user

    def _user(self, id: str) -> User | None:
        found = next(iter(self._store.ask("SELECT user, made FROM sessions WHERE digest = ?", (_digest(id),))), None)
        user = self._accounts.get(found["user"]) if found else None
        if found is None or user is None or found["made"] < max(user.since, time.time() - SESSION_SECONDS):
            return None
        return user

    def _id(self, cookie: str | None) -> str | None:
        id, _, signature = (cookie or "").partition(".")
        return id if id and hmac.compare_digest(signature.encode(), self._sign("session", id).encode()) else None

    def _sign(self, what: str, id: str) -> str:
        return hmac.new(self._key, f"{what}:{id}".encode("utf-8", "replace"), sha256).hexdigest()

    def _set(self, response: Response, name: str, id: str) -> None:
        value = f"{id}.{self._sign('session', id)}"
        response.set_cookie(name, value, path="/", httponly=True, samesite="strict", secure=self._secure)


class Brake:
    """Counts wrong passwords; too many within a while, and nobody may try again until it is over."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: dict[tuple[str, str], deque[float]] = {}

    def check(self, name: str, address: str) -> None:
        """Raises WebError where there were too many."""
        with self._lock:
            for key, most in (((name, address), FAILURES_NAME), (("", address), FAILURES_ADDRESS)):
                recent = self._recent(key)
                if len(recent) >= most:
                    wait = int(recent[0] + FAILURE_SECONDS - self._clock()) + 1
                    message = f"密码错得太多，请{-(-wait // 60)}分钟后再试。"
                    raise WebError(429, "too_many_attempts", message, {"Retry-After": str(wait)})

    def failed(self, name: str, address: str) -> None:
        """A wrong password."""
        with self._lock:
            if len(self._failures) >= MOST_REMEMBERED:
                self._failures.pop(next(iter(self._failures)))
            for key in ((name, address), ("", address)):
                self._failures.setdefault(key, deque()).append(self._clock())

    def succeeded(self, name: str, address: str) -> None:
        """A right one: who mistyped begins anew."""
        with self._lock:
            self._failures.pop((name, address), None)

    def _recent(self, key: tuple[str, str]) -> deque[float]:
        recent = self._failures.get(key, deque())
        while recent and recent[0] <= self._clock() - FAILURE_SECONDS:
            recent.popleft()
        return recent


def visitor(request: Request) -> Visitor:
    """Who asks, looked up once a request."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    if found is None:
        sessions: Sessions = request.app.state.web.sessions
        found = request.state.visitor = sessions.visitor(request.cookies.get(COOKIE), request.cookies.get(VISIT))
    return found


def check_token(who: Visitor, token: str | None) -> None:
    """Raises WebError where a request was not made by a page of ours for this very visitor."""
    if who.fresh or not hmac.compare_digest((token or "").encode(), who.token.encode()):
        raise FORGED()


def role(wanted: Role) -> Callable[[Request], Visitor]:
    """A dependency of pages: somebody with this role; others are sent to sign in, or told that they may not."""

    def required(request: Request) -> Visitor:
        who = visitor(request)
        if who.user is None:
            if request.method == "GET":
                query = f"?{request.url.query}" if request.url.query else ""
                back = quote(request.url.path + query, safe="/")
                raise WebError(303, "sign_in", "请先登录。", {"Location": f"/sign-in?next={back}"})
            raise SIGN_IN()
        if not who.may(wanted):
            raise NOT_ALLOWED()
        return who

    return required


Reader = Annotated[Visitor, Depends(role("reader"))]
Clerk = Annotated[Visitor, Depends(role("clerk"))]
Administrator = Annotated[Visitor, Depends(role("administrator"))]


def caller(request: Request) -> Visitor:
    """A program that asks: a session with its token, or a name and a password (HTTP Basic) that no browser sends by itself."""
    given = request.headers.get("authorization", "")
    if given[:6].lower() == "basic ":
        name, password = _basic(given[6:])
        sessions: Sessions = request.app.state.web.sessions
        user = sessions.sign_in(name, password, address(request))
        who = sessions.visitor(None, None)
        return Visitor(user, who.id, who.token, False, False, who.cookie)
    who = visitor(request)
    if who.user is None:
        raise SIGN_IN()
    browser = COOKIE in request.cookies or VISIT in request.cookies or "origin" in request.headers
    if request.method not in ("GET", "HEAD") and (browser or not who.local):
        check_token(who, request.headers.get(HEADER))
    return who


def calling(wanted: Role) -> Callable[[Request], Visitor]:
    """A dependency of the programs' door."""

    def required(request: Request) -> Visitor:
        who = caller(request)
        if not who.may(wanted):
            raise NOT_ALLOWED()
        return who

    return required


def address(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


def _basic(given: str) -> tuple[str, str]:
    try:
        name, colon, password = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, ValueError) as error:
        raise WebError(401, "wrong_password", WRONG) from error
    return (name, password) if colon else ("", "")


def _digest(id: str) -> str:
    return sha256(id.encode()).hexdigest()


def _key(file: Path) -> bytes:
    if not file.exists():
        write_private(file, secrets.token_bytes(32))
    return file.read_bytes()

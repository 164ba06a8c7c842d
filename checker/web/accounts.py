"""Who may sign in, as what: a file beside the inbox, which the command writes and a running server reads anew when it changes."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

Role = Literal["reader", "clerk", "administrator"]
ROLES: dict[Role, str] = {"reader": "查看", "clerk": "经办", "administrator": "管理员"}
FILE = "用户.json"
LONGEST_NAME, SHORTEST_PASSWORD, LONGEST_PASSWORD = 40, 10, 200
# Each takes 64 MB while it is checked, so that guessing is dear; more at a time would be dear for us.
_AT_A_TIME = threading.BoundedSemaphore(2)


class AccountError(ValueError):
    """What cannot be done with users; the message is one Chinese line."""


@dataclass(frozen=True)
class User:
    """Someone signed in. `since` is when the password or the role was last set: sessions from before count no more."""

    name: str
    role: Role
    since: float = 0.0

    def may(self, role: Role) -> bool:
        """Whether the user has a role, or one above it."""
        order = get_args(Role)
        return bool(order.index(self.role) >= order.index(role))


class Accounts:
    """The users of one server."""

    def __init__(self, home: Path) -> None:
        self._file = home / FILE
        self._stamp: tuple[int, int] | None = None
        self._users: dict[str, dict[str, Any]] = {}
        self._lock = threading.RLock()
        self._hasher = PasswordHasher()
        self._nobody = ""

    def any(self) -> bool:
        """Whether there are users at all."""
        return bool(self._read())

    def all(self) -> list[User]:
        """All users, by name."""
        return [user for name in sorted(self._read()) if (user := self.get(name))]

    def get(self, name: str) -> User | None:
        """A user by name."""
        own = self._read().get(name)
        return User(name, own["role"], own["since"]) if own else None

    def verify(self, name: str, password: str) -> User | None:
        """The user, if the password is right. An unknown name takes as long as a wrong password."""
        own = self._read().get(name)
        with _AT_A_TIME:
            if not self._nobody:
                self._nobody = self._hasher.hash("没有这个人")
            try:
                self._hasher.verify(own["hash"] if own else self._nobody, password[:LONGEST_PASSWORD])
            except (VerificationError, InvalidHashError):
                return None
        return self.get(name) if own else None

    def put(self, name: str, role: Role, password: str | None = None) -> None:
        """Add a user, or change one; without a password the old one stays. Raises AccountError."""
        name = checked_name(name)
        with self._changing() as users:
            if password is None and name not in users:
                raise AccountError("新用户要有密码。")
            self._keep_one_administrator(users, name, role)
            digest = self._hasher.hash(checked_password(password)) if password is not None else users[name]["hash"]
            users[name] = {"role": role, "hash": digest, "since": time.time()}

    def remove(self, name: str) -> None:
        """Take a user out. Raises AccountError."""
        with self._changing() as users:
            if name not in users:
                raise AccountError("没有这个用户。")
            self._keep_one_administrator(users, name, None)
            del users[name]

    @staticmethod
    def _keep_one_administrator(users: dict[str, dict[str, Any]], name: str, role: Role | None) -> None:
        others = [own for other, own in users.items() if other != name and own["role"] == "administrator"]
        if role != "administrator" and not others and (users or role is not None):
            raise AccountError("至少要有一名管理员。")

    def _read(self) -> dict[str, dict[str, Any]]:
        with self._lock:
            try:
                state = self._file.stat()
            except FileNotFoundError:
                return {}
            if self._stamp != (state.st_mtime_ns, state.st_size):
                self._users = json.loads(self._file.read_text(encoding="utf-8"))
                self._stamp = (state.st_mtime_ns, state.st_size)
            return self._users

    @contextmanager
    def _changing(self) -> Iterator[dict[str, dict[str, Any]]]:
        with self._lock:
            users = dict(self._read())
            yield users
            write_private(self._file, json.dumps(users, ensure_ascii=False, indent=1).encode())


def checked_name(name: str) -> str:
    """A name that can be one. Raises AccountError."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable() or ":" in name:
        raise AccountError(f"用户名应是1到{LONGEST_NAME}个字，不含冒号。")
    return name


def checked_password(password: str) -> str:
    """A password that can be one. Raises AccountError."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise AccountError(f"密码应有{SHORTEST_PASSWORD}到{LONGEST_PASSWORD}个字符。")
    return password


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)

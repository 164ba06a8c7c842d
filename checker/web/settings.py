"""What a server is started with."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from checker.assessment import Settings
from checker.ledger.opening import default_path, resolve

INBOX = "收件"
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True)
class WebSettings:
    """How a server runs.

    `home` is the folder of the inbox, `ledger` an address as in `open_ledger`. Requests must name one of `names` as their host;
    a loopback server knows none but its own, any other takes plain addresses too, which nobody can point elsewhere. One in
    `one_in` materials is offered for a blind second look. `keep_days` is how long a file stays that is in no round.
    """

    home: Path
    ledger: str | None = None
    judging: Settings = field(default_factory=Settings)
    host: str = "127.0.0.1"
    names: frozenset[str] = frozenset()
    secure: bool = False
    workers: int = 2
    one_in: int = 10
    keep_days: int = 30

    @property
    def loopback(self) -> bool:
        """Whether nobody but this machine can connect."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def home_for(address: str | None) -> Path:
    """The folder of the inbox: beside the ledger's file, or in the user's data folder where the ledger is on a server.

    Raises LedgerError for an address that is none.
    """
    url = resolve(address)
    beside = Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else default_path().parent
    return beside / INBOX


def usual_workers() -> int:
    """As many workers as processors; two at least, so that one long archive holds up nobody."""
    return max(2, os.cpu_count() or 1)

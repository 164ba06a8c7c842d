"""Commands only: every command is a few lines over the library. What a command does not need is not imported."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Any:
    if name == "app":
        return import_module("checker.cli.commands").app
    raise AttributeError(f"module 'checker.cli' has no attribute {name!r}")


def main() -> None:
    """The command `ganhuo`: whatever goes wrong ends in one line and a status, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = _run()
    except KeyboardInterrupt:
        print("ganhuo: 已中断。", file=sys.stderr)
        status = 2
    except BrokenPipeError:
        sys.stderr.close()
        status = 0
    sys.exit(status)


def _run() -> int:
    from checker.cli import checking

    _, *words = sys.argv
    if words[:1] == ["check"] and checking.is_plain(words[1:]):
        return checking.check(words[1:])
    from checker.cli import commands

    return commands.run()

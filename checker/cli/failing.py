"""Whatever goes wrong: one clear Chinese line on standard error and a status, never a traceback."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import typer

FAILED, NOT_ALL_PASS = 2, 1
# What is missing where an argument is, by what the help calls it.
WANTED = {"文件...": "要检查的文件"}


def fail(message: str) -> NoReturn:
    """One clear line on standard error, exit status 2."""
    print(f"ganhuo: {message}", file=sys.stderr)
    sys.exit(FAILED)


def needs_training() -> None:
    """Stop where what training wants is not installed."""
    try:
        import sklearn  # noqa: F401
    except ImportError:
        fail("训练和评测要用到 scikit-learn，请先安装：pip install scikit-learn")


def complaint(error: typer.TyperException) -> str:
    """What is wrong with the command line, in Chinese; typer's own sentence is English."""
    kind, said = type(error).__name__, error.format_message()
    quoted = re.findall(r"'([^']*)'", said)
    if kind == "NoSuchOption":
        return f"没有 {getattr(error, 'option_name', '')} 这个选项"
    if kind == "MissingParameter":
        wanted = getattr(error, "param", None)
        what = getattr(wanted, "metavar", None) if getattr(wanted, "param_type_name", "") == "argument" else None
        return f"没有给出{WANTED.get(what or '', what)}" if what else f"没有写 {' '.join(getattr(wanted, 'opts', ()))}"
    if kind == "BadParameter" and len(quoted) > 2:
        return f"{quoted[0].partition(' ')[0]} 的值不对，应为 {'、'.join(quoted[2:])} 之一"
    if said.startswith("No such command") and quoted:
        return f"没有 {quoted[0]} 这个命令"
    return f"命令写得不对（{said.rstrip('.')}）"

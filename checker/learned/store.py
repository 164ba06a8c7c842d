"""The models that were learned on this machine, and which of them is in use: folders that never change, and one file of names.

::

    models/
      current                      the names of the sets that were kept, oldest first: the last is in use; none: the shipped one
      2026-11-29-1a2b3c4d5e6f/     sentence.json, material.json, 说明.txt; the name ends with a digest of the two models

A set is written under another name first, and `current` is replaced in one move: whatever is killed when, the old models stay
in use. A set that is not what its name says, or was learned from other shipped models than these, is not used.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_data_path

from checker.resources import shipped

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENVIRONMENT = "GANHUO_MODELS"
CURRENT, TOLD = "current", "说明.txt"
FILES = ("sentence.json", "material.json")
# A day, and the first characters of the digest: nothing else from `current` becomes a path.
NAME = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}")
# What the shipped models are called among the others.
SHIPPED = ""

LOGGER = logging.getLogger(__name__)


def home() -> Path:
    """The folder of the models that were learned here: GANHUO_MODELS, else in the user's data folder."""
    given = os.environ.get(ENVIRONMENT)
    return Path(given).expanduser() if given else user_data_path("ganhuo", appauthor=False) / "models"


def folder(name: str) -> Traversable:
    """Where the models of a set lie."""
    return home() / name if name else shipped("models")


def as_bytes(model: Mapping[str, Any]) -> bytes:
    """A model as its file holds it."""
    return (json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def digest(files: Mapping[str, bytes]) -> str:
    """The digest of both files of a set, the same on every system."""
    return hashlib.sha256(b"\0".join(files[name].replace(b"\r\n", b"\n") for name in FILES)).hexdigest()[:12]


@lru_cache(maxsize=1)
def shipped_digest() -> str:
    """The digest of the shipped models: what a set was learned from."""
    return digest({name: (shipped("models") / name).read_bytes() for name in FILES})


def kept() -> list[str]:
    """The sets that were kept, oldest first; the last is to be used. Raises OSError and ValueError where that can't be read."""
    try:
        names = (home() / CURRENT).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return []
    if not all(NAME.fullmatch(name) for name in names):
        raise ValueError(CURRENT)
    return names


def learned() -> list[str]:
    """Every set that lies here, in use or not."""
    own = home()
    return sorted(path.name for path in own.iterdir() if NAME.fullmatch(path.name)) if own.is_dir() else []


def trouble(name: str) -> str | None:
    """Why a set cannot be used, as one Chinese line; None where it can."""
    try:
        files = {file: (home() / name / file).read_bytes() for file in FILES}
    except OSError:
        return "文件缺失或者打不开"
    if digest(files) != name.rpartition("-")[2]:
        return "文件已损坏或者被改动过"
    if json.loads(files[FILES[0]])["card"].get("learned", {}).get("base") != shipped_digest():
        return "程序升级后自带的模型变了，要用 ganhuo learn 重新学习"
    return None


_chosen: str | None = None


def in_use() -> str:
    """The set that this process judges by, settled when first asked for; the shipped one where another cannot be used."""
    global _chosen
    if _chosen is None:
        _chosen = _settled()
    return _chosen


def use(name: str) -> None:
    """Judge by this set: workers use what their main process does, whatever was learned meanwhile."""
    global _chosen
    _chosen = name


def _settled() -> str:
    try:
        names = kept()
    except (OSError, ValueError):
        LOGGER.warning(
            "本机学到的模型用不了（%s 读不出），现在用程序自带的模型；可以用 ganhuo learn 重新学习。", home() / CURRENT
        )
        return SHIPPED
    if not names:
        return SHIPPED
    if why := trouble(names[-1]):
        LOGGER.warning(
            "本机学到的模型 %s 用不了（%s），现在用程序自带的模型；可以用 ganhuo learn --roll-back 退回前一个。", names[-1], why
        )
        return SHIPPED
    return names[-1]


def name_of(models: Mapping[str, Mapping[str, Any]], day: str) -> str:
    """The name of a set: the same models learned from corrections of the same day have the same."""
    return f"{day}-{digest({f'{name}.json': as_bytes(model) for name, model in models.items()})}"


def add(models: Mapping[str, Mapping[str, Any]], day: str, told: str) -> str:
    """Write a set, whole or not at all, beside the others, and give its name; it is not used yet. Raises OSError."""
    files = {f"{name}.json": as_bytes(model) for name, model in models.items()}
    name, own = name_of(models, day), home()
    # Always the same name, so that what a killed run left is cleared by the next.
    temporary = own / ".part"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    for file, data in (files | {TOLD: f"{told}\n".encode()}).items():
        (temporary / file).write_bytes(data)
    if trouble(name):
        shutil.rmtree(own / name, ignore_errors=True)
        temporary.replace(own / name)
    else:
        shutil.rmtree(temporary)
    return name


def keep(name: str) -> None:
    """Use a set from now on. Raises OSError."""
    _write([*readable(), name])


def roll_back() -> tuple[str, str]:
    """Go back to the set before: the name of the one that was in use and of the one that is now. Raises OSError."""
    names = readable()
    if names:
        _write(names[:-1])
    return (names[-1] if names else SHIPPED), (names[-2] if len(names) > 1 else SHIPPED)


def readable() -> list[str]:
    """The sets that were kept; none where the file of their names is spoilt. Raises OSError."""
    try:
        return kept()
    except ValueError:
        return []


def _write(names: list[str]) -> None:
    """Replace the file of names in one move."""
    temporary = home() / f".{CURRENT}.part"
    home().mkdir(parents=True, exist_ok=True)
    temporary.write_text("".join(f"{name}\n" for name in names), encoding="utf-8", newline="\n")
    temporary.replace(home() / CURRENT)

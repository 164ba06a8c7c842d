"""The files of a round by URL, one folder in memory at a time, in small chunks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from checker.batch import BatchError
from checker.batch.cluster.store import filesystem, is_local
from checker.reading.names import CONTAINERS, is_wanted

# What a worker takes at once: some seconds of work, so that little is lost with it and the scheduler has little to do.
MOST = 64
# A chunk ends, where it may, with a name of which one in so many is: a file more in a folder moves few chunks.
USUAL = 48
# What tells whether a file is the same as before, as different systems call it.
_MARKS = ("size", "mtime", "LastModified", "last_modified", "modificationTime", "ETag", "etag")


class File(NamedTuple):
    """A file to judge: what the round calls it, where it is, what tells it from an older one, when it was written."""

    name: str
    url: str
    mark: str
    size: int
    day: str | None


def files(url: str, out: str) -> Iterator[File | None]:
    """The files under a URL in the order of names, without `out`; None for each that is none to judge. Raises BatchError."""
    try:
        fs, root = filesystem(url)
        top = fs.info(root)
    except FileNotFoundError:
        raise BatchError(f"没有这个文件或文件夹：{url}") from None
    except (OSError, ValueError, ImportError) as error:
        raise BatchError(f"打不开来件所在的位置：{url}（{error}）") from error
    if top["type"] == "directory":
        yield from _walk(fs, root, root, filesystem(out)[1])
    else:
        yield _file(fs, root.rpartition("/")[0], root, top)


def chunks(found: Iterable[File]) -> Iterator[tuple[File, ...]]:
    """Files that belong together; an archive, which may hold thousands, by itself."""
    held: list[File] = []
    for file in found:
        if file.name.lower().endswith(CONTAINERS):
            yield from filter(None, (tuple(held), (file,)))
            held = []
            continue
        held.append(file)
        ends = hashlib.sha256(file.name.encode("utf-8", "surrogatepass")).digest()[0] * USUAL < 256
        if len(held) >= MOST or (ends and 2 * len(held) >= MOST):
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def _walk(fs: Any, root: str, folder: str, out: str) -> Iterator[File | None]:
    """A folder, and each folder in it where its name stands."""
    try:
        found = fs.ls(folder, detail=True)
    except OSError as error:
        raise BatchError(f"文件夹打不开：{folder}（{error}）") from error
    fs.invalidate_cache(folder)
    entries = sorted(((str(info["name"]).rstrip("/"), info) for info in found), key=lambda entry: entry[0])
    del found
    for path, info in entries:
        if path in (folder, out):
            continue
        if info.get("islink"):
            yield None
        elif info["type"] == "directory":
            yield from _walk(fs, root, path, out)
        elif is_wanted(path.removeprefix(f"{root}/")):
            yield _file(fs, root, path, info)
        else:
            yield None


def _file(fs: Any, root: str, path: str, info: dict[str, Any]) -> File:
    mark = " ".join(str(info[name]) for name in _MARKS if info.get(name) is not None)
    where = path if is_local(fs) else fs.unstrip_protocol(path)
    return File(path.removeprefix(f"{root}/"), where, mark, int(info.get("size") or 0), _day(info))


def _day(info: dict[str, Any]) -> str | None:
    """The day on which a file was last written."""
    for name in ("mtime", "LastModified", "last_modified"):
        match info.get(name):
            case datetime() as moment:
                return moment.astimezone().date().isoformat()
            case int() | float() as seconds:
                return date.fromtimestamp(seconds).isoformat()
    return None

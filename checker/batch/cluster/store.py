"""Where shards are kept: a folder by URL (a path, hdfs://, s3://…), in which a file is there wholly or not at all."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import fsspec

# A file or an object of these is seen once it is written wholly; elsewhere it is written under another name and moved.
OBJECTS = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "cos", "obs", "memory"})


class Range(NamedTuple):
    """Bytes `start`…`end` of a file."""

    name: str
    start: int
    end: int


class Store:
    """A folder. Its files are named by what they come of, so that writing one again changes nothing."""

    def __init__(self, url: str) -> None:
        self.fs, self._root = filesystem(url)
        self.path = Path(self._root) if is_local(self.fs) else None
        # A path must mean the same to workers, who stand elsewhere.
        self.url = self._root if self.path else url

    def put(self, name: str, data: bytes) -> None:
        """Write a file. Raises OSError."""
        path = f"{self._root}/{name}"
        if self._is_of_objects():
            self.fs.pipe_file(path, data)
            return
        self.fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        temporary = f"{path}.{uuid.uuid4().hex}.part"
        self.fs.pipe_file(temporary, data)
        if self.path:
            Path(temporary).replace(path)
        else:
            self._move(temporary, path)

    def _is_of_objects(self) -> bool:
        protocol = self.fs.protocol
        return bool(OBJECTS & set([protocol] if isinstance(protocol, str) else protocol))

    def _move(self, temporary: str, path: str) -> None:
        """Some systems move onto nothing that is there; what is there is the same."""
        try:
            self.fs.mv(temporary, path)
        except OSError:
            if not self.fs.exists(path):
                raise
            with suppress(OSError):
                self.fs.rm_file(temporary)

    def get(self, name: str) -> bytes | None:
        """What a file holds, None where there is none. Raises OSError."""
        try:
            return bytes(self.fs.cat_file(f"{self._root}/{name}"))
        except FileNotFoundError:
            return None

    def ranges(self, wanted: Sequence[Range]) -> list[bytes]:
        """Parts of files, fetched together where that is faster. Raises OSError."""
        full = [one for one in wanted if one.end > one.start]
        if not full:
            return [b""] * len(wanted)
        paths = [f"{self._root}/{one.name}" for one in full]
        found = iter(self.fs.cat_ranges(paths, [one.start for one in full], [one.end for one in full], on_error="raise"))
        return [bytes(next(found)) if one.end > one.start else b"" for one in wanted]

    def names(self, folder: str) -> list[str]:
        """The files of a folder, sorted."""
        self.fs.invalidate_cache(f"{self._root}/{folder}")
        try:
            found = self.fs.ls(f"{self._root}/{folder}", detail=False)
        except FileNotFoundError:
            return []
        return sorted(f"{folder}/{path.rstrip('/').rpartition('/')[2]}" for path in found)

    def remove(self, name: str) -> None:
        """Take a file or a folder away, if it is there."""
        with suppress(OSError):
            self.fs.rm(f"{self._root}/{name}", recursive=True)


def rows(store: Store, results: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The rows of shards in order, a shard in memory at a time."""
    for name in results:
        for line in (store.get(name) or b"").splitlines():
            yield json.loads(line)


def filesystem(url: str) -> tuple[Any, str]:
    """The filesystem of a URL, and the path in it without a slash at its end. Raises ValueError, ImportError and OSError."""
    # Listings of millions of files would be remembered.
    remote = "://" in url and not url.startswith(("file://", "local://"))
    fs, path = fsspec.core.url_to_fs(url if remote else str(Path(url.partition("://")[2] or url).absolute()))
    return fs, str(path).rstrip("/")


def is_local(fs: Any) -> bool:
    """Whether its files have paths of this machine."""
    from fsspec.implementations.local import LocalFileSystem

    return isinstance(fs, LocalFileSystem)

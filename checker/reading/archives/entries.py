"""What a container format hands to the door, what a walk through containers may cost in all, and what is said of failures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.reading import limits
from checker.reading.errors import Unreadable

DAMAGED = "压缩包已损坏，有文件读不出来；请重新压缩后再报。"
MEMBER_DAMAGED = "这个文件在压缩包里已损坏，解不出来；请重新压缩后再报。"
TOO_LARGE = f"文件解开后超过{limits.FILE_BYTES // 2**20}MB的上限；请压缩图片或拆分后再报。"
ENCRYPTED = "压缩包设了密码，打不开；请用 --password 给出密码，或去掉密码后再报。"
METHOD = "压缩包用了少见的压缩方式，读不了；请改成普通的 .zip 再报。"
VOLUME = "这是分卷压缩包中的一卷，单独一卷读不出；请合成一个 .zip 再报。"
HEADERS = "压缩包的目录大得不合常理，没有打开；请重新压缩后再报。"


class Entry(NamedTuple):
    """A file of a container, not inflated yet.

    `name` is as the container has it, decoded but not harmless, empty where it has none. `portions` are the file's bytes,
    inflated as they are asked for, which has to be before the next entry is; None for a link or a device.
    """

    name: str
    portions: Iterator[bytes] | None


class Exhausted(Exception):
    """The whole walk has cost what it may; `error` says so to people."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.error = Unreadable("too_large", message)


class Budget:
    """What is left for one archive with all archives in it. Every method raises Exhausted."""

    def __init__(self) -> None:
        self._bytes, self._entries, self._files = limits.ARCHIVE_BYTES, limits.ARCHIVE_ENTRIES, limits.ARCHIVE_FILES

    def spend(self, size: int) -> None:
        """So many bytes were inflated, whether anybody wanted them or not."""
        self._bytes -= size
        if self._bytes < 0:
            raise Exhausted(f"压缩包解开后超过{limits.ARCHIVE_BYTES // 2**20}MB，只读了前面的文件；请分成几个压缩包再报。")

    def counted(self, portions: Iterator[bytes]) -> Iterator[bytes]:
        """The same portions, paid for."""
        for portion in portions:
            self.spend(len(portion))
            yield portion

    def entry(self) -> None:
        """One more entry of a directory, of whatever kind."""
        self._entries -= 1
        if self._entries < 0:
            raise Exhausted(f"压缩包里的条目超过{limits.ARCHIVE_ENTRIES}个，只读了前面的文件；请分成几个压缩包再报。")

    def file(self) -> None:
        """One more file to judge."""
        self._files -= 1
        if self._files < 0:
            raise Exhausted(f"压缩包里的文件超过{limits.ARCHIVE_FILES}个，只读了前面的文件；请分成几个压缩包再报。")

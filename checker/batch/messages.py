"""What a crew and its workers say to each other. It weighs nothing, so that a main process can hire before it imports more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol

if TYPE_CHECKING:
    from checker.assessment import Settings
    from checker.checker import Checker
    from checker.reading.errors import Unreadable

TOO_MUCH_MEMORY = "读取时占用内存过多，已经停止；请用 Word 或 WPS 打开，删去无关内容后另存为 .docx 再报。"


class Source(NamedTuple):
    """A file to judge: `name` is what the assessment calls it, `content` where its bytes are, or the bytes themselves."""

    name: str
    content: str | bytes


Key = tuple[int, ...]


class Task(Protocol):
    """What is made of each file by the worker that has it: what comes back from a crew.

    `unpacks` says whether archives are taken apart; else the bytes are the task's own affair.
    """

    unpacks: ClassVar[bool]

    def done(self, checker: Checker, data: bytes, name: str, key: Key) -> Any:
        """What comes of a file. Raises Unreadable, and OSError where nothing can be written."""

    def refused(self, name: str, data: bytes, key: Key, error: Unreadable) -> Any:
        """What comes of a file that cannot be read, in whatever process that turned out."""


class Terms(NamedTuple):
    """On what terms a worker is hired: the settings (None: the usual ones), the task, the models to judge by.

    Recognition of pictures may use so many `threads`.
    """

    settings: Settings | None
    task: Task
    threads: int
    models: str


class Unpacked(NamedTuple):
    """What was in an archive: files to judge, now in a private folder, what could not be had, how many were passed over."""

    files: tuple[Source, ...]
    refused: tuple[Any, ...]
    passed_over: int


class Stopped(NamedTuple):
    """Nothing can be written any more: the disk is full or the folder is gone. That is no fault of the file at hand."""

    reason: str


class More(NamedTuple):
    """The file at hand may take so many seconds from now on."""

    seconds: float

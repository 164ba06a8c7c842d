"""What a worker leaves of each material while it has its bytes: a row, a page to read it on, a marked copy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from checker.assessment import Assessment
from checker.batch.gathering import Spool
from checker.batch.judging import Judged, judge, not_read
from checker.batch.messages import Key
from checker.batch.peers import load
from checker.checker import Checker, refused
from checker.peers.background import Background
from checker.peers.papers import Papers
from checker.reading.errors import Unreadable
from checker.reports import html, marking
from checker.reports.safe import file_name, write_whole
from checker.roster import Roster

MARKED, PAGES = "标注", "材料"


def slot(key: Key) -> str:
    """The number that a material's files bear: ``0007``, in an archive ``0007-0012``."""
    return "-".join(f"{part + 1:04}" for part in key)


@dataclass(frozen=True)
class Products:
    """The second pass: makes the row of a material, and its files in `out`.

    What was read lies in `spool`, the papers to compare it with in the folder `peers`. Of the row comes back the name of
    the file and one line of JSON.
    """

    unpacks: ClassVar[bool] = True

    out: Path
    spool: Spool
    peers: Path
    roster: Roster | None = None
    _opened: list[tuple[Papers, Background]] = field(default_factory=list, compare=False, repr=False)

    def done(self, checker: Checker, data: bytes, name: str, key: Key) -> tuple[str, str]:
        """Judge a file and write its page and its marked copy. Raises OSError where these cannot be written."""
        sha256 = hashlib.sha256(data).hexdigest()
        kept = self.spool.get(name, sha256)
        if kept is None:  # what was read is lost: somebody tidied up the folder
            raise OSError("读取的中间结果不见了")
        return self._leave(judge(checker, kept, name, sha256, self.roster, self._peers), data, key)

    def refused(self, name: str, data: bytes, key: Key, error: Unreadable) -> tuple[str, str]:
        """Write the page of a file that cannot be read."""
        return self._leave(not_read(refused(name, data, error), self.roster), data, key)

    def _peers(self) -> tuple[Papers, Background]:
        """Opened where they are needed: each worker reads them for itself."""
        if not self._opened:
            self._opened.append(load(self.peers))
        return self._opened[0]

    def _leave(self, judged: Judged, data: bytes, key: Key) -> tuple[str, str]:
        assessment = judged.assessment
        name = f"{slot(key)} {file_name(Path(assessment.file).stem)}"
        write_whole(self.out / PAGES / f"{slot(key)}.html", html.render([assessment], home="../index.html").encode())
        if marked := _marked(assessment, data):
            write_whole(self.out / MARKED / f"{name}{marked.suffix}", marked.data)
        return assessment.file, judged.line()


def _marked(assessment: Assessment, data: bytes) -> marking.Marked | None:
    """The marked copy, None where there can be none: a file too odd to be written into must not lose its row for that."""
    if assessment.material is None:
        return None
    try:
        return marking.marked(assessment, data)
    except Exception:
        return None

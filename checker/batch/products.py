"""What a worker leaves of each material while it has its bytes: a row, a page to read it on, a marked copy."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.assessment import Assessment
from checker.batch.gathering import Spool
from checker.batch.messages import Key
from checker.batch.peers import load
from checker.checker import Checker, refused
from checker.checks.around import Around, Mention
from checker.language.material import Material
from checker.peers.background import Background
from checker.peers.papers import Paper, Papers
from checker.peers.searching import passages
from checker.reading.errors import Unreadable
from checker.reports import html, marking
from checker.reports.as_json import as_dict
from checker.reports.safe import file_name, write_whole
from checker.roster import Recognised, Roster, signed_on

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
        material = checker.prepare(kept.read())
        recognised = self.roster.parts(material, name) if self.roster else ()
        around = self._around(material, kept.paper, recognised)
        assessment = checker.judge(material, around, name, sha256)
        signed = signed_on(material) if self.roster else None
        return self._leave(assessment, data, key, recognised, signed.isoformat() if signed else None)

    def refused(self, name: str, data: bytes, key: Key, error: Unreadable) -> tuple[str, str]:
        """Write the page of a file that cannot be read."""
        by_name = self.roster.recognise_name(name) if self.roster else None
        return self._leave(refused(name, data, error), data, key, (by_name,) if by_name else (), None)

    def _around(self, material: Material, paper: Paper | None, recognised: tuple[Recognised, ...]) -> Around:
        if paper is None:
            return Around()
        unit = recognised[0].unit if len(recognised) == 1 else None
        mentions = self.roster.mentions(material) if self.roster else ()
        papers, background = self._peers
        return Around(
            unit=unit.name if unit else None,
            county=unit.county if unit else None,
            mentions=tuple(Mention(start, end, named.name, named.county) for start, end, named in mentions),
            passages=passages(papers, material, paper),
            background=background,
        )

    @property
    def _peers(self) -> tuple[Papers, Background]:
        """Opened where they are needed: each worker reads them for itself."""
        if not self._opened:
            self._opened.append(load(self.peers))
        return self._opened[0]

    def _leave(
        self, assessment: Assessment, data: bytes, key: Key, recognised: tuple[Recognised, ...], signed: str | None
    ) -> tuple[str, str]:
        name = f"{slot(key)} {file_name(Path(assessment.file).stem)}"
        write_whole(self.out / PAGES / f"{slot(key)}.html", html.render([assessment], home="../index.html").encode())
        if marked := _marked(assessment, data):
            write_whole(self.out / MARKED / f"{name}{marked.suffix}", marked.data)
        units = [{"unit": found.unit.name, "by": found.by} for found in recognised]
        row: dict[str, Any] = as_dict(assessment) | {"units": units, "signed": signed}
        return assessment.file, json.dumps(row, ensure_ascii=False)


def _marked(assessment: Assessment, data: bytes) -> marking.Marked | None:
    """The marked copy, None where there can be none: a file too odd to be written into must not lose its row for that."""
    if assessment.material is None:
        return None
    try:
        return marking.marked(assessment, data)
    except Exception:
        return None

"""What a worker leaves of each material while it has its bytes: a row, a page to read it on, a marked copy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.assessment import Assessment
from checker.batch.worker import Key
from checker.reports import html, marking
from checker.reports.as_json import as_dict
from checker.reports.safe import file_name, write_whole
from checker.roster import Roster, signed_on

MARKED, PAGES = "标注", "材料"


def slot(key: Key) -> str:
    """The number that a material's files bear: ``0007``, in an archive ``0007-0012``."""
    return "-".join(f"{part + 1:04}" for part in key)


@dataclass(frozen=True)
class Products:
    """Makes the row of a material, and its files in `out`. Raises OSError where these cannot be written."""

    out: Path
    roster: Roster | None = None

    def __call__(self, assessment: Assessment, data: bytes, key: Key) -> tuple[str, str]:
        """The name of the file, and its row as one line of JSON."""
        name = f"{slot(key)} {file_name(Path(assessment.file).stem)}"
        write_whole(self.out / PAGES / f"{slot(key)}.html", html.render([assessment], home="../index.html").encode())
        if marked := _marked(assessment, data):
            write_whole(self.out / MARKED / f"{name}{marked.suffix}", marked.data)
        return assessment.file, json.dumps(as_dict(assessment) | self._from_whom(assessment), ensure_ascii=False)

    def _from_whom(self, assessment: Assessment) -> dict[str, Any]:
        """The units of the roster that the material is from, more than one for a compilation, and the day it was signed."""
        material = assessment.material
        if self.roster is None:
            return {"units": [], "signed": None}
        if material is None:
            by_name = self.roster.recognise_name(assessment.file)
            return {"units": [{"unit": by_name.unit.name, "by": by_name.by}] if by_name else [], "signed": None}
        day = signed_on(material)
        units = [{"unit": found.unit.name, "by": found.by} for found in self.roster.parts(material, assessment.file)]
        return {"units": units, "signed": day.isoformat() if day else None}


def _marked(assessment: Assessment, data: bytes) -> marking.Marked | None:
    """The marked copy, None where there can be none: a file too odd to be written into must not lose its row for that."""
    if assessment.material is None:
        return None
    try:
        return marking.marked(assessment, data)
    except Exception:
        return None

"""What a worker makes of each file for the pages: the row of docs/schema.json, what only a page shows, a marked copy."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from checker.assessment import Assessment
from checker.batch.messages import Key
from checker.batch.rounds import entry
from checker.checker import Checker, refused
from checker.reading.errors import Unreadable
from checker.reports import explaining, marking, tally, wording
from checker.reports.as_json import as_dict
from checker.roster import signed_on

Row = dict[str, Any]
# What is kept in a row besides the contract, and taken out where that is asked for.
EXTRA = ("units", "signed", "page", "text")


class Outcome(NamedTuple):
    """What came of one file: `light` for the table, `row` packed, a marked copy where there can be one."""

    name: str
    sha256: str
    light: Row
    row: bytes
    suffix: str | None
    marked: bytes | None


@dataclass(frozen=True)
class Judge:
    """Judges a file by itself."""

    unpacks: ClassVar[bool] = True

    def done(self, checker: Checker, data: bytes, name: str, key: Key) -> Outcome:
        """Judge a file."""
        return _outcome(checker.check_bytes(data, name), data)

    def refused(self, name: str, data: bytes, key: Key, error: Unreadable) -> Outcome:
        """Say why it cannot be judged."""
        return _outcome(refused(name, data, error), data)


def _outcome(assessment: Assessment, data: bytes) -> Outcome:
    row = as_dict(assessment, with_text=True) | {"units": [], "signed": _signed(assessment), "page": _page(assessment)}
    copy = _marked(assessment, data)
    return Outcome(
        assessment.file, assessment.sha256, light(row), pack(row), copy.suffix if copy else None, copy.data if copy else None
    )


def light(row: Row) -> Row:
    """What a table shows of a row."""
    one = entry(row, (0,), None, {})
    return {
        "verdict": row["verdict"],
        "quality": row["quality"],
        "title": row["title"],
        "unit": row["unit"],
        "kind": wording.kind_of_paper(one),
        "error": row["error"]["message"] if row["error"] else None,
        "review": row["review_reason"],
        "faults": tally.main_faults(one),
        "shares": wording.shares(one),
    }


def pack(row: Row) -> bytes:
    """A row as it is kept: a tenth of its size."""
    return zlib.compress(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"), 6)


def unpack(packed: bytes) -> Row:
    """A row that was kept."""
    row: Row = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return row


def contract(row: Row) -> Row:
    """A row as `ganhuo check --format json` gives it."""
    return {key: value for key, value in row.items() if key not in EXTRA}


def _page(assessment: Assessment) -> Row:
    """What only a page shows: why each sentence is of its kind, and what of the file was read."""
    return {"why": explaining.reasons(assessment), "reading": wording.reading(assessment)}


def _signed(assessment: Assessment) -> str | None:
    day = signed_on(assessment.material) if assessment.material else None
    return day.isoformat() if day else None


def _marked(assessment: Assessment, data: bytes) -> marking.Marked | None:
    """The marked copy, None where there can be none: a file too odd to be written into must not lose its row for that."""
    if assessment.material is None:
        return None
    try:
        return marking.marked(assessment, data)
    except Exception:
        return None

"""A material against an earlier one of the same unit: what was asked for and done, what was not, and whether it only grew."""

from __future__ import annotations

from typing import Any

from checker.reports.round import Change, Entry

Row = dict[str, Any]
RANKS = {"reject": 0, "revise": 1, "pass": 2}
# A change of quality that a reader notices; one within the noise of a rewording; how much longer is longer.
MUCH, LITTLE, LONGER = 10.0, 5.0, 1.15


def change(before: Entry, after: Entry, found: set[tuple[str, str]]) -> Change:
    """`found` are all findings of the later material, by `identity`."""
    unmet = tuple(remark for remark in before.remarks if identity(remark.check, remark.quote, remark.message) in found)
    met = tuple(remark for remark in before.remarks if remark not in unmet)
    return Change(before, after, _kind(before, after), met, unmet)


def identity(check: str, quote: str, message: str) -> tuple[str, str]:
    """What makes two findings in two versions the same: the words that they are about, or their message where there are none."""
    return check, "".join(quote.split()) or message


def identities(row: Row) -> set[tuple[str, str]]:
    """All findings of a row of results.jsonl."""
    return {identity(finding["check"], finding["quote"], finding["message"]) for finding in row["findings"] or ()}


def _kind(before: Entry, after: Entry) -> str:
    if before.sha256 == after.sha256:
        return "同一文件"
    if before.quality is None or after.quality is None:
        return "前一份读不出" if after.quality is not None else "这一份读不出"
    gain = after.quality - before.quality
    rise = RANKS[after.verdict or "reject"] - RANKS[before.verdict or "reject"]
    if rise > 0 or (rise == 0 and gain >= MUCH):
        return "明显改进"
    if rise < 0 or gain <= -MUCH:
        return "不如前一份"
    if abs(gain) < LITTLE and (after.characters or 0) >= LONGER * (before.characters or 1):
        return "只是变长"
    return "变化不大"

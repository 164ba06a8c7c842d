"""How the units of a roster stand in a round: handed in on time, late, or not at all. Late is said on evidence alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

from checker.roster.unit import Unit

if TYPE_CHECKING:
    from checker.roster import Roster

State = Literal["on time", "late", "missing"]


class Submission(Protocol):
    """One file handed in. `handed_in` is the file's own date, where it has one that tells."""

    @property
    def unit(self) -> Unit | None:
        """The roster's unit, where one was recognised."""

    @property
    def file(self) -> str:
        """The file's name, as it was handed in."""

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""

    @property
    def handed_in(self) -> date | None:
        """The file's own date."""


S = TypeVar("S", bound=Submission)


@dataclass(frozen=True)
class Attendance(Generic[S]):
    """A unit in a round. `files` are its different files in the order of handing in; ``late`` comes with `evidence`.

    `note` says, in Chinese, that there are several files, or one file several times.
    """

    unit: Unit
    state: State
    files: tuple[S, ...] = ()
    evidence: str = ""
    note: str = ""


def standings(
    roster: Roster, entries: Sequence[S], default_due: date | None = None, signed: Mapping[str, date] | None = None
) -> tuple[Attendance[S], ...]:
    """How each unit stands, in the order of the roster.

    A unit is held to its own due date, else to `default_due`. `signed` gives the date of a paper's signature block by the
    file's sha256 (see `signed_on`); it counts where the file has no date of its own. A unit is late when all that it
    handed in is: a second version after the due date is no late one.
    """
    files: dict[Unit, list[S]] = {unit: [] for unit in roster.units}
    for entry in entries:
        if entry.unit in files:
            files[entry.unit].append(entry)
    return tuple(_attendance(unit, own, unit.due or default_due, signed or {}) for unit, own in files.items())


def _attendance(unit: Unit, entries: Sequence[S], due: date | None, signed: Mapping[str, date]) -> Attendance[S]:
    if not entries:
        return Attendance(unit, "missing")
    copies = Counter(entry.sha256 for entry in entries)
    # Sorting is stable: files without a date keep their order, behind those with one.
    ordered = sorted(entries, key=lambda entry: entry.handed_in or signed.get(entry.sha256) or date.max)
    different = tuple({entry.sha256: entry for entry in reversed(ordered)}.values())[::-1]
    late = [_lateness(entry, due, signed) for entry in different]
    note = _note(different, entries, copies)
    if all(late):
        return Attendance(unit, "late", different, late[0], note)
    return Attendance(unit, "on time", different, "", note)


def _lateness(entry: Submission, due: date | None, signed: Mapping[str, date]) -> str:
    """The evidence that a file is late, empty where there is none."""
    what, day = ("文件时间", entry.handed_in) if entry.handed_in else ("落款日期", signed.get(entry.sha256))
    if due is None or day is None or day <= due:
        return ""
    until = f"{due.month}月{due.day}日" if due.year == day.year else _in_words(due)
    return f"{what}{_in_words(day)}，晚于截止日期{until}{(day - due).days}天"


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _note(different: Sequence[Submission], entries: Iterable[Submission], copies: Mapping[str, int]) -> str:
    told = [f"报送了{len(different)}份不同的文件"] if len(different) > 1 else []
    for entry in different:
        if copies[entry.sha256] > 1:
            names = "、".join(other.file for other in entries if other.sha256 == entry.sha256)
            told.append(f"同一份文件报送了{copies[entry.sha256]}次，按1份计：{names}")
    return "；".join(told)

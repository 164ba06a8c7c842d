"""What commands print: results in the form that was asked for, how far a run is, what a batch came to."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.batch.telling import Form
    from checker.reports.round import Round


class Format(str, Enum):
    """How results are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    html = "html"


# What prints each form.
PRINTERS = {Format.text: "console", Format.html: "html", Format.json: "as_json", Format.jsonl: "as_json"}


class Progress:
    """How far a run is: a bar with rate and time left on a terminal, else a line now and then; nothing for so few files."""

    FEW = 2
    SECONDS = 30.0

    def __init__(self, total: int) -> None:
        self.total = total
        self.bar: Any = None
        self.said = time.monotonic()

    def __enter__(self) -> Callable[[str, int, int], None]:
        if not sys.stderr.isatty():
            return self._say
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("正在{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task("检查", total=self.total, rate="", visible=False)
        self.doing = ""
        self.bar.start()
        return self._show

    def __exit__(self, *exc: object) -> None:
        if self.bar:
            self.bar.stop()

    def _show(self, what: str, done: int, total: int) -> None:
        if what != self.doing:
            self.doing, self.began = what, time.monotonic()
            self.bar.reset(self.task, description=what)
        rate = done / max(0.1, time.monotonic() - self.began)
        self.bar.update(self.task, completed=done, total=total, visible=total >= self.FEW, rate=f"每秒{rate:.1f}份")

    def _say(self, what: str, done: int, total: int) -> None:
        if time.monotonic() - self.said >= self.SECONDS:
            self.said = time.monotonic()
            print(f"已{what}{done}份，共{total}份。", file=sys.stderr, flush=True)


def wanted(format: Format, with_text: bool = False) -> Form:
    """What workers are to make of each file, so that it can be printed in this form."""
    from checker.batch.telling import Assessments, Lines, Rows

    forms: dict[Format, Form] = {Format.text: Lines(), Format.html: Assessments()}
    return forms.get(format, Rows(with_text))


def get_ready(format: Format) -> None:
    """Import what prints this form."""
    import_module(f"checker.reports.{PRINTERS[format]}")


def show_all(made: Sequence[Any], format: Format) -> None:
    """Print what the workers made."""
    if format is Format.text:
        from rich.console import Console

        from checker.reports.console import show

        show(made, Console(highlight=False, markup=False, emoji=False))
    elif format is Format.html:
        from checker.reports.html import render

        print(render(made))
    else:
        from checker.reports.as_json import line, listed

        print(listed(made)) if format is Format.json else print(*map(line, made), sep="\n")


def verdicts(made: Sequence[Any], format: Format) -> list[str | None]:
    """The verdicts on what the workers made."""
    return [one.verdict if format in (Format.text, Format.html) else one["verdict"] for one in made]


def say(judged: Round, out: Path, passed_over: int) -> None:
    """What a batch came to, in a few lines."""
    from checker.reports import wording

    counts = [f"{name}{sum(e.verdict == verdict for e in judged.entries)}" for verdict, name in wording.VERDICTS.items()]
    unread = sum(e.verdict is None for e in judged.entries)
    print(f"共{len(judged.entries)}份：{'，'.join(counts)}" + (f"，{wording.UNREADABLE}{unread}" if unread else "") + "。")
    if judged.standings:
        states = [standing.state for standing in judged.standings]
        print(
            f"名单上{len(states)}家：按时{states.count('on time')}，迟报{states.count('late')}，未报{states.count('missing')}。"
        )
    if judged.unmatched:
        print(f"有{len(judged.unmatched)}份认不出是名单上哪个单位的，见 汇总.xlsx。")
    if passed_over:
        print(f"另有{passed_over}个文件不是材料（快捷方式、缓存、程序等），已略过。")
    print(f"结果在 {out}：先看 index.html 或 汇总.xlsx。")

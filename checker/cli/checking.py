"""What `ganhuo check` does. Its plainest form, files and nothing else, needs no parser of command lines, and gets none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cli.failing import NOT_ALL_PASS, fail
from checker.cli.printing import Format, Progress, get_ready, show_all, verdicts, wanted

if TYPE_CHECKING:
    from checker.assessment import Settings
    from checker.batch.messages import Source, Task

# What is an option, or what the parser makes something else of on some systems.
_SPECIAL = frozenset("*?[~$%")


def is_plain(words: Sequence[str]) -> bool:
    """Whether the words of a command line are files and nothing else."""
    return bool(words) and all(word == "-" or (not word.startswith("-") and not _SPECIAL & set(word)) for word in words)


def check(
    paths: Sequence[str],
    format: Format = Format.text,
    config: Path | None = None,
    with_text: bool = False,
    passwords: Sequence[str] = (),
) -> int:
    """Judge what the paths name, print it, and give the status."""
    chosen = settings(config, passwords) if config or passwords else None
    made, passed_over = judge(paths, chosen, wanted(format, with_text), lambda: get_ready(format))
    show_all(made, format)
    if passed_over:
        print(f"另有{passed_over}个文件不是材料（快捷方式、缓存、程序等），已略过。", file=sys.stderr)
    return 0 if set(verdicts(made, format)) == {"pass"} else NOT_ALL_PASS


def settings(path: Path | None, passwords: Sequence[str]) -> Settings:
    """The settings in a configuration file, or the usual ones, with passwords."""
    from dataclasses import replace

    from checker.assessment import Settings
    from checker.settings import SettingsError, load

    try:
        found = load(path) if path else Settings()
    except SettingsError as error:
        fail(str(error))
    return replace(found, reading=replace(found.reading, passwords=tuple(passwords)))


def judge(
    paths: Sequence[str],
    settings: Settings | None = None,
    task: Task | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> tuple[list[Any], int]:
    """What worker processes make of what the paths name, with a bar on a terminal; also how many files are no materials.

    While they are busy `meanwhile` is done. Without `settings` they are the usual ones.
    """
    from checker.batch import BatchError
    from checker.batch.local import Crew

    sources, passed_over = _sources(paths)
    made: dict[tuple[int, ...], Any] = {}
    try:
        with Crew(settings, min(len(sources), os.cpu_count() or 1), task) as crew, Progress(len(sources)) as advance:
            for key, one in crew.judge(sources, meanwhile=meanwhile):
                made[key] = one
                advance("检查", len(made), max(len(made), len(sources)))
    except BatchError as error:
        fail(str(error))
    return [made[key] for key in sorted(made)], passed_over + crew.passed_over


def _sources(paths: Sequence[str]) -> tuple[list[Source], int]:
    """The files to judge, and how many of those found are none."""
    from checker.batch.messages import Source
    from checker.reading.names import find_materials

    sources, passed_over = [], 0
    for path in paths:
        if path == "-":
            sources.append(Source(path, sys.stdin.buffer.read()))
            continue
        if not os.path.lexists(path):
            fail(f"没有这个文件或文件夹：{path}")
        found = list(find_materials(Path(path)))
        wanted = [str(file) for file, is_material in found if is_material]
        if not wanted:
            fail(f"文件夹里没有可检查的材料：{path}")
        sources += [Source(file, file) for file in wanted]
        passed_over += len(found) - len(wanted)
    return sources, passed_over

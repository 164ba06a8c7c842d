"""Wording that the notes of several readers share."""

from __future__ import annotations

from collections.abc import Sequence


def page_list(numbers: Sequence[int]) -> str:
    """Page numbers as a person writes them: 3、5—8."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)

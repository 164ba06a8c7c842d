"""The sheet 统计: the round in figures, with two charts that Excel draws from the cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.reports import tally, wording
from checker.reports.figures import figures
from checker.reports.round import Round
from checker.reports.sheet import FONT, Cell, Column, Page

SHEET = "统计"
COUNTED = (*(wording.VERDICTS[verdict] if verdict else wording.UNREADABLE for verdict in tally.VERDICTS),)
BY_VERDICT = (Column("结论", 22), Column("份数", 9, "integer"), Column("占比", 9, "share"))
BY_GROUP = (
    Column("", 22), Column("份数", 9, "integer"), *(Column(name, 10, "integer") for name in COUNTED),
    Column("得分中位数", 11, "score"),
)  # fmt: skip
BY_FAULT = (Column("检查项", 22), Column("涉及份数", 9, "integer"), Column("占比", 9, "share"))
BY_BAND = (Column("得分", 22), Column("份数", 9, "integer"))
CHART_COLUMN, CHART_WIDTH, CHART_HEIGHT = len(BY_GROUP) + 1, 520, 290
# One colour, so that a grey print loses nothing.
BAR = "#4472A8"


def fill(page: Page, round: Round) -> None:
    """Tables one under the other, charts beside them."""
    for number, column in enumerate(BY_GROUP):
        page.sheet.set_column(number, number, column.width)
    numbers = figures(round)
    entries = numbers.counted
    every = tally.group("合计", entries)
    again = f"同一单位多次报送的以最后一份为准，前面的{numbers.again}份不计入以下数字。" if numbers.again else ""
    row = _line(page, 0, f"{round.name or '本轮'}共{len(round.entries)}份材料。{again}结论供人参考，由人决定。")
    row = _line(page, row, "　".join(f"{name} {value}" for name, value in _versions(round)))
    verdicts = [(name, every.of(verdict), _share(every.of(verdict), len(entries)))
                for name, verdict in zip(COUNTED, tally.VERDICTS, strict=True)]  # fmt: skip
    reviews = sum(entry.review_reason is not None for entry in entries)
    _, row = _table(page, row, "一、结论", BY_VERDICT, [*verdicts, ("其中需人工复核", reviews, _share(reviews, len(entries)))])
    _, row = _table(page, row, "二、各县区", _named(BY_GROUP, "县区"), _groups([*tally.groups(entries, tally.county), every]))
    _, row = _table(page, row, "三、各类别", _named(BY_GROUP, "类别"), _groups([*tally.groups(entries, tally.category), every]))
    faults = [
        (wording.check_name(fault.check), len(fault.entries), _share(len(fault.entries), len(numbers.read)))
        for fault in numbers.faults()
    ]
    first, row = _table(
        page, row, "四、常见问题（退回修改和不予转报的材料中涉及的份数，占比以读得出的全部材料为底）", BY_FAULT, faults
    )
    if faults:
        _chart(page, 1, "bar", "常见问题涉及份数", first, len(faults))
    first, row = _table(page, row, "五、得分分布（读不出的不计）", BY_BAND, tally.bands(entries))
    _chart(page, 17, "column", "得分分布（份数）", first, row - first)


def _versions(round: Round) -> list[tuple[str, Any]]:
    names = {"ganhuo": "程序版本", "models": "模型版本"}
    return [(names.get(key, key), value) for key, value in round.versions.items()]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _named(columns: tuple[Column, ...], head: str) -> tuple[Column, ...]:
    return (columns[0]._replace(head=head), *columns[1:])


def _groups(groups: Sequence[tally.Group]) -> list[tuple[Cell, ...]]:
    return [
        (group.name, len(group.entries), *(group.of(verdict) for verdict in tally.VERDICTS), group.median) for group in groups
    ]


def _line(page: Page, row: int, text: str) -> int:
    page.put(row, 0, text, page.book.add_format({**FONT, "font_color": "#59636E"}))
    return row + 1


def _table(page: Page, row: int, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> tuple[int, int]:
    """A table under its title; gives its first row of figures and the row under it."""
    page.sheet.set_row(row + 1, 22)
    page.put(row + 1, 0, title, page.book.add_format({**FONT, "bold": True, "font_size": 12}))
    page.columns(columns, row + 2)
    looks = [page.look(column.look) for column in columns]
    for number, cells in enumerate(rows, row + 3):
        for column, cell in enumerate(cells):
            page.put(number, column, cell, looks[column])
    return row + 3, row + 3 + len(rows)


def _chart(page: Page, row: int, kind: str, title: str, first: int, count: int) -> None:
    """A chart of the second column by the first, of `count` rows."""
    chart = page.book.add_chart({"type": kind})
    last = first + count - 1
    chart.add_series({
        "categories": [SHEET, first, 0, last, 0], "values": [SHEET, first, 1, last, 1], "name": "份数",
        "fill": {"color": BAR}, "gap": 60, "data_labels": {"value": True},
    })  # fmt: skip
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    # A bar chart counts from below: turned round, the commonest fault stands above as in the table.
    chart.set_x_axis({"major_gridlines": {"visible": False}, "visible": kind != "bar"})
    chart.set_y_axis({"major_gridlines": {"visible": False}, "reverse": kind == "bar", "visible": kind == "bar"})
    chart.set_size({"width": CHART_WIDTH, "height": CHART_HEIGHT})
    page.sheet.insert_chart(row, CHART_COLUMN, chart, {"description": title})

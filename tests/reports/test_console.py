"""The terminal report: 80 columns, worst first, reasons quoted."""

import io

from rich.cells import cell_len
from rich.console import Console

from checker import Assessment, Checker
from checker.reports.console import fold, show
from checker.reports.telling import told
from tests.paths import SAMPLES


def shown(assessments: list[Assessment], width: int = 80) -> str:
    out = io.StringIO()
    show([told(assessment) for assessment in assessments], Console(file=out, width=width, highlight=False, markup=False))
    return out.getvalue()


def test_no_line_is_wider_than_the_terminal_but_for_a_hanging_mark() -> None:
    lines = shown([Checker().check(path) for path in SAMPLES.iterdir() if path.suffix != ".toml"]).splitlines()
    assert max(cell_len(line) for line in lines) <= 82


def test_the_worst_comes_first_and_unreadable_before_it(tmp_path) -> None:
    (tmp_path / "零.docx").write_bytes(b"")
    files = [*(path for path in sorted(SAMPLES.iterdir()) if path.suffix != ".toml"), tmp_path / "零.docx"]
    heads = [
        line.split()[0]
        for line in shown([Checker().check(path) for path in files]).splitlines()
        if "分  " in line or "零.docx" in line
    ]
    order = ["读不出", "不予转报", "退回修改", "可转报"]
    assert [order.index(head) for head in heads if head in order] == sorted(order.index(head) for head in heads if head in order)


def test_a_sum_that_a_reader_can_add_up_is_shown() -> None:
    text = shown([Checker().check(next(SAMPLES.glob("华砚*.docx")))])
    line = next(line for line in text.splitlines() if "扣分" in line)
    left, right = line.replace("扣分", "").split("＝")
    first, *rest = (float(part) for part in left.split("−"))
    assert first - sum(rest) == float(right) or abs(first - sum(rest) - float(right)) < 0.05


def test_the_most_distinctive_practices_are_told_in_a_line_or_two_and_what_they_lack() -> None:
    text = shown([Checker().check(next(SAMPLES.glob("河澜*.docx")))], 100)
    told = [line for line in text.splitlines() if line.startswith("  做法  ")]
    assert 1 <= len(told) <= 2
    flat = "".join(line.strip() for line in text.splitlines())
    assert "可以照着做）" in flat or "还要问清：" in flat


def test_brackets_in_a_material_are_not_markup() -> None:
    text = "题目[bold]粗[/bold]\n" + "公司把[red]焊工[/red]分成四级，每级每月相差三百元，从三月起执行。" * 5
    assert "[bold]" in shown([Checker().check_text(text)])


def test_a_row_never_begins_with_a_closing_mark() -> None:
    assert fold("工会工会。工会", 8) == ["工会工会。", "工会"]

"""`ganhuo ledger …`: what the database of rounds knows, and its care."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checker.cli.failing import fail

if TYPE_CHECKING:
    from checker.ledger import Ledger

app = typer.Typer(
    help="台账：历次报送记在一个库里。看批次、看一个单位的历年情况、谁迟报未报、谁又报了旧材料；导出、备份、更正。",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class View(str, Enum):
    """How a list is printed."""

    text = "text"
    json = "json"


class Page(str, Enum):
    """How a unit's history is printed."""

    text = "text"
    json = "json"
    html = "html"


Where = Annotated[
    str | None,
    typer.Option("--ledger", help="台账在哪里：一个文件，或 postgresql+psycopg://…；不写就用自己的台账", metavar="台账"),
]
Which = Annotated[str | None, typer.Option("--round", help="只看这一批次", metavar="批次")]
Who = Annotated[str | None, typer.Option("--who", help="谁做的；不写就用登录名", metavar="姓名")]


@app.command()
def rounds(ledger: Where = None, format: Annotated[View, typer.Option("--format", help="输出形式")] = View.text) -> None:
    """列出全部批次：多少份、结论如何、名单上几家迟报未报。"""
    from checker.ledger import overviews
    from checker.reports import history

    with _opened(ledger) as opened, opened.reading() as session:
        found = overviews(session)
    _show(found, format, history.rounds(found), "台账里还没有批次。")


@app.command()
def unit(
    name: Annotated[str, typer.Argument(help="单位的全称或简称", metavar="单位")],
    ledger: Where = None,
    format: Annotated[Page, typer.Option("--format", help="输出形式：屏幕文字、json 或单个网页")] = Page.text,
) -> None:
    """看一个单位的历次报送：有没有改进，迟报没有，是不是又报了旧材料。"""
    from checker.ledger import unit_history
    from checker.reports import history

    with _opened(ledger) as opened, opened.reading() as session:
        found = unit_history(session, name)
    if format is Page.html:
        print(history.page(found))
    else:
        _show(found, View(format.value), history.unit(found))


@app.command()
def units(ledger: Where = None, format: Annotated[View, typer.Option("--format", help="输出形式")] = View.text) -> None:
    """列出台账里的全部单位，各报送过几个批次。"""
    from checker.ledger import unit_names

    with _opened(ledger) as opened, opened.reading() as session:
        found = unit_names(session)
    told = [{"unit": name, "rounds": count} for name, count in found]
    _show(told, format, (f"{name}　报送过{count}个批次" for name, count in found), "台账里还没有单位。")


@app.command()
def late(
    ledger: Where = None,
    round: Which = None,
    format: Annotated[View, typer.Option("--format", help="输出形式")] = View.text,
) -> None:
    """列出未报、迟报的单位，连同依据和联络员。"""
    from checker.ledger import in_default
    from checker.reports import history

    with _opened(ledger) as opened, opened.reading() as session:
        found = in_default(session, round)
    told = [
        {
            "round": name,
            "state": stood.state,
            "unit": stood.unit,
            "evidence": stood.evidence,
            "files": [f.file for f in stood.files],
        }
        for name, stood in found
    ]
    _show(told, format, history.in_default(found), "没有未报、迟报的单位。")


@app.command()
def repeats(
    ledger: Where = None,
    round: Which = None,
    format: Annotated[View, typer.Option("--format", help="输出形式")] = View.text,
) -> None:
    """列出与本单位以前的材料大半相同的材料。套话和标题不算，只换年份的句子算相同。"""
    from checker.ledger import repeats as search
    from checker.reports import history

    with _opened(ledger) as opened, opened.reading() as session:
        found = search(session, round=round)
    _show(found, format, history.repeated(found), "没有与以前大半相同的材料。")


@app.command()
def export(
    path: Annotated[Path, typer.Argument(help="导出到哪个文件，以 .xlsx、.csv 或 .jsonl 结尾", metavar="文件")],
    ledger: Where = None,
    round: Which = None,
) -> None:
    """把台账导出成 Excel 工作簿、CSV 表格或 JSON 行。"""
    from checker.ledger.rounds import round_named
    from checker.reports import ledger_export as exporting
    from checker.reports.safe import write_whole

    if path.suffix not in exporting.FORMATS:
        fail(f"导出的文件名应以 {'、'.join(exporting.FORMATS)} 结尾：{path}")
    with _opened(ledger) as opened, opened.reading() as session:
        if round:
            round_named(session, round)
        if path.suffix == ".xlsx":
            data = exporting.workbook(session, round)
        elif path.suffix == ".csv":
            data = exporting.table(session, round)
        else:
            data = "".join(f"{line}\n" for line in exporting.lines(session, round)).encode("utf-8", errors="replace")
    try:
        write_whole(path, data)
    except OSError as error:
        fail(f"写不进去（{error.strerror}）：{path}；如果正开着，请关闭后再试。")
    print(f"已导出到 {path}。")


@app.command()
def backup(
    path: Annotated[Path, typer.Argument(help="备份成哪个文件；以 .jsonl 结尾的，两种数据库都能恢复", metavar="文件")],
    ledger: Where = None,
) -> None:
    """备份整个台账，别人正在用也可以备份。"""
    from checker.ledger import backup as run

    with _opened(ledger) as opened:
        run(opened, path)
    print(f"已备份到 {path}。里面有全部材料的文字，请妥善保管。")


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(help="哪个备份", metavar="文件")],
    ledger: Where = None,
    replace: Annotated[bool, typer.Option("--replace", help="台账里已有的内容全部换掉")] = False,
    who: Who = None,
) -> None:
    """用备份恢复台账。台账里已有内容时，要写上 --replace 才会换掉。"""
    from checker.ledger import restore as run

    with _opened(ledger, create=True) as opened:
        count = run(opened, path, who=who or login(), replace=replace)
    print(f"已恢复{count}条记录。")


@app.command()
def correct(
    file: Annotated[str, typer.Argument(help="哪份材料：文件名，重名的写上文件夹", metavar="材料")],
    round: Annotated[str, typer.Option("--round", help="哪一批次的", metavar="批次")],
    why: Annotated[str, typer.Option("--why", help="为什么", metavar="理由")],
    verdict: Annotated[str | None, typer.Option("--verdict", help="结论改为：可转报、退回修改、不予转报", metavar="结论")] = None,
    sentence: Annotated[str | None, typer.Option("--sentence", help="改哪一句：写出句中的几个字", metavar="原句")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="这一句改为：套话、一般、具体", metavar="类别")] = None,
    ledger: Where = None,
    who: Who = None,
) -> None:
    """更正一份材料的结论，或者其中一句的类别。程序原来的判断仍然留着；再次更正以最后一次为准。"""
    from checker.ledger import correct_kind, correct_verdict
    from checker.ledger.corrections import find, find_sentence
    from checker.reports import wording

    if (verdict is None) == (sentence is None) or (sentence is None) != (kind is None):
        fail("请写上 --verdict 改结论，或者同时写上 --sentence 和 --kind 改一句的类别。")
    name = who or login()
    with _opened(ledger) as opened, opened.writing() as session:
        material = find(session, round, file)
        if verdict is not None:
            correct_verdict(session, material.id, _one_of(verdict, wording.VERDICTS, "结论"), who=name, why=why)
        else:
            start = find_sentence(session, material.id, sentence or "")
            correct_kind(session, material.id, start, _one_of(kind or "", wording.KINDS, "类别"), who=name, why=why)
    print(f"已更正“{round}”的“{material.file}”。")


@app.command()
def forget(
    name: Annotated[str | None, typer.Argument(help="哪个单位", metavar="[单位]")] = None,
    why: Annotated[str, typer.Option("--why", help="为什么", metavar="理由")] = "",
    round: Annotated[str | None, typer.Option("--round", help="不是一个单位，而是记错了的一个批次", metavar="批次")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="确实要抹去")] = False,
    ledger: Where = None,
    who: Who = None,
) -> None:
    """把一个单位（或记错了的一个批次）从台账里抹去：材料、文字、判断、更正和名称都不留，不能恢复。"""
    from checker.ledger import forget_round, forget_unit

    if (name is None) == (round is None):
        fail("请写上要抹去的单位，或者用 --round 写上要抹去的批次，二者写一个。")
    if not yes or not why.strip():
        fail("抹去以后不能恢复；确实要做，请写上理由 --why 和 --yes。")
    with _opened(ledger) as opened:
        told = {"who": who or login(), "why": why}
        gone = forget_unit(opened, name, **told) if name is not None else forget_round(opened, round or "", **told)
    emptied = f"；另有{gone.emptied}份与别的单位合在一起的，只抹去了内容" if gone.emptied else ""
    print(f"已抹去{gone.materials}份材料{emptied}。以前的备份里仍有，请一并处理。")


def login() -> str:
    """The name that someone is logged in by, for the record."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知"


@contextmanager
def _opened(address: str | None, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger; what cannot be done with it is one line."""
    from checker.ledger import LedgerError, open_ledger

    try:
        with open_ledger(address, create=create) as opened:
            yield opened
    except LedgerError as error:
        fail(str(error))


def _show(data: Any, format: View, lines: Iterable[str], nothing: str = "") -> None:
    from checker.reports.history import as_data

    if format is View.json:
        print(json.dumps(as_data(data), ensure_ascii=False, indent=2))
        return
    text = "\n".join(lines)
    print(text or nothing)


def _one_of(value: str, names: dict[str, str], what: str) -> Any:
    """The label that a Chinese name, or the label itself, stands for."""
    found = {**{name: label for label, name in names.items()}, **{label: label for label in names}}.get(value)
    return found or fail(f"{what}应是 {'、'.join(names.values())} 之一，现在是 {value}。")

"""Commands only: every command is a few lines over the library."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checker.cli import checking, cluster, learn, ledger, serve
from checker.cli.failing import NOT_ALL_PASS, complaint, fail, needs_training
from checker.cli.printing import Format, Progress, say, show_all, wanted

if TYPE_CHECKING:
    from checker.batch.run import Order
    from checker.reports.round import Round

# What typer makes of Ctrl+C.
INTERRUPTED = 130

app = typer.Typer(
    help="干货：检查产改经验材料、工作总结有没有真东西。不联网，不改动原文件。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.add_typer(ledger.app, name="ledger")
app.add_typer(serve.users, name="web-user")
app.add_typer(cluster.app, name="cluster")
app.command()(serve.serve)
app.command()(learn.learn)


@app.command()
def check(
    paths: Annotated[list[str], typer.Argument(help="文件或文件夹；“-”表示从标准输入读文字", metavar="文件...")],
    format: Annotated[Format, typer.Option("--format", help="输出形式：屏幕文字、json、jsonl 或单个网页")] = Format.text,
    config: Annotated[Path | None, typer.Option("--config", help="配置文件 ganhuo.toml")] = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="json 里附上全文")] = False,
    password: Annotated[
        list[str] | None, typer.Option("--password", help="压缩包或 PDF 的密码，可写多次", metavar="密码")
    ] = None,
) -> None:
    """检查材料，给出结论、得分和依据的句子。全部可转报返回 0，有不可转报的返回 1，做不了返回 2。"""
    raise typer.Exit(checking.check(paths, format, config, with_text, password or ()))


@app.command()
def batch(
    path: Annotated[str, typer.Argument(help="一轮报送材料所在的文件夹或压缩包", metavar="文件夹或压缩包")],
    out: Annotated[str, typer.Option("--out", help="结果放到哪个文件夹", metavar="文件夹")],
    roster: Annotated[Path | None, typer.Option("--roster", help="报送名单（xlsx 或 csv）")] = None,
    round: Annotated[str | None, typer.Option("--round", help="报送批次，如 2021年第三季度", metavar="批次")] = None,
    notice: Annotated[Path | None, typer.Option("--notice", help="这一轮报送所依据的通知")] = None,
    policies: Annotated[
        list[Path] | None,
        typer.Option("--policies", help="上级文件或所在文件夹，可多次；引用其原话不算相似", metavar="文件"),
    ] = None,
    previous: Annotated[Path | None, typer.Option("--previous", help="上一轮的 results.jsonl，用来前后对比和查对往期")] = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="同时检查几份；0 表示用满处理器")] = 0,
    engine: Annotated[
        str, typer.Option("--engine", help="在哪里运行：本机 local，或一个集群 dask://主机:端口", metavar="引擎")
    ] = "local",
    resume: Annotated[bool, typer.Option("--resume", help="接着上次中断的地方做")] = False,
    config: Annotated[Path | None, typer.Option("--config", help="配置文件 ganhuo.toml")] = None,
    password: Annotated[list[str] | None, typer.Option("--password", help="压缩包或 PDF 的密码，可多次", metavar="密码")] = None,
    keep_in: Annotated[
        str | None,
        typer.Option("--ledger", help="记入哪个台账；不写就记入自己的，没有 --round 的不记", metavar="台账"),
    ] = None,
) -> None:
    """检查一轮报送材料：汇总表、批注副本、退改意见、通报草稿和网页，都放在 --out 文件夹里。"""
    from checker.batch import BatchError
    from checker.batch.cluster import scheduler
    from checker.batch.run import Order
    from checker.reading.errors import Unreadable
    from checker.roster import RosterError

    upper = (*(policies or ()), *((notice,) if notice else ()))
    for policy in upper:
        if not policy.exists():
            fail(f"没有这个文件或文件夹：{policy}")
    try:
        address = scheduler(engine)
        _exists(path, previous, address)
        recorded = _can_record(keep_in, round)
        order = Order(
            Path(path),
            Path(out),
            checking.settings(config, password or ()),
            _roster(roster),
            round,
            workers or os.cpu_count() or 1,
            resume,
            previous,
            _notice(notice),
            upper,
            _earlier(round, keep_in) if recorded and round else None,
        )
        if address:
            raise typer.Exit(cluster.batch(order, path, out, address, keep_in if recorded else None, recorded))
        judged = _run(order, out)
    except (BatchError, RosterError) as error:
        fail(str(error))
    except Unreadable as error:
        fail(f"通知读不出：{error.message}")
    except KeyboardInterrupt:
        fail("已中断；同一条命令加上 --resume 可以接着做。")
    if recorded:
        _record(order, judged, keep_in)
    raise typer.Exit(0 if all(entry.verdict == "pass" for entry in judged.entries) else NOT_ALL_PASS)


def _exists(path: str, previous: Path | None, address: str | None) -> None:
    """See that what a batch is to read is there; what lies elsewhere is looked for by those who reach it."""
    if not address and not Path(path).exists():
        fail(f"没有这个文件或文件夹：{path}")
    if previous and not previous.is_file():
        fail(f"没有上一轮的结果：{previous}")


def _run(order: Order, out: str) -> Round:
    """A batch on this machine. Raises BatchError."""
    from checker.batch.run import run

    with Progress(1) as advance:
        judged, passed_over = run(order, advance)
    say(judged, Path(out), passed_over)
    return judged


@app.command()
def explain(
    check: Annotated[str | None, typer.Argument(help="检查项或文件；不写则列出全部检查项", metavar="[检查项|文件]")] = None,
) -> None:
    """说明一项检查查什么、为什么；给的是文件，就逐句说明为什么这样判。"""
    from checker.checks import CHECKS
    from checker.reports import explaining

    if check is None:
        print(explaining.overview())
    elif check in CHECKS:
        print(explaining.page(check))
    elif Path(check).is_file() or check == "-":
        print(explaining.sentences(_material(check)))
    else:
        fail(f"没有“{check}”这项检查，也没有这个文件；检查项有：{'、'.join(CHECKS)}。")


@app.command()
def demo(format: Annotated[Format, typer.Option("--format", help="输出形式")] = Format.text) -> None:
    """检查随程序附带的十份样例。"""
    from dataclasses import replace
    from importlib.resources import as_file

    from checker.checker import Checker
    from checker.resources import shipped

    checker, form, made = Checker(), wanted(format), []
    for sample in sorted(shipped("samples").iterdir(), key=lambda entry: entry.name):
        if not sample.name.endswith(".toml"):
            with as_file(sample) as path:
                made.append(form.made(replace(checker.check(path), file=sample.name)))
    show_all(made, format)


@app.command()
def evaluate(
    corpora: Annotated[Path, typer.Option("--corpora", help="语料文件夹")] = Path("corpora"),
    part: Annotated[str, typer.Option("--part", help="在哪一部分上评测：test 或 development")] = "test",
) -> None:
    """在从未参与训练的语料上评测模型，并列出最简单的对照。"""
    from checker.training.evaluation import evaluate as run

    needs_training()
    _needs_corpora(corpora)
    print(run(corpora, part))


@app.command()
def train(
    corpora: Annotated[Path, typer.Option("--corpora", help="语料文件夹")] = Path("corpora"),
    out: Annotated[Path, typer.Option("--out", help="模型写到哪个文件夹")] = Path("models"),
) -> None:
    """用语料重新训练模型；同样的语料得到逐字节相同的模型。"""
    from checker.training import slots, tenses
    from checker.training.train import load_corpus, usual, write
    from checker.training.train import train as run

    needs_training()
    _needs_corpora(corpora)
    corpus = load_corpus(corpora)
    models = run(corpus, "train", "development")
    models["slots"] = slots.train(corpus, slots.read(corpora / "neighbours.txt"))
    models["tenses"] = tenses.train(tenses.read(corpora / "dated.txt"))
    write(models, usual(corpus), out)
    card = models["sentence"]["card"]
    print(f"用{card['materials']}份材料、{card['sentences']}个句子训练完成，写入 {out}。")


def _roster(path: Path | None) -> Any:
    from checker.roster import load

    roster = load(path) if path else None
    for note in roster.notes if roster else ():
        print(f"名单：{note}", file=sys.stderr)
    return roster


def _notice(path: Path | None) -> Any:
    from checker.notice import load

    return load(path) if path else None


def _can_record(address: str | None, round: str | None) -> bool:
    """Whether the round goes into a ledger: looked at first, so that nobody waits for a run that can't be put down."""
    from checker.ledger import LedgerError, open_ledger

    if address and not round:
        fail("记入台账要有批次名称，请加上 --round。")
    if not round:
        return False
    try:
        with open_ledger(address, create=True):
            return True
    except LedgerError as error:
        _not_recorded(address, f"台账用不了，这一轮没有开始：{error}", f"这一轮不记入台账：{error}")
    return False


def _earlier(round: str, address: str | None) -> Callable[[], Iterator[dict[str, Any]]]:
    """The earlier rounds of a ledger, for a round that goes into it."""
    from functools import partial

    from checker.batch.recording import earlier_rows

    return partial(earlier_rows, round, address)


def _record(order: Order, judged: Round, address: str | None) -> None:
    from checker.batch.recording import record
    from checker.ledger import LedgerError

    try:
        written = record(order, judged, address, ledger.login())
    except LedgerError as error:
        message = f"结果已经写好，但没有记入台账：{error}"
        _not_recorded(address, message, message)
    else:
        print(f"已记入台账“{order.name}”：新增{written.new}份" + (f"，原有{written.known}份。" if written.known else "。"))


def _not_recorded(address: str | None, asked_for: str, otherwise: str) -> None:
    """Who named a ledger wants it kept there, and has not got what was asked for; others are told."""
    from checker.ledger import ENVIRONMENT

    if address or os.environ.get(ENVIRONMENT):
        fail(asked_for)
    print(f"ganhuo: {otherwise}", file=sys.stderr)


def _material(path: str) -> Any:
    """The prepared material of one file, read in a worker like any other."""
    assessments, _ = checking.judge([path])
    if assessments[0].error:
        fail(assessments[0].error[1])
    return assessments[0].material


def _needs_corpora(folder: Path) -> None:
    if not (folder / "splits.toml").is_file():
        fail(f"{folder} 里没有语料；请在源码目录下运行，或用 --corpora 指定。")


def run() -> int:
    """Do what the command line says; the status."""
    try:
        status = app(standalone_mode=False) or 0
    except typer.Abort:
        status = INTERRUPTED
    except typer.TyperException as error:
        fail(f"{complaint(error)}；用 ganhuo --help 看用法。")
    if status == INTERRUPTED:
        raise KeyboardInterrupt
    return status

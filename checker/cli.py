"""Commands only: every command is a few lines over the library."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from checker.assessment import Assessment, Settings
    from checker.batch.worker import Source
    from checker.reports.round import Round

FAILED, NOT_ALL_PASS = 2, 1
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


class Format(str, Enum):
    """How results are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    html = "html"


class Engine(str, Enum):
    """Where a batch runs."""

    local = "local"


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
    settings = _settings(config, password or ())
    assessments, passed_over = _judge(paths, settings)
    _print(assessments, format, with_text)
    if passed_over:
        print(f"另有{passed_over}个文件不是材料（快捷方式、缓存、程序等），已略过。", file=sys.stderr)
    raise typer.Exit(0 if all(a.verdict == "pass" for a in assessments) else NOT_ALL_PASS)


@app.command()
def batch(
    path: Annotated[Path, typer.Argument(help="一轮报送材料所在的文件夹或压缩包", metavar="文件夹或压缩包")],
    out: Annotated[Path, typer.Option("--out", help="结果放到哪个文件夹", metavar="文件夹")],
    roster: Annotated[Path | None, typer.Option("--roster", help="报送名单（xlsx 或 csv）")] = None,
    round: Annotated[str | None, typer.Option("--round", help="报送批次，如 2021年第三季度", metavar="批次")] = None,
    notice: Annotated[Path | None, typer.Option("--notice", help="这一轮报送所依据的通知")] = None,
    previous: Annotated[Path | None, typer.Option("--previous", help="上一轮的 results.jsonl，用来前后对比")] = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="同时检查几份；0 表示用满处理器")] = 0,
    engine: Annotated[Engine, typer.Option("--engine", help="在哪里运行")] = Engine.local,
    resume: Annotated[bool, typer.Option("--resume", help="接着上次中断的地方做")] = False,
    config: Annotated[Path | None, typer.Option("--config", help="配置文件 ganhuo.toml")] = None,
    password: Annotated[list[str] | None, typer.Option("--password", help="压缩包或 PDF 的密码，可多次", metavar="密码")] = None,
) -> None:
    """检查一轮报送材料：汇总表、批注副本、退改意见、通报草稿和网页，都放在 --out 文件夹里。"""
    from checker.batch import BatchError
    from checker.batch.run import Order, run
    from checker.reading.errors import Unreadable
    from checker.roster import RosterError

    if not path.exists():
        _fail(f"没有这个文件或文件夹：{path}")
    if previous and not previous.is_file():
        _fail(f"没有上一轮的结果：{previous}")
    try:
        order = Order(
            path,
            out,
            _settings(config, password or ()),
            _roster(roster),
            round,
            workers or os.cpu_count() or 1,
            resume,
            previous,
            _notice(notice),
        )
        with _Progress(1) as advance:
            judged, passed_over = run(order, advance)
    except (BatchError, RosterError) as error:
        _fail(str(error))
    except Unreadable as error:
        _fail(f"通知读不出：{error.message}")
    except KeyboardInterrupt:
        _fail("已中断；同一条命令加上 --resume 可以接着做。")
    _say(judged, out, passed_over)
    raise typer.Exit(0 if all(entry.verdict == "pass" for entry in judged.entries) else NOT_ALL_PASS)


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
        _fail(f"没有“{check}”这项检查，也没有这个文件；检查项有：{'、'.join(CHECKS)}。")


@app.command()
def demo(format: Annotated[Format, typer.Option("--format", help="输出形式")] = Format.text) -> None:
    """检查随程序附带的十份样例。"""
    from dataclasses import replace
    from importlib.resources import as_file

    from checker.checker import Checker
    from checker.resources import shipped

    checker, assessments = Checker(), []
    for sample in sorted(shipped("samples").iterdir(), key=lambda entry: entry.name):
        if not sample.name.endswith(".toml"):
            with as_file(sample) as path:
                assessments.append(replace(checker.check(path), file=sample.name))
    _print(assessments, format, with_text=False)


@app.command()
def evaluate(
    corpora: Annotated[Path, typer.Option("--corpora", help="语料文件夹")] = Path("corpora"),
    part: Annotated[str, typer.Option("--part", help="在哪一部分上评测：test 或 development")] = "test",
) -> None:
    """在从未参与训练的语料上评测模型，并列出最简单的对照。"""
    from checker.training.evaluation import evaluate as run

    _needs_training()
    _needs_corpora(corpora)
    print(run(corpora, part))


@app.command()
def train(
    corpora: Annotated[Path, typer.Option("--corpora", help="语料文件夹")] = Path("corpora"),
    out: Annotated[Path, typer.Option("--out", help="模型写到哪个文件夹")] = Path("models"),
) -> None:
    """用语料重新训练模型；同样的语料得到逐字节相同的模型。"""
    from checker.training.train import load_corpus, usual, write
    from checker.training.train import train as run

    _needs_training()
    _needs_corpora(corpora)
    corpus = load_corpus(corpora)
    models = run(corpus, "train", "development")
    write(models, usual(corpus), out)
    card = models["sentence"]["card"]
    print(f"用{card['materials']}份材料、{card['sentences']}个句子训练完成，写入 {out}。")


def _judge(paths: Sequence[str], settings: Settings) -> tuple[list[Assessment], int]:
    """Judge what the paths name in worker processes, with a bar on a terminal; also how many files are no materials."""
    from checker.batch import BatchError
    from checker.batch.local import Crew

    sources, passed_over = _sources(paths)
    judged: dict[tuple[int, ...], Assessment] = {}
    try:
        with Crew(settings, min(len(sources), os.cpu_count() or 1)) as crew, _Progress(len(sources)) as advance:
            for key, assessment in crew.judge(sources):
                judged[key] = assessment
                advance(len(judged), max(len(judged), len(sources)))
    except BatchError as error:
        _fail(str(error))
    return [judged[key] for key in sorted(judged)], passed_over + crew.passed_over


def _sources(paths: Sequence[str]) -> tuple[list[Source], int]:
    """The files to judge, and how many of those found are none."""
    from checker.batch.worker import Source
    from checker.checker import find_materials

    sources, passed_over = [], 0
    for path in paths:
        if path == "-":
            sources.append(Source(path, sys.stdin.buffer.read()))
            continue
        if not os.path.lexists(path):
            _fail(f"没有这个文件或文件夹：{path}")
        found = list(find_materials(Path(path)))
        wanted = [str(file) for file, is_material in found if is_material]
        if not wanted:
            _fail(f"文件夹里没有可检查的材料：{path}")
        sources += [Source(file, file) for file in wanted]
        passed_over += len(found) - len(wanted)
    return sources, passed_over


class _Progress:
    """How far a run is: a bar with rate and time left on a terminal, else a line now and then; nothing for so few files."""

    FEW = 2
    SECONDS = 30.0

    def __init__(self, total: int) -> None:
        self.total = total
        self.bar: Any = None
        self.said = time.monotonic()

    def __enter__(self) -> Callable[[int, int], None]:
        if not sys.stderr.isatty():
            return self._say
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("正在检查"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task("", total=self.total, rate="")
        self.began = time.monotonic()
        self.bar.start()
        return self._show

    def __exit__(self, *exc: object) -> None:
        if self.bar:
            self.bar.stop()

    def _show(self, done: int, total: int) -> None:
        rate = done / max(0.1, time.monotonic() - self.began)
        self.bar.update(self.task, completed=done, total=total, visible=total >= self.FEW, rate=f"每秒{rate:.1f}份")

    def _say(self, done: int, total: int) -> None:
        if time.monotonic() - self.said >= self.SECONDS:
            self.said = time.monotonic()
            print(f"已检查{done}份，共{total}份。", file=sys.stderr, flush=True)


def _print(assessments: list[Assessment], format: Format, with_text: bool) -> None:
    if format is Format.text:
        from rich.console import Console

        from checker.reports.console import show

        show(assessments, Console(highlight=False, markup=False, emoji=False))
    elif format is Format.html:
        from checker.reports.html import render

        print(render(assessments))
    else:
        from checker.reports.as_json import as_line, as_list

        if format is Format.json:
            print(as_list(assessments, with_text))
        else:
            for assessment in assessments:
                print(as_line(assessment, with_text))


def _settings(path: Path | None, passwords: Sequence[str]) -> Settings:
    from dataclasses import replace

    from checker.assessment import Settings
    from checker.settings import SettingsError, load

    try:
        settings = load(path) if path else Settings()
    except SettingsError as error:
        _fail(str(error))
    return replace(settings, reading=replace(settings.reading, passwords=tuple(passwords)))


def _roster(path: Path | None) -> Any:
    from checker.roster import load

    roster = load(path) if path else None
    for note in roster.notes if roster else ():
        print(f"名单：{note}", file=sys.stderr)
    return roster


def _notice(path: Path | None) -> Any:
    from checker.notice import load

    return load(path) if path else None


def _say(judged: Round, out: Path, passed_over: int) -> None:
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


def _material(path: str) -> Any:
    """The prepared material of one file, read in a worker like any other."""
    from checker.assessment import Settings

    assessments, _ = _judge([path], Settings())
    if assessments[0].error:
        _fail(assessments[0].error[1])
    return assessments[0].material


def _needs_training() -> None:
    try:
        import sklearn  # noqa: F401
    except ImportError:
        _fail("训练和评测要用到 scikit-learn，请先安装：pip install scikit-learn")


def _needs_corpora(folder: Path) -> None:
    if not (folder / "splits.toml").is_file():
        _fail(f"{folder} 里没有语料；请在源码目录下运行，或用 --corpora 指定。")


def _fail(message: str) -> NoReturn:
    """One clear line on standard error, exit status 2."""
    print(f"ganhuo: {message}", file=sys.stderr)
    raise typer.Exit(FAILED)


def main() -> None:
    """The command `ganhuo`: whatever goes wrong ends in one line and a status, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = app(standalone_mode=False)
    except typer.Abort:
        status = INTERRUPTED
    except typer.TyperException as error:
        print(f"ganhuo: {_complaint(error)}；用 ganhuo --help 看用法。", file=sys.stderr)
        status = FAILED
    except BrokenPipeError:
        sys.stderr.close()
        status = 0
    if status == INTERRUPTED:
        print("ganhuo: 已中断。", file=sys.stderr)
        status = FAILED
    sys.exit(status or 0)


def _complaint(error: typer.TyperException) -> str:
    """What is wrong with the command line, in Chinese; typer's own sentence is English."""
    kind, said = type(error).__name__, error.format_message()
    quoted = re.findall(r"'([^']*)'", said)
    if kind == "NoSuchOption":
        return f"没有 {getattr(error, 'option_name', '')} 这个选项"
    if kind == "MissingParameter":
        return "没有给出要检查的文件"
    if kind == "BadParameter" and len(quoted) > 2:
        return f"{quoted[0].partition(' ')[0]} 的值不对，应为 {'、'.join(quoted[2:])} 之一"
    if said.startswith("No such command") and quoted:
        return f"没有 {quoted[0]} 这个命令"
    return f"命令写得不对（{said.rstrip('.')}）"


if __name__ == "__main__":
    main()

"""`ganhuo batch --engine dask://…` and `ganhuo cluster …`: past one machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checker.cli.failing import NOT_ALL_PASS, fail
from checker.cli.printing import Progress

if TYPE_CHECKING:
    from checker.batch.cluster.run import Outcome
    from checker.batch.run import Order

app = typer.Typer(help="集群：先估算要多少时间、内存和磁盘。", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def main() -> None:
    """集群：先估算要多少时间、内存和磁盘。"""


@app.command()
def plan(
    files: Annotated[int, typer.Option("--files", min=1, help="一共有多少份材料", metavar="份数")],
    sample: Annotated[Path, typer.Option("--sample", help="拿哪些材料来试：一个文件夹，几十份到几百份", metavar="文件夹")],
    workers: Annotated[int, typer.Option("--workers", min=1, help="集群里同时检查几份（线程总数）")] = 32,
) -> None:
    """先在本机试一小批，估算在集群上要几小时、多少内存和磁盘，什么会先不够用。"""
    from checker.batch import BatchError
    from checker.batch.cluster.planning import measure, told

    if not sample.exists():
        fail(f"没有这个文件或文件夹：{sample}")
    try:
        print(told(measure(sample), files, workers))
    except BatchError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("已中断。")


def batch(order: Order, path: str, out: str, address: str, ledger: str | None, recorded: bool) -> int:
    """Judge a round on a cluster; what it came to is printed. Raises BatchError."""
    from checker.batch.cluster.run import ClusterOrder, run
    from checker.cli.ledger import login
    from checker.ledger.opening import resolve

    where = resolve(ledger) if recorded else None
    asked = ClusterOrder(
        path=path,
        out=out,
        scheduler=address,
        settings=order.settings,
        roster=order.roster,
        resume=order.resume,
        notice=order.notice,
        upper=order.upper,
        earlier=_before(order),
        name=order.name,
        ledger=where.render_as_string(hide_password=False) if where else None,
        who=login(),
    )
    with Progress(1) as advance:
        outcome = run(asked, advance)
    say(outcome, out, order.name)
    return 0 if outcome.verdicts.total() == outcome.verdicts["pass"] else NOT_ALL_PASS


def _before(order: Order) -> Callable[[], Iterable[Mapping[str, Any]]]:
    """The rows of earlier rounds, as for a run on this machine."""
    from checker.batch.rounds import rows

    return lambda: chain(rows(order.previous) if order.previous else (), order.earlier() if order.earlier else ())


def say(outcome: Outcome, out: str, round: str | None) -> None:
    """What a run came to, in a few lines."""
    from checker.batch.cluster.calls import RESULTS
    from checker.reports import wording

    counts = [f"{name}{outcome.verdicts[verdict]}" for verdict, name in wording.VERDICTS.items()]
    unread = f"，{wording.UNREADABLE}{outcome.verdicts['']}" if outcome.verdicts[""] else ""
    print(f"共{outcome.verdicts.total()}份：{'，'.join(counts)}{unread}。")
    if outcome.passed_over:
        print(f"另有{outcome.passed_over}个文件不是材料（快捷方式、缓存、程序等），已略过。")
    if outcome.written:
        known = f"，原有{outcome.written.known}份" if outcome.written.known else ""
        print(f"已记入台账“{round}”：新增{outcome.written.new}份{known}。")
    print(f"结果在 {out.rstrip('/')}/{RESULTS}：{len(outcome.told)}个分片，按文件名连起来就是 results.jsonl。")
